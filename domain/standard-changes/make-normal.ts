/**
 * A change that is to be another than its standard change says is approved by nobody any more: its tie is cut, what began
 * because it was standard ends, and what begins with a change of its new kind begins now.
 */
import type { ChangeKind } from '#engine/changes/plan.ts';
import { isObject, type JsonObject } from '#engine/json.ts';
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

/**
 * Once its plan is written. What begins with a new change is asked twice, as the change is now and as it would be were it
 * still of the kind before: only what hangs on the kind ends or begins, and the rest goes on as it was.
 */
export async function beginAnew(work: Work, ticketId: string, before: ChangeKind): Promise<void> {
  const facts = await ticketFacts(work, ticketId);
  const { triggers } = await configurationOf(work);
  const { catalogItem, change } = facts.ticket;
  const match = (ticket: JsonObject) =>
    matchTriggers(
      triggers,
      { ...facts, ticket },
      {
        tenantId: work.tenantId,
        ticketId,
        at: work.now.toISOString(),
        catalogItem: typeof catalogItem === 'string' ? catalogItem : null,
        startedBy: work.actor.kind === 'person' ? work.actor.id : null,
      },
    );
  const starts = await match(facts.ticket);
  const plan = isObject(change) ? change : {};
  const began = await match({ ...facts.ticket, change: { ...plan, kind: before } });
  const open = await work.em.execute<{ id: string; process: string; begun: string }[]>(
    'select id, process_id as process, trigger_key as begun from run where ticket_id = ? and ended_at is null order by id',
    [ticketId],
  );
  const fitNow = new Set(starts.map(({ process_id }) => process_id));
  const fitBefore = new Set(began.map(({ process_id }) => process_id));
  const acting = work.cause.kind === 'run' ? work.cause.id : null;
  for (const { id, process, begun } of open)
    if (begun === CREATED && fitBefore.has(process) && !fitNow.has(process) && id !== acting)
      await cancelRun(work, { id, ticketId }, 'It is no standard change any more.');
  for (const run of starts)
    if (!fitBefore.has(run.process_id) && !open.some(({ process }) => process === run.process_id))
      await insertRun(work, { ...run, trigger_key: newId() }, { ticketId, askedBy: null });
}
