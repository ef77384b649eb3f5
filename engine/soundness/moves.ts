/**
 * What can happen next in a state, and which part of it is enough to look at. Where one token with the events on its
 * border, or one race, neither disturbs the others nor is disturbed by them, moving it alone misses nothing: whatever the
 * others do can still be done after it and comes to the same; and what calls it off calls off what it has become.
 * (Persistent sets, after Godefroid and Valmari. That nothing is put off for ever is seen to by `explore.ts`.)
 */
import { type Definition, isActivity } from '../definition.ts';
import { graphOf } from '../graph.ts';
import { advance } from '../interpreter.ts';
import type { Step } from '../messages.ts';
import type { State, Token } from '../state.ts';
import { ENOUGH } from './abstract.ts';
import type { Answer, Answers } from './answers.ts';
import { bare } from './marking.ts';

export type Move = { readonly token: Token; readonly answer: Answer; readonly step: Step };
/** Tokens whose events exclude one another. */
type Cluster = { readonly tokens: readonly Token[]; readonly rank: number };

export class Moves {
  /** How many moves have been made. */
  made = 0;
  readonly #definition: Definition;
  readonly #answers: Answers;
  readonly #rank: ReadonlyMap<string, number>;
  readonly #gates: readonly Gate[];
  readonly keepsUndos: boolean;

  constructor(definition: Definition, answers: Answers) {
    this.#definition = definition;
    this.#answers = answers;
    this.#rank = upstreamFirst(definition);
    this.#gates = gatesIn(definition);
    this.keepsUndos = definition.elements.some(
      (element) =>
        (element.type === 'intermediateThrowEvent' || element.type === 'endEvent') &&
        element.compensation,
    );
  }

