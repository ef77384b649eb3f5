/**
 * The working copy of one `advance`: element behaviours change it through a handful of verbs, and the interpreter turns
 * it back into a state. Every verb writes its command at once, so commands stand in the order in which things happened.
 * Invariant: a token is either in `tokens`, or it has been closed by `left` or `withdraw`; nothing else removes one.
 */
import type { CallAction, Flow } from './definition.ts';
import type { Graph } from './graph.ts';
import type { Ask, Command } from './messages.ts';
import type { EngineFailure, FailureCode, Json, State, Token, Wait } from './state.ts';
import { MAX_ENTRIES_PER_STEP, MAX_TOKENS, MAX_VISITS } from './state.ts';
import { TokenList } from './token-list.ts';
import { excessOf } from './variables.ts';

/** How a failure is to be retried: as which attempt, and whether only leaving is left to do. */
type Failing = { readonly attempt?: number; readonly done?: string };

const ARRIVED: Wait = { kind: 'join' };

const attemptOf = ({ wait }: Token): Failing =>
  'attempt' in wait ? { attempt: wait.attempt } : {};

type Arrival = { readonly element: string; readonly flow: string | null };

export class Turn {
  readonly at: string;
  readonly graph: Graph;
  readonly commands: Command[] = [];
  variables: { readonly [name: string]: Json };
  readonly #before: State;
  readonly #tokens: TokenList;
  readonly #arrivals: Arrival[] = [];
  /** A copy, once one is needed. */
  #visits: Record<string, number> | null = null;
  #steps: State['steps'];
  #nextToken: number;
  #outcome: string | null;
  #entries = 0;

  constructor(graph: Graph, state: State, at: string) {
    this.graph = graph;
    this.at = at;
    this.variables = state.variables;
    this.#before = state;
    this.#tokens = new TokenList(state.tokens);
    this.#steps = state.steps;
    this.#nextToken = state.nextToken;
    this.#outcome = state.outcome;
  }

  get tokens(): readonly Token[] {
    return this.#tokens.all;
  }

  /** Says that a token is to come in at an element; it does so when those before it have come to rest. */
  send(element: string, flow: string | null): void {
    this.#arrivals.push({ element, flow });
  }

