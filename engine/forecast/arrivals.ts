/**
 * When tickets come, and which: so many in each hour of the week as there were (an hour hardly seen is taken from the same
 * hour of other days), more on some days than on others as days differed beyond chance, and each like one that came in that
 * hour. Between two hours they come by chance, as a Poisson process does.
 */
import type { Chance } from './chance.ts';
import { openedAt, type PastTicket } from './past.ts';
import { FEW } from './spread.ts';
import { DAY, dayOf, HOUR, hourOfWeek, isWeekend, WEEK_HOURS } from './week-hours.ts';

export type Kind = {
  readonly element: string;
  readonly group: string;
  readonly priority: number;
  readonly isHeld: boolean;
};

export type Arrivals = {
  /** Expected tickets in each hour of the week. */
  readonly rates: readonly number[];
  /** What a day may be of what is expected of it, rising; 1 on the average. */
  readonly days: readonly number[];
  /** What came in each hour of the week, and in any. */
  readonly kinds: readonly (readonly Kind[])[];
  readonly all: readonly Kind[];
};

/** Older than this says nothing of how many will come: desks change. */
export const RECENT_DAYS = 91;
/** So many weeks of an hour weigh as much as the same hour of all such days. */
const FEW_WEEKS = 2;
/** More tickets than this cannot be asked for, as a multiple of what is expected. */
export const MOST_ARRIVALS = 5;

export function arrivalsOf(tickets: readonly PastTicket[], until: number, zone: string): Arrivals {
  // A quiet time before the first of them was there too, as long as the desk was.
  const first = tickets.reduce((at, one) => Math.min(at, openedAt(one)), until);
  const from = Math.max(first, until - RECENT_DAYS * DAY);
  const recent = tickets.filter((one) => openedAt(one) >= from);
  const counts = new Array<number>(WEEK_HOURS).fill(0);
  const kinds = Array.from({ length: WEEK_HOURS }, (): Kind[] => []);
  const all: Kind[] = [];
  for (const one of recent) {
    const [first] = one.stays;
    if (!first) continue;
    const { element, group, isHeld } = first;
    const kind = { element, group, isHeld, priority: one.priority };
    const hour = hourOfWeek(zone, first.from);
    counts[hour] = (counts[hour] ?? 0) + 1;
    kinds[hour]?.push(kind);
    all.push(kind);
  }
  const rates = ratesOf(counts, seenOf(from, until, zone));
  return { rates, days: daysOf(recent, rates, from, until, zone), kinds, all };
}

/** How much of each hour of the week there was. */
function seenOf(from: number, until: number, zone: string): readonly number[] {
  const seen = new Array<number>(WEEK_HOURS).fill(0);
  for (let at = from; at < until; ) {
    const next = Math.min(until, (Math.floor(at / HOUR) + 1) * HOUR);
    const hour = hourOfWeek(zone, at);
    seen[hour] = (seen[hour] ?? 0) + (next - at) / HOUR;
    at = next;
  }
  return seen;
}

function ratesOf(counts: readonly number[], seen: readonly number[]): readonly number[] {
  return counts.map((count, hour) => {
    const alike = counts.flatMap((_, other) =>
      other % 24 === hour % 24 && isWeekend(other) === isWeekend(hour) ? [other] : [],
    );
    const sum = (of: readonly number[]): number =>
      alike.reduce((all, other) => all + (of[other] ?? 0), 0);
    const usual = sum(seen) > 0 ? sum(counts) / sum(seen) : 0;
    return (count + FEW_WEEKS * usual) / ((seen[hour] ?? 0) + FEW_WEEKS);
  });
}

/** How days differed from what was expected of them, less what chance alone makes of it. */
function daysOf(
  tickets: readonly PastTicket[],
  rates: readonly number[],
  from: number,
  until: number,
  zone: string,
): readonly number[] {
  const days = new Map<number, { expected: number; count: number }>();
  const of = (at: number) => {
    const day = dayOf(zone, at);
    const known = days.get(day) ?? { expected: 0, count: 0 };
    days.set(day, known);
    return known;
  };
  for (let at = Math.ceil(from / HOUR) * HOUR; at + HOUR <= until; at += HOUR)
    of(at).expected += rates[hourOfWeek(zone, at)] ?? 0;
  for (const one of tickets) of(openedAt(one)).count += 1;
  const busy = [...days.values()].filter(({ expected }) => expected >= 1);
  if (busy.length < 5) return [1];
  const ratios = busy.map(({ count, expected }) => count / expected);
  const mean = average(ratios);
  // All that came may have come on a day of which hardly anything was expected.
  if (mean === 0) return [1];
  const spread = average(ratios.map((ratio) => (ratio / mean - 1) ** 2));
  const byChance = average(busy.map(({ expected }) => 1 / expected));
  const kept = spread > byChance ? Math.sqrt((spread - byChance) / spread) : 0;
  return ratios.map((ratio) => 1 + (ratio / mean - 1) * kept).sort((one, other) => one - other);
}

const average = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

export type Arrival = Kind & { readonly at: number; readonly place: readonly [number, number] };

/**
 * Those that come between two instants. With a larger `times` the same come, and others besides: each is drawn from the most
 * there can be, and taken or left.
 */
export function drawArrivals(
  { rates, days, kinds, all }: Arrivals,
  chance: Chance,
  from: number,
  until: number,
  zone: string,
  times: number,
): readonly Arrival[] {
  const arrivals: Arrival[] = [];
  const most = (days.at(-1) ?? 1) * MOST_ARRIVALS;
  for (let slot = Math.floor(from / HOUR); slot * HOUR < until; slot += 1) {
    const begin = slot * HOUR;
    const hour = hourOfWeek(zone, begin);
    const highest = (rates[hour] ?? 0) * most;
    if (highest <= 0) continue;
    const day = Math.floor(dayOf(zone, begin) / HOUR);
    const factor = days[Math.floor(chance(1, day) * days.length)] ?? 1;
    let within = 0;
    for (let place = 0; ; place += 1) {
      within -= Math.log(1 - chance(2, slot, place)) / highest;
      if (within >= 1) break;
      const at = begin + within * HOUR;
      if (at < from || at >= until || chance(3, slot, place) * most >= factor * times) continue;
      const kind = kindAt(kinds[hour] ?? [], all, chance(4, slot, place), chance(5, slot, place));
      if (kind) arrivals.push({ ...kind, at, place: [slot, place] });
    }
  }
  return arrivals;
}

function kindAt(
  here: readonly Kind[],
  all: readonly Kind[],
  which: number,
  share: number,
): Kind | undefined {
  const from = which < here.length / (here.length + FEW) ? here : all;
  return from[Math.floor(share * from.length)];
}
