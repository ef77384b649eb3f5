/** Two manual starts leave open where a run begins; starts with different triggers are fine. */
import { elementsOf, nameOf, type Report, type Rule } from './finding.ts';

export const severalStarts: Rule = {
  name: 'several-starts',
  says: 'Two start events wait for the same thing, so it is open where a run begins.',
  *find({ definition }): Iterable<Report> {
    const seen = new Map<string, string>();
    for (const start of elementsOf(definition, 'startEvent')) {
      const trigger = JSON.stringify(start.trigger);
      const other = seen.get(trigger);
      if (other === undefined) {
        seen.set(trigger, nameOf(start));
        continue;
      }
      yield {
        level: 'error',
        element: start.id,
        message: `“${nameOf(start)}” starts on the same trigger as “${other}”. Keep one of them, or give them different conditions.`,
        values: { element: nameOf(start), other },
      };
    }
  },
};
