/**
 * What an author does, as edits of the process language: append, insert, connect, paste, tidy up. Each answers one edit
 * (a batch where several are needed), so that each is one step to undo, and the canvas, the outline and the keyboard
 * cannot do the same thing in different ways.
 */
import { arrange } from '#designer/ui/diagram/arrange.ts';
import { rectsFor } from '#designer/ui/diagram/drawing.ts';
import { borderPlace, frameAt, holds } from '#designer/ui/diagram/frames.ts';
import type { Point, Rect } from '#designer/ui/diagram/shapes.ts';
import {
  boundsOf,
  centerOf,
  FRAME_PADDING,
  GRID,
  shapeOf,
  sizeOf,
  snap,
} from '#designer/ui/diagram/shapes.ts';
import type { Activity, Definition, Element, ElementOf, Flow } from '#engine/definition.ts';
import { isActivity } from '#engine/definition.ts';
import type { Edit } from '#engine/edits.ts';
import {
  applyEdit,
  beginsByItself,
  canConnect,
  freeId,
  referringTo,
  withBelongings,
} from '#engine/edits.ts';
import { portsOf } from '#engine/ports.ts';
import { gapFor, placeAfter, placeNear, roomBetween, withRoom } from './placement.ts';
import type { Template } from './templates.ts';
import { BORDERS, FOLLOWERS, TEMPLATES } from './templates.ts';

/** The text that will stand on a flow, which needs room. */
export type WordsOf = (flow: Flow) => string;

export type Made = { readonly edit: Edit; readonly element: Element };

/** Where it was dropped: inside of the sub-process there, an event for a border onto the activity there. */
export const addAt = (
  definition: Definition,
  template: Template,
  center: Point,
): Made | undefined => {
  if (template.group === 'borders') {
    const host = hostAt(definition, center);
    return host && attachNew(definition, host, template, center);
  }
  return addIn(definition, template, center, frameAt(definition, rectsFor(definition), center));
};

/** Near this place, inside this sub-process. */
export const addIn = (
  definition: Definition,
  template: Template,
  center: Point,
  scope: string | undefined,
): Made => {
  const element = create(definition, template, scope);
  const at = placeNear(definition, element.type, center, scope);
  const edit = batch([
    { type: 'addElement', element, at },
    ...contentsOf(definition, element, template, at),
  ]);
  return { element, edit: withRoom(definition, edit, scope) };
};

/**
 * A new element after another. Leaves by `port`, else by the first way out that is not yet used; where every way is
 * used and the element is no gateway, the new one goes in between, because nobody can leave twice. Events for a border are
 * laid onto it, and what begins by an event stands below it.
 */
export const append = (
  definition: Definition,
  source: Element,
  template: Template,
  options: { readonly port?: string; readonly at?: Point; readonly wordsOf?: WordsOf } = {},
): Made | undefined => {
  if (template.group === 'borders') return attachNew(definition, source, template);
  const scope = source.parent;
  if (template.id === 'startEvent' || template.begins === 'event') {
    const near = options.at ?? below(definition, source);
    return addIn(definition, template, near, scope);
  }
  if (!mayFollow(definition, source, template)) return undefined;
  const port = options.port ?? freePort(definition, source);
  const used = definition.flows.find((flow) => flow.from === source.id && flow.port === port);
  if (used && !options.at && !isGateway(source)) {
    return insertOn(definition, used, template, options.wordsOf);
  }
  const element = create(definition, template, scope);
  const at = options.at
    ? placeNear(definition, element.type, options.at, scope)
    : placeAfter(definition, source.id, element.type, gapFor(port ?? ''));
  const edit = batch([
    { type: 'addElement', element, at },
    ...contentsOf(definition, element, template, at),
    { type: 'connect', from: source.id, to: element.id, ...(port ? { port } : {}) },
  ]);
  return { element, edit: withRoom(definition, edit, scope) };
};

