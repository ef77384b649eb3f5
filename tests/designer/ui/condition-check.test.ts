/** What is told about a condition while it is written. */
import { describe, expect, it } from 'vitest';
import { doubtsIn } from '#designer/ui/conditions/check.ts';
import type { Fact } from '#designer/ui/conditions/facts.ts';
import type { Condition } from '#engine/condition.ts';

const FACTS: readonly Fact[] = [
  { path: 'ticket.category', label: 'category', group: 'ticket', kind: 'text' },
  { path: 'ticket.custom.cost', label: 'cost', group: 'custom', kind: 'number' },
  { path: 'ticket.createdAt', label: 'created', group: 'ticket', kind: 'instant' },
  {
    path: 'ticket.queue',
    label: 'queue',
    group: 'ticket',
    kind: 'choice',
    options: [{ value: 'network', label: 'Network' }],
  },
];
const is = (fact: string, value: unknown): Condition => ({ fact, operator: 'equal', value });
const doubts = (condition: Condition) => doubtsIn(condition, FACTS).map(({ what }) => what);

describe('a condition', () => {
  it('that makes sense is not doubted', () => {
    expect(
      doubts({
        all: [
          is('ticket.category', 'vpn'),
          is('ticket.queue', 'network'),
          is('ticket.createdAt', '2027-01-01T00:00:00Z'),
          { fact: 'ticket.category', operator: 'isNotEmpty' },
          is('ticket.category', { fact: 'ticket.queue' }),
          { not: is('ticket.custom.unheard', 1) },
        ],
      }),
    ).toEqual([]);
  });

  it('is doubted where it compares with nothing, or with what can never be', () => {
    expect(doubts(is('ticket.category', ''))).toEqual(['nothing']);
    expect(doubts({ fact: 'ticket.category', operator: 'in', value: [] })).toEqual(['nothing']);
    expect(doubts(is('ticket.colour', 'red'))).toEqual(['unknown']);
    expect(doubts(is('ticket.custom.cost', '5'))).toEqual(['noNumber']);
    expect(doubts(is('ticket.createdAt', 'soon'))).toEqual(['noInstant']);
    expect(doubts(is('ticket.queue', 'gone'))).toEqual(['noOption']);
  });

  it('is doubted where something would have to be two things at once', () => {
    const both = [is('ticket.category', 'vpn'), is('ticket.category', 'mail')];
    expect(doubts({ all: both })).toEqual(['never']);
    expect(doubts({ any: both })).toEqual([]);
  });
});
