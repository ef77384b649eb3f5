/** Lengths of time as instants, in the calendar they name, else the tenant's own. */
import type { Duration } from '#engine/action.ts';
import { subtractDuration } from '#engine/calendar/before.ts';
import { addDuration, nextDue } from '#engine/calendar/duration.ts';
import type { Calendar } from '#engine/calendar.ts';
import { wallSeconds } from '#engine/instant.ts';
import { DomainError } from '../errors.ts';
import type { Work } from '../work.ts';
import { keptCalendar } from './kept.ts';
import { type StepContext, tell } from './step-context.ts';

/** @throws DomainError not_found when the calendar is missing or never open */
export async function resolveDue(
  work: Work,
  revision: string,
  duration: Duration,
  from: Date,
): Promise<Date> {
  const wall = wallSeconds(duration);
  if (wall !== null) return new Date(from.getTime() + wall * 1_000);
  return inCalendar(work, revision, duration, (calendar) =>
    addDuration(duration, calendar, from.toISOString()),
  );
}

/** When what comes again and again, so long after one another from this instant on, comes next. @throws like `resolveDue` */
export async function resolveNext(
  work: Work,
  revision: string,
  duration: Duration,
  from: Date,
): Promise<Date> {
  return inCalendar(work, revision, duration, (calendar) =>
    nextDue(duration, calendar, from.toISOString(), work.now.toISOString()),
  );
}

/** So long before this instant. @throws DomainError not_found when the calendar is missing or was never open */
export async function resolveBefore(
  work: Work,
  revision: string,
  duration: Duration,
  until: Date,
): Promise<Date> {
  return inCalendar(work, revision, duration, (calendar) =>
    subtractDuration(duration, calendar, until.toISOString()),
  );
}

async function inCalendar(
  work: Work,
  revision: string,
  duration: Duration,
  dueIn: (calendar: Calendar | null) => string | null,
): Promise<Date> {
  const named = 'calendar' in duration ? duration.calendar : undefined;
  const due = dueIn(await keptCalendar(work, revision, named));
  if (due === null) {
    throw new DomainError(
      'not_found',
      named
        ? `There is no calendar “${named}”, or it is never open.`
        : 'There is no calendar that is ever open.',
    );
  }
  return new Date(due);
}

/** The same for what an element opens: a calendar that is gone must not keep it from being opened, so it has no due time then. */
export async function dueOrNone(
  step: StepContext,
  element: string,
  duration: Duration | undefined,
): Promise<string | null> {
  if (duration === undefined) return null;
  try {
    return (await resolveDue(step.work, step.run.revision, duration, step.work.now)).toISOString();
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const subject = { kind: 'run', id: step.runId } as const;
    tell(step, element, {
      type: 'due.unresolved',
      subject,
      data: { element, message: error.message, internal: true },
    });
    return null;
  }
}