/** Whether a flow may lead from here to a new one of these. */
export const mayFollow = (definition: Definition, source: Element, template: Template): boolean => {
  const element = create(definition, template, source.parent);
  const added = applyEdit(definition, { type: 'addElement', element });
  return canConnect(added, source.id, element.id) === null;
};

export const followersOf = (definition: Definition, source: Element): readonly Template[] =>
  FOLLOWERS.filter((template) => mayFollow(definition, source, template));

/** What may follow, what may lie on its border, and what begins beside it. */
export const offeredAfter = (definition: Definition, source: Element): readonly Template[] => [
  ...followersOf(definition, source),
  ...(canHaveBorder(source) ? BORDERS : []),
  ...TEMPLATES.filter(({ begins }) => begins === 'event'),
];

/** Whether a flow may leave it. */
export const canLead = (element: Element): boolean =>
  element.type !== 'endEvent' &&
  !(element.type === 'subProcess' && element.triggeredByEvent) &&
  !(isActivity(element) && element.forCompensation);

export const insertOn = (
  definition: Definition,
  flow: Flow,
  template: Template,
  wordsOf: WordsOf = (one) => one.port ?? '',
): Made | undefined => {
  const source = definition.elements.find(({ id }) => id === flow.from);
  if (!source || !mayFollow(definition, source, template)) return undefined;
  const element = create(definition, template, source.parent);
  const { at, moved } = roomBetween(definition, flow.from, flow.to, element.type, {
    before: gapFor(wordsOf(flow)),
    after: gapFor(portsOf(element)[0] ?? ''),
  });
  const edits: Edit[] = [{ type: 'insertOnFlow', flow: flow.id, element, at }];
  if (Object.keys(moved).length > 0) edits.push({ type: 'moveElements', positions: moved });
  edits.push(...contentsOf(definition, element, template, at));
  return { element, edit: withRoom(definition, batch(edits), source.parent) };
};

/** A new event on the border of an activity, with room for the next. */
export const attachNew = (
  definition: Definition,
  host: Element,
  template: Template,
  near?: Point,
): Made | undefined => {
  const rect = rectsFor(definition).get(host.id);
  if (!canHaveBorder(host) || !rect) return undefined;
  const fresh = create(definition, template, host.parent);
  if (fresh.type !== 'boundaryEvent') return undefined;
  const element: Element = { ...fresh, attachedTo: host.id };
  const size = sizeOf('boundaryEvent');
  const at = near
    ? borderPlace(rect, { x: near.x - size.width / 2, y: near.y - size.height / 2 })
    : freeBorderPlace(definition, host.id, rect);
  return { element, edit: { type: 'addElement', element, at } };
};

/** An activity that the flow comes to. */
export const canHaveBorder = (element: Element): element is Activity =>
  isActivity(element) && !beginsByItself(element) && !element.forCompensation;

const freeBorderPlace = (definition: Definition, host: string, rect: Rect): Point => {
  const rects = rectsFor(definition);
  const others = definition.elements.flatMap((element) =>
    element.type === 'boundaryEvent' && element.attachedTo === host
      ? (rects.get(element.id) ?? [])
      : [],
  );
  const isFree = ({ x, y }: Point) =>
    others.every((other) => Math.abs(other.x - x) >= GRID * 5 || Math.abs(other.y - y) >= GRID * 5);
  for (let order = 0; order < 8; order += 1) {
    const at = borderPlace(rect, undefined, order);
    if (isFree(at)) return at;
  }
  return borderPlace(rect, { x: rect.x + rect.width / 2, y: rect.y - GRID * 4 });
};

/** The activity at or next to this point, the innermost. */
export const hostAt = (definition: Definition, point: Point): Element | undefined => {
  const rects = rectsFor(definition);
  const found = definition.elements.filter((element) => {
    const rect = rects.get(element.id);
    return canHaveBorder(element) && rect && holds(grown(rect, GRID * 3), point);
  });
  const area = ({ id }: Element) => {
    const rect = rects.get(id);
    return rect ? rect.width * rect.height : 0;
  };
  return found.sort((a, b) => area(a) - area(b))[0];
};

