/** What something is learned by: from all that is known of it to nothing, and at each level only what was seen there. */
import { WEEK_HOURS } from './week-hours.ts';

/** `hour`: of the week in which it began, from Monday's first. */
export type Circumstances = {
  readonly element: string;
  readonly group: string;
  readonly priority: number;
  readonly hour: number;
};

const text = (...parts: readonly (string | number)[]): string => JSON.stringify(parts);

/** The most particular first. */
export const levelsOf = ({ element, group, priority, hour }: Circumstances): readonly string[] => [
  text('all', element, group, priority, hour),
  text('element, group, priority', element, group, priority),
  text('element, priority', element, priority),
  text('element', element),
  text('priority', priority),
  'anything',
];

/** So many of them are about the element. */
export const OF_ELEMENT = 4;

export class Levels<Seen> {
  readonly #seen = new Map<string, Seen[]>();

  add(circumstances: Circumstances, seen: Seen): void {
    for (const level of levelsOf(circumstances)) {
      const known = this.#seen.get(level);
      if (known) known.push(seen);
      else this.#seen.set(level, [seen]);
    }
  }

  /**
   * Each level made into something, once, and the levels of the same circumstances put together, once: a forecast asks
   * millions of times for a few thousand of them.
   */
  join<Level, Joined>(
    make: (seen: readonly Seen[]) => Level,
    join: (levels: readonly Level[]) => Joined,
    most: number = Number.POSITIVE_INFINITY,
  ): (of: Circumstances) => Joined {
    const made = new Map([...this.#seen].map(([level, seen]) => [level, make(seen)]));
    const known = new Map<string, Map<string, Map<number, Joined>>>();
    return (of) => {
      const elements = known.get(of.element) ?? new Map<string, Map<number, Joined>>();
      known.set(of.element, elements);
      const groups = elements.get(of.group) ?? new Map<number, Joined>();
      elements.set(of.group, groups);
      const key = of.priority * WEEK_HOURS + of.hour;
      const found = groups.get(key);
      if (found) return found;
      const levels = levelsOf(of).slice(0, most);
      const joined = join(
        levels.flatMap((level) => {
          const one = made.get(level);
          return one === undefined ? [] : [one];
        }),
      );
      groups.set(key, joined);
      return joined;
    };
  }
}
