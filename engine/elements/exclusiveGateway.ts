/**
 * One way on: the first outgoing flow, in the order of the definition, whose conditions hold; a flow without conditions
 * always holds; else the default. Nothing is asked where the first candidate needs no question (a plain merge included).
 */
import type { ElementOf, Flow } from '../definition.ts';
import type { Graph } from '../graph.ts';
import type { Ask } from '../messages.ts';
import type { Behaviour } from './behaviour.ts';

export const exclusiveGateway: Behaviour<'exclusiveGateway'> = {
  enter(turn, token, element, attempt) {
    const { asked, otherwise } = candidatesOf(element, turn.graph);
    if (asked.length > 0) turn.ask(token, question(asked), attempt);
    else turn.leave(token, otherwise, null);
  },
  on: {
    flowChosen(turn, token, element, event) {
      const { asked, otherwise } = candidatesOf(element, turn.graph);
      const chosen = asked.find((flow) => flow.id === event.flow);
      if (event.flow === null) turn.leave(token, otherwise, null);
      else if (chosen) turn.leave(token, [chosen], null);
      else turn.fail(token, 'unknown_flow', `“${event.flow}” was not among the flows asked about.`);
    },
  },
  ask(element, graph) {
    const { asked } = candidatesOf(element, graph);
    return asked.length > 0 ? question(asked) : null;
  },
};

type Conditional = Flow & { readonly conditions: NonNullable<Flow['conditions']> };

/** The flows whose conditions must be looked at, and the one flow (or none) that is taken when none of them holds. */
function candidatesOf(
  gateway: ElementOf<'exclusiveGateway'>,
  graph: Graph,
): { readonly asked: readonly Conditional[]; readonly otherwise: readonly Flow[] } {
  const asked: Conditional[] = [];
  const outgoing = graph.outgoing(gateway.id);
  for (const flow of outgoing) {
    if (flow.id === gateway.default) continue;
    if (!isConditional(flow)) return { asked, otherwise: [flow] };
    asked.push(flow);
  }
  return { asked, otherwise: outgoing.filter((flow) => flow.id === gateway.default).slice(0, 1) };
}

function isConditional(flow: Flow): flow is Conditional {
  return flow.conditions !== undefined;
}

function question(flows: readonly Conditional[]): Ask {
  return {
    kind: 'chooseFlow',
    flows: flows.map(({ id, conditions }) => ({ id, conditions })),
  };
}
