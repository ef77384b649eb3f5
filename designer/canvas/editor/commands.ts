/**
 * What an author does, as edits of the process language: append, insert, connect, paste, tidy up. Each answers one edit
 * (a batch where several are needed), so that each is one step to undo, and the canvas, the outline and the keyboard
 * cannot do the same thing in different ways.
 */
import { arrange } from '#designer/ui/diagram/arrange.ts';
import type { Point } from '#designer/ui/diagram/shapes.ts';
import { GRID, sizeOf } from '#designer/ui/diagram/shapes.ts';
import type { Definition, Element, Flow } from '#engine/definition.ts';
import type { Edit } from '#engine/edits.ts';
import { applyEdit, canConnect, freeId } from '#engine/edits.ts';
import { portsOf } from '#engine/ports.ts';
import { gapFor, placeAfter, placeNear, roomBetween } from './placement.ts';
import type { Template } from './templates.ts';

/** The text that will stand on a flow, which needs room. */
export type WordsOf = (flow: Flow) => string;

export type Made = { readonly edit: Edit; readonly element: Element };

export const addAt = (definition: Definition, template: Template, center: Point): Made => {
  const element = create(definition, template);
  const at = placeNear(definition, element.type, center);
  return { element, edit: { type: 'addElement', element, at } };
};

/**
 * A new element after another. Leaves by `port`, else by the first way out that is not yet used; where every way is
 * used and the element is no gateway, the new one goes in between, because nobody can leave twice.
 */
export const append = (
  definition: Definition,
  source: Element,
  template: Template,
  options: { readonly port?: string; readonly at?: Point; readonly wordsOf?: WordsOf } = {},
): Made | undefined => {
  if (source.type === 'endEvent') return undefined;
  const port = options.port ?? freePort(definition, source);
  const used = definition.flows.find((flow) => flow.from === source.id && flow.port === port);
  if (used && !options.at && !isGateway(source)) {
    return insertOn(definition, used, template, options.wordsOf);
  }
  const element = create(definition, template);
  const at = options.at
    ? placeNear(definition, element.type, options.at)
    : placeAfter(definition, source.id, element.type, gapFor(port ?? ''));
  return {
    element,
    edit: batch([
      { type: 'addElement', element, at },
      { type: 'connect', from: source.id, to: element.id, ...(port ? { port } : {}) },
    ]),
  };
};

export const insertOn = (
  definition: Definition,
  flow: Flow,
  template: Template,
  wordsOf: WordsOf = (one) => one.port ?? '',
): Made => {
  const element = create(definition, template);
  const { at, moved } = roomBetween(definition, flow.from, flow.to, element.type, {
    before: gapFor(wordsOf(flow)),
    after: gapFor(portsOf(element)[0] ?? ''),
  });
  const edits: Edit[] = [{ type: 'insertOnFlow', flow: flow.id, element, at }];
  if (Object.keys(moved).length > 0) edits.push({ type: 'moveElements', positions: moved });
  return { element, edit: batch(edits) };
};

/** The way out a new flow would take: the first port without a flow, else the last, else none. */
export const freePort = (definition: Definition, source: Element): string | undefined => {
  const ports = portsOf(source);
  const taken = new Set(
    definition.flows.filter((flow) => flow.from === source.id).map((flow) => flow.port),
  );
  return ports.find((port) => !taken.has(port)) ?? ports.at(-1);
};

export const connect = (
  definition: Definition,
  source: Element,
  target: string,
  wanted?: string,
): Edit | undefined => {
  const port = wanted ?? freePort(definition, source);
  if (canConnect(definition, source.id, target, port) !== null) return undefined;
  return { type: 'connect', from: source.id, to: target, ...(port ? { port } : {}) };
};

/** Where a flow from here may lead, in the order of the definition. */
export const targetsOf = (definition: Definition, source: Element): readonly Element[] =>
  definition.elements.filter((target) => connect(definition, source, target.id) !== undefined);

