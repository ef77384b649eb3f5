/**
 * The copy itself: the tokens, scopes and joins of a run as they are being changed, what is on its way, and the commands
 * written so far.
 */
import type { Graph } from '../graph.ts';
import type { Command } from '../messages.ts';
import { type Place, Places } from '../places.ts';
import { ScopeList } from '../scope-list.ts';
import type { Scope, State, Token, Wait } from '../state.ts';
import { MAX_TOKENS } from '../state.ts';
import { TokenList } from '../token-list.ts';

const NO_SCOPES: readonly string[] = [];
const ARRIVED: Wait = { kind: 'join' };
export const TOO_MANY = `A run holds at most ${MAX_TOKENS} tokens at once.`;

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

export class WorkingCopy {
  readonly at: string;
  readonly graph: Graph;
  readonly commands: Command[] = [];
  readonly scopes: ScopeList;
  /** Event sub-processes that have begun in this turn, and within which nobody listens yet. */
  readonly begun: Scope[] = [];
  ending: State['ending'];
  protected readonly before: State;
  protected readonly tokenList: TokenList;
  protected arrivals: Arrival[] = [];
  /** Made once it is needed. */
  protected touched: Set<string> | null = null;
  protected readonly places: Places;
  /** A copy, once it is needed. */
  protected ownSteps: Record<string, { readonly outcome: string; readonly at: string }> | null =
    null;
  protected nextToken: number;
  protected outcome: string | null;

  constructor(graph: Graph, state: State, at: string) {
    this.graph = graph;
    this.at = at;
    this.scopes = new ScopeList(state);
    this.ending = state.ending;
    this.before = state;
    this.tokenList = new TokenList(state.tokens);
    this.places = new Places(state);
    this.nextToken = state.nextToken;
    this.outcome = state.outcome;
  }

  get tokens(): readonly Token[] {
    return this.tokenList.all;
  }

  get steps(): State['steps'] {
    return this.ownSteps ?? this.before.steps;
  }

  /** Whether another run waits for this one. */
  get called(): boolean {
    return this.before.called === true;
  }

  /** The token as it now is, or null when it is over. */
  token(id: string | null): Token | null {
    return id === null ? null : (this.tokenList.find(id) ?? null);
  }

  /** A name that no other token or scope of this run has. */
  newId(letter: 't' | 's'): string {
    const id = `${letter}${this.nextToken}`;
    this.nextToken += 1;
    return id;
  }

  /** Says that a token is to come in at an element; it does so when those before it have come to rest. */
  send(element: string, flow: string | null, scope?: string, race?: string): void {
    if (scope === undefined && race === undefined) this.arrivals.push({ element, flow });
    else if (race === undefined && scope !== undefined)
      this.arrivals.push({ element, flow, scope });
    else this.arrivals.push({ element, flow, race, ...(scope === undefined ? {} : { scope }) });
  }

  /** Whether something was sent that has not come in. */
  get isComing(): boolean {
    return this.arrivals.length > 0;
  }

  /** Whether the run may hold one more token. */
  get hasRoom(): boolean {
    return this.tokenList.size + this.arrivals.length < MAX_TOKENS;
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
    this.tokenList.add(token);
    const beside = token.guards !== undefined || token.listens === true;
    if (beside) this.commands.push({ type: 'entered', token: id, element, at, flow, beside: true });
    else this.commands.push({ type: 'entered', token: id, element, at, flow });
    return token;
  }

  wait(token: Token, wait: Wait): Token {
    return this.put({ ...token, wait });
  }

  /** The token goes on as part of something else: it no longer waits beside, or lies in another scope. */
  belong(token: Token, belonging: Pick<Token, 'scope'>): Token {
    const { guards: _guards, listens: _listens, race: _race, scope: _scope, ...rest } = token;
    return this.put({ ...rest, ...belonging });
  }

  /** Writes a command about this token, at this instant. */
  say(command: Said, { id, element }: Pick<Token, 'id' | 'element'>): void {
    // The parts of one command put together again, which the compiler cannot see.
    this.commands.push({ ...command, token: id, element, at: this.at } as Command);
  }

  /** Scopes in which a token or a scope has ended since they were last taken: they may be over. */
  takeTouched(): readonly string[] {
    if (this.touched === null) return NO_SCOPES;
    const touched = [...this.touched];
    this.touched = null;
    return touched;
  }

  /** The flows that have come in since this join went on without all of them. */
  joined(at: Place): readonly string[] {
    return this.places.joined(at);
  }

  setJoined(at: Place, flows: readonly string[]): void {
    this.places.setJoined(at, flows);
  }

  protected touch(scope: string | null | undefined): void {
    if (scope === null || scope === undefined) return;
    this.touched ??= new Set();
    this.touched.add(scope);
  }

  protected put(token: Token): Token {
    this.tokenList.replace(token);
    return token;
  }
}
