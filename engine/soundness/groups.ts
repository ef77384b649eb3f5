/**
 * Which tokens of a state have to be looked at together: those whose events exclude one another (an activity and its
 * border, a race), what a scope holds with the token that waits for it, and all that are on their way to a gateway at
 * which it matters who comes when.
 */
import { type Definition, isActivity } from '../definition.ts';
import { graphOf } from '../graph.ts';
import type { State, Token } from '../state.ts';

/** A gateway at which it matters who comes when. */
type Gate = {
  readonly id: string;
  /** It calls off all that are on their way to it. */
  readonly cancels: boolean;
  /** By how many of its flows a token here could still come; one for the gateway itself. */
  readonly leads: (element: string) => number;
};

export function gatesIn(definition: Definition): readonly Gate[] {
  const graph = graphOf(definition);
  return definition.elements.flatMap((element): readonly Gate[] => {
    const cancels = element.type === 'parallelGateway' && element.join?.cancelRest === true;
    if (element.type !== 'inclusiveGateway' && !cancels) return [];
    if (graph.incoming(element.id).length < 2) return [];
    const reach = cancels
      ? [graph.branchesBefore(element.id)]
      : [...graph.reachOf(element.id).values()];
    const leads = (id: string): number =>
      id === element.id ? 1 : reach.filter((elements) => elements.has(id)).length;
    return [{ id: element.id, cancels, leads }];
  });
}

export class Groups {
  readonly #definition: Definition;
  readonly #state: State;
  readonly #tokens: readonly Token[];
  readonly #gates: readonly Gate[];

  constructor(definition: Definition, state: State, gates: readonly Gate[]) {
    this.#definition = definition;
    this.#state = state;
    this.#tokens = Object.values(state.tokens);
    this.#gates = gates;
  }

  /** All that belongs together with these; `closely`: also what is on its way to a gateway that calls off the rest. */
  around(tokens: readonly Token[], closely: boolean): ReadonlySet<string> {
    const group = new Set(tokens.map(({ id }) => id));
    for (const id of group) {
      const token = this.#state.tokens[id];
      if (!token) continue;
      if (token.guards !== undefined) group.add(token.guards);
      const { kind } = token.wait;
      const isHost = kind === 'scope' || kind === 'each' || kind === 'undoing';
      for (const other of this.#tokens) {
        const isMate =
          other.guards === id ||
          (token.race !== undefined && other.race === token.race) ||
          (isHost && this.#isInside(other, id));
        if (isMate) group.add(other.id);
      }
      for (const mate of this.#entangled(token, closely)) group.add(mate);
      const loop = this.#earlyLoop(token);
      if (loop !== null) group.add(loop);
    }
    return group;
  }

  /** The token that waits for the scope that this one is in; null in the process itself. */
  hostOf({ scope: id }: Token): Token | null {
    let scope = id === undefined ? undefined : this.#state.scopes?.[id];
    while (scope && scope.host === null)
      scope = scope.parent === null ? undefined : this.#state.scopes?.[scope.parent];
    return (scope && scope.host !== null && this.#state.tokens[scope.host]) || null;
  }

  /**
   * Whether its order among others on their way to the same gateway makes a difference. What is called off there may move
   * before as it likes, as long as it stays on its way.
   */
  disturbs(token: Token, after: State, group: ReadonlySet<string>): boolean {
    for (let at: Token | null = token; at; at = this.hostOf(at)) {
      const { id, element, scope } = at;
      if (Object.hasOwn(after.tokens, id) && at !== token) return false;
      for (const gate of this.#gates) {
        if (gate.leads(element) === 0) continue;
        const others = this.#tokens.filter(
          (one) =>
            one.scope === scope &&
            !one.listens &&
            !group.has(one.id) &&
            gate.leads(one.element) > 0,
        );
        if (others.length === 0) continue;
        if (!gate.cancels && [at, ...others].some((one) => gate.leads(one.element) > 1))
          return true;
        const leaves = Object.values(after.tokens).some(
          (one) =>
            one.scope === scope &&
            !Object.hasOwn(this.#state.tokens, one.id) &&
            (one.element === gate.id || gate.leads(one.element) === 0),
        );
        if (gate.cancels && leaves) return true;
      }
    }
    return false;
  }

  #isInside(token: Token, host: string): boolean {
    for (let at = this.hostOf(token); at; at = this.hostOf(at)) if (at.id === host) return true;
    return false;
  }

  #entangled(token: Token, closely: boolean): readonly string[] {
    return this.#gates.flatMap((gate) => {
      if (token.listens || gate.leads(token.element) === 0) return [];
      if (gate.cancels && !closely) return [];
      const coming = this.#tokens.filter(
        (one) => one.scope === token.scope && !one.listens && gate.leads(one.element) > 0,
      );
      const matters = gate.cancels || coming.some((one) => gate.leads(one.element) > 1);
      return coming.length > 1 && matters ? coming.map(({ id }) => id) : [];
    });
  }

  /** The host of a loop that may have had enough when this token is done. */
  #earlyLoop(token: Token): string | null {
    for (let id = token.scope ?? null; id !== null; ) {
      const scope = this.#state.scopes?.[id];
      if (!scope) return null;
      const element = graphOf(this.#definition).elements.get(scope.element);
      if (scope.kind === 'doing' && element && isActivity(element) && element.loop?.until)
        return scope.host;
      id = scope.parent;
    }
    return null;
  }
}
