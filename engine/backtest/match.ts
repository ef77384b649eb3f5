/**
 * Which element of the past an element of the draft stands for: the one with its id and type; else, where nothing else could
 * be meant, the one of the same type that has the same name and the same outcomes and is in the draft no more.
 */
import type { Definition, Element } from '../definition.ts';
import { groupBy } from '../graph.ts';
import { portsOf } from '../ports.ts';

/** Element of the draft → element of the past; what is new in the draft is not in it. */
export type Matches = ReadonlyMap<string, string>;

export function matchElements(draft: Definition, past: Definition): Matches {
  const before = new Map(past.elements.map((element) => [element.id, element]));
  const isSame = ({ id, type }: Element): boolean => before.get(id)?.type === type;
  const matches = new Map<string, string>();
  const fresh = groupBy(
    draft.elements.filter((element) => !isSame(element)),
    looks,
  );
  const now = new Map(draft.elements.map(({ id, type }) => [id, type]));
  const gone = groupBy(
    past.elements.filter(({ id, type }) => now.get(id) !== type),
    looks,
  );
  for (const element of draft.elements) if (isSame(element)) matches.set(element.id, element.id);
  for (const [look, [element, ...others]] of fresh) {
    const [known, ...more] = gone.get(look) ?? [];
    if (element?.name && known && others.length === 0 && more.length === 0)
      matches.set(element.id, known.id);
  }
  return matches;
}

const looks = (element: Element): string =>
  JSON.stringify([
    element.type,
    element.name?.trim().toLowerCase() ?? '',
    [...portsOf(element)].sort(),
  ]);
