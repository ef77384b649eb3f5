/**
 * A run that is begun by hand may have no ticket. What is then read of one is missing, which most of a process bears; a key
 * of a message, what a loop goes through, an expression that cannot do without, and a board that is to decide stop the run.
 */
import { compute, ExpressionProblem, factsOf } from '../expression/index.ts';
import { expressionsOf, type Placed } from './expressions.ts';
import { nameOf, type Report, type Rule } from './finding.ts';
import { reach } from './reach.ts';
import { eventSubsIn, onward, startsOf } from './structure.ts';

export const needsTicket: Rule = {
  name: 'needs-ticket',
  says: 'A run begun by hand without a ticket would fail here, over an expression that looks at the ticket, or for want of a change to put before a board.',
  *find({ definition, graph }): Iterable<Report> {
    const byHand = startsOf(definition).filter(({ trigger }) => trigger.type === 'manual');
    if (byHand.length === 0) return;
    const starts = byHand.map(({ id }) => id);
    const met = reach([...starts, ...eventSubsIn(graph, null)], (id) => onward(graph, id));
    for (const element of definition.elements) {
      if (!met.has(element.id)) continue;
      const name = nameOf(element);
      if (element.type === 'cabReview')
        yield {
          level: 'hint',
          element: element.id,
          message: `A run begun by hand without a ticket would fail at “${name}”: there is no change to put before the board.`,
          values: { element: name, problem: 'board' },
        };
      for (const placed of expressionsOf(element)) {
        if (!failsWithoutTicket(placed)) continue;
        const { text, field } = placed;
        yield {
          level: 'hint',
          element: element.id,
          message: `A run begun by hand without a ticket would fail at “${name}”: “${text}” (${field}) needs one.`,
          values: { element: name, field, text },
        };
      }
    }
  },
};

/** What variables, steps and items may hold. Where one of these helps, it does not hang on the ticket alone. */
const TRIED: readonly unknown[] = [null, 'a', 1, true, ['a']];

function failsWithoutTicket({ text, field, own }: Placed): boolean {
  const facts = factsOf(text).map((path) => path.split('.'));
  if (own || !facts.some(([root]) => root === 'ticket')) return false;
  const others = facts.filter(([root]) => root !== 'ticket');
  const tried = others.length === 0 ? [null] : TRIED;
  return tried.every((value) => !comesToSomething(text, field, holding(others, value)));
}

function comesToSomething(text: string, field: string, facts: Facts): boolean {
  try {
    const value = compute(text, facts);
    return !DEMANDED.includes(field) || (value !== null && value !== '');
  } catch (error) {
    if (error instanceof ExpressionProblem) return false;
    throw error;
  }
}

/** Where nothing is not enough. */
const DEMANDED: readonly string[] = ['message.key', 'loop.each'];

type Facts = { [name: string]: unknown };

function holding(paths: readonly (readonly string[])[], value: unknown): Facts {
  const facts: Facts = {};
  for (const path of paths) {
    let at = facts;
    for (const name of path.slice(0, -1)) {
      const inner = Object.hasOwn(at, name) && isFacts(at[name]) ? at[name] : {};
      at[name] = inner;
      at = inner;
    }
    at[path.at(-1) ?? ''] = value;
  }
  return facts;
}

function isFacts(value: unknown): value is Facts {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
