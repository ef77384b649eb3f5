/**
 * When the thresholds of a clock fall due. Shares of the target, and lengths in business time, are counted as the clock
 * itself is: they move with every pause. Lengths on the wall are counted from the deadline. What would fall due while the
 * clock stands still falls due when it runs again; what tells of a missed deadline does so too where the clock stood still or
 * ended at that very instant, as it is in time then.
 */
import type { Duration } from '../action.ts';
import { businessSecondsOf } from '../calendar/duration.ts';
import { addSeconds, secondsBetween, wallSeconds } from '../instant.ts';
import { countedAt, elapsedAt, hasRun, type Ledger, lastCycle, runningFrom } from './ledger.ts';

export type Threshold = {
  readonly id: string;
  readonly at:
    | { readonly percent: number }
    | { readonly before: Duration }
    /** `every` is of the kind `after` is: both on the wall, or both in business time. */
    | { readonly after: Duration; readonly every?: Duration; readonly times?: number };
};

/** `nth`: 1, or the how-manieth time of one that comes again and again. */
export type Mark = { readonly threshold: string; readonly nth: number; readonly at: string };

/**
 * What has fallen due by then in the last cycle, in order of time (then as the policy has them). Of one that comes again and
 * again only the last: what was missed is not made up for.
 */
export function marksBy(ledger: Ledger, thresholds: readonly Threshold[], at: string): Mark[] {
  const cycle = lastCycle(ledger);
  const marks = thresholds.flatMap((threshold) => {
    const last = times(cycle, threshold, at);
    const mark = last > 0 ? markOf(cycle, threshold, last) : null;
    return mark && mark.at <= at ? [mark] : [];
  });
  return marks.sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0));
}

/** The next one to fall due after then, as the clock stands; null when none does. */
export function nextMark(
  ledger: Ledger,
  thresholds: readonly Threshold[],
  at: string,
): Mark | null {
  const cycle = lastCycle(ledger);
  let next: Mark | null = null;
  for (const threshold of thresholds) {
    const nth = times(cycle, threshold, at) + 1;
    const mark = nth > most(threshold) ? null : markOf(cycle, threshold, nth);
    if (mark && mark.at > at && (next === null || mark.at < next.at)) next = mark;
  }
  return next;
}

const most = ({ at }: Threshold): number =>
  'after' in at && at.every ? (at.times ?? Number.POSITIVE_INFINITY) : 1;

/** How often it has fallen due by then. */
function times(cycle: Ledger, threshold: Threshold, at: string): number {
  const first = markOf(cycle, threshold, 1);
  if (!first || first.at > at) return 0;
  const every = again(cycle, threshold);
  if (every === null) return 1;
  const whole = Math.floor(overdueSince(cycle, threshold, lastRan(cycle, at)) / every.seconds);
  const nth = Math.min(1 + Math.max(0, whole), most(threshold));
  // Where the clock stood still at the very instant of this one, it is still to come.
  const last = markOf(cycle, threshold, nth);
  return last && last.at <= at ? nth : nth - 1;
}

/** How much has passed since the first time, counted as the threshold counts, whether it could be told of then or not. */
function overdueSince(cycle: Ledger, { at }: Threshold, now: string): number {
  const after = 'after' in at ? lengthOf(at.after, cycle) : null;
  if (!after) return 0;
  if (!after.onWall) return elapsedAt(cycle, now) - cycle.targetSeconds - after.seconds;
  const reached = countedAt(cycle, cycle.targetSeconds);
  return reached === null ? 0 : secondsBetween(reached, now) - after.seconds;
}

/** How far apart, for one that comes again and again. */
function again(cycle: Ledger, { at }: Threshold): Length | null {
  const every = 'after' in at && at.every ? lengthOf(at.every, cycle) : null;
  return every && every.seconds > 0 ? every : null;
}

function markOf(cycle: Ledger, threshold: Threshold, nth: number): Mark | null {
  const counted = instantOf(cycle, threshold, nth);
  const at = counted !== null && isOfMissed(threshold) ? runningFrom(cycle, counted) : counted;
  return at === null ? null : { threshold: threshold.id, nth, at };
}

const isOfMissed = ({ at }: Threshold): boolean =>
  'after' in at || ('percent' in at && at.percent >= 100);

function instantOf(cycle: Ledger, threshold: Threshold, nth: number): string | null {
  const { targetSeconds } = cycle;
  const { at } = threshold;
  if ('percent' in at) return countedAt(cycle, Math.ceil((targetSeconds * at.percent) / 100));
  if ('before' in at) return instantBefore(cycle, at.before);
  const after = lengthOf(at.after, cycle);
  if (!after) return null;
  const seconds = after.seconds + (nth - 1) * (again(cycle, threshold)?.seconds ?? 0);
  if (!after.onWall) return countedAt(cycle, targetSeconds + seconds);
  const reached = countedAt(cycle, targetSeconds);
  return reached === null ? null : addSeconds(reached, seconds);
}

function instantBefore(cycle: Ledger, before: Duration): string | null {
  const length = lengthOf(before, cycle);
  if (!length) return null;
  if (!length.onWall) return countedAt(cycle, Math.max(0, cycle.targetSeconds - length.seconds));
  const due = countedAt(cycle, cycle.targetSeconds);
  if (due === null) return null;
  const early = addSeconds(due, -length.seconds);
  // A deadline that a pause brought nearer than this is near from the moment the clock runs again.
  const since = cycle.segments.findLast(
    ({ state, from, to }) => state === 'running' && from <= due && (to === null || to >= due),
  );
  return since && since.from > early ? since.from : early;
}

type Length = { readonly seconds: number; readonly onWall: boolean };

/** Null for business days in a calendar that is never open. */
function lengthOf(duration: Duration, { segments }: Ledger): Length | null {
  const seconds = wallSeconds(duration);
  if (seconds !== null) return { seconds, onWall: true };
  const first = segments[0];
  if (!first) return null;
  const { hours, from } = first;
  const business = businessSecondsOf(duration, hours === 'always' ? null : hours, from);
  return business === null ? null : { seconds: business, onWall: false };
}

/** The last instant by then at which it ran. */
function lastRan({ segments }: Ledger, at: string): string {
  const last = segments.findLast((one) => hasRun(one) && one.from <= at);
  return last?.to && last.to < at ? last.to : at;
}
