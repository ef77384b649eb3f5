/** Edits of what lies in what: into and out of sub-processes, onto borders, sub-processes made of steps and dissolved. */
import type { Definition, Element, ElementOf, Flow, Point } from '../definition.ts';
import { isActivity } from '../definition.ts';
import { DONE } from '../ports.ts';
import { withBelongings } from './belonging.ts';
import { beginsByItself } from './can-connect.ts';
import type { EditOf } from './edit.ts';
import { freeFlowId, freeId } from './ids.ts';
import { withoutCrossings, withoutReferences } from './references.ts';

type SubProcess = ElementOf<'subProcess'>;

export function reparentElements(
  definition: Definition,
  edit: EditOf<'reparentElements'>,
): Definition {
  const target = edit.parent === undefined ? undefined : subProcess(definition, edit.parent);
  if (edit.parent !== undefined && !target) return definition;
  const moving = movingWith(definition, edit.ids).filter(({ parent }) => parent !== edit.parent);
  const ids = new Set(moving.map(({ id }) => id));
  const inside = withBelongings(definition, ids);
  if (ids.size === 0 || inside.some(({ id }) => id === edit.parent)) return definition;
  return withoutCrossings({
    ...definition,
    elements: definition.elements.map((element) =>
      ids.has(element.id) ? laidInto(element, target) : element,
    ),
  });
}

/** An event on a border goes where its activity goes, and nowhere else; what undoes an activity goes along. */
function movingWith(definition: Definition, ids: readonly string[]): readonly Element[] {
  const named = new Set(ids);
  for (const element of definition.elements) {
    if (named.has(element.id) && isActivity(element) && element.undo) named.add(element.undo);
  }
  return definition.elements.filter((element) =>
    element.type === 'boundaryEvent' ? named.has(element.attachedTo) : named.has(element.id),
  );
}

/** In its new scope; a start begins there what that scope is. */
function laidInto(element: Element, scope: SubProcess | undefined): Element {
  const { parent: _, ...free } = element;
  const laid = (scope ? { ...free, parent: scope.id } : free) as Element;
  return laid.type === 'startEvent' ? { ...laid, trigger: fitting(laid, scope) } : laid;
}

function fitting(
  { trigger }: ElementOf<'startEvent'>,
  scope: SubProcess | undefined,
): ElementOf<'startEvent'>['trigger'] {
  if (!scope) return trigger.type === 'inner' || trigger.type === 'event' ? MANUAL : trigger;
  if (!scope.triggeredByEvent) return INNER;
  return trigger.type === 'event' ? trigger : ON_MESSAGE;
}

const MANUAL = { type: 'manual' } as const;
const INNER = { type: 'inner' } as const;
const ON_MESSAGE = { type: 'event', message: { name: 'message' } } as const;

export function attach(definition: Definition, edit: EditOf<'attach'>): Definition {
  const host = definition.elements.find(({ id }) => id === edit.to);
  const event = definition.elements.find(({ id }) => id === edit.id);
  if (!host || !isActivity(host) || event?.type !== 'boundaryEvent') return definition;
  if (beginsByItself(host)) return definition;
  const { parent: _, ...free } = event;
  const attached: Element = {
    ...free,
    attachedTo: host.id,
    ...(host.parent === undefined ? {} : { parent: host.parent }),
  };
  const layout = edit.at ? { ...definition.layout, [event.id]: edit.at } : definition.layout;
  const elements = definition.elements.map((one) => (one === event ? attached : one));
  return withoutCrossings({ ...definition, elements, ...(layout ? { layout } : {}) });
}

