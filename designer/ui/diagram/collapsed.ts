/**
 * What a drawing leaves out: what lies in a collapsed sub-process is not drawn, and whatever is to be shown of it (a finding, a
 * run's place) is shown at the outermost box it lies in.
 */
import type { Definition, Element } from '#engine/definition.ts';

type Folding = {
  /** What is drawn; the definition itself where nothing is left out. */
  readonly shown: Definition;
  /** Element that is not drawn → the box it lies in. */
  readonly boxes: ReadonlyMap<string, string>;
  readonly collapsed: ReadonlySet<string>;
};

const kept = new WeakMap<Definition, Folding>();

export const foldingOf = (definition: Definition): Folding => {
  const known = kept.get(definition);
  if (known) return known;
  const folding = fold(definition);
  kept.set(definition, folding);
  return folding;
};

/** The definition without what is not drawn. */
export const shownOf = (definition: Definition): Definition => foldingOf(definition).shown;

/** The element itself, or the box it is hidden in. */
export const shownFor = (definition: Definition, id: string): string =>
  foldingOf(definition).boxes.get(id) ?? id;

/** Whether only a box is drawn of it. */
export const isCollapsed = (definition: Definition, id: string): boolean =>
  foldingOf(definition).collapsed.has(id);

/** How much lies in it, at whatever depth. */
export const countInside = (definition: Definition, id: string): number => {
  const inside = new Set([id]);
  let before = 0;
  while (inside.size > before) {
    before = inside.size;
    for (const { id: one, parent } of definition.elements) {
      if (parent !== undefined && inside.has(parent)) inside.add(one);
    }
  }
  return inside.size - 1;
};

const NONE: ReadonlyMap<string, string> = new Map();

const fold = (definition: Definition): Folding => {
  const named = new Set(definition.collapsed);
  const collapsed = new Set(
    definition.elements
      .filter(({ id, type }) => type === 'subProcess' && named.has(id))
      .map(({ id }) => id),
  );
  if (collapsed.size === 0) return { shown: definition, boxes: NONE, collapsed };
  const byId = new Map(definition.elements.map((element) => [element.id, element]));
  const boxes = new Map<string, string>();
  for (const { id, parent } of definition.elements) {
    const box = outermost(byId, collapsed, parent);
    if (box !== undefined && box !== id) boxes.set(id, box);
  }
  const isShown = (id: string) => !boxes.has(id);
  const shown = {
    ...definition,
    elements: definition.elements.filter(({ id }) => isShown(id)),
    flows: definition.flows.filter(({ from, to }) => isShown(from) && isShown(to)),
  };
  return { shown, boxes, collapsed };
};

const outermost = (
  byId: ReadonlyMap<string, Element>,
  collapsed: ReadonlySet<string>,
  parent: string | undefined,
): string | undefined => {
  const passed = new Set<string>();
  let found: string | undefined;
  // Parents may lie in a circle, while a process is being mended.
  for (let at = parent; at !== undefined && !passed.has(at); at = byId.get(at)?.parent) {
    passed.add(at);
    if (collapsed.has(at)) found = at;
  }
  return found;
};
