/**
 * Where a run stands, for people: what each element has seen, where the tokens are, which flows were taken, and the same
 * as a short list of steps for somebody who only wants to know how far it is.
 */
import type { Definition, Element, Flow } from '#engine/definition.ts';
import { graphOf } from '#engine/graph.ts';
import type { State } from '#engine/state.ts';
import type { Work } from '../work.ts';
import { definitionOf } from './definitions.ts';
import type { RunRecord } from './read-runs.ts';

export type ElementProgress = {
  readonly state: 'waiting' | 'done' | 'failed';
  readonly count: number;
  readonly enteredAt: string;
  readonly leftAt: string | null;
  readonly outcome: string | null;
};

export type ProgressStep = {
  readonly element: string;
  readonly label: string;
  readonly state: 'done' | 'current' | 'next';
  readonly at: string | null;
};

export type Progress = {
  readonly definition: Definition;
  readonly version: number;
  readonly elements: { readonly [id: string]: ElementProgress };
  readonly tokens: readonly {
    readonly token: string;
    readonly element: string;
    readonly waitingFor: string;
  }[];
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
  const definition = await definitionOf(work, run.processId, run.version);
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
    elements: elementsOf(stays),
    tokens: tokens.map(({ id, element, wait }) => ({ token: id, element, waitingFor: wait.kind })),
    flowsTaken: [...new Set(stays.flatMap(({ flow }) => (flow === null ? [] : [flow])))],
    steps: stepsOf(definition, stays, run.endedAt !== null),
  };
}

function elementsOf(stays: readonly Stay[]): { [id: string]: ElementProgress } {
  const elements: { [id: string]: ElementProgress } = {};
  for (const { element, enteredAt, leftAt, outcome, failed } of stays) {
    const known = Object.hasOwn(elements, element) ? elements[element] : undefined;
    const state =
      failed || known?.state === 'failed'
        ? 'failed'
        : leftAt === null || known?.state === 'waiting'
          ? 'waiting'
          : 'done';
    elements[element] = { state, count: (known?.count ?? 0) + 1, enteredAt, leftAt, outcome };
  }
  return elements;
}

/** What people recognise as a step; routing and what the system does by itself would only be noise. */
const TOLD: readonly Element['type'][] = [
  'startEvent',
  'userTask',
  'approval',
  'intermediateCatchEvent',
  'endEvent',
];
const NEXT_MAX = 12;

export function stepsOf(
  definition: Definition,
  stays: readonly Stay[],
  ended: boolean,
): ProgressStep[] {
  const { elements } = graphOf(definition);
  const told = (id: string) => {
    const element = elements.get(id);
    return element && TOLD.includes(element.type) ? element : undefined;
  };
  const steps = new Map<string, ProgressStep>();
  for (const { element: id, enteredAt, leftAt } of stays) {
    const element = told(id);
    if (!element) continue;
    steps.delete(id);
    steps.set(id, {
      element: id,
      label: labelOf(element),
      state: leftAt === null ? 'current' : 'done',
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
    return element && !steps.has(id)
      ? [{ element: id, label: labelOf(element), state: 'next', at: null }]
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
  const port =
    element.type === 'approval'
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

/** Nobody has given it a name, and its id is nobody's word. */
const labelOf = (element: Element): string => element.name?.trim() || KIND_NAMES[element.type];

const KIND_NAMES: Readonly<Record<Element['type'], string>> = {
  startEvent: 'Start',
  userTask: 'Task',
  approval: 'Approval',
  serviceTask: 'Action',
  businessRuleTask: 'Rules',
  exclusiveGateway: 'Choice',
  inclusiveGateway: 'Some or all',
  parallelGateway: 'In parallel',
  eventBasedGateway: 'First event',
  intermediateCatchEvent: 'Wait',
  boundaryEvent: 'Event',
  intermediateThrowEvent: 'Announcement',
  subProcess: 'Sub-process',
  callActivity: 'Process',
  endEvent: 'End',
};
