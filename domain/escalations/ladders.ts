/** Makes and changes ladders. Escalations that climb go on by the version they began on, unless whoever edits it says otherwise. */
import { Check } from 'typebox/schema';
import { type Ladder, Ladder as LadderSchema } from '#engine/escalation/ladder.ts';
import { isTooDeep, schemaErrors } from '#engine/lint/schema-errors.ts';
import { DomainError, type FieldError, invalid, refuseTaken } from '../errors.ts';
import { record } from '../events/record.ts';
import { isId, newId } from '../ids.ts';
import { demandVersion } from '../version.ts';
import type { Work } from '../work.ts';
import { EscalationLadder } from './ladder.ts';
import { ladderUse } from './use.ts';
import { USUAL_LADDER } from './usual.ts';

const ERRORS_MAX = 100;

/** `under`: where it stands in what was sent. @throws DomainError invalid_input, with a pointer to each place where it has not the shape of a ladder */
export function demandLadder(value: unknown, under = ''): Ladder {
  const errors = isTooDeep(value)
    ? [{ pointer: '', detail: 'It is nested too deeply.' }]
    : schemaErrors(LadderSchema, value).slice(0, ERRORS_MAX);
  if (errors.length === 0 && Check(LadderSchema, value)) return value as Ladder;
  throw new DomainError('invalid_input', 'This is no ladder.', {
    errors: errors.map(({ pointer, detail }) => ({ pointer: `${under}${pointer}`, detail })),
  });
}

/** @throws DomainError already_exists, invalid_input */
export async function createLadder(work: Work, ladder: Ladder): Promise<EscalationLadder> {
  const { tenantId } = work;
  if (await work.em.findOne(EscalationLadder, { tenantId, key: ladder.key }))
    refuseTaken('/key', `There is a ladder "${ladder.key}" already.`);
  await demandSense(work, ladder);
  const id = newId();
  // As a statement of its own: the mapper lets every new row begin with version 1, and a key may be used again.
  await work.em.execute(
    `insert into escalation_ladder (id, tenant_id, key, ladder, version)
     select ?, ?, ?, ?, coalesce(max(number), 0) + 1 from escalation_ladder_version where tenant_id = ? and ladder_key = ?`,
    [id, tenantId, ladder.key, JSON.stringify(ladder), tenantId, ladder.key],
  );
  const made = await work.em.findOneOrFail(EscalationLadder, { id });
  await keep(work, made);
  await tell(work, made, 'created', { ladder: { before: null, after: ladder } });
  return made;
}

/** By id or key. @throws DomainError not_found, stale_version */
export async function getLadder(
  work: Work,
  ref: string,
  expected?: number,
): Promise<EscalationLadder> {
  const row = await work.em.findOne(
    EscalationLadder,
    isId(ref) ? { id: ref } : { tenantId: work.tenantId, key: ref },
  );
  if (!row) throw new DomainError('not_found', 'There is no such ladder.');
  demandVersion(expected, row.version);
  return row;
}

/** `running`: escalations that climb it go on by what it says now. @throws DomainError invalid_input */
export async function changeLadder(
  work: Work,
  row: EscalationLadder,
  ladder: Ladder,
  running: boolean,
): Promise<EscalationLadder> {
  if (ladder.key !== row.key) invalid('/key', `It must be “${row.key}”.`);
  const before = row.ladder;
  if (JSON.stringify(before) !== JSON.stringify(ladder)) {
    await demandSense(work, ladder);
    row.ladder = ladder;
    await work.em.flush();
    await keep(work, row);
    await tell(work, row, 'changed', { ladder: { before, after: ladder } });
  }
  if (running)
    await work.em.execute(
      "update escalation set ladder_version = ? where tenant_id = ? and ladder_key = ? and state = 'open'",
      [row.version, work.tenantId, row.key],
    );
  return row;
}

/** Escalations that climb it go on. @throws DomainError in_use for the usual one, and while a policy climbs it */
export async function removeLadder(work: Work, row: EscalationLadder): Promise<void> {
  if (row.key === USUAL_LADDER)
    throw new DomainError('in_use', 'It is climbed wherever no other ladder is named.');
  const [policy] = (await ladderUse(work, row.key)).policies;
  if (policy) throw new DomainError('in_use', `The policy "${policy.key}" climbs it.`);
  work.em.remove(row);
  await tell(work, row, 'removed', { ladder: { before: row.ladder, after: null } });
}

/** As the version says that an escalation began on. */
export async function ladderVersion(work: Work, key: string, number: number): Promise<Ladder> {
  const [row] = await work.em.execute<{ ladder: Ladder }[]>(
    'select ladder from escalation_ladder_version where tenant_id = ? and ladder_key = ? and number = ?',
    [work.tenantId, key, number],
  );
  if (!row) throw new Error(`invariant: version ${number} of ladder ${key} is kept for good`);
  return row.ladder;
}

/** What it names must be there: calendars, rotas, contracts with a vendor. */
async function demandSense(work: Work, ladder: Ladder): Promise<void> {
  const { tenantId } = work;
  const keysOf = async (table: 'calendar' | 'rota' | 'service_contract') =>
    new Set(
      (
        await work.em.execute<{ key: string }[]>(
          `select key from ${table} where tenant_id = ? ${table === 'service_contract' ? "and kind = 'underpinning' and vendor_email is not null" : ''}`,
          [tenantId],
        )
      ).map(({ key }) => key),
    );
  const calendars = await keysOf('calendar');
  const rotas = await keysOf('rota');
  const vendors = await keysOf('service_contract');
  const errors: FieldError[] = [];
  const demand = (known: ReadonlySet<string>, key: string, pointer: string, detail: string) => {
    if (!known.has(key)) errors.push({ pointer, detail });
  };
  if (ladder.calendar !== undefined)
    demand(calendars, ladder.calendar, '/calendar', `There is no calendar “${ladder.calendar}”.`);
  for (const [index, { to, wait, again }] of ladder.levels.entries()) {
    for (const [field, length] of Object.entries({ wait, 'again/every': again?.every }))
      if (length && 'calendar' in length && length.calendar !== undefined)
        demand(
          calendars,
          length.calendar,
          `/levels/${index}/${field}/calendar`,
          `There is no calendar “${length.calendar}”.`,
        );
    for (const [place, party] of to.entries()) {
      const pointer = `/levels/${index}/to/${place}`;
      if ('rota' in party) demand(rotas, party.rota, pointer, `There is no rota “${party.rota}”.`);
      if ('vendor' in party)
        demand(
          vendors,
          party.vendor,
          pointer,
          `There is no contract “${party.vendor}” with a vendor’s address.`,
        );
    }
  }
  if (errors.length > 0)
    throw new DomainError('invalid_input', errors.map(({ detail }) => detail).join(' '), {
      errors,
    });
}

const keep = (work: Work, { key, version, ladder }: EscalationLadder) =>
  work.em.execute(
    'insert into escalation_ladder_version (tenant_id, ladder_key, number, ladder, saved_at) values (?, ?, ?, ?, ?)',
    [work.tenantId, key, version, JSON.stringify(ladder), work.now],
  );

const tell = (
  work: Work,
  { id, key, version }: EscalationLadder,
  what: string,
  changes: Record<string, { before: unknown; after: unknown }>,
) =>
  record(work, {
    type: `ladder.${what}`,
    subject: { kind: 'ladder', id },
    changes,
    data: { key, version },
  });
