/**
 * Outcomes and the flows that leave by them fit together: every outcome has a way out, and every port names an outcome.
 * A flow without a port serves all outcomes that have no flow of their own.
 */
import type { Element, Flow } from '../definition.ts';
import { portsOf } from '../ports.ts';
import { type Finding, nameOf, type Rule } from './finding.ts';

export const outcomeWithoutFlow: Rule = {
  name: 'outcome-without-flow',
  says: 'A task or approval can end with an outcome for which no flow leaves it.',
  *find({ definition, graph }) {
    for (const element of definition.elements) {
      const outgoing = graph.outgoing(element.id);
      if (outgoing.length === 0 || outgoing.some((flow) => flow.port === undefined)) continue;
      const taken = new Set(outgoing.map((flow) => flow.port));
      const ports = portsOf(element).filter((port) => port !== 'timedOut');
      for (const port of ports.filter((one) => !taken.has(one))) yield without(element, port);
      if (portsOf(element).length === 0) yield without(element, 'done');
    }
  },
};

export const timedOutFlow: Rule = {
  name: 'timed-out-flow',
  says: 'An approval has a due time but no flow for being timed out, or the flow but no due time.',
  *find({ definition, graph }) {
    for (const element of definition.elements) {
      if (element.type !== 'approval') continue;
      const outgoing = graph.outgoing(element.id);
      const flow = outgoing.find((one) => one.port === 'timedOut');
      const name = nameOf(element);
      const about = { rule: 'timed-out-flow', level: 'error', element: element.id } as const;
      if (element.approval.due && !flow && !outgoing.some((one) => one.port === undefined)) {
        const message = `“${name}” has a due time. Draw where it goes when nobody has decided by then.`;
        yield { ...about, message, values: { element: name, problem: 'no-flow' } };
      }
      if (!element.approval.due && flow) {
        const message = `“${name}” has a flow for being timed out but no due time, so it is never taken.`;
        const fix = [{ type: 'disconnect', ids: [flow.id] }] as const;
        yield {
          ...about,
          flow: flow.id,
          message,
          values: { element: name, problem: 'no-due' },
          fix,
        };
      }
    }
  },
};

export const unknownPort: Rule = {
  name: 'unknown-port',
  says: 'A flow leaves by an outcome that its element does not have.',
  *find({ definition, graph }) {
    for (const flow of definition.flows) {
      const element = graph.elements.get(flow.from);
      if (!element || flow.port === undefined) continue;
      if (element.type === 'approval' && flow.port === 'timedOut') continue;
      if (!portsOf(element).includes(flow.port)) yield unknown(element, flow, flow.port);
    }
  },
};

function without(element: Element, outcome: string): Finding {
  return {
    rule: 'outcome-without-flow',
    level: 'error',
    element: element.id,
    message: `No flow leaves “${nameOf(element)}” by “${outcome}”.`,
    values: { element: nameOf(element), outcome },
  };
}

function unknown(element: Element, flow: Flow, port: string): Finding {
  const { port: _, ...plain } = flow;
  return {
    rule: 'unknown-port',
    level: 'error',
    element: element.id,
    flow: flow.id,
    message: `“${nameOf(element)}” has no outcome “${port}”, so this flow is never taken.`,
    values: { element: nameOf(element), outcome: port },
    fix: [{ type: 'updateFlow', id: flow.id, flow: plain }],
  };
}
