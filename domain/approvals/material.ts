/** What of the things that matter has changed since people were asked: the facts that the process calls material. */
import { canonicalJson } from '#engine/canonical.ts';
import type { Json } from '#engine/json.ts';
import { valueAt } from '#engine/paths.ts';
import { variablesAt } from '#engine/scope-list.ts';
import type { State } from '#engine/state.ts';
import { definitionOf, elementOf } from '../processes/definitions.ts';
import type { Facts } from '../processes/facts.ts';
import { ticketFacts } from '../tickets/facts.ts';
import type { Work } from '../work.ts';
import type { LockedApproval } from './lock-approval.ts';
import { subjectOf } from './subject.ts';

export type MaterialChange = { readonly fact: string; readonly before: Json; readonly after: Json };

/** Nothing where the process calls nothing material, and then nothing is read. */
export async function materialChanges(
  work: Work,
  approval: LockedApproval,
): Promise<readonly MaterialChange[]> {
  const { process_id, process_version, element, subject } = approval;
  const definition = await definitionOf(work, process_id, process_version);
  const watched = elementOf(definition, 'approval', element)?.approval.askAgainOn ?? [];
  if (watched.length === 0) return [];
  return changesBetween(subject, subjectOf(await factsNow(work, approval), watched), watched);
}

export const changesBetween = (
  was: unknown,
  is: unknown,
  watched: readonly string[],
): readonly MaterialChange[] =>
  watched.flatMap((fact) => {
    const [before, after] = [factIn(was, fact), factIn(is, fact)];
    return canonicalJson(before) === canonicalJson(after) ? [] : [{ fact, before, after }];
  });

const factIn = (facts: unknown, path: string): Json => (valueAt(facts, path) ?? null) as Json;

/** What the approval's token would be asked about at this moment. */
export async function factsNow(
  work: Work,
  { run_id, ticket_id, token }: Pick<LockedApproval, 'run_id' | 'ticket_id' | 'token'>,
): Promise<Facts> {
  const [run] = await work.em.execute<{ state: State }[]>(
    'select engine_state as state from run where id = ?',
    [run_id],
  );
  if (!run) throw new Error('invariant: an approval belongs to a run');
  const about =
    ticket_id === null ? { ticket: {}, requester: {} } : await ticketFacts(work, ticket_id);
  return { ...about, variables: variablesAt(run.state, token), steps: run.state.steps };
}