export function wrapElements(definition: Definition, edit: EditOf<'wrapElements'>): Definition {
  // Where the process begins and ends stays where it is.
  const inside = movingWith(definition, edit.ids).filter(
    (element) => element.type !== 'startEvent' && !isPlainEnd(element),
  );
  const [first] = inside;
  const isTaken = [...definition.elements, ...definition.flows].some(({ id }) => id === edit.id);
  if (!first || isTaken || inside.some(({ parent }) => parent !== first.parent)) return definition;
  const chosen = new Set(inside.map(({ id }) => id));
  const sub: SubProcess = {
    id: edit.id,
    type: 'subProcess',
    ...(edit.name ? { name: edit.name } : {}),
    ...(first.parent === undefined ? {} : { parent: first.parent }),
  };
  const taken = new Set([sub.id]);
  const nextId = (base: string) => {
    const id = freeId(definition, base, taken);
    taken.add(id);
    return id;
  };
  const nextFlow = () => {
    const id = freeFlowId(definition, taken);
    taken.add(id);
    return id;
  };
  const into = definition.flows.filter(({ from, to }) => !chosen.has(from) && chosen.has(to));
  const out = definition.flows.filter(({ from, to }) => chosen.has(from) && !chosen.has(to));
  const inner = { parent: sub.id };
  const entries =
    into.length > 0 ? [...new Set(into.map(({ to }) => to))] : rootsOf(definition, inside);
  // A sub-process begins at one place; where it would begin at several, all of them would be gone to.
  if (entries.length !== 1) return definition;
  const elements: Element[] = [];
  const flows: Flow[] = [];
  const layout: Record<string, Point> = { ...definition.layout };
  const start = nextId('start');
  elements.push({ id: start, type: 'startEvent', trigger: INNER, ...inner });
  for (const to of entries) flows.push({ id: nextFlow(), from: start, to });
  if (edit.start) layout[start] = edit.start;
  const targets = [...new Set(out.map(({ to }) => to))];
  const ends = new Map<string, string>();
  const outcomes = new Set<string>();
  targets.forEach((target, index) => {
    const end = nextId('end');
    ends.set(target, end);
    const port = targets.length > 1 ? outcomeFor(definition, target, outcomes) : undefined;
    elements.push({ id: end, type: 'endEvent', ...(port ? { outcome: port } : {}), ...inner });
    flows.push({ id: nextFlow(), from: sub.id, to: target, ...(port ? { port } : {}) });
    const at = edit.ends?.[index];
    if (at) layout[end] = at;
  });
  const hasEnd = targets.length > 0 || inside.some(({ type }) => type === 'endEvent');
  if (!hasEnd) {
    const end = nextId('end');
    elements.push({ id: end, type: 'endEvent', ...inner });
    for (const { id } of leavesOf(definition, inside))
      flows.push({ id: nextFlow(), from: id, to: end });
    const [at] = edit.ends ?? [];
    if (at) layout[end] = at;
  }
  // Several ways in from one place have become one.
  const led = new Set<string>();
  const kept = definition.flows.flatMap((flow): Flow[] => {
    if (out.includes(flow)) return [{ ...flow, to: ends.get(flow.to) ?? flow.to }];
    if (!into.includes(flow)) return [flow];
    const way = `${flow.from} ${flow.port ?? ''} ${JSON.stringify(flow.conditions ?? null)}`;
    if (led.has(way)) return [];
    led.add(way);
    return [{ ...flow, to: sub.id }];
  });
  const gone = new Set(
    definition.flows.filter(({ id }) => !kept.some((one) => one.id === id)).map(({ id }) => id),
  );
  return {
    ...definition,
    elements: [
      ...definition.elements.map((element) =>
        withoutReferences(chosen.has(element.id) ? laidInto(element, sub) : element, gone),
      ),
      sub,
      ...elements,
    ],
    flows: [...kept, ...flows],
    ...(Object.keys(layout).length > 0 ? { layout } : {}),
  };
}

/** What the way on is called: after what it leads to, in words where those make a key that is not taken. */
function outcomeFor(definition: Definition, target: string, taken: Set<string>): string {
  const name = definition.elements.find(({ id }) => id === target)?.name ?? '';
  const words = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[_0-9]+|_+$/g, '')
    .slice(0, 40);
  const outcome = words === '' || words === DONE || taken.has(words) ? target : words;
  taken.add(outcome);
  return outcome;
}

/** Where they begin when nothing outside leads to them. */
function rootsOf(definition: Definition, inside: readonly Element[]): readonly string[] {
  return inside
    .filter(
      (element) => !beginsByItself(element) && !(isActivity(element) && element.forCompensation),
    )
    .filter(({ id }) => !definition.flows.some(({ to }) => to === id))
    .map(({ id }) => id);
}

