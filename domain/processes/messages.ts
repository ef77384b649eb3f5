/**
 * What a run is told: events numbered within their run, written in the transaction of what caused them, and a poke for the
 * relay. The number is taken under the run's row lock, so that numbers have no gaps and order is the order of commits.
 */
import type { Event } from '#engine/messages.ts';
import type { Work } from '../work.ts';

/**
 * Puts an event into a run's inbox. False when the run has ended, which nothing can reach any more.
 * Locks the run: whoever also locks its task or approval takes the run's lock first.
 */
export async function sendToRun(
  work: Work,
  runId: string,
  event: Event,
  eventId: string,
): Promise<boolean> {
  const sent = await work.em.execute<unknown[]>('select send_to_run(?, ?, ?, ?) as seq', [
    runId,
    JSON.stringify(event),
    eventId,
    work.now,
  ]);
  const told = (sent[0] as { seq: number | null } | undefined)?.seq != null;
  if (told) work.sent.value = true;
  return told;
}
