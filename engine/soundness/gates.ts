/**
 * Gateways at which it matters who comes when. A parallel gateway is none, with or without `needed`: how often it goes on
 * depends on how many have come by each flow. One that calls off the rest is: what comes after it has gone on is left
 * alone. An inclusive one is where somebody has the choice of two of its flows: he holds it up or not, as others have come.
 *
 * Where each token on its way to an inclusive gateway leads to one flow of it, its order is no matter. It goes on when
 * every flow that is still led to is filled, and takes one of each that is, so after any order of the same arrivals it has
 * gone on as often. That ends where what comes out can come back by several flows, unless no two tokens lead to one flow:
 * then it goes on when all of them have come or gone elsewhere, and so nobody comes back while another is on his way.
 */
import type { Definition } from '../definition.ts';
import { predecessors } from '../graph/branches-before.ts';
import { type Graph, graphOf } from '../graph.ts';
import type { Token } from '../state.ts';

export type Gate = {
  readonly id: string;
  /** It calls off the rest. */
  readonly cancels: boolean;
  /** Where tokens are called off. */
  readonly before: ReadonlySet<string>;
  /** The flows by which this token, or what becomes of it, can come; none: it never can. */
  readonly flowsOf: (token: Token) => readonly string[];
  /** What has left it can come back by several flows. */
  readonly comesBack: boolean;
};

const NOWHERE: ReadonlySet<string> = new Set();
const NO_FLOWS: readonly string[] = [];

export function gatesIn(definition: Definition): readonly Gate[] {
  const graph = graphOf(definition);
  return definition.elements.flatMap((element): readonly Gate[] => {
    if (graph.incoming(element.id).length < 2) return [];
    if (element.type === 'inclusiveGateway') return [inclusiveGate(graph, element.id)];
    const cancels = element.type === 'parallelGateway' && element.join?.cancelRest === true;
    return cancels ? [cancellingGate(graph, element.id)] : [];
  });
}

/** Whether it makes a difference in which order these come. */
export function matters(gate: Gate, coming: readonly Token[]): boolean {
  if (gate.cancels) return true;
  const flows = coming.map(gate.flowsOf);
  if (flows.some((own) => own.length > 1)) return true;
  return gate.comesBack && new Set(flows.flat()).size < coming.length;
}

/** Whether a token here is called off by it, or has come to it. */
export function isBefore(gate: Gate, element: string): boolean {
  return element === gate.id || gate.before.has(element);
}

/** Part of the flow, and neither beside it nor new. */
export function isWithin(token: Token | undefined): boolean {
  return token !== undefined && token.guards === undefined && !token.listens;
}

function inclusiveGate(graph: Graph, id: string): Gate {
  const byElement = new Map<string, string[]>();
  for (const [flow, elements] of graph.reachOf(id)) {
    for (const element of elements) {
      const flows = byElement.get(element);
      if (flows) flows.push(flow);
      else byElement.set(element, [flow]);
    }
  }
  const returning = graph
    .outgoing(id)
    .flatMap((flow) => (flow.to === id ? [flow.id] : (byElement.get(flow.to) ?? [])));
  const back = [...new Set(returning)];
  return {
    id,
    cancels: false,
    before: NOWHERE,
    comesBack: back.length > 1,
    flowsOf: ({ element, wait, flow }) => {
      if (element !== id) return byElement.get(element) ?? NO_FLOWS;
      return wait.kind === 'join' && flow !== null ? [flow] : back;
    },
  };
}

function cancellingGate(graph: Graph, id: string): Gate {
  const leading = new Set([id]);
  for (const one of leading) for (const before of predecessors(graph, one)) leading.add(before);
  const some = [id];
  return {
    id,
    cancels: true,
    before: graph.branchesBefore(id),
    comesBack: false,
    flowsOf: ({ element }) => (leading.has(element) ? some : NO_FLOWS),
  };
}
