/** Two manual starts leave open where a run begins; starts with different triggers are fine. A sub-process has one. */
import { elementsOf, nameOf, type Report, type Rule } from './finding.ts';

export const severalStarts: Rule = {
  name: 'several-starts',
  says: 'Two start events wait for the same thing, or lie in one sub-process, so it is open where it begins.',
  *find({ definition }): Iterable<Report> {
    const seen = new Map<string, string>();
    for (const start of elementsOf(definition, 'startEvent')) {
      const inside = start.parent !== undefined;
      const place = inside ? `in ${start.parent}` : JSON.stringify(start.trigger);
      const other = seen.get(place);
      if (other === undefined) {
        seen.set(place, nameOf(start));
        continue;
      }
      yield {
        level: 'error',
        element: start.id,
        message: inside
          ? `“${nameOf(start)}” lies in the same sub-process as the start “${other}”. Keep one of them.`
          : `“${nameOf(start)}” starts on the same trigger as “${other}”. Keep one of them, or give them different conditions.`,
        values: { element: nameOf(start), other, problem: inside ? 'inside' : 'trigger' },
      };
    }
  },
};