export const remove = (
  definition: Definition,
  elements: readonly string[],
  flows: readonly string[],
): Edit | undefined => {
  const edits: Edit[] = [];
  if (flows.length > 0) edits.push({ type: 'disconnect', ids: flows });
  if (elements.length > 0) edits.push({ type: 'removeElements', ids: elements, heal: true });
  const edit = batch(edits);
  return applyEdit(definition, edit) === definition ? undefined : edit;
};

/** Moves by whole grid steps. */
export const nudge = (
  definition: Definition,
  elements: readonly string[],
  by: Point,
): Edit | undefined => {
  const positions: Record<string, Point> = {};
  for (const id of elements) {
    const at = definition.layout?.[id];
    if (at) positions[id] = { x: at.x + by.x * GRID, y: at.y + by.y * GRID };
  }
  return Object.keys(positions).length > 0 ? { type: 'moveElements', positions } : undefined;
};

export const tidy = (definition: Definition, wordsOf: WordsOf): Edit => ({
  type: 'moveElements',
  positions: arrange(definition, wordsOf),
});

/** What is copied: elements, the flows among them, and where they stood. Plain JSON, so that it can travel by text. */
export type Clip = {
  readonly perdura: 'elements';
  readonly elements: readonly Element[];
  readonly flows: readonly Flow[];
  readonly layout: Readonly<Record<string, Point>>;
};

export const copy = (definition: Definition, ids: readonly string[]): Clip => {
  const chosen = new Set(ids);
  return {
    perdura: 'elements',
    elements: definition.elements.filter(({ id }) => chosen.has(id)),
    flows: definition.flows.filter(({ from, to }) => chosen.has(from) && chosen.has(to)),
    layout: Object.fromEntries(
      Object.entries(definition.layout ?? {}).filter(([id]) => chosen.has(id)),
    ),
  };
};

export type Pasted = { readonly edit: Edit; readonly ids: readonly string[] };

/** With new ids, beside what is there; the middle of the pasted elements comes to `center` where one is given. */
export const paste = (definition: Definition, clip: Clip, center?: Point): Pasted => {
  const ids = new Map<string, string>();
  const taken = new Set<string>();
  for (const { id } of [...clip.elements, ...clip.flows]) {
    const next = freeId(definition, id, taken);
    ids.set(id, next);
    taken.add(next);
  }
  const idFor = (id: string) => ids.get(id) ?? id;
  const offset = offsetFor(clip, center);
  const edits: Edit[] = clip.elements.map((element) => {
    const at = clip.layout[element.id] ?? { x: 0, y: 0 };
    const { default: way, ...rest } = { default: undefined, ...element, id: idFor(element.id) };
    const copied = way && ids.has(way) ? { ...rest, default: idFor(way) } : rest;
    return {
      type: 'addElement',
      element: copied as Element,
      at: { x: at.x + offset.x, y: at.y + offset.y },
    };
  });
  for (const { id, ...flow } of clip.flows) {
    edits.push({
      type: 'connect',
      ...flow,
      id: idFor(id),
      from: idFor(flow.from),
      to: idFor(flow.to),
    });
  }
  return { edit: batch(edits), ids: clip.elements.map(({ id }) => idFor(id)) };
};

const offsetFor = (clip: Clip, center?: Point): Point => {
  const step = GRID * 6;
  if (!center) return { x: step, y: step };
  const places = clip.elements.map((element) => {
    const at = clip.layout[element.id] ?? { x: 0, y: 0 };
    const size = sizeOf(element.type);
    return { x: at.x + size.width / 2, y: at.y + size.height / 2 };
  });
  const middle = (axis: 'x' | 'y') => {
    const values = places.map((place) => place[axis]);
    return (Math.min(...values) + Math.max(...values)) / 2;
  };
  const snapped = (value: number) => Math.round(value / GRID) * GRID;
  return { x: snapped(center.x - middle('x')), y: snapped(center.y - middle('y')) };
};

const create = (definition: Definition, template: Template): Element =>
  template.create(freeId(definition, template.id));

const isGateway = ({ type }: Element): boolean =>
  type === 'exclusiveGateway' || type === 'parallelGateway';

const batch = (edits: readonly Edit[]): Edit => {
  const [only, ...more] = edits;
  return only && more.length === 0 ? only : { type: 'batch', edits };
};
