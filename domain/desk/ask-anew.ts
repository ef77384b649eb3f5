/** Asks those anew who are deciding about a ticket when something of it has changed that they decide on. */
import { askAgainOnTicket } from '../approvals/ask-again.ts';
import { assessingRun } from '../changes/weigh.ts';
import type { Work } from '../work.ts';

/** After the change, behind the locks of the ticket and of `lockWatchers`. */
export const askAnew = async (work: Work, ticketId: string): Promise<void> =>
  // What asks for an approval of its own once it has assessed the change withdraws the one that is open: nobody is asked twice.
  askAgainOnTicket(work, ticketId, await assessingRun(work, ticketId));
