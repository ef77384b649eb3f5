/**
 * Plays a definition through all its choices, on the interpreter itself, state by state. A state may be left by a part of
 * what can happen in it (`moves.ts`). From every state of such a graph the end can be reached only if that is so for all
 * states there are; where it is not, the states in the trap are left by everything that can happen until the graph is
 * closed, and only then is it called a trap.
 */
import type { Definition } from '../definition.ts';
import type { Command, Step } from '../messages.ts';
import type { State, Token } from '../state.ts';
import { Answers } from './answers.ts';
import type { Knowledge, Known } from './knowledge.ts';
import { bare, doubledIn, keyOf, OVER, placesOf } from './marking.ts';
import { type Move, Moves } from './moves.ts';

/** So many tokens in one place may be growing without end. */
const MANY = 4;

export type Node = {
  readonly state: State;
  readonly from: Node | null;
  /** The move that led here; null from the beginning. */
  readonly by: Move | null;
  readonly commands: readonly Command[];
  readonly known: Known;
  readonly before: Node[];
  isWhole: boolean;
  /** It holds more of what another state on the way to it held: what that one can do it can, so it is not looked into. */
  isCovered: boolean;
};

export type Found =
  | { readonly is: 'sound'; readonly doubled: readonly string[] }
  | { readonly is: 'stuck'; readonly node: Node; readonly failed: readonly Token[] }
  | { readonly is: 'endless'; readonly node: Node; readonly again: readonly string[] }
  | { readonly is: 'growing'; readonly node: Node; readonly element: string }
  | { readonly is: 'open'; readonly doubled: readonly string[] };

export type Bounds = {
  readonly states: number;
  readonly moves: number;
  /** Whether everything that can happen is looked at everywhere. */
  readonly whole?: boolean;
  /** Only what happens in the order in which a rehearsal lets it happen. */
  readonly rehearsed?: boolean;
};

export class Exploration {
  readonly #nodes = new Map<string, Node>();
  readonly #answers: Answers;
  readonly #moves: Moves;
  readonly #bounds: Bounds;
  readonly #knowledge: Knowledge | null;
  readonly #doubled = new Set<string>();
  /** Where tokens were first seen to gather before a join. */
  #gathering: { readonly node: Node; readonly element: string } | null = null;
  #open: Node[] = [];

  /** `definition` is an abstract one. With `knowledge` only what the facts allow is looked at, in every order. */
  constructor(definition: Definition, bounds: Bounds, knowledge: Knowledge | null = null) {
    this.#answers = new Answers(definition);
    this.#moves = new Moves(definition, this.#answers, bounds.rehearsed ?? false);
    this.#bounds = knowledge ? { ...bounds, whole: true } : bounds;
    this.#knowledge = knowledge;
  }

  get states(): number {
    return this.#nodes.size;
  }

  get moves(): number {
    return this.#moves.made;
  }

