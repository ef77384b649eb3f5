/** Which acts a ticket offers, and the way back from a bulk change. */
import { describe, expect, it } from 'vitest';
import { canUndo, inverse } from '#designer/desk/list/inverse.ts';
import { offersOf } from '#designer/desk/ticket/acts.ts';
import { aTicket } from '../support/tickets.ts';

const offers = (status: 'new' | 'on_hold' | 'resolved' | 'closed' | 'assess', ...to: string[]) => {
  const { shown, more } = offersOf({
    status,
    allowed: ['update', ...to.map((one) => `transition:${one}`)],
  });
  return [
    shown.map(({ act }) => act),
    more.map(({ act, status: target }) => (act === 'move' ? target : act)),
  ];
};

describe('the acts of a ticket', () => {
  it('begin with starting and resolving what is new', () => {
    expect(offers('new', 'in_progress', 'on_hold', 'resolved', 'cancelled')).toEqual([
      ['start', 'resolve'],
      ['hold', 'cancel'],
    ]);
  });

  it('resume what is on hold', () => {
    expect(offers('on_hold', 'in_progress', 'resolved')).toEqual([['resume', 'resolve'], []]);
  });

  it('close what is resolved, or open it again', () => {
    expect(offers('resolved', 'in_progress', 'closed')).toEqual([['close', 'reopen'], []]);
  });

  it('move a change to any state the server allows, cancelling last', () => {
    expect(offers('assess', 'cancelled', 'authorize', 'on_hold')).toEqual([
      [],
      ['authorize', 'hold', 'cancel'],
    ]);
  });

  it('are none where the server allows none', () => {
    expect(offers('closed')).toEqual([[], []]);
  });
});

describe('taking a bulk change back', () => {
  it('gives each ticket what it had', () => {
    const ticket = aTicket({
      priority: 3,
      assignee: null,
      queue: { id: 'q', key: 'network', name: 'Network' },
    });
    expect(inverse(ticket, { assignee: 'omar@demo.test', priority: 1, queue: 'hardware' })).toEqual(
      { assignee: null, priority: 3, queue: 'network' },
    );
  });

  it('is not offered for a state, which has consequences', () => {
    expect(canUndo({ status: 'resolved' })).toBe(false);
    expect(canUndo({ priority: 1 })).toBe(true);
  });
});
