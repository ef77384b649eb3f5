/**
 * Plays a definition through all its choices and says whether it always completes: no token is left that can never move,
 * and from everywhere the end can be reached. Only one element is moved at each point, the one furthest upstream: since
 * elements never conflict, that finds every stuck state and every trap without trying all interleavings.
 */
import type { Graph } from '../graph.ts';
import { type Move, type Net, toNet } from './net.ts';

/** States looked at before the question is left open. */
export const MAX_MARKINGS = 10_000;
/** So many tokens in one place are taken as growing without end. */
const MAX_TOKENS_IN_PLACE = 4;

export type Proof =
  | {
      readonly verdict: 'sound' /** Elements that can hold two tokens at once, so that what follows happens twice. */;
      readonly doubled: readonly string[];
    }
  /** Tokens wait at `element`, a join, for one by `missing`, and nothing can move. */
  | {
      readonly verdict: 'stuck';
      readonly element: string;
      readonly missing: readonly string[];
      readonly path: Path;
    }
  /** From here on the run can never end; `element` moves again and again. */
  | { readonly verdict: 'endless'; readonly element: string; readonly path: Path }
  /** More and more tokens gather at `element`. */
  | { readonly verdict: 'growing'; readonly element: string; readonly path: Path }
  | {
      readonly verdict: 'open' /** It holds what is not looked at here. */;
      readonly unseen?: true;
    };

/** The moves that lead there, from the start on. */
export type Path = readonly { readonly element: string; readonly flows: readonly string[] }[];

/** Tokens by place; places without tokens are left out. */
type Marking = ReadonlyMap<number, number>;

type Node = {
  readonly marking: Marking;
  readonly from: Node | null;
  readonly by: Move | null;
  readonly before: Node[];
};

const remembered = new WeakMap<Graph, Map<string, Proof>>();

/** What can be said of every run that begins at this start event. */
export function prove(graph: Graph, start: string): Proof {
  const known = remembered.get(graph) ?? new Map<string, Proof>();
  const proof = known.get(start) ?? explore(graph, start);
  remembered.set(graph, known.set(start, proof));
  return proof;
}

const SEEN: readonly string[] = [
  'startEvent',
  'userTask',
  'approval',
  'serviceTask',
  'businessRuleTask',
  'exclusiveGateway',
  'parallelGateway',
  'intermediateCatchEvent',
  'endEvent',
];

function isSeen({ elements }: Graph): boolean {
  return [...elements.values()].every((element) => {
    if (!SEEN.includes(element.type)) return false;
    if (element.type === 'parallelGateway') return element.join === undefined;
    if (element.type === 'endEvent') return element.error === undefined;
    return !('loop' in element);
  });
}

function explore(graph: Graph, start: string): Proof {
  if (!isSeen(graph)) return { verdict: 'open', unseen: true };
  const net = toNet(graph, start);
  const first = net.placeOf(start);
  if (first === undefined) return { verdict: 'open' };
  const nodes = new Map<string, Node>();
  const doubled = new Set<string>();
  const open: Node[] = [];
  const visit = (marking: Marking, from: Node | null, by: Move | null): void => {
    const key = keyOf(marking);
    const known = nodes.get(key);
    if (known) {
      if (from) known.before.push(from);
      return;
    }
    const node: Node = { marking, from, by, before: from ? [from] : [] };
    nodes.set(key, node);
    open.push(node);
  };
  visit(new Map([[first, 1]]), null, null);
  for (const node of open) {
    for (const [place, count] of node.marking) {
      const element = net.places[place]?.element ?? '';
      if (count > MAX_TOKENS_IN_PLACE) {
        return canBeCut(net)
          ? { verdict: 'open' }
          : { verdict: 'growing', element, path: pathTo(node) };
      }
      if (count > 1) doubled.add(element);
    }
    if (node.marking.size === 0) continue;
    const moves = furthestUpstream(net, node.marking);
    if (!moves) return stuck(net, node);
    for (const move of moves) visit(after(node.marking, move), node, move);
    if (nodes.size > MAX_MARKINGS) return { verdict: 'open' };
  }
  const trapped = findTrapped(nodes);
  if (!trapped) return { verdict: 'sound', doubled: [...doubled] };
  if (canBeCut(net)) return { verdict: 'open' };
  const [place] = trapped.marking.keys();
  const element = net.places[place ?? -1]?.element ?? start;
  return { verdict: 'endless', element, path: pathTo(trapped) };
}

/** A terminate end may cut a loop short that runs beside it; moving one element at a time cannot tell. */
function canBeCut(net: Net): boolean {
  return net.groups.some((group) => group.some((move) => move.clears));
}

function stuck(net: Net, node: Node): Proof {
  const waiting = [...node.marking.keys()].map((place) => net.places[place]);
  const element = waiting[0]?.element ?? '';
  const missing = net.places.flatMap((place, index) =>
    place.element === element && place.flow !== null && !node.marking.has(index)
      ? [place.flow]
      : [],
  );
  return { verdict: 'stuck', element, missing, path: pathTo(node) };
}

/** The first state from which the run cannot end any more, if there is one. */
function findTrapped(nodes: ReadonlyMap<string, Node>): Node | null {
  const end = nodes.get('');
  const ending = new Set<Node>(end ? [end] : []);
  for (const node of ending) for (const before of node.before) ending.add(before);
  for (const node of nodes.values()) if (!ending.has(node)) return node;
  return null;
}

/** The moves of the first element that can move; a stuck marking has none. */
function furthestUpstream(net: Net, marking: Marking): readonly Move[] | null {
  const groups = new Set([...marking.keys()].map((place) => net.places[place]?.group ?? -1));
  for (const index of [...groups].sort((one, other) => one - other)) {
    const moves = net.groups[index];
    if (moves?.some((move) => isPossible(move, marking))) return moves;
  }
  return null;
}

function isPossible(move: Move, marking: Marking): boolean {
  return move.takes.every((place) => marking.has(place));
}

function after(marking: Marking, move: Move): Marking {
  if (move.clears) return new Map();
  const next = new Map(marking);
  for (const place of move.takes) {
    const left = (next.get(place) ?? 0) - 1;
    if (left > 0) next.set(place, left);
    else next.delete(place);
  }
  for (const place of move.puts) next.set(place, (next.get(place) ?? 0) + 1);
  return next;
}

function keyOf(marking: Marking): string {
  return [...marking]
    .sort(([one], [other]) => one - other)
    .map(([place, count]) => `${place}x${count}`)
    .join(' ');
}

function pathTo(node: Node): Path {
  const path: { element: string; flows: readonly string[] }[] = [];
  for (let at: Node | null = node; at?.by; at = at.from) {
    path.push({ element: at.by.element, flows: at.by.flows });
  }
  return path.reverse();
}
