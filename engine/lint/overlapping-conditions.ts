/**
 * Two flows out of a choice whose conditions cross, so that for some facts it is the order alone that decides. Where one is
 * a special case of the other, or they look at different facts, an order is what one expects.
 */
import { exampleWords } from '../conditions/spelled.ts';
import { choicesIn, flowName } from './choices.ts';
import { nameOf, type Report, type Rule } from './finding.ts';

export const overlappingConditions: Rule = {
  name: 'overlapping-conditions',
  says: 'Two flows out of an exclusive gateway hold for some of the same facts, so that only their order decides.',
  *find({ definition, graph }): Iterable<Report> {
    for (const { gateway, flows, coverage } of choicesIn(definition, graph)) {
      if (gateway.type !== 'exclusiveGateway') continue;
      for (const { one, other, example } of coverage.overlaps()) {
        const values = {
          element: nameOf(gateway),
          flow: flowName(flows[one], graph),
          other: flowName(flows[other], graph),
        };
        yield {
          level: 'hint',
          element: gateway.id,
          ...(flows[other] ? { flow: flows[other].id } : {}),
          message: `At “${values.element}” both “${values.flow}” and “${values.other}” hold for ${exampleWords(example)}; “${values.flow}” is taken, being first.`,
          values,
          example: { all: example.told },
        };
      }
    }
  },
};