const grown = ({ x, y, width, height }: Rect, by: number): Rect => ({
  x: x - by,
  y: y - by,
  width: width + by * 2,
  height: height + by * 2,
});

const below = (definition: Definition, source: Element): Point => {
  const rect = rectsFor(definition).get(source.id);
  return rect ? { x: rect.x + rect.width / 2, y: rect.y + rect.height + GRID * 16 } : ORIGIN;
};

const ORIGIN: Point = { x: GRID * 20, y: GRID * 20 };

/** A new sub-process is not empty: a start, an end, and a flow between them to put the first step on. */
const contentsOf = (
  definition: Definition,
  sub: Element,
  { begins }: Template,
  at: Point,
): readonly Edit[] => {
  if (!begins) return [];
  const taken = new Set([sub.id]);
  const start = freeId(definition, 'start', taken);
  const end = freeId(definition, 'end', new Set([...taken, start]));
  const y = at.y + (sizeOf('subProcess').height - sizeOf('startEvent').height) / 2;
  const right = sizeOf('subProcess').width - FRAME_PADDING.right - sizeOf('endEvent').width;
  return [
    {
      type: 'addElement',
      element: {
        id: start,
        type: 'startEvent',
        trigger:
          begins === 'inner'
            ? { type: 'inner' }
            : { type: 'event', message: { name: 'message' }, interrupting: false },
        parent: sub.id,
      },
      at: { x: at.x + FRAME_PADDING.left, y },
    },
    {
      type: 'addElement',
      element: { id: end, type: 'endEvent', parent: sub.id },
      at: { x: at.x + right, y },
    },
    { type: 'connect', from: start, to: end },
  ];
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

/** With what lies in them and on their borders, and with what would undo nothing any more. */
export const remove = (
  definition: Definition,
  elements: readonly string[],
  flows: readonly string[],
): Edit | undefined => {
  const edits: Edit[] = [];
  if (flows.length > 0) edits.push({ type: 'disconnect', ids: flows });
  const idle = idleAfter(definition, elements);
  if (elements.length > 0) edits.push({ type: 'removeElements', ids: elements, heal: true });
  if (idle.length > 0) edits.push({ type: 'removeElements', ids: idle });
  const edit = batch(edits);
  return applyEdit(definition, edit) === definition ? undefined : edit;
};

const idleAfter = (definition: Definition, removed: readonly string[]): readonly string[] => {
  const gone = new Set(withBelongings(definition, removed).map(({ id }) => id));
  const activities = definition.elements.filter(isActivity);
  const was = activities.filter(({ id }) => gone.has(id)).flatMap(({ undo }) => undo ?? []);
  const still = new Set(activities.filter(({ id }) => !gone.has(id)).map(({ undo }) => undo));
  return was.filter((id) => !still.has(id) && !gone.has(id));
};

/** How many elements go when these are removed. */
export const removedWith = (definition: Definition, elements: readonly string[]): number =>
  withBelongings(definition, elements).length;

/** Moves by whole grid steps; what lies on a border moves along it. */
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
  if (Object.keys(positions).length === 0) return undefined;
  return { type: 'moveElements', positions: onBorders(definition, positions) };
};

type Positions = Readonly<Record<string, Point>>;

/** An event on a border that is moved alone keeps to it. */
const onBorders = (definition: Definition, positions: Positions): Positions => {
  const rects = rectsFor(definition);
  const kept = definition.elements.flatMap((element) => {
    const at = positions[element.id];
    if (!at || element.type !== 'boundaryEvent') return [];
    const host = element.attachedTo in positions ? undefined : rects.get(element.attachedTo);
    return host ? [[element.id, borderPlace(host, at)] as const] : [];
  });
  return { ...positions, ...Object.fromEntries(kept) };
};

export type Dropped = {
  readonly edit: Edit;
  /** The sub-process they came to lie in; null for the process itself. Unsaid where they stayed. */
  readonly into?: string | null;
  /** Flows that would have crossed its border. */
  readonly cut: number;
};