  /** Takes in the next token that was sent and may come in, or nothing when all is at rest. */
  nextArrival(): Token | null {
    for (let next = this.#arrivals.shift(); next; next = this.#arrivals.shift()) {
      const { element, flow } = next;
      const { at } = this;
      const id = `t${this.#nextToken}`;
      // Until its element says otherwise it waits for others, which nothing can end by mistake.
      const token: Token = { id, element, flow, enteredAt: at, wait: ARRIVED };
      this.#nextToken += 1;
      this.#entries += 1;
      this.#tokens.add(token);
      this.commands.push({ type: 'entered', token: id, element, at, flow });
      if (this.#mayEnter(element)) return token;
      this.fail(token, 'loop_limit', `“${element}” is entered again and again without end.`);
    }
    return null;
  }

  wait(token: Token, wait: Wait): void {
    const { id, element, flow, enteredAt } = token;
    this.#tokens.replace({ id, element, flow, enteredAt, wait });
  }

  /** Asks the record side something, and waits for the answer. */
  ask(token: Token, ask: Ask, attempt: number): void {
    this.wait(token, { kind: 'answer', asked: ask.kind, attempt });
    this.commands.push({ type: 'ask', token: token.id, element: token.element, at: this.at, ask });
  }

  /** Calls the outside world, and waits for the result. */
  call(token: Token, action: CallAction, attempt: number): void {
    this.wait(token, { kind: 'call', attempt });
    const { id, element } = token;
    this.commands.push({ type: 'call', token: id, element, attempt, action });
  }

  openTask(token: Token): void {
    this.wait(token, { kind: 'task' });
    this.commands.push({ type: 'openTask', token: token.id, element: token.element, at: this.at });
  }

  openApproval(token: Token): void {
    this.wait(token, { kind: 'approval' });
    this.commands.push({
      type: 'openApproval',
      token: token.id,
      element: token.element,
      at: this.at,
    });
  }

  setTimer(token: Token, at: string): void {
    this.wait(token, { kind: 'timer', at });
    this.commands.push({ type: 'timer', token: token.id, at });
  }

  /** False when the run cannot carry so much: the token has failed, and nothing was merged. */
  mergeVariables(token: Token, values: { readonly [name: string]: Json }): boolean {
    if (Object.keys(values).length === 0) return true;
    const merged = { ...this.variables, ...values };
    const excess = excessOf(merged, values);
    if (excess === null) this.variables = merged;
    else this.fail(token, 'variables_too_large', excess, attemptOf(token));
    return excess === null;
  }

  fail(token: Token, code: FailureCode, message: string, more: Failing = {}): void {
    this.wait(token, { kind: 'failed', code, message, attempt: 1, ...more });
    this.commands.push({
      type: 'failed',
      token: token.id,
      element: token.element,
      at: this.at,
      code,
      message,
    });
  }

  /**
   * Moves a token on by these flows, one new token each; tokens merged into it end here. `outcome` is what the element's
   * work came to; routing elements have none. Where it cannot go on it fails instead: a token is never lost.
   */
  leave(
    token: Token,
    flows: readonly Flow[],
    outcome: string | null,
    merged: readonly Token[] = [],
  ): void {
    const refusal = this.#refusalOf(flows, outcome, merged);
    if (refusal) {
      const more = outcome === null ? {} : { done: outcome };
      this.fail(token, refusal.code, refusal.message, more);
      return;
    }
    for (const one of merged) this.consume(one);
    this.#close(token, outcome);
    for (const flow of flows) {
      this.commands.push({
        type: 'left',
        token: token.id,
        element: token.element,
        at: this.at,
        flow: flow.id,
        outcome,
      });
      this.send(flow.to, flow.id);
    }
  }

  /** Leaves by the flows of this outcome's own port, else by those without a port. */
  leaveBy(token: Token, outcome: string): void {
    const flows = this.graph.outgoing(token.element);
    const own = flows.filter((flow) => flow.port === outcome);
    const plain = own.length > 0 ? own : flows.filter((flow) => flow.port === undefined);
    this.leave(token, plain, outcome);
  }

  /** The token ends here: at an end event, or merged with others into one. */
  consume(token: Token, outcome: string | null = null): void {
    this.#tokens.remove(token);
    this.commands.push({
      type: 'left',
      token: token.id,
      element: token.element,
      at: this.at,
      flow: null,
      outcome,
    });
  }

  setOutcome(outcome: string): void {
    this.#outcome = outcome;
  }

  withdraw(token: Token, reason: string): void {
    this.#tokens.remove(token);
    this.commands.push({
      type: 'withdraw',
      token: token.id,
      element: token.element,
      at: this.at,
      reason,
    });
  }

  /** Every token is over, also those on their way. */
  withdrawAll(reason: string): void {
    this.#arrivals.length = 0;
    for (const token of [...this.tokens]) this.withdraw(token, reason);
  }

  /** The state after this turn. A run without tokens has ended. */
  end(cancelled: { readonly reason: string } | null = null): State {
    const status = cancelled ? 'cancelled' : this.#tokens.size === 0 ? 'completed' : 'running';
    const outcome = cancelled ? null : this.#outcome;
    if (status !== 'running') {
      const reason = cancelled?.reason ?? null;
      this.commands.push({ type: 'ended', at: this.at, status, outcome, reason });
    }
    return {
      semantics: this.#before.semantics,
      status,
      nextToken: this.#nextToken,
      tokens: this.#tokens.toState(),
      variables: this.variables,
      steps: this.#steps,
      visits: this.#visits ?? this.#before.visits,
      outcome,
    };
  }

  /** Counts entries where a token can come back; elsewhere the number of tokens is bound enough. */
  #mayEnter(element: string): boolean {
    if (this.#entries > MAX_ENTRIES_PER_STEP) return false;
    if (!this.graph.looping.has(element)) return true;
    this.#visits ??= { ...this.#before.visits };
    const visits = (Object.hasOwn(this.#visits, element) ? (this.#visits[element] ?? 0) : 0) + 1;
    this.#visits[element] = visits;
    return visits <= MAX_VISITS;
  }

  #refusalOf(
    flows: readonly Flow[],
    outcome: string | null,
    merged: readonly Token[],
  ): { readonly code: EngineFailure; readonly message: string } | null {
    if (flows.length === 0) {
      const by = outcome === null ? '' : ` by “${outcome}”`;
      return { code: 'no_flow', message: `No flow can be taken from here${by}.` };
    }
    const after = this.#tokens.size + this.#arrivals.length - merged.length - 1 + flows.length;
    if (after <= MAX_TOKENS) return null;
    return { code: 'token_limit', message: `A run holds at most ${MAX_TOKENS} tokens at once.` };
  }

  #close(token: Token, outcome: string | null): void {
    this.#tokens.remove(token);
    if (outcome === null) return;
    this.#steps = { ...this.#steps, [token.element]: { outcome, at: this.at } };
  }
}
