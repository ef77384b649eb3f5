/** When a layer has anybody, by the hours of its week and by holidays: every moment whose local reading lies in one. */
import { firstReadingOf } from '../calendar/dates.ts';
import { DAY, type OpenDay, openWeek, type Spelled, type Weekday } from '../calendar/week.ts';
import { stretchAt } from '../calendar/zone.ts';
import type { Layer, Rota } from '../rota.ts';
import { type Bounds, joined, type Stretch } from './stretches.ts';

export type Hours = { readonly [day in Weekday]?: Spelled | undefined };

const WHOLE_DAY: OpenDay = [{ from: 0, to: DAY }];

/** Null where it has somebody at any time. */
export function hoursIn(
  { hours, holidays }: Pick<Layer, 'hours' | 'holidays'>,
  zone: string,
  bounds: Bounds,
  datesOf: Rota['holidays'],
): readonly Bounds[] | null {
  if (!hours && (!holidays || holidays.take === 'also')) return null;
  const week = hours ? openWeek(hours) : null;
  const dates = new Set((datesOf[holidays?.calendar ?? ''] ?? []).map(firstReadingOf));
  return openIn(zone, bounds, (midnight) => {
    const usual = week ? week.dayOf(midnight) : WHOLE_DAY;
    const isHoliday = dates.has(midnight);
    switch (holidays?.take) {
      case undefined:
        return usual;
      case 'also':
        return isHoliday ? WHOLE_DAY : usual;
      case 'only':
        return isHoliday ? usual : [];
      case 'never':
        return isHoliday ? [] : usual;
    }
  });
}

/** The same for hours of a week alone. */
export const weekIn = (hours: Hours, zone: string, bounds: Bounds): readonly Bounds[] =>
  openIn(zone, bounds, openWeek(hours).dayOf);

function openIn(
  zone: string,
  bounds: Bounds,
  dayOf: (midnight: number) => OpenDay,
): readonly Bounds[] {
  const open: Stretch<null>[] = [];
  for (let at = bounds.from; at < bounds.to; ) {
    const { to, offset } = stretchAt(zone, at);
    const end = Math.min(to, bounds.to);
    const last = end + offset;
    for (let day = Math.floor((at + offset) / DAY) * DAY; day < last; day += DAY) {
      for (const interval of dayOf(day)) {
        const from = Math.max(at, day + interval.from - offset);
        const until = Math.min(end, day + interval.to - offset);
        if (from < until) open.push({ from, to: until, is: null });
      }
    }
    at = end;
  }
  return joined(open, () => true);
}
