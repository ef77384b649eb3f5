/**
 * The one place that knows what a process means. `advance` takes a state and what has happened and returns the next
 * state with what must be done: synchronous, without clock or randomness. The Temporal workflow, the browser's simulator
 * and the tests are three loops around it.
 * It is total: an event for a token that does not wait for it changes nothing, and a half-drawn process fails its token
 * with a reason instead of throwing. Every token either waits for something that can happen or has failed visibly.
 */

import { type Activity, isActivity } from './definition/is-activity.ts';
import type { Element, Skeleton } from './definition.ts';
import type { HandledEvent } from './elements/behaviour.ts';
import { guard } from './elements/boundaryEvent.ts';
import { openInclusive } from './elements/inclusiveGateway.ts';
import { behaviourOf } from './elements/index.ts';
import { openParallel } from './elements/parallelGateway.ts';
import { startEvent } from './elements/startEvent.ts';
import { graphOf } from './graph.ts';
import type { Ask, Command, Event, EventOf, StartedEvent, Step, TokenEvent } from './messages.ts';
import { DONE } from './ports.ts';
import {
  beginDoings,
  entryQuestion,
  isDoing,
  isHost,
  openDoings,
  prepareDoing,
} from './run/doings.ts';
import { finish } from './run/finish.ts';
import { closeScopes, listenInScope } from './run/scopes.ts';
import { isCaught, throwOutwards } from './run/throwing.ts';
import { noteUndo } from './run/undo-list.ts';
import { doneSoFar, undoAll } from './run/undoing.ts';
import type { AskKind, Scope, State, Token, Wait } from './state.ts';
import { SEMANTICS } from './state.ts';
import { againOf } from './turn/waiting.ts';
import { Turn } from './turn.ts';

/** A new run of this definition, from the named start event on. */
export function start(definition: Skeleton, event: StartedEvent): Step {
  const turn = new Turn(graphOf(definition), newState(event), event.at);
  turn.send(event.start, null);
  listen(turn, null);
  return settle(turn);
}

/** A new run whose beginning the record could not write down: it has failed where it begins, and can be tried again. */
export function startRefused(definition: Skeleton, event: StartedEvent, why: string): Step {
  const turn = new Turn(graphOf(definition), newState(event), event.at);
  turn.fail(turn.stand(event.start, null), 'unstorable', why, { attempt: 0 });
  return { state: turn.end(), commands: turn.commands };
}

/** The run after this event. */
export function advance(definition: Skeleton, state: State, event: Event): Step {
  if (state.status !== 'running' || event.type === 'started') return leaveAsItIs(state, event);
  const turn = new Turn(graphOf(definition), state, event.at);
  if (event.type === 'cancelled') {
    cancel(turn, event);
  } else if (event.type === 'corrected') {
    correct(turn, event);
  } else {
    const token = tokenOf(state, event.token);
    if (!token || !isWaitedFor(token, event)) return leaveAsItIs(state, event);
    apply(turn, token, event);
  }
  return settle(turn);
}

/** Nobody waits for it. A message goes back to those who carry it. */
function leaveAsItIs(state: State, event: Event): Step {
  if (event.type !== 'messageReceived' || event.message === undefined)
    return { state, commands: [] };
  const { at, token, message } = event;
  return { state, commands: [{ type: 'unheard', at, token, message }] };
}

/** What must be asked, called and timed again after a shell was lost, by age of the tokens. */
export function outstanding(definition: Skeleton, state: State): readonly Command[] {
  const graph = graphOf(definition);
  const commands: Command[] = [];
  const turn = new Turn(graph, state, '');
  for (const token of turn.tokens) {
    const element = graph.elements.get(token.element);
    const behaviour = element && behaviourOf(element);
    const of = { token: token.id, element: token.element };
    if (token.wait.kind === 'timer') {
      commands.push({ type: 'timer', token: token.id, at: token.wait.at });
    } else if (token.wait.kind === 'call') {
      const action = element && behaviour?.call?.(element);
      if (action) commands.push({ type: 'call', ...of, attempt: token.wait.attempt, action });
    } else if (token.wait.kind === 'answer') {
      const ask = element && askOf(turn, token, element);
      if (ask) commands.push({ type: 'ask', ...of, at: token.enteredAt, ask });
    }
  }
  return commands;
}

function askOf(turn: Turn, token: Token, element: Element): Ask | null {
  const host = hosting(turn, token, element);
  if (host) return entryQuestion(host);
  const ask = behaviourOf(element)?.ask?.(element, turn.graph) ?? null;
  const again = againOf(token.wait);
  return again && ask?.kind === 'resolveInstant' ? { ...ask, from: again.from } : ask;
}

