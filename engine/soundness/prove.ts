/**
 * Whether every run of a definition comes to its end, whatever is chosen and whatever happens: the definition is played
 * on the interpreter with every answer there can be. The same is asked of a run under way that is to be moved.
 */
import type { Definition } from '../definition.ts';
import { graphOf } from '../graph.ts';
import { start as begin } from '../interpreter.ts';
import type { Command, TokenEvent } from '../messages.ts';
import type { State } from '../state.ts';
import { abstracted, abstractedState } from './abstract.ts';
import { NOW } from './answers.ts';
import { type Bounds, Exploration, type Found, type Node } from './explore.ts';
import { Knowledge } from './knowledge.ts';
import { repeatsMatter } from './repeats.ts';

/** What is looked at before the question is left open. */
export const BOUNDS: Bounds = { states: 20_000, moves: 60_000 };

export type Proof = { readonly states: number } & (
  | {
      readonly verdict: 'sound';
      /** Elements that can hold two tokens at once, so that what follows happens twice. */
      readonly doubled: readonly string[];
    }
  /** A token can go no further: it waits at a join for one by `missing`, or fails with `code`. */
  | {
      readonly verdict: 'stuck';
      readonly element: string;
      readonly code: string;
      readonly missing: readonly string[];
      readonly path: Path;
    }
  /** From here on the run can never end; `element` moves again and again. */
  | { readonly verdict: 'endless'; readonly element: string; readonly path: Path }
  /** More and more tokens gather at `element`, a join. They may all go on in the end: no way was found on which they do not. */
  | { readonly verdict: 'growing'; readonly element: string; readonly path: Path }
  /** There was more to look at than the bounds allow, or not all was tried; nothing wrong was found in the rest. */
  | { readonly verdict: 'open' }
);

/** What happens, from the beginning on: so much that it can be played. */
export type Path = readonly Stage[];
export type Stage = {
  /** The element that an event came to; null at the beginning. */
  readonly at: string | null;
  readonly event: TokenEvent | null;
  /** The tokens that began to ask the record. */
  readonly asked: readonly string[];
  /** The elements that were left, in order, each by these flows. */
  readonly left: readonly { readonly element: string; readonly flows: readonly string[] }[];
};

export type Chance = {
  /**
   * `certain`: the facts can be such that it happens. `never`: they cannot. `open`: it cannot be told, or it takes
   * somebody who changes the record in the meantime.
   */
  readonly chance: 'certain' | 'never' | 'open';
  /** The trap and a way into it, which may be another than was found first. */
  readonly trap: Trap;
};

export type Trap = Extract<Proof, { readonly path: Path }>;

const remembered = new WeakMap<Definition, Map<string, Proof>>();

/** What can be said of every run that begins at this start event. */
export function prove(definition: Definition, start: string, bounds: Bounds = BOUNDS): Proof {
  const known = remembered.get(definition) ?? new Map<string, Proof>();
  const place = `${start} ${bounds.states} ${bounds.moves} ${bounds.whole ?? false}`;
  const proof = known.get(place) ?? proveStart(definition, start, bounds);
  remembered.set(definition, known.set(place, proof));
  return proof;
}

function proveStart(definition: Definition, start: string, bounds: Bounds): Proof {
  const abstract = abstracted(definition);
  const event = { type: 'started', at: NOW, start, variables: {}, called: true } as const;
  const exploration = new Exploration(abstract, bounds);
  const found = exploration.run(begin(abstract, event));
  return toProof(definition, found, exploration.states);
}

/** What is looked at to tell whether the conditions let something happen. */
const CHANCE_BOUNDS: Bounds = { states: 4_000, moves: 20_000 };

