/**
 * The one place that knows what a process means. `advance` takes a state and what has happened and returns the next
 * state with what must be done: synchronous, without clock or randomness. The Temporal workflow, the browser's simulator
 * and the tests are three loops around it.
 * It is total: an event for a token that does not wait for it changes nothing, and a half-drawn process fails its token
 * with a reason instead of throwing. Every token either waits for something that can happen or has failed visibly.
 */
import type { Definition, Element } from './definition.ts';
import type { HandledEvent } from './elements/behaviour.ts';
import { behaviourOf } from './elements/index.ts';
import { graphOf } from './graph.ts';
import type { Command, Event, StartedEvent, Step, TokenEvent } from './messages.ts';
import type { AskKind, State, Token, Wait } from './state.ts';
import { SEMANTICS } from './state.ts';
import { Turn } from './turn.ts';

/** A new run of this definition, from the named start event on. */
export function start(definition: Definition, event: StartedEvent): Step {
  const turn = new Turn(graphOf(definition), newState(event.variables), event.at);
  turn.send(event.start, null);
  return settle(turn);
}

/** The run after this event. */
export function advance(definition: Definition, state: State, event: Event): Step {
  if (state.status !== 'running' || event.type === 'started') return { state, commands: [] };
  if (event.type === 'cancelled') {
    const turn = new Turn(graphOf(definition), state, event.at);
    turn.withdrawAll(event.reason);
    return { state: turn.end(event), commands: turn.commands };
  }
  const token = tokenOf(state, event.token);
  if (!token || !isWaitedFor(token.wait, event)) return { state, commands: [] };
  const turn = new Turn(graphOf(definition), state, event.at);
  apply(turn, token, event);
  return settle(turn);
}

/** What must be asked, called and timed again after a shell was lost, by age of the tokens. */
export function outstanding(definition: Definition, state: State): readonly Command[] {
  const graph = graphOf(definition);
  const commands: Command[] = [];
  for (const token of new Turn(graph, state, '').tokens) {
    const element = graph.elements.get(token.element);
    const behaviour = element && behaviourOf(element);
    const of = { token: token.id, element: token.element };
    if (token.wait.kind === 'timer') {
      commands.push({ type: 'timer', token: token.id, at: token.wait.at });
    } else if (token.wait.kind === 'call') {
      const action = element && behaviour?.call?.(element);
      if (action) commands.push({ type: 'call', ...of, attempt: token.wait.attempt, action });
    } else if (token.wait.kind === 'answer') {
      const ask = element && behaviour?.ask?.(element, graph);
      if (ask) commands.push({ type: 'ask', ...of, at: token.enteredAt, ask });
    }
  }
  return commands;
}

function newState(variables: State['variables']): State {
  return {
    semantics: SEMANTICS,
    status: 'running',
    nextToken: 1,
    tokens: {},
    variables,
    steps: {},
    visits: {},
    outcome: null,
  };
}

/** Lets everything that has been sent come in, until every token rests. */
function settle(turn: Turn): Step {
  for (let token = turn.nextArrival(); token; token = turn.nextArrival()) enter(turn, token, 1);
  failWhereNothingCanCome(turn);
  return { state: turn.end(), commands: turn.commands };
}

function enter(turn: Turn, token: Token, attempt: number): void {
  const element = turn.graph.elements.get(token.element);
  const behaviour = element && behaviourOf(element);
  if (element && behaviour) behaviour.enter(turn, token, element, attempt);
  else turn.fail(token, 'unknown_element', `There is no element “${token.element}”.`);
}

function apply(turn: Turn, token: Token, event: TokenEvent): void {
  const element = turn.graph.elements.get(token.element);
  if (event.type === 'retried') {
    retry(turn, token);
  } else if (event.type === 'askFailed' || event.type === 'callFailed') {
    const attempt = 'attempt' in token.wait ? token.wait.attempt : 1;
    turn.fail(token, event.code, event.message, { attempt });
  } else if (element) {
    handle(turn, token, element, event);
  }
}

function handle(turn: Turn, token: Token, element: Element, event: HandledEvent): void {
  // The compiler cannot see that the handler found under an event's own type takes that event.
  const handler = behaviourOf(element)?.on?.[event.type] as
    | ((turn: Turn, token: Token, element: Element, event: HandledEvent) => void)
    | undefined;
  handler?.(turn, token, element, event);
}

function retry(turn: Turn, token: Token): void {
  if (token.wait.kind !== 'failed') return;
  if (token.wait.done !== undefined) turn.leaveBy(token, token.wait.done);
  else enter(turn, token, token.wait.attempt + 1);
}

/** When every token left waits at a join, none of them can ever go on: they fail, so that somebody learns of it. */
function failWhereNothingCanCome(turn: Turn): void {
  const tokens = turn.tokens;
  if (tokens.some((token) => token.wait.kind !== 'join')) return;
  for (const token of tokens) {
    turn.fail(token, 'join_stuck', 'This join waits for a branch that can no longer arrive.');
  }
}

function tokenOf(state: State, id: string): Token | undefined {
  return Object.hasOwn(state.tokens, id) ? state.tokens[id] : undefined;
}

const ANSWERS: { readonly [type: string]: AskKind } = {
  flowChosen: 'chooseFlow',
  rulesetRun: 'runRuleset',
  instantResolved: 'resolveInstant',
  acted: 'act',
};

function isWaitedFor(wait: Wait, event: TokenEvent): boolean {
  switch (event.type) {
    case 'flowChosen':
    case 'rulesetRun':
    case 'instantResolved':
    case 'acted':
      return wait.kind === 'answer' && wait.asked === ANSWERS[event.type];
    case 'askFailed':
      return wait.kind === 'answer';
    case 'callDone':
    case 'callFailed':
      return wait.kind === 'call';
    case 'taskCompleted':
      return wait.kind === 'task';
    case 'approvalDecided':
      return wait.kind === 'approval';
    case 'timerFired':
      return wait.kind === 'timer';
    case 'retried':
      return wait.kind === 'failed';
  }
}