  /** Enough of what can happen to miss nothing, or all of it; `isAll`: nothing was left out. */
  from(
    state: State,
    retriable: ReadonlySet<string>,
    all: boolean,
  ): { readonly moves: readonly Move[]; readonly isAll: boolean } {
    const tokens = Object.values(state.tokens);
    const answers = new Map<string, readonly Answer[]>();
    for (const token of tokens) {
      const own = this.#answers.of(state, token, retriable);
      if (own.length > 0) answers.set(token.id, own);
    }
    const made = new Map<string, readonly Move[]>();
    const movesOf = (token: Token): readonly Move[] => {
      const known = made.get(token.id);
      if (known) return known;
      const own = (answers.get(token.id) ?? []).flatMap((answer) =>
        this.#make(state, token, answer),
      );
      made.set(token.id, own);
      return own;
    };
    const enabled = tokens.filter(({ id }) => answers.has(id));
    if (!all && enabled.length > 1) {
      for (const cluster of this.#clusters(enabled)) {
        if (cluster.tokens.length === enabled.length) break;
        if (this.#isEntangled(state, cluster)) continue;
        const moves = cluster.tokens.flatMap(movesOf);
        const own = new Set(cluster.tokens.map(({ id }) => id));
        if (moves.length > 0 && moves.every((move) => this.#isQuiet(state, move, own, enabled)))
          return { moves, isAll: false };
      }
    }
    return { moves: enabled.flatMap(movesOf), isAll: true };
  }

  #make(state: State, token: Token, answer: Answer): readonly Move[] {
    this.made += 1;
    const before = answer.enough ? { ...state, variables: { [ENOUGH]: true } } : state;
    const { state: after, commands } = advance(this.#definition, before, answer.event);
    // A failure that nothing catches after all waits for a person, which is no move of the process.
    const isFailure = 'code' in answer.event;
    if (isFailure && after.tokens[token.id]?.wait.kind === 'failed') return [];
    return [{ token, answer, step: { state: bare(after, this.keepsUndos), commands } }];
  }

  #clusters(enabled: readonly Token[]): readonly Cluster[] {
    const clusters: Cluster[] = [];
    const races = new Map<string, Token[]>();
    for (const token of enabled) {
      if (token.guards !== undefined || token.listens) continue;
      const guards = enabled.filter((one) => one.guards === token.id);
      const rank = this.#rank.get(token.element) ?? 0;
      if (token.race === undefined) clusters.push({ tokens: [token, ...guards], rank });
      else if (races.has(token.race)) races.get(token.race)?.push(token);
      else {
        const tokens = [token];
        races.set(token.race, tokens);
        clusters.push({ tokens, rank });
      }
    }
    return clusters.sort((one, other) => one.rank - other.rank);
  }

  /** Its order among others makes a difference further on. */
  #isEntangled(state: State, { tokens }: Cluster): boolean {
    const [first] = tokens;
    if (!first) return true;
    if (tokens.some((token) => this.#mayHaveEnough(state, token))) return true;
    return this.#gates.some((gate) => {
      const inScope = Object.values(state.tokens).filter(
        (one) => one.scope === first.scope && !one.listens && gate.leads(one.element) > 0,
      );
      if (inScope.length < 2 || !tokens.some((one) => inScope.includes(one))) return false;
      return gate.cancels || inScope.some((one) => gate.leads(one.element) > 1);
    });
  }

  #mayHaveEnough(state: State, token: Token): boolean {
    for (let id = token.scope ?? null; id !== null; ) {
      const scope = state.scopes?.[id];
      if (!scope) return false;
      const element = graphOf(this.#definition).elements.get(scope.element);
      if (scope.kind === 'doing' && element && isActivity(element) && element.loop?.until)
        return true;
      id = scope.parent;
    }
    return false;
  }

  /** It changes nothing for the others: all that could move still can, and no scope has come to something else. */
  #isQuiet(
    state: State,
    { token, step }: Move,
    own: ReadonlySet<string>,
    enabled: readonly Token[],
  ): boolean {
    const { state: after, commands } = step;
    if (after.status !== 'running') return false;
    if (enabled.some(({ id }) => !own.has(id) && !Object.hasOwn(after.tokens, id))) return false;
    if (after.undos !== state.undos && JSON.stringify(after.undos) !== JSON.stringify(state.undos))
      return false;
    for (const [id, scope] of Object.entries(state.scopes ?? {})) {
      const left = after.scopes?.[id];
      if (!left) continue;
      if (left.outcome !== scope.outcome) return false;
      if (this.keepsUndos && JSON.stringify(left.undos) !== JSON.stringify(scope.undos))
        return false;
    }
    const borders = graphOf(this.#definition).borders(token.element);
    return commands.every((command) => {
      if (command.type === 'thrown') return borders.some(({ id }) => id === command.by);
      return true;
    });
  }
}

/** A gateway at which it matters who comes when. */
type Gate = {
  readonly cancels: boolean;
  /** By how many of its flows a token here could still come; one for the gateway itself. */
  readonly leads: (element: string) => number;
};

function gatesIn(definition: Definition): readonly Gate[] {
  const graph = graphOf(definition);
  return definition.elements.flatMap((element): readonly Gate[] => {
    const cancels = element.type === 'parallelGateway' && element.join?.cancelRest === true;
    if (element.type !== 'inclusiveGateway' && !cancels) return [];
    if (graph.incoming(element.id).length < 2) return [];
    const reach = [...graph.reachOf(element.id).values()];
    const leads = (id: string): number =>
      id === element.id ? 1 : reach.filter((elements) => elements.has(id)).length;
    return [{ cancels, leads }];
  });
}

/** Each element after those that lead to it where there is no loop (reverse postorder). */
function upstreamFirst(definition: Definition): ReadonlyMap<string, number> {
  const graph = graphOf(definition);
  const onward = (id: string): string[] => {
    const start = graph.innerStart(id);
    return [
      ...(start === null ? [] : [start]),
      ...graph.borders(id).map((event) => event.id),
      ...graph.outgoing(id).map(({ to }) => to),
    ];
  };
  const seen = new Set<string>();
  const finished: string[] = [];
  for (const { id: root } of definition.elements) {
    if (seen.has(root) || graph.incoming(root).length > 0) continue;
    seen.add(root);
    const path = [{ id: root, rest: onward(root) }];
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const next = top.rest.shift();
      if (next === undefined) {
        finished.push(top.id);
        path.pop();
      } else if (!seen.has(next)) {
        seen.add(next);
        path.push({ id: next, rest: onward(next) });
      }
    }
  }
  return new Map(finished.reverse().map((id, index) => [id, index]));
}
