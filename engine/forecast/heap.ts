/** What comes next in time, the first that was put in where several come at once. */
export class Heap<Item> {
  readonly #items: { readonly at: number; readonly order: number; readonly item: Item }[] = [];
  #order = 0;

  push(at: number, item: Item): void {
    const items = this.#items;
    const entry = { at, order: this.#order, item };
    this.#order += 1;
    let place = items.push(entry) - 1;
    while (place > 0) {
      const above = (place - 1) >> 1;
      const other = items[above];
      if (!other || !isBefore(entry, other)) break;
      items[place] = other;
      place = above;
    }
    items[place] = entry;
  }

  pop(): { readonly at: number; readonly item: Item } | undefined {
    const items = this.#items;
    const first = items[0];
    const last = items.pop();
    if (!first || !last || items.length === 0) return first;
    let place = 0;
    for (;;) {
      const left = items[2 * place + 1];
      const right = items[2 * place + 2];
      const isRight = left && right && isBefore(right, left);
      const least = isRight ? right : left;
      if (!least || !isBefore(least, last)) break;
      items[place] = least;
      place = 2 * place + (isRight ? 2 : 1);
    }
    items[place] = last;
    return first;
  }
}

type Placed = { readonly at: number; readonly order: number };

const isBefore = (one: Placed, other: Placed): boolean =>
  one.at < other.at || (one.at === other.at && one.order < other.order);
