/** An expression that cannot be read, or that looks at the record where only the run's own facts are known. */
import { isOwn, problemIn } from '../expression/index.ts';
import { expressionsOf } from './expressions.ts';
import { nameOf, type Report, type Rule } from './finding.ts';

export const badExpression: Rule = {
  name: 'bad-expression',
  says: 'An expression cannot be read, or looks at the record where only the run’s own facts are known.',
  *find({ definition }): Iterable<Report> {
    for (const element of definition.elements) {
      const name = nameOf(element);
      for (const { text, field, own } of expressionsOf(element)) {
        const problem = problemIn(text);
        const about = { level: 'error', element: element.id } as const;
        if (problem) {
          yield {
            ...about,
            message: `“${text}” (${field} of “${name}”) cannot be read: ${problem.message}`,
            values: { element: name, field, text, why: problem.message, problem: 'unreadable' },
          };
        } else if (own && !isOwn(text)) {
          yield {
            ...about,
            message: `“${text}” (${field} of “${name}”) may look at variables, steps and loop only. Bring what it needs into a variable first.`,
            values: { element: name, field, text, problem: 'record' },
          };
        }
      }
    }
  },
};
