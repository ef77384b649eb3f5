/**
 * A flow out of a choice that no facts lead along: its conditions contradict themselves or what the facts can be, or one
 * that is looked at before it is taken whenever they hold.
 */
import type { Coverage } from '../conditions/coverage.ts';
import { choicesIn, flowName } from './choices.ts';
import { nameOf, type Report, type Rule } from './finding.ts';
import { isIdle } from './idle-condition.ts';

export const neverTaken: Rule = {
  name: 'never-taken',
  says: 'The conditions of a flow out of a choice can never hold, or only where those of a flow before it hold as well.',
  *find({ definition, graph }): Iterable<Report> {
    for (const { gateway, flows, coverage, anyway } of choicesIn(definition, graph)) {
      const isFirst = gateway.type === 'exclusiveGateway';
      const neverIn = (one: Coverage) => (isFirst ? one.never() : one.neverAlone());
      const sure = new Set(neverIn(anyway).map(({ index }) => index));
      for (const { index, behind } of neverIn(coverage)) {
        const one = flows[index];
        // That it compares with nothing has been said.
        if (!one || (isFirst && isIdle(one.conditions))) continue;
        const [element, flow] = [nameOf(gateway), flowName(one, graph)];
        const about = { level: 'warning', element: gateway.id, flow: one.id } as const;
        const never = `The flow “${flow}” from “${element}” is never taken`;
        if (!sure.has(index)) {
          yield {
            ...about,
            message: `The flow “${flow}” from “${element}” is taken only where a variable is other than the process says of it.`,
            values: { element, flow, problem: 'declared' },
          };
        } else if (behind === undefined) {
          yield {
            ...about,
            message: `${never}: there are no facts for which its conditions hold.`,
            values: { element, flow, problem: 'never' },
          };
        } else if (behind === null) {
          yield {
            ...about,
            message: `${never}: whenever its conditions hold, one of the flows before it is taken.`,
            values: { element, flow, problem: 'together' },
          };
        } else {
          const other = flowName(flows[behind], graph);
          yield {
            ...about,
            message: `${never}: whenever its conditions hold, those of “${other}” before it hold too.`,
            values: { element, flow, other, problem: 'behind' },
          };
        }
      }
    }
  },
};
