/**
 * Where a run stands, for people: what each element has seen, where the tokens are, which flows were taken, and the same
 * as a short list of steps for somebody who only wants to know how far it is.
 */
import type { Definition, Element, Flow } from '#engine/definition.ts';
import { graphOf } from '#engine/graph.ts';
import type { State, Token } from '#engine/state.ts';
import type { Work } from '../work.ts';
import { drawnDefinition } from './drawings.ts';
import type { RunRecord } from './read-runs.ts';

export type ElementProgress = {
  /** `calledOff`: it was waited for and never happened. */
  readonly state: 'waiting' | 'done' | 'failed' | 'calledOff';
  readonly count: number;
  readonly enteredAt: string;
  readonly leftAt: string | null;
  readonly outcome: string | null;
};

export type ProgressStep = {
  readonly element: string;
  readonly type: Element['type'];
  /** Null where nobody has given it one: what it is then called is the reader's language. */
  readonly name: string | null;
  readonly state: 'done' | 'calledOff' | 'current' | 'next';
  /** How an approval ended. */
  readonly outcome: string | null;
  readonly at: string | null;
};

export type TokenProgress = {
  readonly token: string;
  readonly element: string;
  readonly waitingFor: string;
  readonly since: string;
  /** When a timer comes. */
  readonly until: string | null;
  /** It waits on a border or in the background, and is no part of the flow. */
  readonly beside: boolean;
  readonly failure: { readonly code: string; readonly message: string } | null;
};

export type Progress = {
  readonly definition: Definition;
  readonly version: number;
  readonly elements: { readonly [id: string]: ElementProgress };
  readonly tokens: readonly TokenProgress[];
  readonly flowsTaken: readonly string[];
  readonly steps: readonly ProgressStep[];
};

/** One stay of a token, in the order in which they began. */
export type Stay = {
  readonly element: string;
  readonly flow: string | null;
  readonly enteredAt: string;
  readonly leftAt: string | null;
  readonly outcome: string | null;
  readonly failed: boolean;
};

export async function progressOf(work: Work, run: RunRecord): Promise<Progress> {
  const definition = await drawnDefinition(work, run.processId, run.version);
  const rows = await work.em.execute<{ state: State | null; stays: Stay[] }[]>(
    `select r.engine_state as state, (select coalesce(jsonb_agg(jsonb_build_object('element', element, 'flow', flow, 'enteredAt', entered_at,
         'leftAt', left_at, 'outcome', outcome, 'failed', failure is not null and left_at is null) order by ord), '[]')
       from run_element where run_id = r.id) as stays
     from run r where r.id = ?`,
    [run.id],
  );
  const { state = null, stays = [] } = rows[0] ?? {};
  const tokens = Object.values(state?.tokens ?? {});
  return {
    definition,
    version: run.version,
    elements: elementsOf(definition, stays),
    tokens: tokens.map(toProgress),
    flowsTaken: [...new Set(stays.flatMap(({ flow }) => (flow === null ? [] : [flow])))],
    steps: stepsOf(definition, stays, run.endedAt !== null),
  };
}

const toProgress = ({ id, element, wait, enteredAt, guards, listens }: Token): TokenProgress => ({
  token: id,
  element,
  waitingFor: wait.kind,
  since: enteredAt,
  until: wait.kind === 'timer' ? wait.at : null,
  beside: guards !== undefined || listens === true,
  failure: wait.kind === 'failed' ? { code: wait.code, message: wait.message } : null,
});

export function elementsOf(
  definition: Definition,
  stays: readonly Stay[],
): { [id: string]: ElementProgress } {
  const isCalledOff = callingOffIn(definition);
  const elements: { [id: string]: ElementProgress } = {};
  for (const stay of stays) {
    const { element, enteredAt, leftAt, outcome } = stay;
    const known = Object.hasOwn(elements, element) ? elements[element] : undefined;
    const count = (known?.count ?? 0) + 1;
    const isOver = isCalledOff(stay);
    elements[element] =
      // What has happened once has happened, whatever was called off later.
      isOver && known
        ? { ...known, count }
        : { state: stateAfter(known, stay, isOver), count, enteredAt, leftAt, outcome };
  }
  return elements;
}

function stateAfter(
  known: ElementProgress | undefined,
  { failed, leftAt }: Stay,
  isCalledOff: boolean,
): ElementProgress['state'] {
  if (failed || known?.state === 'failed') return 'failed';
  if (leftAt === null || known?.state === 'waiting') return 'waiting';
  return isCalledOff ? 'calledOff' : 'done';
}

