/**
 * What a clock's ledger says, as pure functions: nothing here looks at the time or the database. A ledger is a list of
 * segments in order, none overlapping; time counts in the running ones, as far as the calendar is open. Deadlines exist
 * only while the clock runs, and are the earliest instants at which that much business time has passed.
 */
import { addBusinessSeconds, businessSecondsBetween, type Calendar } from '#engine/calendar.ts';

/** The share of the target after which the one in charge is warned. */
export const WARN_SHARE = 0.75;

export type Segment = {
  readonly state: 'running' | 'paused';
  readonly from: Date;
  readonly to: Date | null;
};

export type Ledger = {
  readonly segments: readonly Segment[];
  readonly targetSeconds: number;
  readonly calendar: Calendar;
};

export type Reading = {
  /** `met`: stopped in time. A breached clock may run, be paused or be stopped: `ticking` says which. */
  readonly state: 'running' | 'paused' | 'met' | 'breached';
  readonly ticking: boolean;
  readonly elapsedSeconds: number;
  /** Below zero when overdue. */
  readonly remainingSeconds: number;
  readonly warnAt: Date | null;
  readonly dueAt: Date | null;
  /** When the target was passed, if it was. */
  readonly reachedAt: Date | null;
};

/** How the clock stands at an instant not before its last segment began. */
export function read(ledger: Ledger, at: Date): Reading {
  const { targetSeconds } = ledger;
  const last = ledger.segments.at(-1);
  const open = last !== undefined && last.to === null;
  const ticking = open && last.state === 'running';
  const elapsedSeconds = elapsedAt(ledger, at);
  const dueAt = instantOf(ledger, targetSeconds);
  // Ending at the very instant of the deadline is in time; still running then is not.
  const late = dueAt !== null && dueAt <= at && (ticking || elapsedSeconds > targetSeconds);
  return {
    state: late ? 'breached' : ticking ? 'running' : open ? 'paused' : 'met',
    ticking,
    elapsedSeconds,
    remainingSeconds: targetSeconds - elapsedSeconds,
    warnAt: ticking ? instantOf(ledger, Math.ceil(targetSeconds * WARN_SHARE)) : null,
    dueAt: ticking ? dueAt : null,
    reachedAt: late ? dueAt : null,
  };
}

export function elapsedAt(ledger: Ledger, at: Date): number {
  let seconds = 0;
  for (const { state, from, to } of ledger.segments) {
    const until = to === null || to > at ? at : to;
    if (state === 'running' && until > from) seconds += between(ledger.calendar, from, until);
  }
  return seconds;
}

/** The earliest instant at which the ledger, going on as it stands, has counted this much; null when it never will. */
function instantOf({ segments, calendar }: Ledger, seconds: number): Date | null {
  let counted = 0;
  for (const { state, from, to } of segments) {
    if (state !== 'running') continue;
    const length = to === null ? Number.POSITIVE_INFINITY : between(calendar, from, to);
    if (counted + length >= seconds) return after(calendar, from, seconds - counted);
    counted += length;
  }
  return null;
}

const between = (calendar: Calendar, from: Date, to: Date): number =>
  businessSecondsBetween(calendar, from.toISOString(), to.toISOString());

function after(calendar: Calendar, from: Date, seconds: number): Date | null {
  const at = addBusinessSeconds(calendar, from.toISOString(), seconds);
  return at === null ? null : new Date(at);
}
