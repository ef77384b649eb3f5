/** What is thrown and never caught: an error stops there until a person looks after it, an escalation is not heard. */
import { catcherOf, throwersIn } from '../catchers.ts';
import { nameOf, type Report, type Rule } from './finding.ts';
import { startsOf } from './structure.ts';

export const uncaught: Rule = {
  name: 'uncaught',
  says: 'An error or an escalation is thrown that nothing catches.',
  *find({ definition, graph }): Iterable<Report> {
    // A process that is called leaves its errors to whoever called it.
    const isCalled = startsOf(definition).every(({ trigger }) => trigger.type === 'called');
    for (const thrower of throwersIn(definition)) {
      const { element, kind, code } = thrower;
      if (kind === 'error' && isCalled) continue;
      if (catcherOf(graph, thrower) !== null) continue;
      const name = nameOf(element);
      yield {
        level: 'warning',
        element: element.id,
        message:
          kind === 'error'
            ? `Nothing catches the error “${code}” of “${name}”: it would wait there for a person.`
            : `Nothing catches the escalation “${code}” of “${name}”, so nobody hears of it.`,
        values: { element: name, kind, code },
      };
    }
  },
};
