/** The holidays of a calendar as stretches of time: from one midnight to the next on the wall of its zone. */
import { dateOf, firstReadingOf } from '#engine/calendar/dates.ts';
import { DAY } from '#engine/calendar/week.ts';
import { instantOf } from '#engine/calendar/zone.ts';
import type { Calendar as Hours } from '#engine/calendar.ts';
import type { Holiday } from '#engine/changes/plan.ts';
import { common, toSpan, toStretch } from '#engine/changes/stretches.ts';
import { holidaysOf } from '#engine/rota/holidays.ts';
import type { Span } from '#engine/rota.ts';

export function holidaysIn(hours: Hours, span: Span): readonly Holiday[] {
  const within = toStretch(span);
  // Wherever it is, its days begin within a day of those of UTC.
  const first = dateOf(within.from - DAY);
  const last = dateOf(within.to + DAY);
  return holidaysOf(hours)
    .filter((date) => first <= date && date <= last)
    .map((date) => ({
      date,
      from: instantOf(hours.timeZone, firstReadingOf(date)),
      to: instantOf(hours.timeZone, firstReadingOf(date) + DAY),
    }))
    .filter((stretch) => common(stretch, within))
    .map(({ date, ...stretch }) => ({ date, ...toSpan(stretch) }));
}
