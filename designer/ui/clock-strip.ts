/** A clock's ledger as shares of a strip of time. Pure, so that what is drawn can be held against the ledger. */
import type { Clock } from '#designer/client/types.ts';

export type StripPart = {
  from: number;
  to: number;
  share: number;
  state: string;
  cause: string | null;
};

const FINISHED = ['met', 'cancelled'];

/** Shares of the whole strip, which reaches from the first segment to now or to the due instant, whichever is later. */
export function stripOf(
  clock: Clock,
  now: number,
): { parts: StripPart[]; now: number | null; due: number | null } {
  const first = clock.segments[0];
  if (first === undefined) return { parts: [], now: null, due: null };
  const over = FINISHED.includes(clock.state);
  const start = Date.parse(first.from);
  const ends = clock.segments.map((segment) =>
    segment.to === null ? now : Date.parse(segment.to),
  );
  const due = clock.dueAt === null ? null : Date.parse(clock.dueAt);
  const end = Math.max(...ends, due ?? 0, start + 60_000);
  const share = (at: number) => Math.min(1, Math.max(0, (at - start) / (end - start)));
  const parts = clock.segments.map((segment, index) => {
    const from = Date.parse(segment.from);
    const to = ends[index] ?? now;
    return {
      from,
      to,
      share: Math.max(0, share(to) - share(from)),
      state: segment.state,
      cause: segment.cause,
    };
  });
  return { parts, now: over ? null : share(now), due: due === null ? null : share(due) };
}
