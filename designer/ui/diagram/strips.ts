/**
 * Finds what may touch an upright strip of the drawing without looking at all of it: things are kept by the columns they
 * reach over. Answers come in the order in which things were put in, so that whoever adds them up gets the same sum.
 */
import type { Rect } from './shapes.ts';

const COLUMN = 256;

export class Strips<Item> {
  private readonly columns = new Map<number, Entry<Item>[]>();
  private count = 0;

  add(item: Item, box: Rect): void {
    const entry = { item, box, order: this.count };
    this.count += 1;
    for (const column of columnsOf(box.x, box.x + box.width)) {
      const known = this.columns.get(column);
      if (known) known.push(entry);
      else this.columns.set(column, [entry]);
    }
  }

  /** What touches this rectangle. */
  touching(area: Rect): readonly Item[] {
    const found = new Map<number, Entry<Item>>();
    for (const column of columnsOf(area.x, area.x + area.width)) {
      for (const entry of this.columns.get(column) ?? []) {
        if (touches(entry.box, area)) found.set(entry.order, entry);
      }
    }
    return [...found.values()].sort((a, b) => a.order - b.order).map(({ item }) => item);
  }
}

type Entry<Item> = { readonly item: Item; readonly box: Rect; readonly order: number };

function* columnsOf(left: number, right: number): Iterable<number> {
  for (let column = Math.floor(left / COLUMN); column <= Math.floor(right / COLUMN); column += 1)
    yield column;
}

const touches = (a: Rect, b: Rect): boolean =>
  a.x <= b.x + b.width && b.x <= a.x + a.width && a.y <= b.y + b.height && b.y <= a.y + a.height;
