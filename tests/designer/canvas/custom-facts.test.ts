/** Custom fields of tickets as facts: those that forms tell of, and those that somebody has only named. */
import { describe, expect, it } from 'vitest';
import { factsOf } from '#designer/canvas/conditions/facts.ts';
import {
  CUSTOM_KINDS,
  firstComparison,
  kindOfComparison,
  OPERATORS_OF,
} from '#designer/ui/conditions/facts.ts';
import { aProcess, say } from './support.ts';

const form = {
  type: 'object',
  properties: {
    site: { type: 'string', title: 'Site', enum: ['Leipzig', 'Oslo'] },
    seats: { type: 'integer' },
  },
};

describe('a custom field', () => {
  it('is offered with the title and the kind that a catalog form gives it', () => {
    const facts = factsOf(say, aProcess(), { customForms: [form] });
    expect(facts.filter(({ group }) => group === 'custom')).toMatchObject([
      { path: 'ticket.custom.site', label: 'Site', kind: 'choice' },
      { path: 'ticket.custom.seats', label: 'seats', kind: 'number' },
    ]);
  });

  it.each(CUSTOM_KINDS)('that holds %s begins with a comparison that suits it', (kind) => {
    const { operator, value } = firstComparison(kind);
    expect(OPERATORS_OF[kind]).toContain(operator);
    // A list is told from a text by nothing but its members, and what is asked of it can be asked of a text.
    expect(kindOfComparison(operator, value)).toBe(kind === 'list' ? 'text' : kind);
  });

  it('may hold anything where its comparison does not tell', () => {
    expect(kindOfComparison('isEmpty', undefined)).toBe('any');
    expect(kindOfComparison('in', [])).toBe('any');
    expect(kindOfComparison('in', [1, 2])).toBe('number');
  });
});
