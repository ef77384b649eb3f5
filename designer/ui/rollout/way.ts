/** What somebody has chosen of when and for whom, before it is said to be right. Pure. */
import type { Way } from '#designer/client/rollout.ts';
import { firstReadingOf } from '#engine/calendar/dates.ts';
import { instantOf } from '#engine/calendar/zone.ts';
import { addBusinessSeconds, type Calendar } from '#engine/calendar.ts';

export type Chosen = {
  /** Empty while none is chosen. */
  readonly from: string | null;
  /** Not a number while none is written. */
  readonly share: number | null;
};

export type Mistake = 'past' | 'far' | 'share';

const DAY_MS = 86_400_000;
const FROM_DAYS_MAX = 366;
/** Of the days to come the calendar is asked for so many. */
const DAYS_LOOKED_AT = 14;
export const SHARE_AT_FIRST = 10;

/** What is wrong with it, or null. */
export function mistakeIn({ from, share }: Chosen, now: number): Mistake | null {
  if (from !== null && !(Date.parse(from) > now)) return 'past';
  if (from !== null && Date.parse(from) > now + FROM_DAYS_MAX * DAY_MS) return 'far';
  if (share !== null && !(Number.isInteger(share) && share >= 1 && share <= 99)) return 'share';
  return null;
}

/** Null while something is wrong with it. */
export const toWay = (chosen: Chosen, now: number): Way | null =>
  mistakeIn(chosen, now) === null ? chosen : null;

/** When work begins next, and when it begins after the next pause of a day or more: mostly tomorrow, and Monday. */
export function openings(calendar: Calendar, now: number): readonly string[] {
  const found: number[] = [];
  for (let day = 0; day <= DAYS_LOOKED_AT && found.length < 9; day += 1) {
    const date = new Date(now + day * DAY_MS).toISOString().slice(0, 10);
    const midnight = instantOf(calendar.timeZone, firstReadingOf(date));
    const open = addBusinessSeconds(calendar, new Date(midnight).toISOString(), 1);
    const at = open === null ? Number.NaN : Date.parse(open) - 1_000;
    if (at > now && !found.includes(at)) found.push(at);
  }
  found.sort((one, other) => one - other);
  const [next] = found;
  if (next === undefined) return [];
  const later = found.find(
    (at, index) => index > 0 && at - (found[index - 1] ?? at) > 1.5 * DAY_MS,
  );
  return [next, ...(later === undefined ? [] : [later])].map((at) => new Date(at).toISOString());
}
