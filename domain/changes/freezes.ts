/**
 * Freezes: from when to when nothing begins, for what, and why. One that is saved is seen by every change that is begun from
 * then on, and the changes it catches are told.
 */
import type { FreezeScope } from '#engine/changes/plan.ts';
import { toInstant } from '#engine/instant.ts';
import type { Span } from '#engine/rota.ts';
import { DomainError, invalid } from '../errors.ts';
import { changesBetween } from '../events/changes.ts';
import { record } from '../events/record.ts';
import { isId, newId } from '../ids.ts';
import { toIso } from '../instants.ts';
import { demandVersion } from '../version.ts';
import type { Work } from '../work.ts';
import { followFreeze } from './follow-freeze.ts';
import { lockSchedule } from './lock.ts';
import { resolveScope } from './scopes.ts';

export type FreezeFields = Span & {
  readonly name: string;
  readonly reason: string;
  readonly scope: FreezeScope;
};
export type SavedFreeze = FreezeFields & { readonly id: string; readonly version: number };

const SELECT =
  'select id, name, reason, from_at as "from", to_at as "to", scope, version from change_freeze';

const spelled = (row: SavedFreeze): SavedFreeze => ({
  ...row,
  from: toIso(row.from),
  to: toIso(row.to),
});

export type FreezePage = {
  readonly take: number;
  readonly after: { readonly at: string; readonly id: string } | null;
  /** Only those that reach into it. */
  readonly within?: Partial<Span>;
};

/** Those that begin last first. */
export async function listFreezes(
  work: Work,
  { take, after, within = {} }: FreezePage,
): Promise<SavedFreeze[]> {
  const rows = await work.em.execute<SavedFreeze[]>(
    `${SELECT} where tenant_id = current_tenant()
       and (?::timestamptz is null or to_at > ?) and (?::timestamptz is null or from_at < ?)
       ${after ? 'and (from_at, id) < (?::timestamptz, ?::uuid)' : ''}
     order by from_at desc, id desc limit ?`,
    [
      within.from ?? null,
      within.from ?? null,
      within.to ?? null,
      within.to ?? null,
      ...(after ? [after.at, after.id] : []),
      take,
    ],
  );
  return rows.map(spelled);
}

/** @throws DomainError not_found, stale_version */
export async function getFreeze(work: Work, id: string, expected?: number): Promise<SavedFreeze> {
  const [row] = isId(id)
    ? await work.em.execute<SavedFreeze[]>(`${SELECT} where id = ?`, [id.toLowerCase()])
    : [];
  if (!row) throw new DomainError('not_found', 'There is no such freeze.');
  demandVersion(expected, row.version);
  return spelled(row);
}

/** @throws DomainError invalid_input */
export async function addFreeze(work: Work, fields: FreezeFields): Promise<SavedFreeze> {
  const freeze = await demandFreeze(work, fields);
  const { name, reason, from, to, scope } = freeze;
  await lockSchedule(work);
  const id = newId();
  await work.em.execute(
    `insert into change_freeze (id, tenant_id, name, reason, from_at, to_at, scope) values (?, current_tenant(), ?, ?, ?, ?, ?)`,
    [id, name, reason, from, to, JSON.stringify(scope)],
  );
  await record(work, {
    type: 'freeze.added',
    subject: { kind: 'freeze', id },
    changes: changesBetween({}, { ...freeze }),
  });
  await followFreeze(work, { id, ...freeze }, null);
  return getFreeze(work, id);
}

/** @throws DomainError not_found, stale_version, invalid_input */
export async function changeFreeze(
  work: Work,
  ref: string,
  change: Partial<FreezeFields>,
  expected?: number,
): Promise<SavedFreeze> {
  await lockSchedule(work);
  const { id, version: _, ...before } = await getFreeze(work, ref, expected);
  const freeze = await demandFreeze(work, { ...before, ...change });
  const changes = changesBetween(before, freeze);
  if (Object.keys(changes).length === 0) return getFreeze(work, id);
  const { name, reason, from, to, scope } = freeze;
  await work.em.execute(
    'update change_freeze set name = ?, reason = ?, from_at = ?, to_at = ?, scope = ?, version = version + 1 where id = ?',
    [name, reason, from, to, JSON.stringify(scope), id],
  );
  await record(work, { type: 'freeze.changed', subject: { kind: 'freeze', id }, changes });
  await followFreeze(work, { id, ...freeze }, { id, ...before });
  return getFreeze(work, id);
}

/** Who let what through it goes with it, and stays in the events. @throws DomainError not_found, stale_version */
export async function removeFreeze(work: Work, ref: string, expected?: number): Promise<void> {
  await lockSchedule(work);
  const { version: _, ...freeze } = await getFreeze(work, ref, expected);
  await work.em.execute('delete from change_freeze where id = ?', [freeze.id]);
  await record(work, {
    type: 'freeze.removed',
    subject: { kind: 'freeze', id: freeze.id },
    changes: { name: { before: freeze.name, after: null } },
  });
  await followFreeze(work, null, freeze);
}

export async function demandFreeze(work: Work, fields: FreezeFields): Promise<FreezeFields> {
  const from = toInstant(fields.from) ?? invalid('/from', 'is no instant.');
  const to = toInstant(fields.to) ?? invalid('/to', 'is no instant.');
  if (from >= to) invalid('/to', 'must come after `from`.');
  const { name, reason } = fields;
  return { name, reason, from, to, scope: await resolveScope(work, fields.scope) };
}