/** Elements were dragged to these places: perhaps into or out of a sub-process, or onto another activity's border. */
export const drop = (definition: Definition, positions: Positions): Dropped => {
  const ids = Object.keys(positions);
  const own = new Set(withBelongings(definition, ids).map(({ id }) => id));
  const outer = definition.elements.filter(
    ({ id, parent, type }) => id in positions && type !== 'boundaryEvent' && !own.has(parent ?? ''),
  );
  const [first] = outer;
  const border = ids.length === 1 && definition.elements.find(({ id }) => id === ids[0]);
  if (border && border.type === 'boundaryEvent') {
    return dropOnBorder(definition, border, positions[border.id] as Point);
  }
  const move: Edit = { type: 'moveElements', positions: onBorders(definition, positions) };
  if (!first || outer.some(({ parent }) => parent !== first.parent)) return { edit: move, cut: 0 };
  const into = frameUnder(definition, positions);
  if (into === first.parent) return { edit: withRoom(definition, move, into, true), cut: 0 };
  const laid: Edit = {
    type: 'reparentElements',
    ids: outer.map(({ id }) => id),
    ...(into === undefined ? {} : { parent: into }),
  };
  const edit = withRoom(definition, batch([move, laid]), into, true);
  const cut = definition.flows.length - applyEdit(definition, edit).flows.length;
  return { edit, into: into ?? null, cut };
};

/** The sub-process that elements dragged to these places would come to lie in. */
export const frameUnder = (definition: Definition, positions: Positions): string | undefined => {
  const own = new Set(withBelongings(definition, Object.keys(positions)).map(({ id }) => id));
  const rects = rectsFor(definition);
  const dragged = definition.elements.flatMap((element) => {
    const at = positions[element.id];
    const from = definition.layout?.[element.id];
    const rect = rects.get(element.id);
    if (!at || !rect) return [];
    const by = from ? { x: at.x - from.x, y: at.y - from.y } : ORIGIN;
    return [{ ...rect, x: rect.x + by.x, y: rect.y + by.y }];
  });
  return frameAt(definition, rects, centerOf(boundsOf(dragged)), own);
};

const dropOnBorder = (definition: Definition, event: Element, at: Point): Dropped => {
  const size = sizeOf('boundaryEvent');
  const center = { x: at.x + size.width / 2, y: at.y + size.height / 2 };
  const host = hostAt(definition, center);
  const known = event.type === 'boundaryEvent' ? event.attachedTo : undefined;
  const rect = rectsFor(definition).get(host?.id ?? '');
  if (!host || !rect || host.id === known) {
    const positions = onBorders(definition, { [event.id]: at });
    return { edit: { type: 'moveElements', positions }, cut: 0 };
  }
  const edit: Edit = { type: 'attach', id: event.id, to: host.id, at: borderPlace(rect, at) };
  const cut = definition.flows.length - applyEdit(definition, edit).flows.length;
  return { edit, cut };
};

/** Lays elements into a sub-process (or, without one, into the process itself) at a free place there. */
export const layInto = (
  definition: Definition,
  ids: readonly string[],
  scope: string | undefined,
): Dropped | undefined => {
  const rects = rectsFor(definition);
  const chosen = definition.elements.filter(
    ({ id, type }) => ids.includes(id) && type !== 'boundaryEvent',
  );
  const bounds = boundsOf(chosen.flatMap(({ id }) => rects.get(id) ?? []));
  const frame = scope === undefined ? undefined : rects.get(scope);
  const inside = definition.elements.flatMap(({ id, parent }) =>
    parent === scope ? (rects.get(id) ?? []) : [],
  );
  const held = boundsOf(inside);
  const corner =
    inside.length > 0
      ? { x: held.x, y: held.y + held.height + GRID * 7 }
      : { x: (frame?.x ?? 0) + FRAME_PADDING.left, y: (frame?.y ?? 0) + FRAME_PADDING.top };
  const positions: Record<string, Point> = {};
  for (const { id } of chosen) {
    const at = definition.layout?.[id];
    if (at)
      positions[id] = {
        x: snap(at.x - bounds.x + corner.x),
        y: snap(at.y - bounds.y + corner.y),
      };
  }
  const edit = withRoom(
    definition,
    batch([
      {
        type: 'reparentElements',
        ids: chosen.map(({ id }) => id),
        ...(scope === undefined ? {} : { parent: scope }),
      },
      { type: 'moveElements', positions },
    ]),
    scope,
  );
  const after = applyEdit(definition, edit);
  const isLaid = chosen.every(
    ({ id }) => after.elements.find((one) => one.id === id)?.parent === scope,
  );
  if (chosen.length === 0 || !isLaid) return undefined;
  return { edit, into: scope ?? null, cut: definition.flows.length - after.flows.length };
};