export const CALLED_OFF = 'withdrawn';

/** A stay that was called off is closed with a word that an outcome somebody has named may be as well: of these elements. */
export function namingCalledOff({ elements, flows }: Definition): ReadonlySet<string> {
  const named = new Set(flows.filter(({ port }) => port === CALLED_OFF).map(({ from }) => from));
  for (const element of elements) {
    const isNamed =
      element.type === 'endEvent' ||
      (element.type === 'userTask' &&
        element.task.outcomes?.some(({ key }) => key === CALLED_OFF) === true);
    if (isNamed) named.add(element.id);
  }
  return named;
}

function callingOffIn(definition: Definition): (stay: Stay) => boolean {
  const named = namingCalledOff(definition);
  return ({ element, outcome }) => outcome === CALLED_OFF && !named.has(element);
}

/** What people recognise as a step; routing and what the system does by itself would only be noise. */
const TOLD: readonly Element['type'][] = [
  'startEvent',
  'userTask',
  'approval',
  'cabReview',
  'intermediateCatchEvent',
  'endEvent',
];
const NEXT_MAX = 12;

/** Where a part of the process begins and ends is no step of it. */
const isTold = ({ type, parent }: Element): boolean =>
  TOLD.includes(type) && (parent === undefined || (type !== 'startEvent' && type !== 'endEvent'));

export function stepsOf(
  definition: Definition,
  stays: readonly Stay[],
  ended: boolean,
): ProgressStep[] {
  const { elements } = graphOf(definition);
  const isCalledOff = callingOffIn(definition);
  const told = (id: string) => {
    const element = elements.get(id);
    return element && isTold(element) ? element : undefined;
  };
  const steps = new Map<string, ProgressStep>();
  for (const stay of stays) {
    const { element: id, enteredAt, leftAt, outcome } = stay;
    const element = told(id);
    const isOver = isCalledOff(stay);
    if (!element || (isOver && steps.has(id))) continue;
    steps.delete(id);
    steps.set(id, {
      ...named(element),
      state: isOver ? 'calledOff' : leftAt === null ? 'current' : 'done',
      outcome: isVerdict(element) && leftAt !== null && !isOver ? outcome : null,
      at: leftAt ?? enteredAt,
    });
  }
  const list = [...steps.values()].sort(
    (one, other) => Number(one.state === 'current') - Number(other.state === 'current'),
  );
  if (ended) return list;
  const current = stays.filter(({ leftAt }) => leftAt === null).map(({ element }) => element);
  const ahead = expectedAfter(definition, current).flatMap((id): ProgressStep[] => {
    const element = told(id);
    return element && (steps.get(id)?.state ?? 'calledOff') === 'calledOff'
      ? [{ ...named(element), state: 'next', outcome: null, at: null }]
      : [];
  });
  return [...list, ...ahead.slice(0, NEXT_MAX)];
}

/** The elements on the way from here when all goes well: approved, the first outcome, the default flow. */
function expectedAfter(definition: Definition, from: readonly string[]): string[] {
  const graph = graphOf(definition);
  const seen = new Set(from);
  const open = [...from];
  const found: string[] = [];
  for (let id = open.shift(); id !== undefined; id = open.shift()) {
    const element = graph.elements.get(id);
    if (!element) continue;
    for (const { to } of expectedFlows(element, graph.outgoing(id))) {
      if (seen.has(to)) continue;
      seen.add(to);
      open.push(to);
      found.push(to);
    }
  }
  return found;
}

function expectedFlows(element: Element, flows: readonly Flow[]): readonly Flow[] {
  if (element.type === 'parallelGateway') return flows;
  const port = isVerdict(element)
    ? 'approved'
    : element.type === 'userTask'
      ? element.task.outcomes?.[0]?.key
      : undefined;
  const preferred =
    element.type === 'exclusiveGateway'
      ? flows.find(({ id }) => id === element.default)
      : flows.find((flow) => flow.port === port);
  const flow = preferred ?? flows[0];
  return flow ? [flow] : [];
}

const isVerdict = ({ type }: Element): boolean => type === 'approval' || type === 'cabReview';

const named = ({ id, type, name }: Element) => ({
  element: id,
  type,
  name: name?.trim() || null,
});
