/** Where shifts lie on a timeline, and which moment a point on it is. Pure; days are those of the rota’s own wall. */
import { instantOf, stretchAt } from '#engine/calendar/zone.ts';

const DAY = 86_400_000;
/** 1970-01-05, a Monday. */
const A_MONDAY = 4 * DAY;
const SNAP_MS = 30 * 60_000;

export type Window = { readonly from: number; readonly to: number };

/** So many weeks from the Monday before this moment; `offset` weeks earlier or later. */
export function weeksFrom(zone: string, at: number, weeks: number, offset: number): Window {
  const reading = at + stretchAt(zone, at).offset;
  const monday = reading - ((((reading - A_MONDAY) % (7 * DAY)) + 7 * DAY) % (7 * DAY));
  const first = monday + offset * 7 * DAY;
  return { from: instantOf(zone, first), to: instantOf(zone, first + weeks * 7 * DAY) };
}

/** The moments at which its days begin. */
export function daysOf(zone: string, { from, to }: Window): number[] {
  const days: number[] = [];
  const first = from + stretchAt(zone, from).offset;
  for (let day = 0; ; day += 1) {
    const at = instantOf(zone, first + day * DAY);
    if (at >= to) return days;
    days.push(at);
  }
}

/** In parts of the whole, from the side on which it begins. */
export function placeOf({ from, to }: Window, span: { from: string; to: string }) {
  const length = to - from;
  const begin = Math.max(0, (Date.parse(span.from) - from) / length);
  const end = Math.min(1, (Date.parse(span.to) - from) / length);
  return { insetInlineStart: `${begin * 100}%`, inlineSize: `${Math.max(0, end - begin) * 100}%` };
}

/** What is pressed keeps a size that a finger finds (WCAG 2.5.8), over its longer neighbours and within the track. */
export function pressedPlaceOf(window: Window, span: { from: string; to: string }) {
  const { insetInlineStart, inlineSize } = placeOf(window, span);
  return {
    insetInlineStart: `min(${insetInlineStart}, 100% - ${LEAST})`,
    inlineSize,
    minInlineSize: LEAST,
    zIndex: 100 - Math.floor(Number.parseFloat(inlineSize)),
  };
}

/** With a pixel of room on both sides. */
const LEAST = '26px';

/** What was drawn from one point to another, in half hours; null where it was a touch. */
export function drawn(
  { from, to }: Window,
  one: number,
  other: number,
): { from: string; to: string } | null {
  const [begin, end] = [Math.min(one, other), Math.max(one, other)].map((part) => {
    const at = from + Math.min(1, Math.max(0, part)) * (to - from);
    return Math.round(at / SNAP_MS) * SNAP_MS;
  });
  if (begin === undefined || end === undefined || begin >= end) return null;
  return { from: new Date(begin).toISOString(), to: new Date(end).toISOString() };
}