function leavesOf(definition: Definition, inside: readonly Element[]): readonly Element[] {
  return inside
    .filter((element) => !(isActivity(element) && element.forCompensation))
    .filter((element) => element.type === 'boundaryEvent' || !beginsByItself(element))
    .filter(({ id }) => !definition.flows.some(({ from }) => from === id));
}

export function dissolve(definition: Definition, edit: EditOf<'dissolve'>): Definition {
  const sub = subProcess(definition, edit.id);
  if (!sub) return definition;
  const children = definition.elements.filter(
    ({ parent, type }) => parent === sub.id && type !== 'boundaryEvent',
  );
  const isEntered = definition.flows.some(({ from, to }) => to === sub.id && from !== sub.id);
  // What nothing leads to keeps its start.
  const starts = children.filter(
    ({ type }) => type === 'startEvent' && (isEntered || sub.triggeredByEvent),
  );
  const plainEnds = children.filter((element): element is ElementOf<'endEvent'> =>
    isPlainEnd(element),
  );
  const borders = definition.elements.filter(
    (element) => element.type === 'boundaryEvent' && element.attachedTo === sub.id,
  );
  const out = definition.flows.filter(({ from }) => from === sub.id);
  const hasWayOn = out.length > 0;
  // Without a way on an end inside is an end outside.
  const ends = hasWayOn ? plainEnds : [];
  const gone = new Set([sub, ...starts, ...ends, ...borders].map(({ id }) => id));
  const taken = new Set<string>();
  const flows: Flow[] = [];
  const add = (flow: Omit<Flow, 'id'>, id?: string) => {
    const isThere = flows.some(
      (one) => one.from === flow.from && one.to === flow.to && one.port === flow.port,
    );
    if (isThere) return;
    const next = id ?? freeFlowId(definition, taken);
    taken.add(next);
    flows.push({ ...flow, id: next });
  };
  const firsts = definition.flows
    .filter(({ from }) => starts.some(({ id }) => id === from))
    .flatMap(({ to }) => {
      const end = ends.find(({ id }) => id === to);
      return end ? waysOn(out, end).map((way) => way.to) : [to];
    });
  for (const flow of definition.flows) {
    const { id, ...rest } = flow;
    const end = ends.find((one) => one.id === flow.to);
    if (flow.to === sub.id && flow.from !== sub.id) {
      firsts.forEach((to, index) => {
        add({ ...rest, to }, index === 0 ? id : undefined);
      });
    } else if (end && !gone.has(flow.from)) {
      waysOn(out, end).forEach((way, index) => {
        add({ ...rest, to: way.to }, index === 0 ? id : undefined);
      });
    } else if (!gone.has(flow.from) && !gone.has(flow.to)) add(rest, id);
  }
  const elements = definition.elements
    .filter(({ id }) => !gone.has(id))
    .map((element) =>
      element.parent === sub.id ? laidInto(element, subProcess(definition, sub.parent)) : element,
    );
  const left = new Set(flows.map(({ id }) => id));
  const lost = new Set([
    ...gone,
    ...definition.flows.filter(({ id }) => !left.has(id)).map(({ id }) => id),
  ]);
  const { layout, ...rest } = definition;
  const places = Object.entries(layout ?? {}).filter(([id]) => !gone.has(id));
  return {
    ...rest,
    elements: elements.map((element) => withoutReferences(element, lost)),
    flows,
    ...(layout ? { layout: Object.fromEntries(places) } : {}),
  };
}

/** An end that does nothing but end. */
function isPlainEnd(element: Element): boolean {
  if (element.type !== 'endEvent') return false;
  const { terminate, error, escalation, signal, message, compensation } = element;
  return !(terminate || error || escalation || signal || message || compensation);
}

/** By the flow of its outcome, else by the plain one. */
function waysOn(out: readonly Flow[], end: ElementOf<'endEvent'>): readonly Flow[] {
  const named = out.filter(({ port }) => port === (end.outcome ?? DONE));
  return named.length > 0 ? named : out.filter(({ port }) => port === undefined);
}

function subProcess(definition: Definition, id: string | undefined): SubProcess | undefined {
  return definition.elements.find(
    (element): element is SubProcess => element.id === id && element.type === 'subProcess',
  );
}
