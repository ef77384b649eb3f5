/**
 * Where a long drawing goes on in a new row, as a text does at the end of its line: not further to the right than a reader
 * can see, and where few flows lead over. A place where it is broken already stays while the rows do not get too long or too
 * short by it, so that one step more moves what follows it in its row and nothing else.
 */
import type { Definition, Flow } from '#engine/definition.ts';

export type Column = { readonly left: number; readonly right: number };

type Cut = { readonly at: number; readonly cost: number };

/** Five or six steps: at a size that can be read it is as wide as the drawing on a small screen. */
export const BAND_WIDTH = 1_328;
/** For what is broken there already, and for the last row, which else would hold little. */
const STRETCHED = BAND_WIDTH * 1.25;
const LEAST = BAND_WIDTH / 2;
/** One flow more that leads over is worth this much of an empty row. */
const CROSSING_COST = 0.15;

/** The columns with which a new row begins, the first one included. */
export const bandStarts = (
  columns: readonly Column[],
  flows: readonly Flow[],
  ranks: ReadonlyMap<string, number>,
  layout: Definition['layout'],
): readonly number[] => {
  const rank = (id: string) => ranks.get(id) ?? 0;
  const width = (from: number, to: number) =>
    (columns[to]?.right ?? 0) - (columns[from]?.left ?? 0);
  const last = columns.length - 1;
  const ledOver = (at: number) => flows.filter(({ from, to }) => rank(from) < at && at <= rank(to));
  const isBroken = (at: number) =>
    ledOver(at).some(({ from, to }) => rank(to) === at && leadsBack(layout, from, to));
  const cutsFrom = (start: number): readonly Cut[] => {
    const cuts: Cut[] = [];
    for (let at = start + 1; at <= last && width(start, at - 1) <= STRETCHED; at += 1) {
      const filled = width(start, at - 1);
      if (filled < LEAST) continue;
      if (isBroken(at)) cuts.push({ at, cost: -1 });
      else if (filled <= BAND_WIDTH)
        cuts.push({ at, cost: ledOver(at).length * CROSSING_COST - filled / BAND_WIDTH });
    }
    return cuts;
  };
  const starts = [0];
  for (let start = 0; width(start, last) > STRETCHED; ) {
    const [first, ...others] = cutsFrom(start);
    // What alone is wider than a row has one of its own.
    const fallback = { at: start + 1, cost: 0 };
    start = others.reduce((a, b) => (b.cost < a.cost ? b : a), first ?? fallback).at;
    if (start > last) break;
    starts.push(start);
  }
  return starts;
};

/** Drawn from the end of one row to the beginning of the next. */
const leadsBack = (layout: Definition['layout'], from: string, to: string): boolean => {
  const [source, target] = [layout?.[from], layout?.[to]];
  return source !== undefined && target !== undefined && target.x < source.x && target.y > source.y;
};
