/**
 * The working copy of one `advance`: element behaviours change it through a handful of verbs, and the interpreter turns
 * it back into a state. Every verb writes its command at once, so commands stand in the order in which things happened.
 * Invariant: a token is either in `tokens`, or it has been closed by `left` or `withdraw`; nothing else removes one.
 */
import type { CallAction, Flow } from './definition.ts';
import type { Graph } from './graph.ts';
import type { Ask, Command } from './messages.ts';
import { type Place, Places } from './places.ts';
import { ScopeList } from './scope-list.ts';
import type {
  Again,
  EngineFailure,
  FailureCode,
  Json,
  Scope,
  State,
  Token,
  Wait,
} from './state.ts';
import { MAX_ENTRIES_PER_STEP, MAX_TOKENS, MAX_VISITS } from './state.ts';
import { TokenList } from './token-list.ts';
import { excess, type Part } from './variables.ts';

/** How a failure is to be retried: as which attempt, and whether only leaving is left to do. */
type Failing = { readonly attempt?: number; readonly done?: string };

const NO_TOKENS: readonly Token[] = [];
const NO_SCOPES: readonly string[] = [];
const TOO_MANY = `A run holds at most ${MAX_TOKENS} tokens at once.`;
/** Tried again it comes in for the first time, with everything that begins then. */
const NOT_ENTERED = { attempt: 0 };
const ARRIVED: Wait = { kind: 'join' };

const attemptOf = ({ wait }: Token): Failing =>
  'attempt' in wait ? { attempt: wait.attempt } : {};

/** Where a token comes in, and what it is part of. */
type Belonging = Pick<Token, 'scope' | 'guards' | 'listens' | 'race'>;
type Arrival = {
  readonly element: string;
  readonly flow: string | null;
  readonly scope?: string;
  readonly race?: string;
};

/** A command about one token without what every such command says. */
type Said = Command extends infer C
  ? C extends { readonly token: string; readonly element: string; readonly at: string }
    ? Omit<C, 'token' | 'element' | 'at'>
    : never
  : never;

export class Turn {
  readonly at: string;
  readonly graph: Graph;
  readonly commands: Command[] = [];
  readonly scopes: ScopeList;
  /** Event sub-processes that have begun in this turn, and within which nobody listens yet. */
  readonly begun: Scope[] = [];
  ending: State['ending'];
  readonly #before: State;
  readonly #tokens: TokenList;
  #arrivals: Arrival[] = [];
  /** Made once it is needed. */
  #touched: Set<string> | null = null;
  readonly #places: Places;
  /** A copy, once it is needed. */
  #ownSteps: Record<string, { readonly outcome: string; readonly at: string }> | null = null;
  #nextToken: number;
  #outcome: string | null;
  #entries = 0;
  #failure: { readonly code: string; readonly message: string } | null = null;

  constructor(graph: Graph, state: State, at: string) {
    this.graph = graph;
    this.at = at;
    this.scopes = new ScopeList(state);
    this.ending = state.ending;
    this.#before = state;
    this.#tokens = new TokenList(state.tokens);
    this.#places = new Places(state);
    this.#nextToken = state.nextToken;
    this.#outcome = state.outcome;
  }

  get tokens(): readonly Token[] {
    return this.#tokens.all;
  }

  get steps(): State['steps'] {
    return this.#ownSteps ?? this.#before.steps;
  }

  /** Whether another run waits for this one. */
  get called(): boolean {
    return this.#before.called === true;
  }

