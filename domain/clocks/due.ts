/**
 * What the clock workflow asks when it wakes: do what is due on this ticket, once, and say when to wake again. Safe to
 * repeat and safe when late, since the ticket's lock and the clocks' own rows decide, never the message that came.
 */
import { LockMode } from '@mikro-orm/postgresql';
import { Ticket } from '../tickets/ticket.ts';
import { isFinished } from '../tickets/values.ts';
import type { Work } from '../work.ts';
import { nextInstant } from './follow.ts';
import { read } from './ledger.ts';
import { ledgerOf, loadClocks } from './loaded.ts';
import { tellBreach, tellWarning } from './tell.ts';

/** Returns the next instant something is due, or null when nothing is. */
export async function clockDue(work: Work, ticketId: string): Promise<Date | null> {
  const ticket = await work.em.findOne(
    Ticket,
    { id: ticketId },
    { lockMode: LockMode.PESSIMISTIC_WRITE },
  );
  if (!ticket || ticket.deletedAt || isFinished(ticket.status)) return null;
  const clocks = await loadClocks(work, ticketId);
  for (const loaded of clocks) {
    const { clock } = loaded;
    const reading = read(ledgerOf(loaded), work.now);
    if (reading.state === 'breached' && !clock.breachedAt) {
      await tellBreach(work, ticket, loaded, reading.reachedAt ?? work.now, true);
      clock.state = 'breached';
    } else if (
      reading.warnAt &&
      reading.dueAt &&
      reading.warnAt <= work.now &&
      reading.state === 'running' &&
      !clock.warnedAt
    ) {
      await tellWarning(work, ticket, loaded, reading.dueAt);
    }
  }
  await work.em.flush();
  return nextInstant(clocks, work.now);
}
