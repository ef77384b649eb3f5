/** The desk's list as rows. */
import { describe, expect, it } from 'vitest';
import { toRows } from '#designer/desk/list/rows.ts';
import { aTicket } from '../support/tickets.ts';

const NOW = Date.parse('2026-11-20T12:00:00Z');

const words = (rows: ReturnType<typeof toRows>) =>
  rows.map((row) =>
    row.kind === 'group' ? `${row.by} ${row.value}: ${row.count ?? '…'}` : row.ticket.number,
  );

describe('the list of tickets', () => {
  const tickets = [
    aTicket({ id: 'a', number: 'INC-1', priority: 1 }),
    aTicket({ id: 'b', number: 'INC-2', priority: 3 }),
    aTicket({ id: 'c', number: 'INC-3', priority: 3 }),
  ];

  it('is headed by group, in the order the server gave', () => {
    expect(words(toRows(tickets, 'priority', true, NOW))).toEqual([
      'priority 1: 1',
      'INC-1',
      'priority 3: 2',
      'INC-2',
      'INC-3',
    ]);
  });

  it('does not count a group of which more may come', () => {
    expect(words(toRows(tickets, 'priority', false, NOW))).toEqual([
      'priority 1: 1',
      'INC-1',
      'priority 3: …',
      'INC-2',
      'INC-3',
    ]);
  });

  it('has no headings without groups, and numbers tickets through', () => {
    const rows = toRows(tickets, 'none', true, NOW);
    expect(words(rows)).toEqual(['INC-1', 'INC-2', 'INC-3']);
    expect(rows.map((row) => (row.kind === 'ticket' ? row.index : null))).toEqual([0, 1, 2]);
  });

  it('shows a ticket once that came on two pages', () => {
    expect(words(toRows([...tickets, ...tickets.slice(2)], 'none', true, NOW))).toHaveLength(3);
  });

  it('is empty without tickets', () => {
    expect(toRows([], 'priority', true, NOW)).toEqual([]);
  });

  it('is headed by how soon a promise breaks, when ordered so', () => {
    const due = (id: string, dueAt: string | null) => aTicket({ id, number: id, dueAt });
    const rows = toRows(
      [
        due('late', '2026-11-20T11:59:00Z'),
        due('soon', '2026-11-20T12:30:00Z'),
        due('tonight', '2026-11-20T20:00:00Z'),
        due('monday', '2026-11-23T09:00:00Z'),
        due('paused', null),
      ],
      'due',
      true,
      NOW,
    );
    expect(words(rows)).toEqual([
      'due over: 1',
      'late',
      'due hour: 1',
      'soon',
      'due day: 1',
      'tonight',
      'due later: 1',
      'monday',
      'due none: 1',
      'paused',
    ]);
  });
});
