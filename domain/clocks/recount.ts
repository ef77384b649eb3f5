/**
 * Counting clocks again by choice, after a policy or a calendar was edited. First it is only looked at: which clocks would
 * stand otherwise, and which would be missed or met instead. Then somebody applies it, or leaves it. What was counted
 * before stays as an earlier revision of each clock.
 */
import { DomainError } from '../errors.ts';
import { record } from '../events/record.ts';
import { newId } from '../ids.ts';
import { send } from '../outbox.ts';
import type { Principal } from '../people/access.ts';
import { reachSql } from '../tickets/policy.ts';
import type { Work } from '../work.ts';
import type { ClockStand } from './clock.ts';
import type { RecountFrom } from './recounted.ts';

export type RecountScope = {
  /** Clocks promised by these policies; of all when not given. */
  readonly policies?: readonly string[];
  /** Clocks that count in these calendars; in all when not given. */
  readonly calendars?: readonly string[];
  readonly from: RecountFrom;
  /** Also tickets that were finished since (ISO 8601); only open ones when not given. */
  readonly finishedSince?: string;
};

export type RecountState = 'looking' | 'ready' | 'applying' | 'completed' | 'cancelled' | 'left';

export type RecountRecord = {
  readonly id: string;
  readonly scope: RecountScope;
  readonly reason: string;
  readonly state: RecountState;
  readonly tickets: number;
  readonly clocks: number;
  readonly flips: number;
  readonly applied: number;
  readonly createdBy: { readonly id: string; readonly name: string; readonly email: string } | null;
  readonly createdAt: string;
  readonly endedAt: string | null;
};

const VIEW = `select r.id, r.scope, r.reason, r.state, r.tickets, r.clocks, r.flips, r.applied, to_json(r.created_at) #>> '{}' as "createdAt",
  to_json(r.ended_at) #>> '{}' as "endedAt",
  case when p.id is not null then jsonb_build_object('id', p.id, 'name', p.name, 'email', p.email) end as "createdBy"
  from recount r left join person p on p.id = r.created_by`;

/**
 * At most one of a tenant at a time, so that two never count the same clock.
 * @throws DomainError too_many_open; invalid_input for a policy or calendar that is not there
 */
export async function beginRecount(
  work: Work,
  scope: RecountScope,
  reason: string,
): Promise<string> {
  await demandKnown(work, 'policies', 'sla_policy', scope.policies);
  await demandKnown(work, 'calendars', 'calendar', scope.calendars);
  await demandAlone(work);
  const id = newId();
  await work.em.execute(
    `insert into recount (id, tenant_id, scope, reason, looked_by, state, created_by, created_at) values (?, ?, ?, ?, ${IN_FORCE}, 'looking', ?, ?)`,
    [
      id,
      work.tenantId,
      JSON.stringify(scope),
      reason,
      work.actor.kind === 'person' ? work.actor.id : null,
      work.now,
    ],
  );
  await tell(work, id, 'begun', { scope, reason });
  send(work, 'recount', id, { at: work.now.toISOString() });
  return id;
}

/** Every policy with its place, every calendar, contract and organization: what clocks are promised and counted by. */
const IN_FORCE = `(select md5(string_agg(of, ',' order by of)) from (
  select concat('p ', key, ' ', version, ' ', place) as of from sla_policy union all select concat('c ', key, ' ', version) from calendar
  union all select concat('s ', id, ' ', version) from service_contract union all select concat('o ', id, ' ', version) from organization) known)`;

async function demandKnown(
  work: Work,
  field: 'policies' | 'calendars',
  table: 'sla_policy' | 'calendar',
  keys: readonly string[] = [],
): Promise<void> {
  if (keys.length === 0) return;
  const rows = await work.em.execute<{ key: string }[]>(`select key from ${table}`);
  const known = new Set(rows.map(({ key }) => key));
  const errors = keys.flatMap((key, index) =>
    known.has(key)
      ? []
      : [{ pointer: `/${field}/${index}`, detail: `There is none with the key “${key}”.` }],
  );
  if (errors.length > 0)
    throw new DomainError('invalid_input', 'Some of what is to be counted again is not there.', {
      errors,
    });
}

/**
 * What would be applied is what was looked at: once any of that has been edited since, it must be looked at again.
 * @throws DomainError not_found; transition_not_allowed unless everything has been looked at, as it is now; too_many_open
 */
export async function applyRecount(work: Work, id: string): Promise<void> {
  const { state } = await getRecount(work, id);
  if (state === 'ready') await demandAlone(work);
  await move(work, id, ['ready'], 'applying');
  const [looked] = await work.em.execute<{ isOld: boolean }[]>(
    `select looked_by <> ${IN_FORCE} as "isOld" from recount where id = ?`,
    [id],
  );
  if (looked?.isOld)
    throw new DomainError(
      'transition_not_allowed',
      'Service targets, calendars, contracts or organizations were edited after it was looked at. Look again: begin another one.',
    );
  await work.em.execute('update recount set reached = null where id = ?', [id]);
  await tell(work, id, 'applied', {});
  send(work, 'recount', id, { at: work.now.toISOString() });
}

