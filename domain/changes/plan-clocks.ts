/**
 * Which service levels hold may hang on the plan of a change. What is dear to know of it is read before the schedule is locked,
 * since everybody else who plans waits for that.
 */
import { followTicket } from '../clocks/follow.ts';
import { configurationOf } from '../configuration.ts';
import type { Change as FieldChange } from '../events/event.ts';
import { countedFacts } from '../tickets/facts.ts';
import type { Ticket } from '../tickets/ticket.ts';
import type { Work } from '../work.ts';

/** What lets its clocks follow what is different; behind the ticket’s lock. */
export type FollowClocks = (changes: { readonly [field: string]: FieldChange }) => Promise<void>;

export async function readClocks(work: Work, ticket: Ticket): Promise<FollowClocks> {
  const { policies } = await configurationOf(work);
  const counted = policies.length > 0 ? await countedFacts(work, ticket.id) : undefined;
  return async (changes) => {
    if (Object.keys(changes).length === 0) return;
    const dueAt = await followTicket(work, ticket, { happening: 'changed', changes, counted });
    // Past the ticket's version: nobody has changed a field of it.
    if (dueAt === undefined || dueAt?.getTime() === ticket.dueAt?.getTime()) return;
    await work.em.execute('update ticket set due_at = ? where id = ?', [dueAt, ticket.id]);
  };
}
