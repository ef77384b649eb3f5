/** A year of a calendar, day by day: what each is like, and when the zone's clocks change. Pure. */
import { dateOf, firstReadingOf } from '#engine/calendar/dates.ts';
import { type SpecialDay, specialDays, timeText } from '#engine/calendar/differences.ts';
import { hoursOf } from '#engine/calendar/hours.ts';
import { DAY } from '#engine/calendar/week.ts';
import { instantOf, stretchAt } from '#engine/calendar/zone.ts';
import type { Calendar } from '#engine/calendar.ts';

export type YearDay = {
  readonly date: string;
  /** `holiday`: closed, and said so of this very day. `exception`: open otherwise than its week. */
  readonly kind: 'open' | 'closed' | 'holiday' | 'exception';
  readonly hours: readonly (readonly [string, string])[];
  readonly name: string | null;
  /** By how many minutes the clocks are put forward on it, or back where it is less than none. */
  readonly shift: number;
};

/** Twelve months. */
export function yearOf(calendar: Calendar, year: number): readonly (readonly YearDay[])[] {
  const { dayOf } = hoursOf(calendar);
  const special = specialDays(calendar);
  const shifts = shiftsIn(calendar.timeZone, year);
  return Array.from({ length: 12 }, (_, month) => {
    const first = Date.UTC(year, month, 1);
    const count = (Date.UTC(year, month + 1, 1) - first) / DAY;
    return Array.from({ length: count }, (_, index): YearDay => {
      const midnight = first + index * DAY;
      const date = dateOf(midnight);
      const hours = dayOf(midnight).map(({ from, to }) => [timeText(from), timeText(to)] as const);
      const day = special.get(date);
      const kind = kindOf(day, hours.length > 0);
      return { date, kind, hours, name: day?.name ?? null, shift: shifts.get(date) ?? 0 };
    });
  });
}

function kindOf(day: SpecialDay | undefined, isOpen: boolean): YearDay['kind'] {
  if (day) return day.open.length > 0 ? 'exception' : 'holiday';
  return isOpen ? 'open' : 'closed';
}

function shiftsIn(zone: string, year: number): ReadonlyMap<string, number> {
  const shifts = new Map<string, number>();
  const end = instantOf(zone, firstReadingOf(`${year + 1}-01-01`));
  for (let at = instantOf(zone, firstReadingOf(`${year}-01-01`)); at < end; ) {
    const { to, offset } = stretchAt(zone, at);
    if (to >= end) break;
    shifts.set(dateOf(to + offset), (stretchAt(zone, to).offset - offset) / 60_000);
    at = to;
  }
  return shifts;
}
