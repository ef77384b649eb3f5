/** A clock as a bar: how much of the promised time is used, and by which pieces of its ledger. Pure. */
import type { Clock } from '#designer/client/types/tickets.ts';

export type ClockBar = {
  /** Share of the bar that is filled. */
  used: number;
  /** Where the promise ends on the bar; null while it ends where the bar does. */
  target: number | null;
};

/** The bar is as long as the promise, or as what was used where that is more. */
export function barOf({ elapsedSeconds, targetSeconds }: Clock): ClockBar {
  const whole = Math.max(targetSeconds, elapsedSeconds, 1);
  return {
    used: Math.max(0, elapsedSeconds) / whole,
    target: elapsedSeconds > targetSeconds ? targetSeconds / whole : null,
  };
}

export type ClockPiece = {
  from: number;
  /** Null while it goes on. */
  to: number | null;
  state: string;
  cause: string | null;
};

export const piecesOf = (clock: Clock): ClockPiece[] =>
  clock.segments.map((segment) => ({
    from: Date.parse(segment.from),
    to: segment.to === null ? null : Date.parse(segment.to),
    state: segment.state,
    cause: segment.cause,
  }));
