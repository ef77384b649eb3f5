/**
 * A time zone as stretches of constant offset. Inside a stretch local time runs straight, so all calendar arithmetic is
 * done there and only here is the time-zone database asked. Stretches are remembered per zone: they are what costs.
 */
import { Temporal } from 'temporal-polyfill';

/** From (inclusive) and to (exclusive) in epoch milliseconds; infinite where the zone has no further transition. */
export type Stretch = { readonly from: number; readonly to: number; readonly offset: number };

const remembered = new Map<string, Stretch[]>();
/** Zones and stretches kept; a tenant uses a handful. Past that everything is forgotten and asked anew. */
const MOST_ZONES = 1_000;
const MOST_STRETCHES = 2_000;

export function isTimeZone(name: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return true;
  } catch {
    return false;
  }
}

/** The stretch this instant lies in. */
export function stretchAt(zone: string, instant: number): Stretch {
  const stretches = remembered.get(zone) ?? [];
  const place = placeOf(stretches, instant);
  const known = stretches[place - 1];
  if (known && instant < known.to) return known;
  const after = stretches[place];
  const stretch = findStretch(zone, instant, {
    ...(known?.to === instant ? { from: instant } : {}),
    ...(after?.from === instant + 1 ? { to: after.from } : {}),
  });
  if (remembered.size >= MOST_ZONES) remembered.clear();
  if (stretches.length < MOST_STRETCHES) stretches.splice(place, 0, stretch);
  else stretches.splice(0, stretches.length, stretch);
  remembered.set(zone, stretches);
  return stretch;
}

/** How many of these, which are in order, begin at this instant or before. */
function placeOf(stretches: readonly Stretch[], instant: number): number {
  let low = 0;
  let high = stretches.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((stretches[middle]?.from ?? instant) <= instant) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** `known`: where it begins or ends, as its neighbours tell; half of the cost is to find that out. */
function findStretch(
  zone: string,
  instant: number,
  known: { readonly from?: number; readonly to?: number },
): Stretch {
  const moment = Temporal.Instant.fromEpochMilliseconds(Math.floor(instant)).toZonedDateTimeISO(
    zone,
  );
  // One nanosecond later, so that a transition at this very instant is the beginning of its own stretch.
  const begin = () => moment.add({ nanoseconds: 1 }).getTimeZoneTransition('previous');
  const end = () => moment.getTimeZoneTransition('next');
  return {
    from: known.from ?? begin()?.epochMilliseconds ?? Number.NEGATIVE_INFINITY,
    to: known.to ?? end()?.epochMilliseconds ?? Number.POSITIVE_INFINITY,
    offset: moment.offsetNanoseconds / 1_000_000,
  };
}

/** The instant at which the wall shows this reading; the first of two, and what a clock put forward shows for none. */
export function instantOf(zone: string, reading: number): number {
  return Temporal.Instant.fromEpochMilliseconds(reading)
    .toZonedDateTimeISO('UTC')
    .toPlainDateTime()
    .toZonedDateTime(zone).epochMilliseconds;
}
