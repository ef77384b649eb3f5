/**
 * When maintenance windows are open, and which of them hold for an item: its own before those of the group that looks after
 * it, and these before the ones for everything. Where there is none, any time will do.
 */
import { dateOf, firstReadingOf } from '../calendar/dates.ts';
import { repeated } from '../calendar/recurrence.ts';
import { DAY } from '../calendar/week.ts';
import { instantOf, stretchAt } from '../calendar/zone.ts';
import type { Recurring, Window } from './plan.ts';
import { common, type Stretch, toStretch } from './stretches.ts';

const MINUTE = 60_000;

/** As far as they lie in `within`, in order of their beginnings. */
export function openTimes({ at }: Window, within: Stretch): readonly Stretch[] {
  const whole = 'rule' in at ? recurrences(at, within) : [toStretch(at)];
  return whole.flatMap((stretch) => common(stretch, within) ?? []);
}

function recurrences(at: Recurring, within: Stretch): readonly Stretch[] {
  const { first, time, timeZone, rule } = at;
  const length = at.minutes * MINUTE;
  const readingAt = (instant: number) => instant + stretchAt(timeZone, instant).offset;
  // A day more on either side, for what the wall skips or repeats.
  const from = dateOf(readingAt(within.from) - length - DAY);
  const until = dateOf(readingAt(within.to) + DAY);
  const dates = rule === null ? [first] : repeated(first, rule, from, until);
  return dates.map((date) => {
    const begin = instantOf(timeZone, firstReadingOf(date) + timeOf(time));
    return { from: begin, to: begin + length };
  });
}

function timeOf(time: string): number {
  const [hours, minutes] = time.split(':').map(Number);
  return ((hours ?? 0) * 60 + (minutes ?? 0)) * MINUTE;
}

export function windowsFor(
  item: string | null,
  windows: readonly Window[],
  groups: ReadonlyMap<string, string>,
): readonly Window[] {
  const group = item === null ? undefined : groups.get(item);
  const own = windows.filter(
    ({ scope }) => scope.kind === 'items' && item !== null && scope.items.includes(item),
  );
  if (own.length > 0) return own;
  const ofGroup = windows.filter(
    ({ scope }) => scope.kind === 'groups' && group !== undefined && scope.groups.includes(group),
  );
  return ofGroup.length > 0 ? ofGroup : windows.filter(({ scope }) => scope.kind === 'all');
}