  /** What can be said of all that can come after this step; failures that are there already can be retried. */
  run({ state, commands }: Step, retriable: ReadonlySet<string> = new Set()): Found {
    const first = this.#visit(bare(state, this.#moves.keepsUndos), null, null, commands, new Map());
    const failed = first && newlyFailed(first, retriable);
    if (first && failed && failed.length > 0) return { is: 'stuck', node: first, failed };
    for (;;) {
      const found = this.#close(retriable);
      if (found) return found;
      const trapped = this.#trapped();
      const [inTrap] = trapped;
      if (!inTrap) {
        if (this.#gathering) return { is: 'growing', ...this.#gathering };
        const is = this.#answers.isCut ? 'open' : 'sound';
        return { is, doubled: [...this.#doubled] };
      }
      const partly = trapped.filter((node) => !node.isWhole);
      if (partly.length === 0) return { is: 'endless', node: inTrap, again: againIn(trapped) };
      for (const node of partly) node.isWhole = true;
      this.#open.push(...partly);
    }
  }

  #close(retriable: ReadonlySet<string>): Found | null {
    const { states, moves: most, whole = false } = this.#bounds;
    for (let index = 0; index < this.#open.length; index += 1) {
      const node = this.#open[index];
      if (node?.state.status !== 'running' || node.isCovered) continue;
      const { moves, isAll } = this.#moves.from(node.state, retriable, whole || node.isWhole);
      node.isWhole = isAll;
      if (moves.length === 0) {
        const waiting = Object.values(node.state.tokens);
        return { is: 'stuck', node, failed: waiting };
      }
      for (const move of moves) {
        const { state, commands } = move.step;
        const known = this.#knowledge
          ? this.#knowledge.after(move, node.state, node.known)
          : node.known;
        if (!known) continue;
        const next = this.#visit(state, node, move, commands, known);
        if (!next) continue;
        const failed = newlyFailed(next, retriable);
        if (failed.length > 0) return { is: 'stuck', node: next, failed };
        const growing = this.#growing(next);
        if (growing) {
          if (growing.isWaiting) this.#gathering ??= { node: next, element: growing.element };
          next.isCovered = true;
          next.isWhole = true;
          growing.since.before.push(next);
        }
      }
      if (this.#nodes.size > states || this.#moves.made > most)
        return { is: 'open', doubled: [...this.#doubled] };
    }
    this.#open = [];
    return null;
  }

  /** The node of a state that was not known. */
  #visit(
    state: State,
    from: Node | null,
    by: Move | null,
    commands: readonly Command[],
    known: Known,
  ): Node | null {
    const marking = keyOf(state);
    const key =
      marking === OVER || known.size === 0
        ? marking
        : `${marking} if ${this.#knowledge?.key(known)}`;
    const seen = this.#nodes.get(key);
    if (seen) {
      if (from) seen.before.push(from);
      return null;
    }
    const before = from ? [from] : [];
    const node: Node = {
      state,
      from,
      by,
      commands,
      known,
      before,
      isWhole: false,
      isCovered: false,
    };
    this.#nodes.set(key, node);
    this.#open.push(node);
    return node;
  }

  /** Where more and more tokens gather: before a join, where they may wait for ever, or where each can go on by itself. */
  #growing(node: Node): Growing | null {
    for (const element of doubledIn(node.state)) this.#doubled.add(element);
    const places = placesOf(node.state);
    for (const [place, count] of places) {
      if (count <= MANY) continue;
      for (let at = node.from; at; at = at.from) {
        if (!isMore(places, placesOf(at.state), place)) continue;
        const isWaiting = Object.values(node.state.tokens).some(
          ({ element, wait }) => element === elementAt(place) && wait.kind === 'join',
        );
        return { element: elementAt(place), isWaiting, since: at };
      }
    }
    return null;
  }

  /** The states from which no end can be reached any more, the first first. */
  #trapped(): readonly Node[] {
    const over = this.#nodes.get(OVER);
    const ending = new Set<Node>(over ? [over] : []);
    for (const node of ending) for (const before of node.before) ending.add(before);
    return [...this.#nodes.values()].filter((node) => !ending.has(node));
  }
}

type Growing = { readonly element: string; readonly isWaiting: boolean; readonly since: Node };

const elementAt = (place: string): string => place.split('/').at(-1)?.split('@')[0] ?? place;

/** Nothing is less, and there is more at this place. */
function isMore(
  now: ReadonlyMap<string, number>,
  then: ReadonlyMap<string, number>,
  place: string,
): boolean {
  if ((now.get(place) ?? 0) <= (then.get(place) ?? 0)) return false;
  for (const [one, count] of then) if ((now.get(one) ?? 0) < count) return false;
  return true;
}

function newlyFailed({ state }: Node, retriable: ReadonlySet<string>): readonly Token[] {
  return Object.values(state.tokens).filter(
    ({ id, wait }) => wait.kind === 'failed' && !retriable.has(id),
  );
}

/** The elements that move again and again. */
function againIn(trapped: readonly Node[]): readonly string[] {
  const inTrap = new Set(trapped);
  const elements = trapped.flatMap((node) =>
    node.by && node.from && inTrap.has(node.from) ? [node.by.token.element] : [],
  );
  return [...new Set(elements)];
}
