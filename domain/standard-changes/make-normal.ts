/**
 * A change that is to be another than its standard change says is approved by nobody any more: its tie is cut, what began
 * because it was standard ends, and what begins with a change of its new kind begins now.
 */
import type { ChangeKind } from '#engine/changes/plan.ts';
import type { Change } from '../changes/change.ts';
import { configurationOf } from '../configuration.ts';
import { DomainError } from '../errors.ts';
import { newId } from '../ids.ts';
import { cancelRun } from '../processes/cancel-run.ts';
import { insertRun } from '../processes/start-run.ts';
import { CREATED, matchTriggers } from '../processes/triggers.ts';
import { ticketFacts } from '../tickets/facts.ts';
import type { Work } from '../work.ts';

/** Whether the tie is cut by it. @throws DomainError transition_not_allowed once it was begun */
export function isMadeAnother(
  {
    standard,
    kind,
    actualFrom,
    number,
  }: Pick<Change, 'standard' | 'kind' | 'actualFrom' | 'number'>,
  to: ChangeKind | undefined,
): boolean {
  if (standard === null || to === undefined || to === kind) return false;
  if (actualFrom !== null)
    throw new DomainError(
      'transition_not_allowed',
      `${number} was begun as the standard change “${standard.name}”, and is carried out as one.`,
    );
  return true;
}

/** Runs are locked before the schedule is. */
export const holdRuns = (work: Work, ticketId: string): Promise<unknown> =>
  work.em.execute(
    'select from run where ticket_id = ? and ended_at is null order by id for no key update',
    [ticketId],
  );

/** Once its plan is written. */
export async function beginAnew(work: Work, ticketId: string): Promise<void> {
  const facts = await ticketFacts(work, ticketId);
  const { triggers } = await configurationOf(work);
  const { catalogItem } = facts.ticket;
  const starts = await matchTriggers(triggers, facts, {
    ...{ tenantId: work.tenantId, ticketId, at: work.now.toISOString() },
    catalogItem: typeof catalogItem === 'string' ? catalogItem : null,
    startedBy: work.actor.kind === 'person' ? work.actor.id : null,
  });
  const open = await work.em.execute<{ id: string; process: string; begun: string }[]>(
    'select id, process_id as process, trigger_key as begun from run where ticket_id = ? and ended_at is null order by id',
    [ticketId],
  );
  const stays = new Set(starts.map(({ process_id }) => process_id));
  const acting = work.cause.kind === 'run' ? work.cause.id : null;
  for (const { id, process, begun } of open)
    if (begun === CREATED && !stays.has(process) && id !== acting)
      await cancelRun(work, { id, ticketId }, 'It is no standard change any more.');
  for (const run of starts)
    if (!open.some(({ process }) => process === run.process_id))
      await insertRun(work, { ...run, trigger_key: newId() }, { ticketId, askedBy: null });
}
