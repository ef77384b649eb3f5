/**
 * Where the acts of the selected element stand: over it where there is room, else beside it where they cover least of the
 * others. They keep their size on the screen, so the further away the drawing is, the more of it they would hide.
 */
import type { Rect, Size } from '#designer/ui/diagram/shapes.ts';

type Side = 'top' | 'bottom' | 'right' | 'left';

export type ToolbarPlace = {
  readonly side: Side;
  readonly align: 'center' | 'start' | 'end';
  /** On the screen, from the element itself. */
  readonly offset: number;
};

type Subject = {
  /** The element alone, and with the name that stands outside of it. */
  readonly own: Rect;
  readonly named: Rect;
  readonly others: readonly Rect[];
  readonly zoom: number;
  /** On the screen. */
  readonly size: Size;
};

const NEAR = 14;
/** Further out there may be a gap. */
const STEPS = [0, 12, 24, 36, 48, 64];
/** Going one step further out is worth this much covered, in pixels of the screen. */
const AWAY_COST = 10;
/** The usual place is better than another that covers as little. */
const PLACES = [
  ['top', 'center', 0],
  ['bottom', 'center', 200],
  ['top', 'start', 300],
  ['top', 'end', 300],
  ['bottom', 'start', 400],
  ['bottom', 'end', 400],
  ['right', 'center', 600],
  ['left', 'center', 600],
] as const;

export const toolbarPlace = (subject: Subject): ToolbarPlace => {
  let best: ToolbarPlace = { side: 'top', align: 'center', offset: NEAR };
  let least = Infinity;
  for (const [side, align, unusual] of PLACES) {
    for (const step of STEPS) {
      const place = { side, align, offset: NEAR + nameAt(subject, side) + step };
      const cost = coveredBy(subject, place) + unusual + step * AWAY_COST;
      if (cost >= least) continue;
      best = place;
      least = cost;
    }
  }
  return best;
};

/** How far its name reaches out of it on this side, on the screen. */
const nameAt = ({ own, named, zoom }: Subject, side: Side): number => {
  if (side === 'top') return (own.y - named.y) * zoom;
  if (side === 'bottom') return (named.y + named.height - own.y - own.height) * zoom;
  return 0;
};

const coveredBy = ({ own, others, zoom, size }: Subject, place: ToolbarPlace): number => {
  const { x, y } = cornerAt(own, place, { zoom, size });
  return others.reduce((sum, rect) => {
    const width =
      Math.min(x + size.width, (rect.x + rect.width) * zoom) - Math.max(x, rect.x * zoom);
    const height =
      Math.min(y + size.height, (rect.y + rect.height) * zoom) - Math.max(y, rect.y * zoom);
    return sum + Math.max(0, width) * Math.max(0, height);
  }, 0);
};

/** Its upper left corner, as `NodeToolbar` places it. */
const cornerAt = (
  own: Rect,
  { side, align, offset }: ToolbarPlace,
  { zoom, size }: { readonly zoom: number; readonly size: Size },
) => {
  const left = own.x * zoom;
  const top = own.y * zoom;
  const right = left + own.width * zoom;
  const bottom = top + own.height * zoom;
  if (side === 'right') return { x: right + offset, y: (top + bottom - size.height) / 2 };
  if (side === 'left')
    return { x: left - offset - size.width, y: (top + bottom - size.height) / 2 };
  const y = side === 'top' ? top - offset - size.height : bottom + offset;
  if (align === 'start') return { x: left, y };
  if (align === 'end') return { x: right - size.width, y };
  return { x: (left + right - size.width) / 2, y };
};
