/**
 * Lets others decide for somebody. People do it for themselves; for others whoever manages people. It takes away nothing: both
 * may decide, and the first who does has decided. What waits for the one who is stood in for is looked at anew when it begins.
 */
import { LockMode } from '@mikro-orm/postgresql';
import { wakeApprovalsOf } from '../approvals/wake.ts';
import { followDelegations } from '../cab/invite-stand-ins.ts';
import { DomainError, invalid } from '../errors.ts';
import { record } from '../events/record.ts';
import { newId } from '../ids.ts';
import { demandEverywhere, type Principal } from '../people/access.ts';
import { personMeant } from '../people/find.ts';
import type { Person } from '../people/person.ts';
import { demandVersion } from '../version.ts';
import type { Work } from '../work.ts';
import { Delegation } from './delegation.ts';
import { tellDelegates } from './tell.ts';

const DELEGATES_MAX = 10;

export type DelegationFields = {
  /** Addresses or ids. */
  readonly delegates: readonly string[];
  /** Now, unless said. */
  readonly from?: Date;
  readonly until?: Date | null;
  /** Keys; null or none: all. */
  readonly processes?: readonly string[] | null;
  readonly away?: boolean;
  readonly reason?: string;
};

/** @throws DomainError invalid_input, not_permitted */
export async function makeDelegation(
  work: Work,
  principal: Principal,
  input: DelegationFields & { readonly person?: string },
): Promise<string> {
  const person =
    input.person === undefined
      ? await personMeant(work, principal.personId, '/person')
      : await personMeant(work, input.person, '/person');
  demandKeeper(principal, person.id);
  const delegates = await delegatesMeant(work, person.id, input.delegates);
  const { until = null, away = false, reason = '' } = input;
  const from = input.from ?? work.now;
  demandSpan(work, from, until);
  const made = work.em.create(
    Delegation,
    {
      id: newId(),
      tenantId: work.tenantId,
      personId: person.id,
      fromAt: from,
      untilAt: until,
      processes: await processesMeant(work, input.processes ?? null),
      away,
      reason: reason.trim(),
      madeBy: principal.personId,
      madeAt: work.now,
      endedAt: null,
    },
    { persist: true, partial: true },
  );
  await work.em.flush();
  await setDelegates(work, made.id, delegates);
  await settle(work, made, 'delegation.made', delegates);
  return made.id;
}

/** @throws DomainError not_found, not_permitted, stale_version, invalid_input, transition_not_allowed when it is over */
export async function changeDelegation(
  work: Work,
  principal: Principal,
  id: string,
  patch: Partial<DelegationFields>,
  expected?: number,
): Promise<void> {
  const found = await lockOne(work, principal, id, expected);
  const delegates = patch.delegates
    ? await delegatesMeant(work, found.personId, patch.delegates)
    : null;
  const from = patch.from ?? found.fromAt;
  const until = patch.until === undefined ? (found.untilAt ?? null) : patch.until;
  if (patch.from !== undefined || patch.until !== undefined) demandSpan(work, from, until);
  work.em.assign(found, {
    fromAt: from,
    untilAt: until,
    ...(patch.processes === undefined
      ? {}
      : { processes: await processesMeant(work, patch.processes) }),
    ...(patch.away === undefined ? {} : { away: patch.away }),
    ...(patch.reason === undefined ? {} : { reason: patch.reason.trim() }),
  });
  await work.em.flush();
  if (delegates) await setDelegates(work, id, delegates);
  await settle(work, found, 'delegation.changed', delegates ?? []);
}

/** From now on nobody stands in by it. @throws DomainError not_found, not_permitted, stale_version, transition_not_allowed */
export async function endDelegation(
  work: Work,
  principal: Principal,
  id: string,
  expected?: number,
): Promise<void> {
  const found = await lockOne(work, principal, id, expected);
  work.em.assign(found, { endedAt: work.now });
  await work.em.flush();
  await settle(work, found, 'delegation.ended', []);
}

/** Whoever's it is, and those who manage people. @throws DomainError not_permitted */
function demandKeeper(principal: Principal, personId: string): void {
  if (personId !== principal.personId) demandEverywhere(principal, 'people.manage');
}

async function lockOne(
  work: Work,
  principal: Principal,
  id: string,
  expected: number | undefined,
): Promise<Delegation> {
  const found = await work.em.findOne(
    Delegation,
    { id, tenantId: work.tenantId },
    { lockMode: LockMode.PESSIMISTIC_WRITE },
  );
  if (!found) throw new DomainError('not_found', 'There is no such delegation.');
  demandKeeper(principal, found.personId);
  demandVersion(expected, found.version);
  if (found.endedAt || (found.untilAt && found.untilAt <= work.now))
    throw new DomainError('transition_not_allowed', 'This is over. Make a new one.');
  return found;
}

async function delegatesMeant(
  work: Work,
  personId: string,
  references: readonly string[],
): Promise<readonly Person[]> {
  if (references.length === 0 || references.length > DELEGATES_MAX)
    return invalid('/delegates', `must name one to ${DELEGATES_MAX} people.`);
  const found = new Map<string, Person>();
  for (const [index, reference] of references.entries()) {
    const pointer = `/delegates/${index}`;
    const person = await personMeant(work, reference, pointer);
    if (person.id === personId) return invalid(pointer, 'must be somebody else.');
    if (!person.active) return invalid(pointer, `${person.name} may not sign in any more.`);
    found.set(person.id, person);
  }
  return [...found.values()];
}

function demandSpan(work: Work, from: Date, until: Date | null): void {
  if (until === null) return;
  if (until <= from) invalid('/until', 'must be after it begins.');
  if (until <= work.now) invalid('/until', 'must not be over yet.');
}

async function processesMeant(
  work: Work,
  keys: readonly string[] | null,
): Promise<string[] | null> {
  if (keys === null || keys.length === 0) return null;
  const rows = await work.em.execute<{ id: string; key: string }[]>(
    'select id, key from process where tenant_id = ? and key in (select jsonb_array_elements_text(?))',
    [work.tenantId, JSON.stringify(keys)],
  );
  return keys.map(
    (key, index) =>
      rows.find((row) => row.key === key)?.id ??
      invalid(`/processes/${index}`, `There is no process “${key}”.`),
  );
}

async function setDelegates(work: Work, id: string, people: readonly Person[]): Promise<void> {
  const ids = JSON.stringify(people.map((person) => person.id));
  await work.em.execute(
    'delete from delegate where delegation_id = ? and person_id not in (select value::uuid from jsonb_array_elements_text(?))',
    [id, ids],
  );
  await work.em.execute(
    `insert into delegate (delegation_id, person_id, tenant_id)
     select ?, value::uuid, current_tenant() from jsonb_array_elements_text(?) on conflict do nothing`,
    [id, ids],
  );
}

type Happened = 'delegation.made' | 'delegation.changed' | 'delegation.ended';

async function settle(
  work: Work,
  delegation: Delegation,
  type: Happened,
  delegates: readonly Person[],
): Promise<void> {
  const { personId, fromAt, untilAt, away } = delegation;
  await record(work, {
    type,
    subject: { kind: 'person', id: personId },
    data: {
      delegates: delegates.map(({ id }) => id),
      from: fromAt.toISOString(),
      until: untilAt?.toISOString() ?? null,
      away,
    },
  });
  if (type !== 'delegation.ended') await tellDelegates(work, delegation, delegates);
  await wakeApprovalsOf(work, personId);
  await followDelegations(work, personId);
}
