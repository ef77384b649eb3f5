/** The facts of an example in plain English: `ticket.priority = 4, variables.cost > 500 and ≤ 1000`. */
import type { ConditionLeaf } from '../condition.ts';
import type { Example } from './search.ts';

export function exampleWords({ told }: Example): string {
  const parts: string[] = [];
  for (const [index, leaf] of told.entries()) {
    const words = wordsOf(leaf);
    if (index > 0 && told[index - 1]?.fact === leaf.fact) parts.push(` and ${words}`);
    else parts.push(`${index > 0 ? ', ' : ''}${leaf.fact} ${words}`);
  }
  return parts.join('');
}

function wordsOf({ operator, value }: ConditionLeaf): string {
  const text = Array.isArray(value) ? value.map(quoted).join(', ') : quoted(value);
  switch (operator) {
    case 'equal':
      return `= ${text}`;
    case 'lessThan':
      return `< ${text}`;
    case 'lessThanInclusive':
      return `≤ ${text}`;
    case 'greaterThan':
      return `> ${text}`;
    case 'greaterThanInclusive':
      return `≥ ${text}`;
    case 'notIn':
      return `none of ${text}`;
    case 'isEmpty':
      return 'empty';
    case 'isNotEmpty':
      return 'not empty';
    default:
      return `${operator} ${text}`;
  }
}

const quoted = (value: unknown): string =>
  typeof value === 'string' ? `“${value}”` : JSON.stringify(value);
