/** The gateways that choose, each with the flows whose conditions it looks at and what those leave open. */
import type { Condition } from '../condition.ts';
import { Coverage } from '../conditions/coverage.ts';
import { domainsOf } from '../conditions/domains.ts';
import type { Definition, ElementOf, Flow } from '../definition.ts';
import type { Graph } from '../graph.ts';
import { elementsOf, nameOf } from './finding.ts';

type Gateway = ElementOf<'exclusiveGateway'> | ElementOf<'inclusiveGateway'>;
type Conditional = Flow & { readonly conditions: Condition };

export type Choice = {
  readonly gateway: Gateway;
  /** In the order in which they are looked at; an exclusive gateway looks no further than a flow without conditions. */
  readonly flows: readonly Conditional[];
  readonly coverage: Coverage;
  /** The same where variables may be other than the process says of them. */
  readonly anyway: Coverage;
};

const remembered = new WeakMap<Definition, readonly Choice[]>();

export function choicesIn(definition: Definition, graph: Graph): readonly Choice[] {
  const known = remembered.get(definition);
  if (known) return known;
  const [declared, possible] = [domainsOf(definition), domainsOf(definition, false)];
  const choices = elementsOf(definition, 'exclusiveGateway', 'inclusiveGateway').map((gateway) => {
    const flows = lookedAt(gateway, graph.outgoing(gateway.id));
    const conditions = flows.map((flow) => flow.conditions);
    const coverage = new Coverage(conditions, declared);
    const anyway = definition.variables ? new Coverage(conditions, possible) : coverage;
    return { gateway, flows, coverage, anyway };
  });
  remembered.set(definition, choices);
  return choices;
}

export function lookedAt(gateway: Gateway, outgoing: readonly Flow[]): readonly Conditional[] {
  const others = outgoing.filter(({ id }) => id !== gateway.default);
  const bare = others.findIndex(({ conditions }) => !conditions);
  const looked = gateway.type === 'exclusiveGateway' && bare >= 0 ? others.slice(0, bare) : others;
  return looked.flatMap((flow) => {
    const { conditions } = flow;
    return conditions ? [{ ...flow, conditions }] : [];
  });
}

/** A flow as a reader knows it: by its name, else by where it leads. */
export function flowName(flow: Flow | undefined, graph: Graph): string {
  const target = graph.elements.get(flow?.to ?? '');
  return flow?.name?.trim() || (target ? nameOf(target) : (flow?.id ?? ''));
}
