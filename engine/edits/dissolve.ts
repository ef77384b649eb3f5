/** Takes a sub-process away and leaves what it held: what led to it leads to where it began, its ends lead on as it did. */
import type { Definition, Element, Flow } from '../definition.ts';
import type { EditOf } from './edit.ts';
import type { End } from './ends.ts';
import { isPlainEnd, waysOn } from './ends.ts';
import { inPlaceOf } from './groups.ts';
import { freeFlowId } from './ids.ts';
import { laidInto, subProcess } from './lying.ts';
import { withoutReferences } from './references.ts';

export function dissolve(definition: Definition, edit: EditOf<'dissolve'>): Definition {
  const sub = subProcess(definition, edit.id);
  if (!sub) return definition;
  const children = definition.elements.filter(({ parent }) => parent === sub.id);
  const isEntered = definition.flows.some(({ from, to }) => to === sub.id && from !== sub.id);
  // What nothing leads to keeps its start.
  const starts = children.filter(
    ({ type }) => type === 'startEvent' && (isEntered || sub.triggeredByEvent),
  );
  // Without a way on an end inside is an end outside.
  const hasWayOn = definition.flows.some(({ from }) => from === sub.id);
  const ends = hasWayOn ? children.filter((one): one is End => isPlainEnd(one)) : [];
  const borders = definition.elements.filter(
    (element) => element.type === 'boundaryEvent' && element.attachedTo === sub.id,
  );
  const gone = new Set([sub, ...starts, ...ends, ...borders].map(({ id }) => id));
  const flows = flowsThrough(definition, sub.id, starts, ends, gone);
  const left = new Set(flows.map(({ id }) => id));
  const cut = definition.flows.map(({ id }) => id).filter((id) => !left.has(id));
  const lost = new Set([...gone, ...cut]);
  const scope = subProcess(definition, sub.parent);
  const elements = definition.elements
    .filter(({ id }) => !gone.has(id))
    .map((element) => (element.parent === sub.id ? laidInto(element, scope) : element))
    .map((element) => withoutReferences(element, lost));
  const { layout, ...rest } = definition;
  const places = Object.entries(layout ?? {}).filter(([id]) => !gone.has(id));
  const inner = children.map(({ id }) => id).filter((id) => !gone.has(id));
  const groups = rest.groups?.map((group) => inPlaceOf(group, new Set([sub.id]), inner));
  return {
    ...rest,
    ...(groups ? { groups } : {}),
    elements,
    flows,
    ...(layout ? { layout: Object.fromEntries(places) } : {}),
  };
}

/** The flows without the sub-process: each that led to it, or to an end inside, leads to what came next. */
function flowsThrough(
  definition: Definition,
  sub: string,
  starts: readonly Element[],
  ends: readonly End[],
  gone: ReadonlySet<string>,
): readonly Flow[] {
  const out = definition.flows.filter(({ from }) => from === sub);
  /** What comes next where an end inside was come to; undefined where it was none. */
  const beyond = (target: string): readonly string[] | undefined => {
    const end = ends.find(({ id }) => id === target);
    return end && waysOn(out, end).map(({ to }) => to);
  };
  const firsts = definition.flows
    .filter(({ from }) => starts.some(({ id }) => id === from))
    .flatMap(({ to }) => beyond(to) ?? [to]);
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
  for (const { id, ...flow } of definition.flows) {
    const leadsIn = flow.to === sub && flow.from !== sub;
    if (!leadsIn && gone.has(flow.from)) continue;
    const targets = leadsIn ? firsts : (beyond(flow.to) ?? (gone.has(flow.to) ? [] : [flow.to]));
    for (const [index, to] of targets.entries()) {
      add({ ...flow, to }, index === 0 ? id : undefined);
    }
  }
  return flows;
}
