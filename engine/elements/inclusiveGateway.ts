/**
 * Every way whose conditions hold, else the default. Coming together, it waits for every token that can still arrive by a
 * flow that has brought none yet (BPMN 2.0, 13.4.3), which only the whole run can tell: so it is looked at when all other
 * tokens are at rest (`openInclusive`).
 */
import type { ElementOf, Flow } from '../definition.ts';
import type { Graph } from '../graph.ts';
import type { Ask } from '../messages.ts';
import type { Token } from '../state.ts';
import type { Turn } from '../turn.ts';
import type { Behaviour } from './behaviour.ts';

export const inclusiveGateway: Behaviour<'inclusiveGateway'> = {
  enter(turn, token, element, attempt) {
    // Put here by a person, it waits for nobody.
    if (attempt > 1 || token.flow === null || turn.graph.incoming(element.id).length < 2)
      split(turn, token, element, attempt);
    else turn.wait(token, { kind: 'join' });
  },
  on: {
    flowsChosen(turn, token, element, event) {
      const { always, asked, otherwise } = waysOf(element, turn.graph);
      const unknown = event.flows.find((id) => !asked.some((flow) => flow.id === id));
      const chosen = asked.filter(({ id }) => event.flows.includes(id));
      const taken = [...always, ...chosen];
      if (unknown !== undefined)
        turn.fail(token, 'unknown_flow', `“${unknown}” was not among the flows asked about.`);
      else turn.leave(token, taken.length > 0 ? taken : otherwise, null);
    },
  },
  ask(element, graph) {
    const { asked } = waysOf(element, graph);
    return asked.length > 0 ? question(asked) : null;
  },
};

/** Lets every inclusive gateway go on that waits for nothing more. True when one did. */
export function openInclusive(turn: Turn): boolean {
  if (!turn.graph.hasInclusive) return false;
  for (const token of turn.tokens) {
    const element = turn.graph.elements.get(token.element);
    if (element?.type !== 'inclusiveGateway' || token.wait.kind !== 'join') continue;
    const round = completeRound(turn, token);
    if (!round) continue;
    const [last, ...others] = [...round].reverse();
    if (!last) continue;
    for (const one of others) turn.consume(one);
    split(turn, last, element, 1);
    return true;
  }
  return false;
}

/** The oldest waiting token of each flow that has brought one; nothing while another one can still come. */
function completeRound(turn: Turn, { element, scope }: Token): readonly Token[] | null {
  const here = turn.tokens.filter((token) => token.element === element && token.scope === scope);
  const waiting = here.filter(({ wait }) => wait.kind === 'join');
  const reach = turn.graph.reachOf(element);
  const round = [...reach.keys()].flatMap(
    (flow) => waiting.find((token) => token.flow === flow) ?? [],
  );
  const filled = new Set(round.map(({ flow }) => flow));
  const empty = [...reach].filter(([flow]) => !filled.has(flow));
  const isHeld = turn.tokens.some((token) => {
    if (token.scope !== scope || token.element === element || token.listens) return false;
    const canReach = ([, elements]: readonly [string, ReadonlySet<string>]) =>
      elements.has(token.element);
    return empty.some(canReach) && ![...reach].some((one) => filled.has(one[0]) && canReach(one));
  });
  return isHeld ? null : round.sort((one, other) => waiting.indexOf(one) - waiting.indexOf(other));
}

function split(
  turn: Turn,
  token: Token,
  element: ElementOf<'inclusiveGateway'>,
  attempt: number,
): void {
  const { always, asked, otherwise } = waysOf(element, turn.graph);
  if (asked.length > 0) turn.ask(token, question(asked), attempt);
  else turn.leave(token, always.length > 0 ? always : otherwise, null);
}

type Conditional = Flow & { readonly conditions: NonNullable<Flow['conditions']> };

function waysOf(
  { id, default: otherwise }: ElementOf<'inclusiveGateway'>,
  graph: Graph,
): {
  readonly always: readonly Flow[];
  readonly asked: readonly Conditional[];
  readonly otherwise: readonly Flow[];
} {
  const outgoing = graph.outgoing(id);
  const others = outgoing.filter((flow) => flow.id !== otherwise);
  return {
    always: others.filter((flow) => flow.conditions === undefined),
    asked: others.filter((flow): flow is Conditional => flow.conditions !== undefined),
    otherwise: outgoing.filter((flow) => flow.id === otherwise).slice(0, 1),
  };
}

function question(flows: readonly Conditional[]): Ask {
  return { kind: 'chooseFlows', flows: flows.map(({ id, conditions }) => ({ id, conditions })) };
}
