/** Until when a stage has time, and when its people are reminded: in business time, or in a day where there is no calendar to count in. */
import type { Duration } from '#engine/action.ts';
import type { ApprovalRound } from '#engine/definition.ts';
import { DomainError } from '../errors.ts';
import { resolveDue } from '../processes/due.ts';
import type { Work } from '../work.ts';

/** After this long without a decision an approver is reminded, unless the process says otherwise. */
export const REMIND_AFTER: Duration = { businessDays: 1 };
/** More reminders than this change nobody's mind. */
export const REMINDERS_MAX = 10;
/** Where there is no calendar to count business days in. */
export const REMIND_AFTER_ANYWAY_MS = 24 * 3_600_000;

export async function reminderAfter(work: Work, revision: string, every: Duration): Promise<Date> {
  try {
    return await resolveDue(work, revision, every, work.now);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return new Date(work.now.getTime() + REMIND_AFTER_ANYWAY_MS);
  }
}

/** The times of a stage that begins now. One that has no due time because there was no calendar for it gets none later. */
export async function timesOf(
  work: Work,
  { revision, due_at }: { readonly revision: string; readonly due_at: string | null },
  { due, remindAfter = REMIND_AFTER }: ApprovalRound,
): Promise<{ readonly due: string | null; readonly remind: string }> {
  const remind = (await reminderAfter(work, revision, remindAfter)).toISOString();
  if (due === undefined || due_at === null) return { due: due_at, remind };
  try {
    return { due: (await resolveDue(work, revision, due, work.now)).toISOString(), remind };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { due: due_at, remind };
  }
}
