/** What those who manage changes do by hand: set what is not part of a version, suspend, resume, retire. */
import { DomainError } from '../errors.ts';
import { changesBetween } from '../events/changes.ts';
import { record } from '../events/record.ts';
import { personMeant } from '../people/find.ts';
import type { Work } from '../work.ts';
import { callOff, rejectProposed } from './call-off.ts';
import { noteSeen } from './decide.ts';
import {
  getStandard,
  isUsable,
  lockStandard,
  mayResume,
  type Standard,
  type StandardFields,
} from './standard.ts';

const COLUMNS = {
  name: 'name',
  description: 'description',
  category: 'category',
  reviewMonths: 'review_months',
  reviewAfter: 'review_after',
  suspends: 'suspends',
  reviewOn: 'review_on',
} as const;

export type StandardPatch = Partial<StandardFields> & {
  /** An address or an id. */
  readonly owner?: string;
  /** A day. */
  readonly reviewOn?: string;
};

/** @throws DomainError not_found, stale_version, invalid_input, transition_not_allowed */
export async function changeStandard(
  work: Work,
  ref: string,
  { owner, ...fields }: StandardPatch,
  expected?: number,
): Promise<Standard> {
  const before = await lockStandard(work, ref, expected);
  if (before.state === 'retired') refuse(before);
  const person = owner === undefined ? before.owner : await personMeant(work, owner, '/owner');
  const changes = changesBetween(
    { ...before, owner: before.owner.id },
    { ...fields, owner: person.id },
  );
  if (Object.keys(changes).length === 0) return before;
  const after = { ...before, ...fields };
  const names = Object.keys(COLUMNS) as (keyof typeof COLUMNS)[];
  await work.em.execute(
    `update standard_change set owner_id = ?, ${names.map((name) => `${COLUMNS[name]} = ?`).join(', ')}, version = version + 1 where id = ?`,
    [person.id, ...names.map((name) => after[name]), before.id],
  );
  await record(work, {
    type: 'standardChange.changed',
    subject: { kind: 'standardChange', id: before.id },
    data: { name: after.name },
    changes,
  });
  return getStandard(work, before.id);
}

/** No change is opened from it until it is resumed. @throws DomainError not_found, stale_version, transition_not_allowed */
export async function suspendStandard(
  work: Work,
  ref: string,
  reason: string,
  expected?: number,
): Promise<Standard> {
  const before = await lockStandard(work, ref, expected);
  if (before.inForce === null || !isUsable(before.state)) refuse(before);
  return turn(work, before, 'suspended', reason);
}

/** Whoever resumes it has looked at it, unless others still do. @throws DomainError not_found, stale_version, transition_not_allowed */
export async function resumeStandard(
  work: Work,
  ref: string,
  reason: string,
  expected?: number,
): Promise<Standard> {
  const before = await lockStandard(work, ref, expected);
  if (!mayResume(before)) refuse(before);
  if (before.reviewRun === null) await noteSeen(work, before);
  return turn(work, before, before.reviewRun === null ? 'approved' : 'under_review', reason);
}

/**
 * For good: what is still to be decided about it is called off. Changes that were opened from it go on.
 * @throws DomainError not_found, stale_version, transition_not_allowed
 */
export async function retireStandard(
  work: Work,
  ref: string,
  reason: string,
  expected?: number,
): Promise<Standard> {
  const { id } = await getStandard(work, ref);
  // Runs are locked before what they decide about.
  await callOff(work, id);
  const before = await lockStandard(work, id, expected);
  if (before.state === 'retired') refuse(before);
  await rejectProposed(work, before, reason);
  await work.em.execute('update standard_change set review_run = null where id = ?', [id]);
  return turn(work, before, 'retired', reason);
}

const DONE = {
  suspended: 'suspended',
  retired: 'retired',
  approved: 'resumed',
  under_review: 'resumed',
};

async function turn(
  work: Work,
  { id, name }: Standard,
  state: keyof typeof DONE,
  reason: string,
): Promise<Standard> {
  await work.em.execute(
    'update standard_change set state = ?, suspended_by = ?, reason = ?, version = version + 1 where id = ?',
    [state, state === 'suspended' ? 'person' : null, reason, id],
  );
  await record(work, {
    type: `standardChange.${DONE[state]}`,
    subject: { kind: 'standardChange', id },
    data: { name, reason },
  });
  return getStandard(work, id);
}

const SAID = {
  proposed: 'is not approved yet',
  approved: 'is in the catalog',
  under_review: 'is in the catalog',
  suspended: 'is suspended',
  retired: 'is retired',
  rejected: 'was not approved',
} as const;

/** @throws DomainError transition_not_allowed */
function refuse({ name, state }: Standard): never {
  throw new DomainError('transition_not_allowed', `“${name}” ${SAID[state]}.`, {
    values: { state },
  });
}
