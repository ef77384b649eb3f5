/**
 * Plays a definition with answers from a chooser instead of a world: every wait is answered in any way it could be. The
 * generators of fast-check choose at random, an explorer chooses everything.
 */

import { isActivity } from '#engine/definition/is-activity.ts';
import type { Definition, Element } from '#engine/definition.ts';
import { advance, outstanding, start } from '#engine/interpreter.ts';
import type { Command, Event, Step } from '#engine/messages.ts';
import { portsOf, REVIEW_OUTCOMES } from '#engine/ports.ts';
import { keyOf } from '#engine/soundness/marking.ts';
import type { State, Token } from '#engine/state.ts';

export const BEGIN = '2026-03-02T08:00:00.000Z';
/** One of so many. */
export type Choose = (options: number) => number;
export type Played = {
  readonly events: readonly Event[];
  readonly steps: readonly Step[];
  readonly state: State;
};

export function begin(definition: Definition): Step {
  const first = definition.elements.find(
    ({ type, parent }) => type === 'startEvent' && parent === undefined,
  );
  return start(definition, {
    type: 'started',
    at: BEGIN,
    start: first?.id ?? 'start',
    variables: {},
  });
}

export function play(definition: Definition, choose: Choose, maxSteps = 300): Played {
  const steps: Step[] = [begin(definition)];
  const events: Event[] = [];
  for (let count = 0; count < maxSteps; count += 1) {
    const state = steps.at(-1)?.state;
    const options = state ? answersIn(definition, state) : [];
    const event = options[options.length > 0 ? choose(options.length) : 0];
    if (!state || !event) break;
    events.push(event);
    steps.push(advance(definition, state, event));
  }
  const last = steps.at(-1);
  if (!last) throw new Error('nothing was played');
  return { events, steps, state: last.state };
}

/** Everything that could happen next, by age of the tokens. */
export function answersIn(definition: Definition, state: State): readonly Event[] {
  const asked = new Map(
    outstanding(definition, state).flatMap((command) =>
      'token' in command ? [[command.token, command]] : [],
    ),
  );
  const hasCatcher = definition.elements.some(
    (element) => element.type === 'boundaryEvent' && element.error,
  );
  return Object.values(state.tokens).flatMap((token) => {
    const element = definition.elements.find(({ id }) => id === token.element);
    if (!element) return [];
    const failures = hasCatcher ? failuresOf(definition, state, token) : [];
    return [...failures, ...answersTo(token, element, asked.get(token.id))];
  });
}

/** Work fails where something catches it. */
function failuresOf(definition: Definition, state: State, token: Token): readonly Event[] {
  const { kind } = token.wait;
  const isAct =
    kind === 'answer' && (token.wait.asked === 'act' || token.wait.asked === 'runRuleset');
  if (!isAct && kind !== 'call') return [];
  const type = kind === 'call' ? 'callFailed' : 'askFailed';
  const event: Event = { type, at: BEGIN, token: token.id, code: 'broken', message: 'It broke.' };
  const after = advance(definition, state, event).state.tokens[token.id];
  return after?.wait.kind === 'failed' ? [] : [event];
}

function answersTo(token: Token, element: Element, asked: Command | undefined): readonly Event[] {
  const of = { at: BEGIN, token: token.id };
  switch (token.wait.kind) {
    case 'task': {
      const outcomes: readonly (string | null)[] = portsOf(element);
      const all = outcomes.length > 0 ? outcomes : [null];
      return all.map((outcome) => ({ type: 'taskCompleted', ...of, outcome, values: {} }));
    }
    case 'approval':
      return (['approved', 'rejected', 'timedOut'] as const)
        .filter((outcome) => portsOf(element).includes(outcome))
        .map((outcome) => ({ type: 'approvalDecided', ...of, outcome }));
    case 'review':
      return REVIEW_OUTCOMES.map((outcome) => ({ type: 'reviewDecided', ...of, outcome }));
    case 'timer':
      return [{ type: 'timerFired', ...of }];
    case 'message':
      return [{ type: 'messageReceived', ...of, value: null }];
    case 'signal':
      return [{ type: 'signalReceived', ...of, value: null }];
    case 'called':
      return [{ type: 'runEnded', ...of, outcome: null, variables: {} }];
    case 'call':
      return [{ type: 'callDone', ...of, variables: {} }];
    case 'answer':
      return asked?.type === 'ask' ? answersToAsk(of, element, asked) : [];
    default:
      return [];
  }
}

function answersToAsk(
  of: { readonly at: string; readonly token: string },
  element: Element,
  { ask }: Extract<Command, { type: 'ask' }>,
): readonly Event[] {
  const hasDefault = 'default' in element && element.default !== undefined;
  switch (ask.kind) {
    case 'chooseFlow': {
      const flows = [...ask.flows.map(({ id }) => id), ...(hasDefault ? [null] : [])];
      return flows.map((flow) => ({ type: 'flowChosen', ...of, flow }));
    }
    case 'chooseFlows': {
      const ids = ask.flows.map(({ id }) => id);
      const sets = Array.from({ length: 2 ** ids.length }, (_, bits) =>
        ids.filter((_id, index) => ((~bits >> index) & 1) === 1),
      );
      const possible = sets.filter((flows) => hasDefault || flows.length > 0);
      return possible.map((flows) => ({ type: 'flowsChosen', ...of, flows }));
    }
    case 'runRuleset':
      return [{ type: 'rulesetRun', ...of, variables: {} }];
    case 'compute': {
      const names = Object.keys(ask.expressions);
      const counts = isActivity(element) && element.loop ? [0, 1, 2] : [0];
      return counts.map((count) => ({
        type: 'computed',
        ...of,
        values: Object.fromEntries(names.map((name) => [name, count])),
      }));
    }
    case 'resolveInstant':
      return [{ type: 'instantResolved', ...of, due: BEGIN }];
    case 'act':
      return [{ type: 'acted', ...of }];
  }
}

export type Explored = {
  readonly states: readonly State[];
  /** The end can no longer be reached from one of them. */
  readonly isTrapped: boolean;
};

/** Every state that can be reached, told apart by what its tokens wait for; null when there are more than the limit. */
export function explore(definition: Definition, limit: number): Explored | null {
  const seen = new Map<string, State>();
  const before = new Map<string, Set<string>>();
  const open: { readonly state: State; readonly from: string | null }[] = [
    { state: begin(definition).state, from: null },
  ];
  for (let next = open.pop(); next; next = open.pop()) {
    const { state, from } = next;
    const key = keyOf(state);
    const sources = before.get(key) ?? new Set();
    before.set(key, from === null ? sources : sources.add(from));
    if (seen.has(key)) continue;
    seen.set(key, state);
    if (seen.size > limit || Object.keys(state.tokens).length > 20) return null;
    for (const event of answersIn(definition, state))
      open.push({ state: advance(definition, state, event).state, from: key });
  }
  const ending = new Set(
    [...seen].filter(([, { status }]) => status !== 'running').map(([key]) => key),
  );
  for (const key of ending) for (const one of before.get(key) ?? []) ending.add(one);
  return { states: [...seen.values()], isTrapped: ending.size < seen.size };
}
