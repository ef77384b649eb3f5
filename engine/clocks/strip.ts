/**
 * A clock as a strip: each second between two instants belongs to one piece, which says whether it was counted and why not.
 */
import { openStretches } from '../calendar/open-stretches.ts';
import { earlierOf, laterOf } from '../instant.ts';
import type { Ledger, Segment } from './ledger.ts';

export type Piece = {
  readonly from: string;
  readonly to: string;
  /** `closed`: the clock runs, and the calendar is closed. `none`: before it began, and after its end. */
  readonly kind: 'counted' | 'closed' | 'paused' | 'none';
  /** The place of the segment it belongs to. */
  readonly segment: number | null;
};

/** More pieces than this are no strip: closed hours are then told with the hours around them. */
export const MOST_PIECES = 500;

/** In order and without gaps, from the one instant to the other. Null where there would be more than `MOST_PIECES`. */
export function stripOf({ segments }: Ledger, from: string, to: string): readonly Piece[] | null {
  const pieces: Piece[] = [];
  let at = from;
  for (const [index, segment] of segments.entries()) {
    const begin = clamp(segment.from, at, to);
    const end = clamp(segment.to ?? to, at, to);
    if (begin > at) pieces.push({ from: at, to: begin, kind: 'none', segment: null });
    if (end > begin) {
      const inside = piecesOf(segment, begin, end, index);
      if (!inside || pieces.length + inside.length > MOST_PIECES) return null;
      pieces.push(...inside);
    }
    at = laterOf(begin, end);
  }
  if (at < to) pieces.push({ from: at, to, kind: 'none', segment: null });
  return pieces;
}

function piecesOf(segment: Segment, from: string, to: string, index: number): Piece[] | null {
  if (segment.state === 'paused') return [{ from, to, kind: 'paused', segment: index }];
  if (segment.hours === 'always') return [{ from, to, kind: 'counted', segment: index }];
  const open = openStretches(segment.hours, from, to, MOST_PIECES);
  if (!open) return null;
  const pieces: Piece[] = [];
  let at = from;
  for (const stretch of open) {
    if (stretch.from > at)
      pieces.push({ from: at, to: stretch.from, kind: 'closed', segment: index });
    pieces.push({ ...stretch, kind: 'counted', segment: index });
    at = stretch.to;
  }
  if (at < to) pieces.push({ from: at, to, kind: 'closed', segment: index });
  return pieces;
}

const clamp = (instant: string, from: string, to: string): string =>
  earlierOf(laterOf(instant, from), to);
