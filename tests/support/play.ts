/**
 * Plays a definition with answers from a chooser instead of a world: every wait is answered in any way it could be. The
 * generators of fast-check choose at random, an explorer chooses everything.
 */
import type { Definition, Element } from '#engine/definition.ts';
import { advance, outstanding, start } from '#engine/interpreter.ts';
import type { Command, Event, Step } from '#engine/messages.ts';
import { portsOf } from '#engine/ports.ts';
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
  const first = definition.elements.find(({ type }) => type === 'startEvent');
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
  return Object.values(state.tokens).flatMap((token) => {
    const element = definition.elements.find(({ id }) => id === token.element);
    return element ? answersTo(token, element, asked.get(token.id)) : [];
  });
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
    case 'timer':
      return [{ type: 'timerFired', ...of }];
    case 'call':
      return [{ type: 'callDone', ...of, variables: {} }];
    case 'answer':
      return asked?.type === 'ask' ? answersToAsk(of, element, asked) : [];
    case 'join':
    case 'failed':
      return [];
  }
}

function answersToAsk(
  of: { readonly at: string; readonly token: string },
  element: Element,
  { ask }: Extract<Command, { type: 'ask' }>,
): readonly Event[] {
  switch (ask.kind) {
    case 'chooseFlow': {
      const hasDefault = element.type === 'exclusiveGateway' && element.default !== undefined;
      const flows = [...ask.flows.map(({ id }) => id), ...(hasDefault ? [null] : [])];
      return flows.map((flow) => ({ type: 'flowChosen', ...of, flow }));
    }
    case 'runRuleset':
      return [{ type: 'rulesetRun', ...of, variables: {} }];
    case 'resolveInstant':
      return [{ type: 'instantResolved', ...of, due: BEGIN }];
    case 'act':
      return [{ type: 'acted', ...of }];
  }
}

/** Every state that can be reached, told apart by what its tokens wait for; null when there are more than the limit. */
export function explore(definition: Definition, limit: number): readonly State[] | null {
  const seen = new Map<string, State>();
  const open: State[] = [begin(definition).state];
  for (let state = open.pop(); state; state = open.pop()) {
    const tokens = Object.values(state.tokens);
    const key = tokens
      .map(
        ({ element, flow, wait }) => `${element} ${wait.kind} ${wait.kind === 'join' ? flow : ''}`,
      )
      .sort()
      .join('|');
    if (seen.has(key)) continue;
    seen.set(key, state);
    if (seen.size > limit || tokens.length > 20) return null;
    for (const event of answersIn(definition, state))
      open.push(advance(definition, state, event).state);
  }
  return [...seen.values()];
}
