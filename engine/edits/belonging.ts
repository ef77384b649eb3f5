/**
 * What goes where another element goes: what lies inside a sub-process, and the events on the border of an activity. It
 * moves with it, is copied with it, and dies with it.
 */
import type { Definition, Element } from '../definition.ts';

/** These elements and all that belongs to them, in the order of the definition. */
export function withBelongings(definition: Definition, ids: Iterable<string>): readonly Element[] {
  const found = new Set(ids);
  const owned = new Map<string, string[]>();
  for (const element of definition.elements) {
    for (const owner of ownersOf(element)) {
      owned.set(owner, [...(owned.get(owner) ?? []), element.id]);
    }
  }
  // A set is walked on over what is added to it meanwhile, and holds nothing twice: circles end.
  for (const id of found) for (const one of owned.get(id) ?? []) found.add(one);
  return definition.elements.filter(({ id }) => found.has(id));
}

function ownersOf(element: Element): readonly string[] {
  const scope = element.parent === undefined ? [] : [element.parent];
  return element.type === 'boundaryEvent' ? [...scope, element.attachedTo] : scope;
}

/** The sub-processes it lies in, the innermost first. */
export function scopesAround(definition: Definition, id: string | undefined): readonly string[] {
  const around: string[] = [];
  const parentOf = (one: string | undefined) =>
    definition.elements.find((element) => element.id === one)?.parent;
  for (let at = parentOf(id); at !== undefined && !around.includes(at); at = parentOf(at)) {
    around.push(at);
  }
  return around;
}