function newState({ variables, called }: StartedEvent): State {
  return {
    semantics: SEMANTICS,
    status: 'running',
    nextToken: 1,
    tokens: {},
    variables,
    steps: {},
    visits: {},
    ...(called ? { called } : {}),
    outcome: null,
  };
}

/** The end of every turn: lets everything that has been sent come in, until every token rests and every scope that is over is closed. */
export function settle(turn: Turn): Step {
  do {
    for (let token = turn.nextArrival(); token; token = turn.nextArrival()) enter(turn, token, 1);
    for (const scope of turn.begun.splice(0)) if (turn.scopes.get(scope.id)) listen(turn, scope);
  } while (
    openParallel(turn) ||
    openInclusive(turn) ||
    closeScopes(turn, (token) => resume(turn, token)) ||
    turn.isComing ||
    turn.begun.length > 0
  );
  failWhereNothingCanCome(turn);
  stopListening(turn);
  return { state: turn.end(), commands: turn.commands };
}

function enter(turn: Turn, token: Token, attempt: number): void {
  const element = turn.graph.elements.get(token.element);
  const behaviour = element && behaviourOf(element);
  if (!element || !behaviour) {
    turn.fail(token, 'unknown_element', `There is no element “${token.element}”.`);
    return;
  }
  const host = hosting(turn, token, element);
  if (host) beginDoings(turn, token, host, attempt);
  else if (!isActivity(element) || prepareDoing(turn, token, element, attempt))
    behaviour.enter(turn, turn.token(token.id) ?? token, element, attempt);
  if (attempt === 1 && isGuarded(turn, token)) guard(turn, token);
}

/** The activity, where this token is to host its doings. */
function hosting(turn: Turn, token: Token, element: Element): Activity | null {
  return isActivity(element) && isHost(turn, token, element) ? element : null;
}

/** The border of a repeated activity is its host's. */
function isGuarded(turn: Turn, token: Token): boolean {
  if (!turn.graph.hasBorders) return false;
  if (turn.graph.borders(token.element).length === 0 || !turn.token(token.id)) return false;
  const scope = turn.scopes.get(token.scope);
  return !(scope?.kind === 'doing' && scope.element === token.element);
}

function apply(turn: Turn, token: Token, event: TokenEvent): void {
  const element = turn.graph.elements.get(token.element);
  switch (event.type) {
    case 'retried':
      retry(turn, token);
      break;
    case 'skipped':
      turn.say({ type: 'repaired', how: 'skipped', reason: event.reason }, token);
      skip(turn, turn.winRace(token), event.outcome ?? DONE);
      break;
    case 'moved':
      move(turn, token, event);
      break;
    case 'refused':
      refuse(turn, token, event);
      break;
    case 'askFailed':
    case 'callFailed':
    case 'runFailed':
      failOrThrow(turn, token, event);
      break;
    default:
      if (element) handle(turn, token, element, event);
  }
}

function handle(turn: Turn, token: Token, element: Element, event: HandledEvent): void {
  const host = hosting(turn, token, element);
  if (host && event.type === 'computed') {
    openDoings(turn, token, host, event.values);
    return;
  }
  // The compiler cannot see that the handler found under an event's own type takes that event.
  const handler = behaviourOf(element)?.on?.[event.type] as
    | ((turn: Turn, token: Token, element: Element, event: HandledEvent) => void)
    | undefined;
  handler?.(turn, token, element, event);
}

/** As if its work had been done; of a repeated activity only what was really done can be undone. */
function skip(turn: Turn, token: Token, outcome: string): void {
  const element = turn.graph.elements.get(token.element);
  const mapped = element && hosting(turn, token, element);
  const doing = turn.scopes.all.find(({ host, kind }) => host === token.id && kind === 'doing');
  finish(turn, token, outcome, true);
  if (mapped?.undo === undefined || mapped.loop || turn.token(token.id)) return;
  const variables = doing?.variables ?? {};
  noteUndo(turn, token.scope ?? null, { element: token.element, variables });
}

function retry(turn: Turn, token: Token): void {
  if (token.wait.kind !== 'failed') return;
  if (token.wait.done !== undefined) finish(turn, token, token.wait.done);
  else if (token.wait.code === 'unstorable' && token.wait.attempt === 0) beginAgain(turn, token);
  else enter(turn, token, token.wait.attempt + 1);
}

/** The beginning of the run was never written down. */
function beginAgain(turn: Turn, token: Token): void {
  enter(turn, token, 1);
  listen(turn, null);
}

function listen(turn: Turn, scope: Scope | null): void {
  listenInScope(turn, scope, (token, element) => startEvent.enter(turn, token, element, 1));
}

