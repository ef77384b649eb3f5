/** When an approver is reminded: in business time as the process says, or in a day where there is no calendar to count in. */
import type { Duration } from '#engine/action.ts';
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
