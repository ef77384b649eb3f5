/** What an operator does with a run: try again what failed, or end it. The engine takes it in like any other message. */
import { DomainError } from '../errors.ts';
import { record } from '../events/record.ts';
import { holdTickets } from '../tickets/update.ts';
import type { Work } from '../work.ts';
import { cancelRun } from './cancel-run.ts';
import { lockOpenRun } from './lock-run.ts';
import { sendToRun } from './messages.ts';
import { failedTokens } from './run-state.ts';

/** Every token that has failed is tried once more. @throws DomainError not_found, run_not_open, transition_not_allowed, stale_version */
export async function retryRun(
  work: Work,
  id: string,
  reason: string,
  expected?: number,
): Promise<void> {
  // It is told of each token on its own.
  await holdTickets(work, 'select ticket_id from run where id = ?', [id]);
  const run = await lockOpenRun(work, id, expected);
  const failed = run.engine_state ? failedTokens(run.engine_state) : [];
  if (failed.length === 0)
    throw new DomainError(
      'transition_not_allowed',
      'Nothing in this run has failed, so there is nothing to try again.',
    );
  const eventId = await record(work, {
    type: 'run.retryRequested',
    subject: { kind: 'run', id },
    ticketId: run.ticket_id,
    data: { reason, elements: failed.map(({ element }) => element), internal: true },
  });
  const at = work.now.toISOString();
  for (const { id: token } of failed)
    await sendToRun(work, id, { type: 'retried', token, at }, eventId);
}

/** `undo`: what it has done is undone first. @throws DomainError not_found, run_not_open, stale_version */
export async function cancelOpenRun(
  work: Work,
  id: string,
  reason: string,
  expected?: number,
  undo = false,
): Promise<void> {
  const run = await lockOpenRun(work, id, expected);
  await cancelRun(work, { id, ticketId: run.ticket_id }, reason, undo);
}
