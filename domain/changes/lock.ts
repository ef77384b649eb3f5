/**
 * The schedule of a tenant's changes, held by whoever moves it: a plan, a freeze, a window. What is found to overlap stays so
 * until it is told, and a freeze that is being saved and a change that is being begun see each other, whichever comes first.
 * Order of locks: the ticket, its runs, then the schedule, then plans and boards; whoever holds the schedule locks no more tickets.
 */
import type { Work } from '../work.ts';

/** Alone also where nothing is moved: who shares it and comes to move something waits for another who does the same. */
export async function lockSchedule(work: Work): Promise<void> {
  await work.em.execute('select pg_advisory_xact_lock(hashtextextended(?, 0))', [
    `change-schedule:${work.tenantId}`,
  ]);
}
