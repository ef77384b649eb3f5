/** Two people change one ticket. */
import { describe, expect, it } from 'vitest';
import { findConflict } from '#designer/desk/ticket/conflict.ts';
import { aTicket } from '../support/tickets.ts';

const queue = (key: string) => ({ id: `q-${key}`, key, name: key });
const base = aTicket({ priority: 3, queue: queue('network') });

describe('a change to a ticket that has moved on', () => {
  it('is no conflict when another field changed', () => {
    expect(
      findConflict(base, aTicket({ ...base, title: 'VPN is down', version: 2 }), { priority: 1 }),
    ).toBeNull();
  });

  it('is no conflict when both wanted the same', () => {
    expect(
      findConflict(base, aTicket({ ...base, priority: 1, version: 2 }), { priority: 1 }),
    ).toBeNull();
  });

  it('is one when both changed the field, and shows what was, what is, what was wanted, and what else changed', () => {
    const now = aTicket({ ...base, queue: queue('hardware'), title: 'VPN is down', version: 2 });
    expect(findConflict(base, now, { queue: 'software' })).toEqual({
      field: 'queue',
      was: 'network',
      theirs: 'hardware',
      yours: 'software',
      others: ['title'],
      now,
    });
  });

  it('sees that somebody took a person away', () => {
    const omar = { id: 'p2', name: 'Omar', email: 'omar@demo.test' };
    const conflict = findConflict(aTicket({ assignee: omar }), aTicket({ assignee: null }), {
      assignee: 'lena@demo.test',
    });
    expect(conflict).toMatchObject({
      was: 'omar@demo.test',
      theirs: null,
      yours: 'lena@demo.test',
    });
  });
});
