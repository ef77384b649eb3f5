/**
 * Hours of a day under the pointer: what a drag over the bar of a day makes of them. Beginning on nothing it opens a stretch,
 * at the end of one it moves that end, inside of one it moves the whole. Pure; minutes since midnight.
 */
import { type Hours, hoursText } from '#engine/calendar/differences.ts';
import { clock } from './hours-text.ts';

export const STEP = 15;
const DAY = 24 * 60;

export type Grip =
  | { readonly type: 'new'; readonly at: number }
  | { readonly type: 'from' | 'to'; readonly index: number }
  | { readonly type: 'whole'; readonly index: number; readonly at: number };

/** `reach`: how many minutes from its end one still has hold of the end. */
export function gripAt(hours: Hours, minute: number, reach: number): Grip {
  const stretches = hours.map(toMinutes);
  for (const [index, [from, to]] of stretches.entries()) {
    const near = Math.min(reach, (to - from) / 3);
    if (Math.abs(minute - from) <= near) return { type: 'from', index };
    if (Math.abs(minute - to) <= near) return { type: 'to', index };
    if (minute > from && minute < to) return { type: 'whole', index, at: minute };
  }
  return { type: 'new', at: snapped(minute) };
}

export function dragged(hours: Hours, grip: Grip, minute: number): Hours {
  const to = snapped(minute);
  if (grip.type === 'new') return added(hours, Math.min(grip.at, to), Math.max(grip.at, to));
  const stretch = hours[grip.index];
  if (!stretch) return hours;
  const [from, until] = toMinutes(stretch);
  const others = hours.filter((_, index) => index !== grip.index);
  if (grip.type === 'from') return added(others, Math.min(to, until), until);
  if (grip.type !== 'whole') return added(others, from, Math.max(to, from));
  const by = Math.round((minute - grip.at) / STEP) * STEP;
  const moved = Math.max(-from, Math.min(DAY - until, by));
  return added(others, from + moved, until + moved);
}

/** One end of a stretch a step on, or back; a stretch of nothing is gone. */
export function nudged(hours: Hours, index: number, end: 'from' | 'to', by: number): Hours {
  const stretch = hours[index];
  if (!stretch) return hours;
  const [from, to] = toMinutes(stretch);
  return dragged(hours, { type: end, index }, (end === 'from' ? from : to) + by);
}

const added = (hours: Hours, from: number, to: number): Hours =>
  hoursText(from < to ? [...hours, [clock(from), clock(to)]] : hours);

const snapped = (minute: number): number =>
  Math.max(0, Math.min(DAY, Math.round(minute / STEP) * STEP));

export const toMinutes = ([from, to]: readonly [string, string]): [number, number] => [
  minutesOf(from),
  minutesOf(to),
];

function minutesOf(text: string): number {
  const [hours = 0, minutes = 0] = text.split(':').map(Number);
  return hours * 60 + minutes;
}
