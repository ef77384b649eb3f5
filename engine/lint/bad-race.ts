/** Behind an event-based gateway stand the events that race, each reached from there alone. */
import { elementsOf, nameOf, type Report, type Rule } from './finding.ts';

export const badRace: Rule = {
  name: 'bad-race',
  says: 'An event-based gateway leads to something other than catch events of its own, or to fewer than two.',
  *find({ definition, graph }): Iterable<Report> {
    for (const gateway of elementsOf(definition, 'eventBasedGateway')) {
      const name = nameOf(gateway);
      const outgoing = graph.outgoing(gateway.id);
      if (outgoing.length === 0) {
        yield {
          level: 'warning',
          element: gateway.id,
          message: `No event stands behind “${name}”, so there is nothing to wait for.`,
          values: { element: name, problem: 'none' },
        };
      }
      if (outgoing.length === 1) {
        yield {
          level: 'warning',
          element: gateway.id,
          message: `Only one event stands behind “${name}”, so there is no race.`,
          values: { element: name, problem: 'one' },
        };
      }
      for (const flow of outgoing) {
        const next = graph.elements.get(flow.to);
        if (!next) continue;
        const about = { level: 'error', element: gateway.id, flow: flow.id } as const;
        if (next.type !== 'intermediateCatchEvent') {
          yield {
            ...about,
            message: `“${name}” leads to “${nameOf(next)}”, which waits for no event.`,
            values: { element: name, next: nameOf(next), problem: 'type' },
          };
        } else if (graph.incoming(next.id).length > 1) {
          yield {
            ...about,
            message: `“${nameOf(next)}” behind “${name}” is also reached from elsewhere. Give the race an event of its own.`,
            values: { element: name, next: nameOf(next), problem: 'shared' },
          };
        }
      }
    }
  },
};
