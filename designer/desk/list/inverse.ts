/** The way back from a change of many tickets. Pure. */
import type { TicketChange } from '#designer/client/tickets.ts';
import type { TicketItem } from '#designer/client/types/tickets.ts';

/** A state has consequences that setting it back does not take back. */
export const canUndo = (change: TicketChange) => change.status === undefined;

export function inverse(ticket: TicketItem, change: TicketChange): TicketChange {
  const back: TicketChange = {};
  if (change.assignee !== undefined) back.assignee = ticket.assignee?.email ?? null;
  if (change.priority !== undefined) back.priority = ticket.priority;
  if (change.queue !== undefined) back.queue = ticket.queue?.key ?? null;
  return back;
}
