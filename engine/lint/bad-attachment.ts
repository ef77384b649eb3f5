/** A border is that of an activity which the flow comes to, in the same scope. */
import { isActivity } from '../definition/is-activity.ts';
import { elementsOf, nameOf, type Report, type Rule } from './finding.ts';
import { isEventSub } from './structure.ts';

export const badAttachment: Rule = {
  name: 'bad-attachment',
  says: 'A boundary event lies on nothing, on what is no activity, or on an activity of another scope.',
  *find({ definition, graph }): Iterable<Report> {
    for (const event of elementsOf(definition, 'boundaryEvent')) {
      const host = graph.elements.get(event.attachedTo);
      const name = nameOf(event);
      const about = { level: 'error', element: event.id } as const;
      const remove = [{ type: 'removeElements', ids: [event.id] }] as const;
      if (!host || !isActivity(host) || isEventSub(host)) {
        yield {
          ...about,
          message: host
            ? `“${name}” lies on “${nameOf(host)}”, which has no border to lie on.`
            : `“${name}” lies on “${event.attachedTo}”, which does not exist.`,
          values: { element: name, host: event.attachedTo, problem: host ? 'type' : 'missing' },
          fix: remove,
        };
      } else if (host.parent !== event.parent) {
        const { parent: _, ...free } = event;
        const moved = host.parent === undefined ? free : { ...free, parent: host.parent };
        yield {
          ...about,
          message: `“${name}” does not lie in the same scope as “${nameOf(host)}”.`,
          values: { element: name, host: nameOf(host), problem: 'scope' },
          fix: [{ type: 'updateElement', id: event.id, element: moved }],
        };
      }
    }
  },
};