function refuse(turn: Turn, token: Token, { at, why, message }: EventOf<'refused'>): void {
  turn.fail(token, 'unstorable', why, {
    attempt: 'attempt' in token.wait ? token.wait.attempt : 1,
  });
  if (message !== undefined) turn.commands.push({ type: 'unheard', at, token: token.id, message });
}

/** What a process catches is its own affair; anything else waits for a person. */
function failOrThrow(
  turn: Turn,
  token: Token,
  { code, message }: EventOf<'askFailed' | 'callFailed' | 'runFailed'>,
): void {
  const isBeside = token.guards !== undefined || token.listens === true;
  if (!isBeside && isCaught(turn, token, code)) {
    throwOutwards(turn, token, { kind: 'error', code, message });
    if (!turn.token(token.id)) return;
  }
  turn.fail(token, code, message, { attempt: 'attempt' in token.wait ? token.wait.attempt : 1 });
}

function move(turn: Turn, token: Token, { to, reason }: EventOf<'moved'>): void {
  turn.say({ type: 'repaired', how: 'moved', reason }, token);
  // One doing is no place in the flow: the activity as a whole is.
  const whole =
    (isDoing(turn, token) && turn.token(turn.scopes.get(token.scope)?.host ?? null)) || token;
  turn.withdraw(turn.winRace(whole), reason);
  turn.send(to, null, whole.scope);
}

function correct(turn: Turn, { token: id, variables, reason }: EventOf<'corrected'>): void {
  const token = turn.token(id);
  if (id !== null && !token) return;
  turn.scopes.assign(token?.scope ?? null, variables);
  const of = token ?? { id: '', element: '' };
  turn.say({ type: 'repaired', how: 'corrected', reason }, of);
}

function cancel(turn: Turn, { reason, undo }: EventOf<'cancelled'>): void {
  turn.ending = { reason };
  const done = undo ? doneSoFar(turn) : [];
  turn.withdrawAllIn(null, reason);
  if (undo) undoAll(turn, done);
  else turn.scopes.setUndos(null, []);
}

/** Goes on where everything a token had undone is undone. */
function resume(turn: Turn, token: Token): void {
  const element = turn.graph.elements.get(token.element);
  if (element) behaviourOf(element)?.undone?.(turn, token, element);
}

/** When every token left in a scope waits at a join, none of them can ever go on: they fail, so that somebody learns of it. */
function failWhereNothingCanCome(turn: Turn): void {
  const { tokens } = turn;
  if (!tokens.some(({ wait }) => wait.kind === 'join')) return;
  const alive = new Set(
    tokens
      .filter((token) => token.wait.kind !== 'join' && !token.listens)
      .map(({ scope }) => scope),
  );
  for (const token of [...tokens]) {
    if (token.wait.kind === 'join' && !alive.has(token.scope))
      turn.fail(token, 'join_stuck', 'This join waits for a branch that can no longer arrive.');
  }
}

/** A run in which nothing is left but what listens in the background is over. */
function stopListening(turn: Turn): void {
  if (!turn.scopes.isEmpty || turn.tokens.some((token) => !token.listens)) return;
  for (const token of [...turn.tokens]) turn.withdraw(token, 'The process is over.');
}

function tokenOf(state: State, id: string): Token | undefined {
  return Object.hasOwn(state.tokens, id) ? state.tokens[id] : undefined;
}

const ANSWERS: { readonly [type: string]: AskKind } = {
  flowChosen: 'chooseFlow',
  flowsChosen: 'chooseFlows',
  rulesetRun: 'runRuleset',
  instantResolved: 'resolveInstant',
  computed: 'compute',
  acted: 'act',
};

const WAITS: { readonly [type: string]: Wait['kind'] } = {
  askFailed: 'answer',
  callDone: 'call',
  callFailed: 'call',
  taskCompleted: 'task',
  approvalDecided: 'approval',
  reviewDecided: 'review',
  timerFired: 'timer',
  messageReceived: 'message',
  signalReceived: 'signal',
  runEnded: 'called',
  runFailed: 'called',
  retried: 'failed',
};

const HOSTING: ReadonlySet<Wait['kind']> = new Set(['scope', 'each', 'undoing', 'throw']);

function isWaitedFor({ wait, guards, listens }: Token, event: TokenEvent): boolean {
  // What only waits beside the flow can neither be skipped nor moved.
  if (event.type === 'skipped' || event.type === 'moved')
    return guards === undefined && !listens && wait.kind !== 'throw';
  // What it hosts goes on, and comes back to it.
  if (event.type === 'refused') return !HOSTING.has(wait.kind);
  const asked = ANSWERS[event.type];
  if (asked !== undefined) return wait.kind === 'answer' && wait.asked === asked;
  return WAITS[event.type] === wait.kind;
}
