/**
 * What a clock's ledger says, as pure functions of it. A ledger is a list of segments in order, none overlapping; only the
 * last may be open. Time counts in the running ones, as far as the calendar is open. Cycles follow each other: each counts
 * from nothing against the same target. Deadlines are the earliest instants at which that much has been counted, and there
 * are none while the clock stands still. What ends before its deadline or at that very instant is in time; what still runs
 * then, or runs again after it, is late, be the calendar open or closed.
 */
import { addBusinessSeconds, businessSecondsBetween, type Calendar } from '../calendar.ts';
import { addSeconds, laterOf, secondsBetween } from '../instant.ts';

/** Where time counts: a calendar's open hours, or every second. */
export type Hours = Calendar | 'always';

export type Segment = {
  readonly state: 'running' | 'paused';
  readonly from: string;
  /** Null on the last one, while it goes on. */
  readonly to: string | null;
  readonly cycle: number;
  readonly hours: Hours;
};

export type Ledger = { readonly targetSeconds: number; readonly segments: readonly Segment[] };

export type Reading = {
  /** `waiting`: not begun. `met`: stopped in time. A breached clock may run, be paused or be stopped: `ticking` says which. */
  readonly state: 'waiting' | 'running' | 'paused' | 'met' | 'breached';
  readonly ticking: boolean;
  readonly elapsedSeconds: number;
  /** Below zero when overdue. */
  readonly remainingSeconds: number;
  readonly dueAt: string | null;
  /** When the target was passed, if it was. */
  readonly reachedAt: string | null;
};

/** How the clock stands in its last cycle, at an instant not before its last segment began. */
export function read(ledger: Ledger, at: string): Reading {
  const cycle = lastCycle(ledger);
  const { targetSeconds, segments } = cycle;
  const last = segments.at(-1);
  const isOpen = last !== undefined && last.to === null;
  const ticking = isOpen && last.state === 'running';
  const elapsedSeconds = elapsedAt(cycle, at);
  const due = countedAt(cycle, targetSeconds);
  const passed = due === null ? null : runningFrom(cycle, due);
  const late = passed !== null && passed <= at;
  return {
    state: late ? 'breached' : stateOf(segments),
    ticking,
    elapsedSeconds,
    remainingSeconds: targetSeconds - elapsedSeconds,
    dueAt: ticking ? due : null,
    reachedAt: late ? passed : null,
  };
}

function stateOf(segments: readonly Segment[]): 'waiting' | 'running' | 'paused' | 'met' {
  const last = segments.at(-1);
  if (!last) return 'waiting';
  return last.to === null ? last.state : 'met';
}

/** How it stood at an instant, as far as the ledger tells: what came later is taken back. */
export function asOf({ targetSeconds, segments }: Ledger, at: string): Ledger {
  const begun = segments.filter(({ from }) => from <= at);
  const stood = isBetween(begun, segments[begun.length], at)
    ? segments.slice(0, begun.length + 1)
    : begun;
  return {
    targetSeconds,
    segments: stood.map((segment) =>
      segment.to !== null && segment.to > at ? { ...segment, to: null } : segment,
    ),
  };
}

/** Let go before the instant it is counted from, it goes on, and is not over. */
function isBetween(begun: readonly Segment[], next: Segment | undefined, at: string): boolean {
  const last = begun.at(-1);
  if (last?.state !== 'paused' || last.to === null || last.to > at) return false;
  return (
    next?.cycle === last.cycle && !begun.some((one) => one.cycle === last.cycle && hasRun(one))
  );
}

/** One that ended as it began never ran. */
export const hasRun = ({ state, from, to }: Segment): boolean => state === 'running' && to !== from;

/** One ledger for each cycle there was, in order. */
export function cyclesOf({ targetSeconds, segments }: Ledger): readonly Ledger[] {
  const cycles = new Map<number, Segment[]>();
  for (const segment of segments) {
    const own = cycles.get(segment.cycle);
    if (own) own.push(segment);
    else cycles.set(segment.cycle, [segment]);
  }
  return [...cycles.values()].map((own) => ({ targetSeconds, segments: own }));
}

/** The ledger of the cycle that goes on, or was the last. */
export function lastCycle(ledger: Ledger): Ledger {
  const cycle = ledger.segments.at(-1)?.cycle;
  return {
    ...ledger,
    segments: ledger.segments.filter((segment) => segment.cycle === cycle),
  };
}

/** What one cycle has counted by then. */
export function elapsedAt({ segments }: Ledger, at: string): number {
  let seconds = 0;
  for (const { state, from, to, hours } of segments) {
    const until = to === null || to > at ? at : to;
    if (state === 'running' && until > from) seconds += countedBetween(hours, from, until);
  }
  return seconds;
}

/** The earliest instant at which one cycle, going on as it stands, has counted this much; null when it never will. */
export function countedAt({ segments }: Ledger, seconds: number): string | null {
  let counted = 0;
  for (const { state, from, to, hours } of segments) {
    if (state !== 'running') continue;
    const length = to === null ? Number.POSITIVE_INFINITY : countedBetween(hours, from, to);
    if (counted + length >= seconds) return counting(hours, from, seconds - counted);
    counted += length;
  }
  return null;
}

/** The first instant from this one on after which the clock still runs, whatever the hour; null when it does not again. */
export function runningFrom({ segments }: Ledger, at: string): string | null {
  const next = segments.find((one) => hasRun(one) && (one.to === null || one.to > at));
  return next ? laterOf(next.from, at) : null;
}

function countedBetween(hours: Hours, from: string, to: string): number {
  return hours === 'always' ? secondsBetween(from, to) : businessSecondsBetween(hours, from, to);
}

function counting(hours: Hours, from: string, seconds: number): string | null {
  return hours === 'always' ? addSeconds(from, seconds) : addBusinessSeconds(hours, from, seconds);
}
