/**
 * Makes a sub-process of steps. What happens stays what it was: the flow into them leads to the sub-process, each place
 * they led on to is an end inside and a way on outside.
 */

import { isActivity } from '../definition/is-activity.ts';
import type { Definition, Element, ElementOf, Flow, Point } from '../definition.ts';
import { beginsByItself } from './can-connect.ts';
import type { EditOf } from './edit.ts';
import { isPlainEnd, outcomeFor } from './ends.ts';
import { inPlaceOf } from './groups.ts';
import { freeFlowId, freeId } from './ids.ts';
import type { SubProcess } from './lying.ts';
import { laidInto, movingWith, triggerIn } from './lying.ts';
import { withoutReferences } from './references.ts';

export function wrapElements(definition: Definition, edit: EditOf<'wrapElements'>): Definition {
  // Where the process begins and ends stays where it is.
  const inside = movingWith(definition, edit.ids).filter(
    (element) => element.type !== 'startEvent' && !isPlainEnd(element),
  );
  const [first] = inside;
  const isTaken = [...definition.elements, ...definition.flows].some(({ id }) => id === edit.id);
  if (!first || isTaken || inside.some(({ parent }) => parent !== first.parent)) return definition;
  const chosen = new Set(inside.map(({ id }) => id));
  const into = definition.flows.filter(({ from, to }) => !chosen.has(from) && chosen.has(to));
  const out = definition.flows.filter(({ from, to }) => chosen.has(from) && !chosen.has(to));
  const entries = into.length > 0 ? new Set(into.map(({ to }) => to)) : rootsOf(definition, inside);
  const [entry, ...others] = entries;
  // A sub-process begins at one place; where it would begin at several, all of them would be gone to.
  if (entry === undefined || others.length > 0) return definition;
  const sub: SubProcess = {
    id: edit.id,
    type: 'subProcess',
    ...(edit.name ? { name: edit.name } : {}),
    ...(first.parent === undefined ? {} : { parent: first.parent }),
  };
  const added = additionsTo(definition, sub);
  const start = added.put('start', { type: 'startEvent', trigger: triggerIn(sub) }, edit.start);
  added.lead({ from: start, to: entry });
  const ends = new Map<string, string>();
  const outcomes = new Set<string>();
  const targets = [...new Set(out.map(({ to }) => to))];
  for (const [index, target] of targets.entries()) {
    const port = targets.length > 1 ? outcomeFor(definition, target, outcomes) : undefined;
    if (port) outcomes.add(port);
    const end = { type: 'endEvent', ...(port ? { outcome: port } : {}) } as const;
    ends.set(target, added.put('end', end, edit.ends?.[index]));
    added.lead({ from: sub.id, to: target, ...(port ? { port } : {}) });
  }
  if (targets.length === 0 && !inside.some(({ type }) => type === 'endEvent')) {
    const end = added.put('end', { type: 'endEvent' }, edit.ends?.[0]);
    for (const { id } of leavesOf(definition, inside)) added.lead({ from: id, to: end });
  }
  const kept = withOneWayIn(definition.flows, into, sub.id).map((flow) =>
    out.includes(flow) ? { ...flow, to: ends.get(flow.to) ?? flow.to } : flow,
  );
  const left = new Set(kept.map(({ id }) => id));
  const gone = new Set(definition.flows.map(({ id }) => id).filter((id) => !left.has(id)));
  const layout = { ...definition.layout, ...added.layout };
  return {
    ...definition,
    ...(definition.groups
      ? { groups: definition.groups.map((group) => inPlaceOf(group, chosen, [edit.id])) }
      : {}),
    elements: [
      ...definition.elements.map((element) =>
        withoutReferences(chosen.has(element.id) ? laidInto(element, sub) : element, gone),
      ),
      ...added.elements,
    ],
    flows: [...kept, ...added.flows],
    ...(Object.keys(layout).length > 0 ? { layout } : {}),
  };
}

type Border = Omit<ElementOf<'startEvent'>, 'id'> | Omit<ElementOf<'endEvent'>, 'id'>;

/** The sub-process, where it begins and ends, and what leads there: each with an id that nothing else has. */
function additionsTo(definition: Definition, sub: SubProcess) {
  const taken = new Set([sub.id]);
  const elements: Element[] = [sub];
  const flows: Flow[] = [];
  const layout: Record<string, Point> = {};
  const put = (base: string, what: Border, at: Point | undefined): string => {
    const id = freeId(definition, base, taken);
    taken.add(id);
    elements.push({ ...what, id, parent: sub.id });
    if (at) layout[id] = at;
    return id;
  };
  const lead = (flow: Omit<Flow, 'id'>): void => {
    const id = freeFlowId(definition, taken);
    taken.add(id);
    flows.push({ ...flow, id });
  };
  return { elements, flows, layout, put, lead };
}

/** Several ways in from one place become one. */
function withOneWayIn(flows: readonly Flow[], into: readonly Flow[], sub: string): readonly Flow[] {
  const led = new Set<string>();
  return flows.flatMap((flow): Flow[] => {
    if (!into.includes(flow)) return [flow];
    const way = `${flow.from} ${flow.port ?? ''} ${JSON.stringify(flow.conditions ?? null)}`;
    if (led.has(way)) return [];
    led.add(way);
    return [{ ...flow, to: sub }];
  });
}

/** Where they begin when nothing outside leads to them. */
function rootsOf(definition: Definition, inside: readonly Element[]): readonly string[] {
  return inside
    .filter((element) => !beginsByItself(element) && !onlyUndoes(element))
    .filter(({ id }) => !definition.flows.some(({ to }) => to === id))
    .map(({ id }) => id);
}

function leavesOf(definition: Definition, inside: readonly Element[]): readonly Element[] {
  return inside
    .filter((element) => element.type === 'boundaryEvent' || !beginsByItself(element))
    .filter((element) => !onlyUndoes(element))
    .filter(({ id }) => !definition.flows.some(({ from }) => from === id));
}

function onlyUndoes(element: Element): boolean {
  return isActivity(element) && element.forCompensation === true;
}
