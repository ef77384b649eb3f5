/**
 * What depends on what, and the shortest way from some items to others. Looked at only so many steps far: further away
 * everything hangs together with everything, and a conflict that is always there says nothing.
 */
export const MOST_STEPS = 5;

export type Relation = { readonly from: string; readonly to: string };

type Edges = ReadonlyMap<string, readonly string[]>;

export type Graph = {
  /** What each item needs. */
  readonly dependsOn: Edges;
  /** What needs it. */
  readonly neededBy: Edges;
};

/** `from` depends on `to`. */
export function graphOf(relations: readonly Relation[]): Graph {
  const dependsOn = new Map<string, string[]>();
  const neededBy = new Map<string, string[]>();
  const add = (edges: Map<string, string[]>, at: string, other: string) => {
    const known = edges.get(at);
    if (known) known.push(other);
    else edges.set(at, [other]);
  };
  for (const { from, to } of relations) {
    add(dependsOn, from, to);
    add(neededBy, to, from);
  }
  return { dependsOn, neededBy };
}

/** How an item is reached: from the item it began with, one step at a time. */
export type Reached = { pathTo(item: string): readonly string[] | null };

/** The items themselves are reached without a step. */
export function reachFrom(edges: Edges, items: readonly string[]): Reached {
  const before = new Map<string, string | null>(items.map((item) => [item, null]));
  let border: readonly string[] = items;
  for (let step = 0; step < MOST_STEPS && border.length > 0; step += 1) {
    const next: string[] = [];
    for (const item of border)
      for (const other of edges.get(item) ?? []) {
        if (before.has(other)) continue;
        before.set(other, item);
        next.push(other);
      }
    border = next;
  }
  return {
    pathTo(item) {
      if (!before.has(item)) return null;
      const path: string[] = [];
      for (let at: string | null | undefined = item; at; at = before.get(at)) path.push(at);
      return path.reverse();
    },
  };
}
