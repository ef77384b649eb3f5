/**
 * The earliest time at which nothing that is to be avoided stands in the way of a change: all obstacles laid over one
 * another, and the first gap between them that is long enough.
 */
import { openStretches } from '../calendar/open-stretches.ts';
import type { Calendar } from '../calendar.ts';
import type { Span } from '../rota.ts';
import { obstaclesTo } from './conflicts.ts';
import type { ConflictKind, Subject, World } from './plan.ts';
import { gaps, merged, type Stretch, toSpan, toStretch } from './stretches.ts';

export const MOST_DAYS_AHEAD = 90;

export type Wanted = {
  readonly minutes: number;
  /** It begins here at the earliest and has ended by `until`. */
  readonly from: string;
  readonly until: string;
  readonly avoid: readonly ConflictKind[];
  /** Only while the calendar is open, or only while it is closed. */
  readonly hours?: { readonly calendar: Calendar; readonly take: 'open' | 'closed' } | undefined;
};

/** No calendar opens as often in the days that are looked at. */
const MOST_OPENINGS = 10_000;

/** Null where there is none. @throws RangeError for a slot of no length */
export function nextFreeSlot(subject: Subject, wanted: Wanted, world: World): Span | null {
  const length = wanted.minutes * 60_000;
  if (!(length > 0)) throw new RangeError('A slot has a length.');
  const within = toStretch({ from: wanted.from, to: wanted.until });
  const taken = obstaclesTo(subject, world, within)
    .filter(({ kind }) => wanted.avoid.includes(kind))
    .map(toStretch);
  let at = within.from;
  for (const { from, to } of merged([...taken, ...unwantedHours(wanted, within)])) {
    if (at + length <= from) break;
    at = Math.max(at, to);
  }
  return at + length <= within.to ? toSpan({ from: at, to: at + length }) : null;
}

function unwantedHours({ hours, from, until }: Wanted, within: Stretch): readonly Stretch[] {
  if (!hours) return [];
  const open = openStretches(hours.calendar, from, until, MOST_OPENINGS) ?? [];
  const stretches = open.map(toStretch);
  return hours.take === 'closed' ? stretches : gaps(stretches, within);
}