/** The selected steps as a sub-process of their own, in the place they had. */
export const wrap = (definition: Definition, ids: readonly string[]): Made | undefined => {
  const chosen = definition.elements.filter(({ id }) => ids.includes(id));
  const [first] = chosen.filter(({ type }) => type !== 'boundaryEvent');
  if (!first) return undefined;
  const rects = rectsFor(definition);
  const bounds = boundsOf(chosen.flatMap(({ id }) => rects.get(id) ?? []));
  const middle = snap(bounds.y + bounds.height / 2 - sizeOf('startEvent').height / 2);
  const id = freeId(definition, 'subProcess');
  const step = sizeOf('startEvent').width + GRID * 8;
  const ends = chosen.map((_, index) => ({
    x: bounds.x + bounds.width + GRID * 8,
    y: middle + index * GRID * 14,
  }));
  const edit: Edit = {
    type: 'wrapElements',
    ids,
    id,
    start: { x: bounds.x - step, y: middle },
    ends,
  };
  const after = applyEdit(definition, edit);
  const element = after.elements.find((one) => one.id === id);
  if (!element) return undefined;
  const frame = rectsFor(after).get(id);
  if (!frame) return undefined;
  // What stood around makes room, as if the frame had grown out of what was selected.
  const moved: Record<string, Point> = {};
  for (const other of after.elements) {
    const rect = rectsFor(after).get(other.id);
    const at = after.layout?.[other.id];
    if (!rect || !at || other.id === id || other.parent !== element.parent) continue;
    if (other.type === 'boundaryEvent') continue;
    const right =
      rect.x >= bounds.x + bounds.width ? frame.x + frame.width - bounds.x - bounds.width : 0;
    const left = rect.x + rect.width <= bounds.x ? bounds.x - frame.x : 0;
    const down =
      rect.y >= bounds.y + bounds.height ? frame.y + frame.height - bounds.y - bounds.height : 0;
    const up = rect.y + rect.height <= bounds.y ? bounds.y - frame.y : 0;
    const beside = right > 0 || left > 0;
    const x = at.x + right - left;
    const y = beside ? at.y : at.y + down - up;
    if (x !== at.x || y !== at.y) moved[other.id] = { x: snap(x), y: snap(y) };
  }
  const edits: Edit[] = [
    edit,
    { type: 'moveElements', positions: { [id]: { x: frame.x, y: frame.y } } },
  ];
  if (Object.keys(moved).length > 0) edits.push({ type: 'moveElements', positions: moved });
  return { element, edit: batch(edits) };
};

