/** A process that calls itself may never come to an end. */
import { elementsOf, nameOf, type Report, type Rule } from './finding.ts';

export const callsItself: Rule = {
  name: 'calls-itself',
  says: 'The process calls itself.',
  *find({ definition }): Iterable<Report> {
    for (const call of elementsOf(definition, 'callActivity')) {
      if (call.process !== definition.key) continue;
      yield {
        level: 'warning',
        element: call.id,
        message: `“${nameOf(call)}” calls this very process. Make sure that it stops doing so.`,
        values: { element: nameOf(call) },
      };
    }
  },
};
