/** Edits of elements. An edit that names something unknown, or adds an id that is taken, changes nothing. */
import type { Definition, Element, Flow, Point } from '../definition.ts';
import { portsOf } from '../ports.ts';
import { scopesAround, withBelongings } from './belonging.ts';
import { beginsByItself } from './can-connect.ts';
import type { EditOf } from './edit.ts';
import { disconnect } from './flows.ts';
import { freeFlowId, freeId } from './ids.ts';
import { moveNotes } from './notes.ts';
import { referringTo, withoutReferences } from './references.ts';

export function addElement(definition: Definition, edit: EditOf<'addElement'>): Definition {
  if (isTaken(definition, edit.element.id)) return definition;
  const elements = [...definition.elements, edit.element];
  return place({ ...definition, elements }, edit.element.id, edit.at);
}

export function removeElements(definition: Definition, edit: EditOf<'removeElements'>): Definition {
  const named = new Set(edit.ids.filter((id) => isElement(definition, id)));
  if (named.size === 0) return definition;
  const ids = new Set(withBelongings(definition, named).map(({ id }) => id));
  const touching = definition.flows.filter((flow) => ids.has(flow.from) || ids.has(flow.to));
  const healed = edit.heal ? healing(definition, named) : null;
  const kept = healed
    ? {
        ...definition,
        flows: definition.flows.map((flow) => (flow.id === healed.id ? healed : flow)),
      }
    : definition;
  const cut = touching.map((flow) => flow.id).filter((id) => id !== healed?.id);
  const { layout, ...rest } = disconnect(kept, { type: 'disconnect', ids: cut });
  const elements = rest.elements
    .filter((element) => !ids.has(element.id))
    .map((element) => withoutReferences(element, ids));
  if (!layout) return { ...rest, elements };
  const left = Object.entries(layout).filter(([id]) => !ids.has(id));
  return { ...rest, elements, layout: Object.fromEntries(left) };
}

/** The flow that led to the one removed element, led on to where that element led; null where there is no one way. */
function healing(definition: Definition, ids: ReadonlySet<string>): Flow | null {
  const [id] = ids;
  const incoming = definition.flows.filter((flow) => flow.to === id && flow.from !== id);
  const targets = new Set(
    definition.flows.filter((flow) => flow.from === id && flow.to !== id).map((flow) => flow.to),
  );
  const [before] = incoming;
  const [to] = targets;
  if (ids.size !== 1 || incoming.length !== 1 || targets.size !== 1 || !before || !to) return null;
  return { ...before, to };
}

export function moveElements(definition: Definition, edit: EditOf<'moveElements'>): Definition {
  const moved = Object.entries(edit.positions).filter(([id]) => isElement(definition, id));
  if (moved.length === 0) return moveNotes(definition, definition, edit.positions);
  const layout: Record<string, Point> = { ...definition.layout };
  for (const id of ownersFromOutside(definition)) {
    const to = edit.positions[id];
    const from = definition.layout?.[id];
    if (!to || !from) continue;
    for (const one of withBelongings(definition, [id])) {
      const at = definition.layout?.[one.id];
      if (at) layout[one.id] = { x: at.x + to.x - from.x, y: at.y + to.y - from.y };
    }
  }
  const after = { ...definition, layout: { ...layout, ...Object.fromEntries(moved) } };
  return moveNotes(definition, after, edit.positions);
}

/** Whatever something belongs to, the outer ones first: what lies deep goes along with the innermost that is moved. */
function ownersFromOutside(definition: Definition): readonly string[] {
  const owners = new Set<string>();
  for (const element of definition.elements) {
    if (element.parent !== undefined) owners.add(element.parent);
    if (element.type === 'boundaryEvent') owners.add(element.attachedTo);
  }
  const depth = (id: string) => scopesAround(definition, id).length;
  return [...owners].sort((a, b) => depth(a) - depth(b));
}

export function updateElement(definition: Definition, edit: EditOf<'updateElement'>): Definition {
  return change(definition, edit.id, () => ({ ...edit.element, id: edit.id }));
}

export function renameElement(definition: Definition, edit: EditOf<'renameElement'>): Definition {
  return change(definition, edit.id, (element) => {
    if (edit.name !== '') return { ...element, name: edit.name };
    const { name: _, ...unnamed } = element;
    return unnamed;
  });
}

export function insertOnFlow(definition: Definition, edit: EditOf<'insertOnFlow'>): Definition {
  const { element } = edit;
  const split = definition.flows.find((flow) => flow.id === edit.flow);
  if (!split || isTaken(definition, element.id) || beginsByItself(element)) return definition;
  const flows = definition.flows.flatMap((flow): Flow[] => {
    if (flow !== split) return [flow];
    const first = { ...flow, to: element.id };
    if (element.type === 'endEvent') return [first];
    const port = portsOf(element)[0];
    const on = { id: freeFlowId(definition), from: element.id, to: flow.to };
    return [first, port === undefined ? on : { ...on, port }];
  });
  const elements = [...definition.elements, element];
  return place({ ...definition, elements, flows }, element.id, edit.at);
}

export function duplicateElements(
  definition: Definition,
  edit: EditOf<'duplicateElements'>,
): Definition {
  const chosen = withBelongings(definition, edit.ids);
  if (chosen.length === 0) return definition;
  const copies = new Map<string, string>();
  const taken = new Set<string>();
  const copyId = (id: string, next: string): void => {
    copies.set(id, next);
    taken.add(next);
  };
  for (const { id } of chosen) copyId(id, freeId(definition, id, taken));
  const inside = definition.flows.filter((flow) => copies.has(flow.from) && copies.has(flow.to));
  for (const { id } of inside) copyId(id, freeFlowId(definition, taken));
  const newId = (id: string): string => copies.get(id) ?? id;
  const offset = edit.offset ?? { x: 48, y: 48 };
  const elements = chosen.map((element) => referringTo(element, copies));
  const flows = inside.map((flow) => ({
    ...flow,
    id: newId(flow.id),
    from: newId(flow.from),
    to: newId(flow.to),
  }));
  const layout: Record<string, Point> = { ...definition.layout };
  for (const { id } of chosen) {
    const at = definition.layout?.[id];
    if (at) layout[newId(id)] = { x: at.x + offset.x, y: at.y + offset.y };
  }
  return {
    ...definition,
    elements: [...definition.elements, ...elements],
    flows: [...definition.flows, ...flows],
    layout,
  };
}

function change(
  definition: Definition,
  id: string,
  changed: (element: Element) => Element,
): Definition {
  if (!isElement(definition, id)) return definition;
  const elements = definition.elements.map((element) =>
    element.id === id ? changed(element) : element,
  );
  return { ...definition, elements };
}

function place(definition: Definition, id: string, at: Point | undefined): Definition {
  return at ? { ...definition, layout: { ...definition.layout, [id]: at } } : definition;
}

function isElement(definition: Definition, id: string): boolean {
  return definition.elements.some((element) => element.id === id);
}

function isTaken(definition: Definition, id: string): boolean {
  return isElement(definition, id) || definition.flows.some((flow) => flow.id === id);
}
