/**
 * A clock as a strip, from when it began until now or its deadline, whichever is later. What was counted, and what stood still,
 * is as long as it lasted; closed hours are a narrow gap however long they were, or nights would hide the days. Pure.
 */
import type { Clock, ClockPieceKind } from '#designer/client/types/tickets.ts';

export type StripPiece = {
  from: number;
  to: number;
  kind: ClockPieceKind;
  /** Its share of the strip. */
  share: number;
  /** Not there yet: it will be so if nothing happens. */
  isAhead: boolean;
  segment: number | null;
};

export type StripMark = { id: string; at: number; place: number; isTold: boolean };

export type Strip = { pieces: StripPiece[]; marks: StripMark[] };

/** How wide closed hours are, as a share of everything that is counted or stands still. */
const CLOSED_SHARE = 0.012;
/** A pause is never wider than this share of the rest, or weeks of waiting would hide an hour of work. */
const PAUSE_MOST = 0.6;

export function stripOf(clock: Clock, now: number): Strip {
  const cut = (clock.strip ?? []).flatMap((piece) => split(piece, now));
  const counted = lengthOf(cut, 'counted') || 1;
  const widths = cut.map((piece) => widthOf(piece, counted));
  const whole = widths.reduce((sum, width) => sum + width, 0) || 1;
  const pieces = cut.map((piece, index) => ({ ...piece, share: (widths[index] ?? 0) / whole }));
  const marks = clock.thresholds.flatMap(({ id, nth, at, told }): StripMark[] => {
    const place = placeOf(pieces, Date.parse(at));
    return place === null
      ? []
      : [{ id: nth > 1 ? `${id}:${nth}` : id, at: Date.parse(at), place, isTold: told !== null }];
  });
  return { pieces, marks };
}

/** Until when hours are closed in which a running clock does not count; null where it counts. */
export function closedUntil(clock: Clock, strip: Strip, now: number): number | null {
  const ahead = strip.pieces.filter(({ isAhead }) => isAhead);
  const [first] = ahead;
  if (clock.state !== 'running' || first?.kind !== 'closed' || first.from > now) return null;
  // A segment may have begun within them, and cut them in two.
  const after = ahead.findIndex(({ kind }) => kind !== 'closed');
  return (ahead[after < 0 ? ahead.length - 1 : after - 1] ?? first).to;
}

type Cut = Omit<StripPiece, 'share'>;

function split(
  piece: { from: string; to: string; kind: ClockPieceKind; segment: number | null },
  now: number,
): Cut[] {
  const { kind, segment } = piece;
  const from = Date.parse(piece.from);
  const to = Date.parse(piece.to);
  const part = (begin: number, end: number): Cut => ({
    from: begin,
    to: end,
    kind,
    segment,
    isAhead: begin >= now,
  });
  return from < now && now < to ? [part(from, now), part(now, to)] : [part(from, to)];
}

const lengthOf = (pieces: readonly Cut[], kind: ClockPieceKind): number =>
  pieces.reduce((sum, piece) => (piece.kind === kind ? sum + piece.to - piece.from : sum), 0);

function widthOf({ kind, from, to }: Cut, counted: number): number {
  if (kind === 'closed' || kind === 'none') return counted * CLOSED_SHARE;
  return kind === 'paused' ? Math.min(to - from, counted * PAUSE_MOST) : to - from;
}

/** Where an instant lies on the strip, from 0 to 1; null where it lies beyond it. */
function placeOf(pieces: readonly StripPiece[], at: number): number | null {
  let before = 0;
  for (const { from, to, share } of pieces) {
    if (at < from) return null;
    if (at <= to) return before + (to > from ? ((at - from) / (to - from)) * share : 0);
    before += share;
  }
  return null;
}
