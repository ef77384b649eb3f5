/**
 * The flows of a gateway that decides: an exclusive one has conditions on all but its default, and a default, so that no
 * set of facts leaves a ticket standing. An inclusive one has a default, or a flow without conditions, which it always
 * takes. Neither needs a default where some condition holds whatever the facts are. A gateway with one way out only brings
 * ways together.
 */
import { Coverage } from '../conditions/coverage.ts';
import { domainsOf } from '../conditions/domains.ts';
import { exampleWords } from '../conditions/spelled.ts';
import type { Definition, ElementOf, Flow } from '../definition.ts';
import { lookedAt } from './choices.ts';
import { elementsOf, nameOf, type Report, type Rule } from './finding.ts';

export const gatewayChoice: Rule = {
  name: 'gateway-choice',
  says: 'A gateway that chooses has no default flow, or a flow whose conditions are missing or never asked.',
  *find({ definition, graph }): Iterable<Report> {
    for (const gateway of elementsOf(definition, 'exclusiveGateway')) {
      yield* findIn(definition, gateway, graph.outgoing(gateway.id));
    }
    for (const gateway of elementsOf(definition, 'inclusiveGateway')) {
      yield* findInclusive(definition, gateway, graph.outgoing(gateway.id));
    }
  },
};

function* findIn(
  definition: Definition,
  gateway: ElementOf<'exclusiveGateway'>,
  outgoing: readonly Flow[],
): Iterable<Report> {
  const element = gateway.id;
  const name = nameOf(gateway);
  const about = { element } as const;
  const byDefault = outgoing.find((flow) => flow.id === gateway.default);
  yield* defaultProblems(gateway, byDefault);
  if (outgoing.length < 2 && !outgoing[0]?.conditions) return;
  const bare = outgoing.filter((flow) => flow !== byDefault && !flow.conditions);
  const [first] = bare;
  if (!byDefault && bare.length === 1 && first) {
    const isLast = outgoing.at(-1) === first;
    yield {
      ...about,
      // As the last one it is taken where no other holds, just as a default is; before others it hides them.
      level: isLast ? 'warning' : 'error',
      flow: first.id,
      message: `“${name}” has no default flow. The flow “${first.name ?? first.id}” has no conditions: make it the default, or give it conditions.`,
      values: { element: name, flow: first.name ?? first.id, problem: 'no-default' },
      fix: [{ type: 'updateElement', id: element, element: { ...gateway, default: first.id } }],
    };
    return;
  }
  if (!byDefault) yield* gapIn(definition, gateway, outgoing);
  for (const flow of bare) {
    yield {
      ...about,
      level: 'error',
      flow: flow.id,
      message: `The flow “${flow.name ?? flow.id}” from “${name}” has no conditions, so the flows after it are never looked at.`,
      values: { element: name, flow: flow.name ?? flow.id, problem: 'no-conditions' },
    };
  }
}

function* findInclusive(
  definition: Definition,
  gateway: ElementOf<'inclusiveGateway'>,
  outgoing: readonly Flow[],
): Iterable<Report> {
  const element = gateway.id;
  const name = nameOf(gateway);
  const byDefault = outgoing.find((flow) => flow.id === gateway.default);
  yield* defaultProblems(gateway, byDefault);
  if (outgoing.length < 2 && !outgoing[0]?.conditions) return;
  const others = outgoing.filter((flow) => flow !== byDefault);
  const always = others.filter((flow) => !flow.conditions);
  if (!byDefault && always.length === 0) {
    yield* gapIn(definition, gateway, outgoing);
  } else if (byDefault && always.length > 0) {
    const flow = byDefault.name ?? byDefault.id;
    yield {
      level: 'warning',
      element,
      flow: byDefault.id,
      message: `The default flow of “${name}” is never taken, since another flow has no conditions and is always taken.`,
      values: { element: name, flow, problem: 'never-default' },
    };
  } else if (always.length === outgoing.length) {
    yield {
      level: 'warning',
      element,
      message: `“${name}” always takes all of its flows. Give them conditions, or draw a parallel gateway.`,
      values: { element: name, problem: 'no-choice' },
    };
  }
}

/** Nothing is taken where no condition holds. Variables may be set to anything, whatever the process says of them. */
function* gapIn(
  definition: Definition,
  gateway: ElementOf<'exclusiveGateway'> | ElementOf<'inclusiveGateway'>,
  outgoing: readonly Flow[],
): Iterable<Report> {
  const conditions = lookedAt(gateway, outgoing).map((flow) => flow.conditions);
  const gap = new Coverage(conditions, domainsOf(definition, false)).gap(true);
  if (gap === 'none') return;
  const example = gap !== 'open' && gap.told.length > 0 ? gap : null;
  yield {
    level: 'error',
    element: gateway.id,
    message: `“${nameOf(gateway)}” has no default flow: a ticket for which no condition holds would stop here${example ? `, for example with ${exampleWords(example)}` : ''}.`,
    values: { element: nameOf(gateway), problem: 'no-default' },
    ...(example ? { example: { all: example.told } } : {}),
  };
}

/** A default that leaves another element, or whose conditions nobody asks. */
function* defaultProblems(
  gateway: ElementOf<'exclusiveGateway'> | ElementOf<'inclusiveGateway'>,
  byDefault: Flow | undefined,
): Iterable<Report> {
  const element = gateway.id;
  const name = nameOf(gateway);
  if (gateway.default !== undefined && !byDefault) {
    const { default: _, ...bare } = gateway;
    yield {
      level: 'error',
      element,
      message: `The default of “${name}” is no flow that leaves it.`,
      values: { element: name, problem: 'unknown-default' },
      fix: [{ type: 'updateElement', id: element, element: bare }],
    };
  }
  if (byDefault?.conditions) {
    const { conditions: _, ...plain } = byDefault;
    const flow = byDefault.name ?? byDefault.id;
    yield {
      level: 'warning',
      element,
      flow: byDefault.id,
      message: `The default flow of “${name}” has conditions, which are never looked at.`,
      values: { element: name, flow, problem: 'default-conditions' },
      fix: [{ type: 'updateFlow', id: byDefault.id, flow: plain }],
    };
  }
}