/** Says what undoes this activity: another that is there for it, a new one (`null`), or nothing. */
export const setUndo = (
  definition: Definition,
  element: Activity,
  handler: string | null | undefined,
): Edit => {
  const { undo, ...bare } = element;
  const edits: Edit[] = [];
  if (handler === null) {
    const task = TEMPLATES.find(({ id }) => id === 'userTask') as Template;
    const fresh = create(definition, { ...task, id: 'undo' }, element.parent);
    const at = placeNear(definition, fresh.type, below(definition, element), element.parent);
    edits.push(
      { type: 'addElement', element: { ...fresh, forCompensation: true } as Element, at },
      { type: 'updateElement', id: element.id, element: { ...bare, undo: fresh.id } as Element },
    );
    return withRoom(definition, batch(edits), element.parent);
  }
  edits.push({
    type: 'updateElement',
    id: element.id,
    element: (handler === undefined ? bare : { ...bare, undo: handler }) as Element,
  });
  const isIdle = definition.elements.every(
    (one) => one.id === element.id || !isActivity(one) || one.undo !== undo,
  );
  if (undo !== undefined && undo !== handler && isIdle) {
    edits.push({ type: 'removeElements', ids: [undo] });
  }
  return batch(edits);
};

/** Begun by an event it stands beside the flow: without flows of its own and without a border. */
export const setTriggered = (
  definition: Definition,
  sub: ElementOf<'subProcess'>,
  byEvent: boolean,
): Edit => {
  const { triggeredByEvent: _, ...bare } = sub;
  const edits: Edit[] = [];
  if (byEvent) {
    const flows = definition.flows.filter(({ from, to }) => from === sub.id || to === sub.id);
    const borders = definition.elements.filter(
      (element) => element.type === 'boundaryEvent' && element.attachedTo === sub.id,
    );
    edits.push(
      { type: 'disconnect', ids: flows.map(({ id }) => id) },
      { type: 'removeElements', ids: borders.map(({ id }) => id) },
    );
  }
  const changed = byEvent ? { ...bare, triggeredByEvent: true } : bare;
  edits.push({ type: 'updateElement', id: sub.id, element: changed });
  const after = applyEdit(definition, batch(edits));
  for (const start of definition.elements) {
    if (start.type !== 'startEvent' || start.parent !== sub.id) continue;
    const fitted = { ...start, trigger: triggerIn(after, sub.id) };
    edits.push({ type: 'updateElement', id: start.id, element: fitted });
  }
  return batch(edits);
};

/** The same element as something else of its family: what both have in common stays. */
export const replaceKind = (
  definition: Definition,
  element: Element,
  template: Template,
): Edit | undefined => {
  const fresh = template.create(element.id);
  const next = { ...fresh, ...inCommon(element, fresh) } as Element;
  const ports = portsOf(next);
  const used = new Set<string | undefined>();
  const edits: Edit[] = [{ type: 'updateElement', id: element.id, element: next }];
  for (const flow of definition.flows.filter(({ from }) => from === element.id)) {
    const { port: was, ...bare } = flow;
    const free = ports.find((one) => !used.has(one));
    const port = was !== undefined && ports.includes(was) ? was : free;
    used.add(port);
    if (port !== was) {
      const changed = port === undefined ? bare : { ...bare, port };
      edits.push({ type: 'updateFlow', id: flow.id, flow: changed });
    }
  }
  return batch(edits);
};

const COMMON = ['name', 'documentation', 'parent'] as const;
const OF_ACTIVITIES = ['loop', 'inputs', 'outputs', 'undo', 'forCompensation'] as const;
const OF_TYPE: Partial<Record<Element['type'], readonly string[]>> = {
  exclusiveGateway: ['default'],
  inclusiveGateway: ['default'],
  boundaryEvent: ['attachedTo', 'interrupting'],
  endEvent: ['outcome'],
};

