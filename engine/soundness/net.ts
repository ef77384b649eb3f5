/**
 * A definition as a net of places and moves, with every condition a free choice. A place holds tokens at rest: one for
 * each element, and one for each flow into a join. A move is one thing an element may do with what waits before it: take
 * a token from each of its places and put one on the far side of each flow it leaves by. Every place feeds exactly one
 * element, so what different elements do never conflicts.
 */
import type { Element, Flow } from '../definition.ts';
import type { Graph } from '../graph.ts';
import { portsOf } from '../ports.ts';

export type Move = {
  readonly element: string;
  readonly takes: readonly number[];
  readonly puts: readonly number[];
  readonly flows: readonly string[];
  /** A terminate end takes every token there is. */
  readonly clears: boolean;
};

export type Place = {
  readonly element: string;
  /** The flow into a join whose tokens wait here; null before other elements. */
  readonly flow: string | null;
  /** Index of the element's moves. */
  readonly group: number;
};

export type Net = {
  /** The moves of each element, in the order in which elements are best looked at: upstream before downstream. */
  readonly groups: readonly (readonly Move[])[];
  readonly places: readonly Place[];
  readonly placeOf: (element: string) => number | undefined;
};

export function toNet(graph: Graph, start: string): Net {
  const order = upstreamFirst(graph, start);
  const places: Place[] = [];
  const ofElement = new Map<string, number>();
  const ofFlow = new Map<string, number>();
  for (const [group, element] of order.entries()) {
    if (isJoin(graph, element)) {
      for (const flow of graph.incoming(element.id)) {
        ofFlow.set(flow.id, places.push({ element: element.id, flow: flow.id, group }) - 1);
      }
    } else {
      ofElement.set(element.id, places.push({ element: element.id, flow: null, group }) - 1);
    }
  }
  const target = (flow: Flow): number => ofFlow.get(flow.id) ?? ofElement.get(flow.to) ?? -1;
  const groups = order.map((element): readonly Move[] => {
    const own = ofElement.get(element.id);
    const joined = graph.incoming(element.id).map((flow) => ofFlow.get(flow.id) ?? -1);
    const takes = own === undefined ? joined : [own];
    return waysOut(graph, element).map((flows) => ({
      element: element.id,
      takes,
      puts: flows.map(target).filter((place) => place >= 0),
      flows: flows.map((flow) => flow.id),
      clears: element.type === 'endEvent' && element.terminate === true,
    }));
  });
  return { groups, places, placeOf: (element) => ofElement.get(element) };
}

/** The sets of flows an element may leave by; an end has one way out, by none. */
function waysOut(graph: Graph, element: Element): readonly (readonly Flow[])[] {
  const outgoing = graph.outgoing(element.id);
  if (element.type === 'exclusiveGateway') return outgoing.map((flow) => [flow]);
  if (element.type === 'parallelGateway' || element.type === 'endEvent') return [outgoing];
  const plain = outgoing.filter((flow) => flow.port === undefined);
  const ports = portsOf(element);
  if (ports.length === 0) return [plain];
  const ways = ports.map((port) => outgoing.filter((flow) => flow.port === port));
  return ways.map((own) => (own.length > 0 ? own : plain));
}

function isJoin(graph: Graph, element: Element): boolean {
  return element.type === 'parallelGateway' && graph.incoming(element.id).length > 1;
}

/** Everything reachable, each element after those that lead to it where there is no loop (reverse postorder). */
function upstreamFirst(graph: Graph, start: string): readonly Element[] {
  const seen = new Set([start]);
  const finished: Element[] = [];
  const path: { id: string; rest: Flow[] }[] = [{ id: start, rest: [...graph.outgoing(start)] }];
  for (let top = path.at(-1); top; top = path.at(-1)) {
    const flow = top.rest.shift();
    if (flow && !seen.has(flow.to)) {
      seen.add(flow.to);
      path.push({ id: flow.to, rest: [...graph.outgoing(flow.to)] });
    } else if (!flow) {
      const element = graph.elements.get(top.id);
      if (element) finished.push(element);
      path.pop();
    }
  }
  return finished.reverse();
}
