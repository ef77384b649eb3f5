/**
 * What a run lays over the drawing of its process: for each element whether it is done or called off, where the run
 * stands, failed or still ahead. Pure, so that the picture and its text alternative agree and a test can ask without drawing.
 */
import type { Progress } from '#designer/client/types/runs.ts';
import type { Definition, Element } from '#engine/definition.ts';
import type { ElementState } from './ElementBox.tsx';

export type RunLayer = Pick<Progress, 'elements' | 'flowsTaken'> & {
  readonly tokens: readonly Pick<Progress['tokens'][number], 'token' | 'element' | 'waitingFor'>[];
};

/** Where a token only passes or listens: if it is called off there, nothing has happened. */
const NO_WORK: readonly Element['type'][] = [
  'startEvent',
  'boundaryEvent',
  'exclusiveGateway',
  'inclusiveGateway',
  'parallelGateway',
  'eventBasedGateway',
];

export const stateIn = (
  layer: RunLayer,
  { id, type }: Pick<Element, 'id' | 'type'>,
): ElementState => {
  const progress = layer.elements[id];
  if (progress?.state === 'failed') return 'failed';
  if (layer.tokens.some((token) => token.element === id)) return 'here';
  if (progress?.state === 'waiting') return 'here';
  if (progress?.state === 'calledOff') return NO_WORK.includes(type) ? 'ahead' : 'calledOff';
  return progress?.state === 'done' ? 'done' : 'ahead';
};

/** As readers see it: the run stands where its work is, and not where something listens beside it for what may happen. */
export const shownIn = (layer: RunLayer, element: Element): ElementState => {
  const state = stateIn(layer, element);
  return state === 'here' && listens(element) ? 'ahead' : state;
};

const listens = (element: Element): boolean =>
  element.type === 'boundaryEvent' ||
  (element.type === 'startEvent' && element.trigger.type === 'event');

/** At a join that waits: how many branches have come, of how many. */
export const joiningAt = (
  definition: Definition,
  layer: RunLayer,
  id: string,
): { readonly arrived: number; readonly all: number } | undefined => {
  const element = definition.elements.find((candidate) => candidate.id === id);
  const leading = definition.flows.filter(({ to }) => to === id).length;
  if (element?.type !== 'parallelGateway' || leading < 2) return undefined;
  const all = element.join?.needed ?? leading;
  const arrived = layer.tokens.filter((token) => token.element === id).length;
  return arrived > 0 ? { arrived: Math.min(arrived, all - 1), all } : undefined;
};

export type Step = { readonly element: string; readonly state: ElementState };

/** The steps in the order a reader expects: what was entered, in time; then what may follow, in the order of the flows. */
export const stepsOf = (definition: Definition, layer: RunLayer): readonly Step[] => {
  // What is entered in one go has one time; the record lists it in its order.
  const recorded = Object.keys(layer.elements);
  const entered = definition.elements
    .filter((element) => shownIn(layer, element) !== 'ahead')
    .map(({ id }) => id)
    .sort((a, b) => recorded.indexOf(a) - recorded.indexOf(b))
    .sort((a, b) => enteredAt(layer, a).localeCompare(enteredAt(layer, b)));
  const order = [...entered, ...reachableFrom(definition, layer, entered)];
  const elements = new Map(definition.elements.map((element) => [element.id, element]));
  return order.flatMap((id) => {
    const element = elements.get(id);
    return element ? [{ element: id, state: shownIn(layer, element) }] : [];
  });
};

const enteredAt = (layer: RunLayer, element: string): string =>
  layer.elements[element]?.enteredAt ?? '~';

const reachableFrom = (
  definition: Definition,
  layer: RunLayer,
  entered: readonly string[],
): readonly string[] => {
  const open = layer.tokens.map((token) => token.element);
  const seen = new Set(entered);
  const found: string[] = [];
  for (let at = open.shift(); at !== undefined; at = open.shift()) {
    for (const next of followingOn(definition, at)) {
      if (seen.has(next)) continue;
      seen.add(next);
      found.push(next);
      open.push(next);
    }
  }
  return found;
};

/** Along the flows, and into a sub-process. What only may happen (an event on a border) is not what comes next. */
const followingOn = (definition: Definition, at: string): readonly string[] => {
  const inner = definition.elements.filter(
    (element) =>
      element.type === 'startEvent' && element.parent === at && element.trigger.type === 'inner',
  );
  const flows = definition.flows.filter(({ from }) => from === at);
  return [...inner.map(({ id }) => id), ...flows.map(({ to }) => to)];
};
