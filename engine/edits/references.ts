/** Where elements name others: their scope, their host, what undoes them, a default flow. None of it may point nowhere. */

import { isActivity } from '../definition/is-activity.ts';
import type { Definition, Element } from '../definition.ts';

/**
 * The same element under its copy's id. It refers to the copies of what was copied with it; beside them only its scope and
 * its host may be what they were.
 */
export function referringTo(element: Element, copies: ReadonlyMap<string, string>): Element {
  const copied = (id: string) => copies.get(id) ?? id;
  const { parent, ...free } = element;
  const copy = {
    ...free,
    id: copied(element.id),
    ...(parent === undefined ? {} : { parent: copied(parent) }),
  } as Element;
  if (copy.type === 'boundaryEvent') return { ...copy, attachedTo: copied(copy.attachedTo) };
  return mapped(copy, (id) => copies.get(id));
}

/** The element without what it says of elements and flows that are gone. */
export function withoutReferences(element: Element, gone: ReadonlySet<string>): Element {
  return mapped(element, (id) => (gone.has(id) ? undefined : id));
}

/** With each reference that may be missing put through `to`; where that says undefined the element is silent of it. */
function mapped(element: Element, to: (id: string) => string | undefined): Element {
  switch (element.type) {
    case 'exclusiveGateway':
    case 'inclusiveGateway': {
      const { default: way, ...bare } = element;
      if (way === undefined) return element;
      const next = to(way);
      return next === undefined ? bare : { ...bare, default: next };
    }
    case 'intermediateThrowEvent':
    case 'endEvent': {
      const activity = element.compensation?.activity;
      if (activity === undefined) return element;
      const next = to(activity);
      return { ...element, compensation: next === undefined ? {} : { activity: next } };
    }
    default: {
      if (!isActivity(element) || element.undo === undefined) return element;
      const { undo, ...bare } = element;
      const next = to(undo);
      return (next === undefined ? bare : { ...bare, undo: next }) as Element;
    }
  }
}

/** The definition without flows over the border of a sub-process; their ids are forgotten everywhere. */
export function withoutCrossings(definition: Definition): Definition {
  const parents = new Map(definition.elements.map(({ id, parent }) => [id, parent]));
  const crossing = new Set(
    definition.flows
      .filter(({ from, to }) => parents.get(from) !== parents.get(to))
      .map(({ id }) => id),
  );
  if (crossing.size === 0) return definition;
  return {
    ...definition,
    flows: definition.flows.filter(({ id }) => !crossing.has(id)),
    elements: definition.elements.map((element) => withoutReferences(element, crossing)),
  };
}
