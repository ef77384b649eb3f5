/** A process with more ways through it than are looked at. It may be fine: a person who knows better may let it pass. */
import { prove } from '../soundness/prove.ts';
import { nameOf, type Report, type Rule } from './finding.ts';
import { startsOf } from './structure.ts';

export const notProved: Rule = {
  name: 'not-proved',
  says: 'The process has too many ways through it to show that each of them ends.',
  *find({ definition }): Iterable<Report> {
    for (const start of startsOf(definition)) {
      const proof = prove(definition, start.id);
      if (proof.verdict !== 'open') continue;
      yield {
        level: 'error',
        element: start.id,
        message: `From “${nameOf(start)}” on there are too many ways through to show that each of them ends.`,
        values: { element: nameOf(start), waivable: true },
      };
    }
  },
};