/** Whether a trap that was found is one for the facts there can be, since gateways that look at the same facts agree. */
export function chanceOf(definition: Definition, start: string, trap: Trap): Chance {
  const abstract = abstracted(definition);
  const first = begin(abstract, { type: 'started', at: NOW, start, variables: {}, called: true });
  const explore = (knowledge: Knowledge | null, more: Partial<Bounds> = {}): Found =>
    new Exploration(abstract, { ...CHANCE_BOUNDS, ...more }, knowledge).run(first);
  /** The same trap on a way that can be played, where there is one. */
  const played = (found: Trap, knowledge: Knowledge | null): Trap => {
    const other = explore(knowledge, { whole: true, rehearsed: true });
    return found.verdict === 'stuck' && other.is === 'stuck'
      ? trapIn(definition, other, found)
      : found;
  };
  if (!definition.flows.some(({ conditions }) => conditions)) {
    const chance = trap.verdict === 'growing' ? 'open' : 'certain';
    return { chance, trap: played(trap, null) };
  }
  const surely = () => new Knowledge(definition, { isStill: true, isStrict: true });
  const sure = surely();
  const found = explore(sure);
  if (found.is === 'stuck' || (found.is === 'endless' && !sure.isCut))
    return { chance: 'certain', trap: played(trapIn(definition, found, trap), surely()) };
  const loosely = () => new Knowledge(definition, { isStill: false, isStrict: false });
  const possible = explore(loosely());
  if (possible.is === 'sound' && !repeatsMatter(definition))
    return { chance: 'never', trap: played(trap, null) };
  return { chance: 'open', trap: played(trapIn(definition, possible, trap), loosely()) };
}

/** The trap that was found now, or the one from before where there is none. */
function trapIn(definition: Definition, found: Found, before: Trap): Trap {
  const proof = toProof(definition, found, before.states);
  return 'path' in proof ? proof : before;
}

/** What can be said of a run that is in this state; what has failed there can be retried. */
export function proveFrom(definition: Definition, state: State, bounds: Bounds = BOUNDS): Proof {
  const abstract = abstracted(definition);
  const failed = Object.values(state.tokens).filter(({ wait }) => wait.kind === 'failed');
  const retriable = new Set(failed.map(({ id }) => id));
  const exploration = new Exploration(abstract, bounds);
  const begun = { ...abstractedState(definition, state), called: true } as const;
  const found = exploration.run({ state: begun, commands: [] }, retriable);
  return toProof(definition, found, exploration.states);
}

function toProof(definition: Definition, found: Found, states: number): Proof {
  switch (found.is) {
    case 'sound':
      if (repeatsMatter(definition)) return { verdict: 'open', states };
      return { verdict: 'sound', states, doubled: found.doubled };
    case 'open':
      return { verdict: 'open', states };
    case 'growing':
      return { verdict: 'growing', states, element: found.element, path: pathTo(found.node) };
    case 'endless': {
      const [again] = found.again;
      const [waiting] = Object.values(found.node.state.tokens);
      const element = again ?? waiting?.element ?? '';
      return { verdict: 'endless', states, element, path: pathTo(found.node) };
    }
    case 'stuck': {
      const [token] = found.failed;
      const element = token?.element ?? '';
      const code = token?.wait.kind === 'failed' ? token.wait.code : 'join_stuck';
      const there = new Set(
        Object.values(found.node.state.tokens).map((one) =>
          one.element === element && one.scope === token?.scope ? one.flow : null,
        ),
      );
      const incoming = code === 'join_stuck' ? graphOf(definition).incoming(element) : [];
      const missing = incoming.map(({ id }) => id).filter((id) => !there.has(id));
      return { verdict: 'stuck', states, element, code, missing, path: pathTo(found.node) };
    }
  }
}

function pathTo(last: Node): Path {
  const path: Stage[] = [];
  for (let node: Node | null = last; node; node = node.from) {
    const { by, commands } = node;
    path.push({
      at: by?.token.element ?? null,
      event: by?.answer.event ?? null,
      asked: commands.flatMap((one) => (one.type === 'ask' ? [one.token] : [])),
      left: leftIn(commands),
    });
  }
  return path.reverse();
}

function leftIn(commands: readonly Command[]): Stage['left'] {
  const left = new Map<string, { element: string; flows: string[] }>();
  for (const command of commands) {
    if (command.type !== 'left' || command.flow === null) continue;
    const own = left.get(command.token) ?? { element: command.element, flows: [] };
    own.flows.push(command.flow);
    left.set(command.token, own);
  }
  return [...left.values()];
}