  /** The token as it now is, or null when it is over. */
  token(id: string | null): Token | null {
    return id === null ? null : (this.#tokens.find(id) ?? null);
  }

  /** A name that no other token or scope of this run has. */
  newId(letter: 't' | 's'): string {
    const id = `${letter}${this.#nextToken}`;
    this.#nextToken += 1;
    return id;
  }

  /** Says that a token is to come in at an element; it does so when those before it have come to rest. */
  send(element: string, flow: string | null, scope?: string, race?: string): void {
    if (scope === undefined && race === undefined) this.#arrivals.push({ element, flow });
    else if (race === undefined && scope !== undefined)
      this.#arrivals.push({ element, flow, scope });
    else this.#arrivals.push({ element, flow, race, ...(scope === undefined ? {} : { scope }) });
  }

  /** Whether something was sent that has not come in. */
  get isComing(): boolean {
    return this.#arrivals.length > 0;
  }

  /** Whether the run may hold one more token. */
  get hasRoom(): boolean {
    return this.#tokens.size + this.#arrivals.length < MAX_TOKENS;
  }

  /** Takes in the next token that was sent and may come in, or nothing when all is at rest. */
  nextArrival(): Token | null {
    while (this.#arrivals.length > 0) {
      const next = this.#arrivals.shift();
      if (!next) break;
      const { element, flow, scope, race } = next;
      const token =
        scope === undefined && race === undefined
          ? this.stand(element, flow)
          : this.stand(element, flow, {
              ...(scope === undefined ? {} : { scope }),
              ...(race === undefined ? {} : { race }),
            });
      // What begins inside or for each item is not held against the limit before it comes in.
      if (this.#tokens.size > MAX_TOKENS) this.fail(token, 'token_limit', TOO_MANY, NOT_ENTERED);
      else if (this.#mayEnter(token)) return token;
      else {
        const message = `“${element}” is entered again and again without end.`;
        this.fail(token, 'loop_limit', message, NOT_ENTERED);
      }
    }
    return null;
  }

  /** A new token, at this element at once. */
  stand(element: string, flow: string | null, belonging?: Belonging): Token {
    const { at } = this;
    const id = this.newId('t');
    // Until its element says otherwise it waits for others, which nothing can end by mistake.
    const token: Token =
      belonging === undefined
        ? { id, element, flow, enteredAt: at, wait: ARRIVED }
        : { id, element, flow, enteredAt: at, wait: ARRIVED, ...belonging };
    this.#tokens.add(token);
    const beside = token.guards !== undefined || token.listens === true;
    if (beside) this.commands.push({ type: 'entered', token: id, element, at, flow, beside: true });
    else this.commands.push({ type: 'entered', token: id, element, at, flow });
    return token;
  }

  wait(token: Token, wait: Wait): Token {
    return this.#put({ ...token, wait });
  }

  /** The token goes on as part of something else: it no longer waits beside, or lies in another scope. */
  belong(token: Token, belonging: Pick<Token, 'scope'>): Token {
    const { guards: _guards, listens: _listens, race: _race, scope: _scope, ...rest } = token;
    return this.#put({ ...rest, ...belonging });
  }

  /** Asks the record side something, and waits for the answer. */
  ask(token: Token, ask: Ask, attempt: number, again?: Again): void {
    this.wait(token, {
      kind: 'answer',
      asked: ask.kind,
      attempt,
      ...(again === undefined ? {} : { again }),
    });
    this.say({ type: 'ask', ask }, token);
  }

  /** Calls the outside world, and waits for the result. */
  call(token: Token, action: CallAction, attempt: number): void {
    this.wait(token, { kind: 'call', attempt });
    const { id, element } = token;
    this.commands.push({ type: 'call', token: id, element, attempt, action });
  }

  openTask(token: Token): void {
    this.wait(token, { kind: 'task' });
    this.say({ type: 'openTask' }, token);
  }

  openApproval(token: Token): void {
    this.wait(token, { kind: 'approval' });
    this.say({ type: 'openApproval' }, token);
  }

  setTimer(token: Token, at: string, round?: number): void {
    this.wait(token, { kind: 'timer', at, ...(round === undefined ? {} : { round }) });
    this.commands.push({ type: 'timer', token: token.id, at });
  }

  listen(token: Token, kind: 'message' | 'signal', name: string, key: string | null): void {
    this.wait(token, kind === 'message' ? { kind, name, key } : { kind, name });
    this.say({ type: 'listen', kind, name, key }, token);
  }

  startRun(
    token: Token,
    process: string,
    version: number | null,
    variables: State['variables'],
    attempt: number,
  ): void {
    this.wait(token, { kind: 'called', attempt });
    this.say({ type: 'startRun', process, version, variables, attempt }, token);
  }

  /** Writes a command about this token, at this instant. */
  say(command: Said, { id, element }: Pick<Token, 'id' | 'element'>): void {
    // The parts of one command put together again, which the compiler cannot see.
    this.commands.push({ ...command, token: id, element, at: this.at } as Command);
  }

  /** False when the run cannot carry so much: the token has failed, and nothing was merged. */
  mergeVariables(
    token: Token,
    values: { readonly [name: string]: Json },
    more: { readonly scope?: string | null; readonly done?: string } = {},
  ): boolean {
    if (Object.keys(values).length === 0) return true;
    const { scope = token.scope, ...failing } = more;
    const fits = this.canCarry(token, values, this.scopes.replacedBy(scope, values), failing);
    if (fits) this.scopes.assign(scope, values);
    return fits;
  }

  /** Whether `mergeVariables` would be possible; where not, the token has failed over it. */
  canTakeIn(token: Token, values: { readonly [name: string]: Json }): boolean {
    return this.canCarry(token, values, this.scopes.replacedBy(token.scope, values));
  }

  /** Whether a run may carry this as well, in the place of something else; where not, the token has failed over it. */
  canCarry(
    token: Token,
    added: { readonly [name: string]: Json },
    replaced: readonly Json[] = [],
    failing: Failing = {},
  ): boolean {
    const problem = excess(this.#carried(), added, replaced);
    if (problem !== null)
      this.fail(token, 'variables_too_large', problem, { ...attemptOf(token), ...failing });
    return problem === null;
  }

  *#carried(): Iterable<Part> {
    yield* this.scopes.parts();
    if (this.scopes.isEmpty) return;
    for (const { id, element, wait } of this.tokens) {
      if (wait.kind !== 'each') continue;
      yield [`${element} (${id})`, wait.items];
      yield [`${element} (${id}), results`, wait.results];
    }
  }

  fail(token: Token, code: FailureCode, message: string, more: Failing = {}): void {
    const { wait } = this.#tokens.find(token.id) ?? token;
    if (wait.kind === 'message' || wait.kind === 'signal') this.say({ type: 'unlisten' }, token);
    const again = againOf(wait);
    this.wait(token, {
      kind: 'failed',
      code,
      message,
      attempt: 1,
      ...(again ? { again } : {}),
      ...more,
    });
    this.say({ type: 'failed', code, message }, token);
  }

  /**
   * Moves a token on by these flows, one new token each; tokens merged into it end here. `outcome` is what the element's
   * work came to; routing elements have none. Where it cannot go on it fails instead: a token is never lost.
   */
  leave(
    token: Token,
    flows: readonly Flow[],
    outcome: string | null,
    {
      merged = NO_TOKENS,
      race,
    }: { readonly merged?: readonly Token[]; readonly race?: string } = {},
  ): void {
    const refusal = this.#refusalOf(flows, outcome, merged);
    if (refusal) {
      this.fail(token, refusal.code, refusal.message, outcome === null ? {} : { done: outcome });
      return;
    }
    for (const one of merged) this.consume(one);
    this.#close(token, outcome);
    for (const flow of flows) {
      this.#sayLeft(token, flow.id, outcome);
      this.send(flow.to, flow.id, token.scope, race);
    }
  }

  /** Leaves by the flows of this outcome's own port, else by those without a port. */
  leaveBy(token: Token, outcome: string): void {
    const flows = this.graph.outgoing(token.element);
    const [only] = flows;
    if (flows.length === 1 && only && (only.port === undefined || only.port === outcome)) {
      this.leave(token, flows, outcome);
      return;
    }
    const own = flows.filter((flow) => flow.port === outcome);
    const plain = own.length > 0 ? own : flows.filter((flow) => flow.port === undefined);
    this.leave(token, plain, outcome);
  }

  /** The token ends here: at an end event, or merged with others into one. */
  consume(token: Token, outcome: string | null = null): void {
    this.#close(token, outcome);
    this.#sayLeft(token, null, outcome);
  }

  #sayLeft({ id, element }: Token, flow: string | null, outcome: string | null): void {
    this.commands.push({ type: 'left', token: id, element, at: this.at, flow, outcome });
  }

  /** What the scope comes to, or the process itself for null. */
  setOutcome(scope: string | null | undefined, outcome: string): void {
    const inner = this.scopes.get(scope);
    if (inner === null) this.#outcome = outcome;
    // An event sub-process stands for the scope it belongs to.
    else if (inner.kind === 'event') this.setOutcome(inner.parent, outcome);
    else this.scopes.set({ ...inner, outcome });
  }

  /** Calls off a token and everything that is done for it. */
  withdraw(token: Token, reason: string): void {
    const { wait } = this.#tokens.find(token.id) ?? {};
    if (!wait) return;
    this.#tokens.remove(token);
    if (wait.kind === 'undoing') this.scopes.giveBackUndos(token.scope, wait.left);
    this.#touch(token.scope);
    this.say({ type: 'withdraw', reason }, token);
    this.#callOffAround(token, reason);
  }

  /** Everything in this scope is over, also what is on its way, but for the scope that takes its place. */
  withdrawAllIn(scope: string | null, reason: string, successor?: string): void {
    this.#arrivals = this.#arrivals.filter((one) => (one.scope ?? null) !== scope);
    for (const token of [...this.tokens])
      if ((token.scope ?? null) === scope) this.withdraw(token, reason);
    for (const inner of this.scopes.all)
      if (inner.parent === scope && inner.host === null && inner.id !== successor)
        this.closeScope(inner, reason);
  }

  /** Everything in this scope on the branches before this gateway is called off. */
  callOffBefore(gateway: string, scope: string | undefined, reason: string): void {
    const branches = this.graph.branchesBefore(gateway);
    const leads = (element: string): boolean => element === gateway || branches.has(element);
    const own = new Set(this.graph.outgoing(gateway).map(({ id }) => id));
    this.#arrivals = this.#arrivals.filter(
      (one) => one.scope !== scope || own.has(one.flow ?? '') || !leads(one.element),
    );
    for (const token of [...this.tokens])
      if (token.scope === scope && !token.listens && leads(token.element))
        this.withdraw(token, reason);
    // What the joins on the way still waited for does not come any more.
    for (const element of [gateway, ...branches])
      if (this.joined({ scope, element }).length > 0) this.setJoined({ scope, element }, []);
  }

  /** Calls off what is in it, and forgets it. */
  closeScope({ id, parent }: Scope, reason: string): void {
    this.withdrawAllIn(id, reason);
    this.scopes.remove(id);
    this.#touched?.delete(id);
    this.#touch(parent);
    this.#places.forget(id);
  }

  /** Of those in a race, only this one is left. */
  winRace(token: Token): Token {
    const { race } = token;
    if (race === undefined) return token;
    this.#arrivals = this.#arrivals.filter((one) => one.race !== race);
    const winner = this.belong(token, token.scope === undefined ? {} : { scope: token.scope });
    for (const other of [...this.tokens])
      if (other.race === race) this.withdraw(other, 'Something else came first.');
    return winner;
  }

  /** Scopes in which a token or a scope has ended since they were last taken: they may be over. */
  takeTouched(): readonly string[] {
    if (this.#touched === null) return NO_SCOPES;
    const touched = [...this.#touched];
    this.#touched = null;
    return touched;
  }

  /** The flows that have come in since this join went on without all of them. */
  joined(at: Place): readonly string[] {
    return this.#places.joined(at);
  }

  setJoined(at: Place, flows: readonly string[]): void {
    this.#places.setJoined(at, flows);
  }

  /** The run ends with an error, for whoever called it. */
  failRun(code: string, message: string): void {
    this.#failure = { code, message };
    this.withdrawAllIn(null, message);
  }

  /** The state after this turn. A run without tokens has ended. */
  end(): State {
    const status = this.#status();
    const outcome = status === 'running' || status === 'completed' ? this.#outcome : null;
    if (status !== 'running') {
      const reason = this.#failure === null ? (this.ending?.reason ?? null) : this.#failure.message;
      const code = this.#failure === null ? {} : { code: this.#failure.code };
      this.commands.push({ type: 'ended', at: this.at, status, outcome, reason, ...code });
    }
    const plain: State = {
      semantics: this.#before.semantics,
      status,
      nextToken: this.#nextToken,
      tokens: this.#tokens.toState(),
      variables: this.scopes.variables,
      steps: this.steps,
      visits: this.#places.visits,
      outcome,
    };
    const { joins } = this.#places;
    const rest = this.scopes.toState();
    // Most runs have nothing of all that, and a small state travels at every step.
    if (!joins && !rest && !this.ending && !this.#before.called) return plain;
    return {
      ...plain,
      ...rest,
      ...(joins && Object.keys(joins).length > 0 ? { joins } : {}),
      ...(this.ending ? { ending: this.ending } : {}),
      ...(this.#before.called ? { called: true } : {}),
    };
  }

  #status(): State['status'] {
    if (this.#tokens.size > 0 || !this.scopes.isEmpty) return 'running';
    if (this.#failure) return 'failed';
    return this.ending ? 'cancelled' : 'completed';
  }

  /** Counts entries where a token can come back; elsewhere the number of tokens is bound enough. */
  #mayEnter(token: Token): boolean {
    this.#entries += 1;
    if (this.#entries > MAX_ENTRIES_PER_STEP) return false;
    if (!this.graph.looping.has(token.element)) return true;
    return this.#places.visit(token) <= MAX_VISITS;
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
    return { code: 'token_limit', message: TOO_MANY };
  }

  #close(token: Token, outcome: string | null): void {
    this.#tokens.remove(token);
    this.#touch(token.scope);
    this.#callOffAround(token, 'The work here is done.');
    if (outcome === null) return;
    this.#ownSteps ??= { ...this.#before.steps };
    this.#ownSteps[token.element] = { outcome, at: this.at };
  }

  /** The events on its border and the scopes that it hosts end with a token. */
  #callOffAround({ id, element }: Token, reason: string): void {
    if (this.graph.hasBorders && this.graph.borders(element).length > 0) {
      for (const guard of [...this.tokens]) if (guard.guards === id) this.withdraw(guard, reason);
    }
    if (this.scopes.isEmpty) return;
    for (const scope of this.scopes.all) if (scope.host === id) this.closeScope(scope, reason);
  }

  #touch(scope: string | null | undefined): void {
    if (scope === null || scope === undefined) return;
    this.#touched ??= new Set();
    this.#touched.add(scope);
  }

  #put(token: Token): Token {
    this.#tokens.replace(token);
    return token;
  }
}

/** The next time of a timer that comes again, while the record side is asked when that is. */
export const againOf = (wait: Wait): Again | undefined =>
  wait.kind === 'answer' || wait.kind === 'failed' ? wait.again : undefined;
