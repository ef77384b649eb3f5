/** When a calendar is open between two instants, as stretches of time: what a year's view and a clock's strip are drawn from. */
import type { Calendar } from '../calendar.ts';
import { hoursOf } from './hours.ts';
import { DAY } from './week.ts';
import { stretchAt } from './zone.ts';

export type OpenStretch = { readonly from: string; readonly to: string };

/** In order, none touching another. Null where there are more than so many. */
export function openStretches(
  calendar: Calendar,
  from: string,
  to: string,
  most: number,
): readonly OpenStretch[] | null {
  const end = Date.parse(to);
  const open: { from: number; to: number }[] = [];
  for (let at = Date.parse(from); at < end; ) {
    const { offset, to: until } = stretchAt(calendar.timeZone, at);
    const last = Math.min(until, end);
    for (const reading of openReadings(calendar, at + offset, last + offset)) {
      const begin = reading.from - offset;
      const before = open.at(-1);
      if (before && before.to === begin) before.to = reading.to - offset;
      else open.push({ from: begin, to: reading.to - offset });
      if (open.length > most) return null;
    }
    at = last;
  }
  return open.map((stretch) => ({
    from: new Date(stretch.from).toISOString(),
    to: new Date(stretch.to).toISOString(),
  }));
}

/** On the local clock, where time runs straight. */
function* openReadings(
  calendar: Calendar,
  from: number,
  to: number,
): Generator<{ from: number; to: number }> {
  const hours = hoursOf(calendar);
  const first = Math.max(from, hours.opens);
  const last = Math.min(to, hours.closes);
  for (let midnight = Math.floor(first / DAY) * DAY; midnight < last; midnight += DAY) {
    for (const interval of hours.dayOf(midnight)) {
      const begin = Math.max(midnight + interval.from, from);
      const end = Math.min(midnight + interval.to, to);
      if (begin < end) yield { from: begin, to: end };
    }
  }
}
