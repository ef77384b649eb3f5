/**
 * What stands in the way of a change at a time, each with what it is about. Everything is worked out as obstacles: stretches
 * of time with the reason they do not suit. A conflict is an obstacle that the change lies in, and a free slot is where there
 * is none, so the two can never say different things.
 */
import { reachFrom } from './graph.ts';
import type { Conflict, Freeze, Plan, Subject, World } from './plan.ts';
import { common, gaps, type Stretch, toSpan, toStretch } from './stretches.ts';
import { openTimes, windowsFor } from './windows.ts';

/** @throws RangeError for a plan of no length */
export function conflictsOf(plan: Plan, world: World): readonly Conflict[] {
  const within = toStretch(plan);
  if (!(within.from < within.to)) throw new RangeError('A plan ends after it begins.');
  const found = obstaclesTo(plan, world, within).flatMap((obstacle): Conflict[] => {
    const both = common(toStretch(obstacle), within);
    return both ? [{ ...obstacle, ...toSpan(both) }] : [];
  });
  return joined(found);
}

/** What does not suit it in a while, in the order of kinds. A window's may come more than once: before it opens and behind. */
export function obstaclesTo(subject: Subject, world: World, within: Stretch): readonly Conflict[] {
  return [
    ...changesInTheWay(subject, world),
    ...closedTimes(subject, world, within),
    ...freezesOf(subject, world),
    ...world.holidays.map(({ date, from, to }) => ({ kind: 'holiday' as const, date, from, to })),
  ];
}

/** One of each kind for each other change, by the shortest path. */
function changesInTheWay(subject: Subject, { others, graph }: World): readonly Conflict[] {
  const needed = reachFrom(graph.dependsOn, subject.items);
  const needing = reachFrom(graph.neededBy, subject.items);
  return others.flatMap((other): Conflict[] => {
    if (other.id === subject.id) return [];
    const { id: change, from, to } = other;
    const pathsBy = (reached: typeof needed) =>
      other.items
        .flatMap((item) => [reached.pathTo(item) ?? []])
        .filter(({ length }) => length > 0);
    const [same] = pathsBy(needed).filter(({ length }) => length === 1);
    const down = shortest(pathsBy(needed).filter(({ length }) => length > 1));
    const up = shortest(pathsBy(needing).filter(({ length }) => length > 1));
    const person = subject.people.find((one) => other.people.includes(one));
    return [
      ...(same ? [{ kind: 'same_item' as const, change, path: same, from, to }] : []),
      ...(down ? [{ kind: 'depends_on' as const, change, path: down, from, to }] : []),
      ...(up ? [{ kind: 'needed_by' as const, change, path: up, from, to }] : []),
      ...(person ? [{ kind: 'same_person' as const, change, person, from, to }] : []),
    ];
  });
}

const shortest = (paths: readonly (readonly string[])[]): readonly string[] | undefined =>
  paths.toSorted((one, other) => one.length - other.length)[0];

/** An emergency waits for no window. */
function closedTimes(subject: Subject, world: World, within: Stretch): readonly Conflict[] {
  if (subject.kind === 'emergency') return [];
  const sets = new Map<string, { items: string[]; windows: ReturnType<typeof windowsFor> }>();
  for (const item of subject.items.length > 0 ? subject.items : [null]) {
    const windows = windowsFor(item, world.windows, world.groups);
    if (windows.length === 0) continue;
    const key = windows.map(({ id }) => id).join();
    const known = sets.get(key) ?? { items: [], windows };
    sets.set(key, known);
    if (item !== null) known.items.push(item);
  }
  return [...sets.values()].flatMap(({ items, windows }) =>
    gaps(
      windows.flatMap((window) => openTimes(window, within)),
      within,
    ).map((gap) => ({
      kind: 'outside_window' as const,
      items,
      windows: windows.map(({ id }) => id),
      ...toSpan(gap),
    })),
  );
}

function freezesOf(subject: Subject, { freezes, graph }: World): readonly Conflict[] {
  const needing = reachFrom(graph.neededBy, subject.items);
  const holds = ({ scope }: Freeze): readonly string[] | null => {
    switch (scope.kind) {
      case 'all':
        return [];
      case 'kinds':
        return scope.kinds.includes(subject.kind) ? [] : null;
      case 'items':
        return (
          shortest(scope.items.flatMap((item) => [needing.pathTo(item) ?? []]).filter(isPath)) ??
          null
        );
    }
  };
  return freezes.flatMap((freeze): Conflict[] => {
    const path = holds(freeze);
    const { id, from, to } = freeze;
    return path === null ? [] : [{ kind: 'freeze', freeze: id, path, from, to }];
  });
}

const isPath = ({ length }: readonly string[]): boolean => length > 0;

/** Closed before a window and behind it is one conflict, from the first such moment to the last. */
function joined(conflicts: readonly Conflict[]): readonly Conflict[] {
  const whole: Conflict[] = [];
  for (const conflict of conflicts) {
    const before = whole.at(-1);
    if (isSameClosing(before, conflict)) whole[whole.length - 1] = { ...before, to: conflict.to };
    else whole.push(conflict);
  }
  return whole;
}

const isSameClosing = (one: Conflict | undefined, other: Conflict): one is Conflict =>
  one?.kind === 'outside_window' &&
  other.kind === 'outside_window' &&
  one.windows.join() === other.windows.join();

/** What tells one conflict of a change from another, however long it lasts and whichever way it goes. */
export function keyOf(conflict: Conflict): string {
  switch (conflict.kind) {
    case 'same_item':
    case 'depends_on':
    case 'needed_by':
    case 'same_person':
      return `${conflict.kind}:${conflict.change}`;
    case 'outside_window':
      return conflict.kind;
    case 'freeze':
      return `${conflict.kind}:${conflict.freeze}`;
    case 'holiday':
      return `${conflict.kind}:${conflict.date}`;
  }
}
