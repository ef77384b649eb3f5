/**
 * Proposes a standard change, or another version of one. Each proposal is decided by a run of the process for it, asked for
 * by whoever proposes, so that nobody approves their own. How the run ends is taken in by `decide.ts`.
 */
import { DomainError } from '../errors.ts';
import { startRun } from '../processes/start-run.ts';
import type { Work } from '../work.ts';
import { addStandard, addVersion, type NewStandard, takenFrom, type VersionFields } from './add.ts';
import { proposalFacts } from './proposal-facts.ts';
import { getStandard, lockStandard, type Standard } from './standard.ts';
import { planOfVersion, versionsOf } from './versions.ts';

export const PROPOSAL = 'standard-change-proposal';

/** `from`: the id of a change that went well, whose plan is taken where nothing else is said. @throws DomainError invalid_input, already_exists, process_not_published */
export async function proposeStandard(
  work: Work,
  { plan, minutes, items, note, ...fields }: NewStandard & VersionFields,
  from: string | null,
): Promise<Standard> {
  const id = await addStandard(work, fields);
  const taken = from === null ? {} : await takenFrom(work, from);
  const said = saidOf({ plan, minutes, items, note }, taken);
  const missing = missingIn(plan);
  const number = await addVersion(work, { id, name: fields.name }, said, { from, missing });
  return ask(work, id, number);
}

/** What is not said stays as it is. @throws DomainError not_found, stale_version, invalid_input, transition_not_allowed, process_not_published */
export async function proposeVersion(
  work: Work,
  ref: string,
  fields: VersionFields,
  from: string | null,
  expected?: number,
): Promise<Standard> {
  const before = await lockStandard(work, ref, expected);
  const { id, name } = before;
  if (before.state === 'retired')
    throw new DomainError('transition_not_allowed', `“${name}” is retired. Propose another one.`);
  if (before.proposed !== null)
    throw new DomainError(
      'transition_not_allowed',
      `Version ${before.proposed} of “${name}” is still to be decided.`,
    );
  const kept = {
    plan: await planOfVersion(work, id, before.inForce),
    minutes: before.minutes,
    items: before.items.map(({ key }) => key),
  };
  const said = saidOf(fields, from === null ? kept : await takenFrom(work, from));
  const missing = missingIn(fields.plan);
  const number = await addVersion(work, before, said, { from, missing });
  if (before.state === 'rejected')
    await work.em.execute(
      "update standard_change set state = 'proposed', reason = '' where id = ?",
      [id],
    );
  return ask(work, id, number);
}

/** Whoever has left is refused where they are named now; in steps that are taken from elsewhere they are nobody. */
const missingIn = (plan: VersionFields['plan']) =>
  plan?.steps === undefined ? ('nobody' as const) : ('refused' as const);

const saidOf = (said: VersionFields, base: VersionFields): VersionFields => ({
  plan: { ...base.plan, ...said.plan },
  minutes: said.minutes ?? base.minutes,
  items: said.items ?? base.items,
  note: said.note,
});

/** Begins what decides about a version. */
async function ask(work: Work, id: string, number: number): Promise<Standard> {
  const standard = await getStandard(work, id);
  const version = (await versionsOf(work, id)).find((one) => one.number === number);
  if (!version) throw new Error('invariant: the version has just been written');
  const proposer = work.actor.kind === 'person' ? work.actor.email : standard.owner.email;
  const { id: run } = await startRun(work, PROPOSAL, {
    askedBy: work.actor.kind === 'person' ? work.actor.id : null,
    variables: proposalFacts(standard, version, proposer),
  });
  await work.em.execute(
    'update standard_change_version set run_id = ? where standard_id = ? and number = ?',
    [run, id, number],
  );
  await work.em.execute('update standard_change set version = version + 1 where id = ?', [id]);
  return getStandard(work, id);
}