const inCommon = (element: Element, fresh: Element): object => {
  const kept: readonly string[] = [
    ...COMMON,
    ...(isActivity(element) && isActivity(fresh) ? OF_ACTIVITIES : []),
    ...(OF_TYPE[element.type] ?? []).filter((field) => OF_TYPE[fresh.type]?.includes(field)),
  ];
  return Object.fromEntries(Object.entries(element).filter(([field]) => kept.includes(field)));
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

/** With what lies in them, on their borders, and what undoes them. */
export const copy = (definition: Definition, ids: readonly string[]): Clip => {
  const undoing = definition.elements.flatMap((element) =>
    ids.includes(element.id) && isActivity(element) ? (element.undo ?? []) : [],
  );
  const elements = withBelongings(definition, [...ids, ...undoing]);
  const chosen = new Set(elements.map(({ id }) => id));
  return {
    perdura: 'elements',
    elements,
    flows: definition.flows.filter(({ from, to }) => chosen.has(from) && chosen.has(to)),
    layout: Object.fromEntries(
      Object.entries(definition.layout ?? {}).filter(([id]) => chosen.has(id)),
    ),
  };
};

export type Pasted = { readonly edit: Edit; readonly ids: readonly string[] };

/**
 * With new ids, beside what is there, into a sub-process where one is given; the middle of the pasted elements comes to
 * `center`. An event for a border whose activity was not copied goes onto the same one, if that is still there.
 */
export const paste = (
  definition: Definition,
  clip: Clip,
  { center, scope }: { readonly center?: Point; readonly scope?: string } = {},
): Pasted => {
  const clipped = new Set(clip.elements.map(({ id }) => id));
  const standing = clip.elements.filter(
    (element) =>
      element.type !== 'boundaryEvent' ||
      clipped.has(element.attachedTo) ||
      definition.elements.some((one) => one.id === element.attachedTo && canHaveBorder(one)),
  );
  const ids = new Map<string, string>();
  const taken = new Set<string>();
  for (const { id } of [...standing, ...clip.flows]) {
    const next = freeId(definition, id, taken);
    ids.set(id, next);
    taken.add(next);
  }
  const idFor = (id: string) => ids.get(id) ?? id;
  const offset = offsetFor(clip, center);
  const outer: string[] = [];
  const edits: Edit[] = standing.map((element) => {
    const at = clip.layout[element.id] ?? { x: 0, y: 0 };
    const copied = referringTo(element, ids);
    const isInner = element.parent !== undefined && clipped.has(element.parent);
    const hostScope =
      copied.type === 'boundaryEvent' && !clipped.has((element as typeof copied).attachedTo)
        ? definition.elements.find(({ id }) => id === copied.attachedTo)?.parent
        : undefined;
    const { parent: _, ...free } = copied;
    if (!isInner) outer.push(copied.id);
    return {
      type: 'addElement',
      element: (isInner
        ? copied
        : hostScope === undefined
          ? free
          : { ...free, parent: hostScope }) as Element,
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
  if (scope !== undefined) edits.push({ type: 'reparentElements', ids: outer, parent: scope });
  return { edit: withRoom(definition, batch(edits), scope), ids: outer };
};

const offsetFor = (clip: Clip, center?: Point): Point => {
  const step = GRID * 6;
  if (!center) return { x: step, y: step };
  const rects = rectsFor({
    key: 'clip',
    name: '',
    elements: clip.elements,
    flows: [],
    layout: clip.layout,
  });
  const middle = centerOf(boundsOf(rects.values()));
  return { x: snap(center.x - middle.x), y: snap(center.y - middle.y) };
};

const create = (definition: Definition, template: Template, scope: string | undefined): Element => {
  // Templates of one type and several kinds make ids of the type alone.
  const id = freeId(definition, template.id.split('-')[0] ?? template.id);
  const element = template.create(id);
  const laid: Element = scope === undefined ? element : { ...element, parent: scope };
  return laid.type === 'startEvent' ? { ...laid, trigger: triggerIn(definition, scope) } : laid;
};

const triggerIn = (definition: Definition, scope: string | undefined) => {
  const sub = definition.elements.find(({ id }) => id === scope);
  if (sub?.type !== 'subProcess') return { type: 'manual' } as const;
  if (!sub.triggeredByEvent) return { type: 'inner' } as const;
  return { type: 'event', message: { name: 'message' } } as const;
};

const isGateway = ({ type }: Element): boolean => shapeOf(type) === 'diamond';

const batch = (edits: readonly Edit[]): Edit => {
  const [only, ...more] = edits;
  return only && more.length === 0 ? only : { type: 'batch', edits };
};
