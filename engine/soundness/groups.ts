/**
 * Which tokens of a state have to be looked at together: those whose events exclude one another (an activity and its
 * border, a race), what a scope holds with the token that waits for it, and all that are on their way to a gateway at
 * which it matters who comes when (`gates.ts`).
 */

import { isActivity } from '../definition/is-activity.ts';
import type { Definition } from '../definition.ts';
import { graphOf } from '../graph.ts';
import type { State, Token } from '../state.ts';
import { type Gate, isBefore, isWithin, matters } from './gates.ts';
import type { Move } from './moves.ts';
import { onward } from './onward.ts';

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
      for (const gate of this.#gates) {
        if (gate.cancels && !closely) continue;
        const mates = this.#entangled(gate, token);
        // Who of them is called off, and when, would matter to the others.
        if (!closely && mates.some((mate) => this.isThreatened(mate)))
          return this.around(tokens, true);
        for (const mate of mates) group.add(mate.id);
      }
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
   * before as it likes, as long as it stays before the gateway; what is not may, as long as it stays elsewhere.
   */
  disturbs(move: Move, group: ReadonlySet<string>): boolean {
    const { token, step } = move;
    for (let at: Token | null = token; at; at = this.hostOf(at)) {
      if (at !== token && Object.hasOwn(step.state.tokens, at.id)) return false;
      for (const gate of this.#gates) {
        const others = this.#comingTo(gate, at.scope).filter(({ id }) => !group.has(id));
        if (others.length === 0) continue;
        if (gate.cancels && this.#crosses(gate, at, move) && this.#canCome(gate, others))
          return true;
        const isComing = !gate.cancels && gate.flowsOf(at).length > 0;
        if (isComing && matters(gate, [at, ...others])) return true;
      }
    }
    return false;
  }

  /** Whether a gateway may call it off. */
  isThreatened({ element }: Token): boolean {
    return this.#gates.some(({ cancels, before }) => cancels && before.has(element));
  }

  /** Whether it touches both what a gateway calls off and what it does not. */
  #crosses(gate: Gate, at: Token, { step }: Move): boolean {
    const { elements } = graphOf(this.#definition);
    const level = elements.get(gate.id)?.parent;
    const from = (at.guards !== undefined && this.#state.tokens[at.guards]?.element) || at.element;
    if (elements.get(from)?.parent !== level) return false;
    const isBefore = gate.before.has(from);
    return step.commands.some((command) => {
      const isTold =
        command.type === 'left' ||
        (command.type === 'entered' && !command.beside) ||
        (command.type === 'withdraw' && isWithin(this.#state.tokens[command.token]));
      return (
        isTold &&
        elements.get(command.element)?.parent === level &&
        gate.before.has(command.element) !== isBefore
      );
    });
  }

  #isInside(token: Token, host: string): boolean {
    for (let at = this.hostOf(token); at; at = this.hostOf(at)) if (at.id === host) return true;
    return false;
  }

  #comingTo(gate: Gate, scope: string | undefined): readonly Token[] {
    return this.#tokens.filter(
      (one) => one.scope === scope && !one.listens && gate.flowsOf(one).length > 0,
    );
  }

  #entangled(gate: Gate, token: Token): readonly Token[] {
    if (token.listens || gate.flowsOf(token).length === 0) return [];
    const coming = this.#comingTo(gate, token.scope);
    if (coming.length < 2 || !matters(gate, coming)) return [];
    if (!gate.cancels) return coming;
    // What is not there yet is looked at when it comes (`disturbs`).
    if (!isBefore(gate, token.element)) return [];
    const there = coming.filter(({ element }) => isBefore(gate, element));
    const others = coming.filter((one) => !there.includes(one));
    return others.length > 0 && this.#canCome(gate, others) ? coming : there;
  }

  /** Whether any of these, all of one scope, can come to where a gateway calls off what is there. */
  #canCome(gate: Gate, tokens: readonly Token[]): boolean {
    if (tokens.some(({ element }) => isBefore(gate, element))) return true;
    const [first] = tokens;
    const all = this.#tokens.filter(({ scope }) => scope === first?.scope);
    const graph = graphOf(this.#definition);
    return [...onward(graph, tokens, all)].some((element) => isBefore(gate, element));
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