/** @throws DomainError too_many_open while another one is at work */
async function demandAlone(work: Work): Promise<void> {
  await work.em.execute('select pg_advisory_xact_lock(hashtextextended(?, 0))', [
    `recounts ${work.tenantId}`,
  ]);
  const open = await work.em.execute<unknown[]>(
    "select 1 from recount where tenant_id = ? and state in ('looking', 'applying')",
    [work.tenantId],
  );
  if (open.length > 0)
    throw new DomainError(
      'too_many_open',
      'Clocks are being counted again already. Wait, or cancel that.',
      {
        values: { most: 1 },
      },
    );
}

/** What was applied already stays applied. @throws DomainError not_found, transition_not_allowed when it is over */
export async function cancelRecount(work: Work, id: string): Promise<void> {
  const before = await move(work, id, ['looking', 'ready', 'applying'], 'cancelled');
  if (before === 'ready')
    await work.em.execute("update recount set state = 'left' where id = ?", [id]);
  await work.em.execute('update recount set ended_at = ? where id = ?', [work.now, id]);
  await tell(work, id, 'cancelled', {});
  send(work, 'recount', id, { at: null });
}

async function move(
  work: Work,
  id: string,
  from: readonly RecountState[],
  to: RecountState,
): Promise<RecountState> {
  const [row] = await work.em.execute<{ state: RecountState }[]>(
    'select state from recount where id = ? for update',
    [id],
  );
  if (!row) throw new DomainError('not_found', 'There is no such recount.');
  if (!from.includes(row.state))
    throw new DomainError('transition_not_allowed', `It is ${row.state}.`);
  await work.em.execute('update recount set state = ? where id = ?', [to, id]);
  return row.state;
}

const tell = (work: Work, id: string, what: string, data: Readonly<Record<string, unknown>>) =>
  record(work, { type: `recount.${what}`, subject: { kind: 'recount', id }, data });

/** @throws DomainError not_found */
export async function getRecount(work: Work, id: string): Promise<RecountRecord> {
  const [row] = await work.em.execute<RecountRecord[]>(`${VIEW} where r.id = ?`, [id]);
  if (!row) throw new DomainError('not_found', 'There is no such recount.');
  return row;
}

/** The latest first. */
export async function listRecounts(
  work: Work,
  page: {
    readonly take: number;
    readonly after: { readonly at: string; readonly id: string } | null;
  },
): Promise<RecountRecord[]> {
  const { after, take } = page;
  return work.em.execute<RecountRecord[]>(
    `${VIEW} where r.tenant_id = ? ${after ? 'and (r.created_at, r.id) < (?::timestamptz, ?::uuid)' : ''}
     order by r.created_at desc, r.id desc limit ?`,
    [work.tenantId, ...(after ? [after.at, after.id] : []), take],
  );
}

export type RecountedClock = {
  readonly clock: string;
  readonly name: string;
  readonly ticket: { readonly id: string; readonly number: string; readonly title: string };
  readonly before: ClockStand;
  readonly after: ClockStand | null;
  readonly flips: boolean;
  readonly applied: boolean;
};

/** Of the tickets that somebody may read, by ticket. `flips`: only those that would be missed, or met, instead; `becomes`: only those that flip to this. */
export async function recountedClocks(
  work: Work,
  principal: Principal,
  id: string,
  page: {
    readonly take: number;
    readonly after: readonly [string, string] | null;
    readonly flips: boolean;
    readonly becomes: 'missed' | 'met' | null;
  },
): Promise<RecountedClock[]> {
  const { after, take, flips, becomes } = page;
  const becoming = {
    missed: "and c.flips and c.after ->> 'breachedAt' is not null",
    met: "and c.flips and c.after ->> 'breachedAt' is null",
  };
  const { text: reach, params } = reachSql(principal, 'ticket.read');
  return work.em.execute<RecountedClock[]>(
    `select c.clock_id as clock, k.name, jsonb_build_object('id', t.id, 'number', t.number, 'title', t.title) as ticket, c.before, c.after, c.flips,
       c.revision is not null as applied
     from recount_clock c join clock k on k.id = c.clock_id join ticket t on t.id = c.ticket_id
     where c.recount_id = ? and ${reach} ${flips ? 'and c.flips' : ''} ${becomes ? becoming[becomes] : ''} ${after ? 'and (c.ticket_id, c.clock_id) > (?::uuid, ?::uuid)' : ''}
     order by c.ticket_id, c.clock_id limit ?`,
    [id, ...params, ...(after ?? []), take],
  );
}
