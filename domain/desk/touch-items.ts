/** Says by hand what a ticket is about, and asks those anew who are deciding about it. */
import { lockWatchers } from '../approvals/ask-again.ts';
import { setAffected } from '../config-items/affected.ts';
import { lockTicket } from '../tickets/update.ts';
import type { Work } from '../work.ts';
import { askAnew } from './ask-anew.ts';

/** @throws DomainError as `setAffected` does */
export async function touchItems(
  work: Work,
  ticketId: string,
  keys: readonly string[],
  expected?: number,
): Promise<void> {
  await lockTicket(work, ticketId);
  await lockWatchers(work, ticketId);
  await setAffected(work, ticketId, keys, expected === undefined ? {} : { expected });
  await askAnew(work, ticketId);
}
