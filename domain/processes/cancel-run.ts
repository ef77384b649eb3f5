/** Ends a run before its time: the message is written now, tokens and what they opened are closed when the engine takes it in. */
import { record } from '../events/record.ts';
import type { Work } from '../work.ts';
import { sendToRun } from './messages.ts';

/** False when it has already ended. */
export async function cancelRun(
  work: Work,
  run: { readonly id: string; readonly ticketId: string | null },
  reason: string,
  undo = false,
): Promise<boolean> {
  const eventId = await record(work, {
    type: 'run.cancelRequested',
    subject: { kind: 'run', id: run.id },
    ticketId: run.ticketId,
    data: { reason, ...(undo ? { undo } : {}) },
  });
  return sendToRun(
    work,
    run.id,
    { type: 'cancelled', at: work.now.toISOString(), reason, ...(undo ? { undo } : {}) },
    eventId,
  );
}
