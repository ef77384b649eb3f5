/** Two outcomes with one key cannot be told apart by the flows that leave by them. */
import { elementsOf, nameOf, type Report, type Rule } from './finding.ts';

export const duplicateOutcome: Rule = {
  name: 'duplicate-outcome',
  says: 'A task has two outcomes with the same key.',
  *find({ definition }): Iterable<Report> {
    for (const task of elementsOf(definition, 'userTask')) {
      const keys = (task.task.outcomes ?? []).map(({ key }) => key);
      const twice = keys.find((key, index) => keys.indexOf(key) !== index);
      if (twice === undefined) continue;
      yield {
        level: 'error',
        element: task.id,
        message: `“${nameOf(task)}” has the outcome “${twice}” more than once.`,
        values: { element: nameOf(task), outcome: twice },
      };
    }
  },
};
