/** The next change of a ticket is begun before the answer to the one before is there. */
import { describe, expect, it } from 'vitest';
import { findConflict } from '#designer/desk/ticket/conflict.ts';
import { OwnChanges } from '#designer/desk/ticket/own-changes.ts';
import { aTicket } from '../support/tickets.ts';

const base = aTicket({ category: 'voice', priority: 3 });
const saved = aTicket({ ...base, category: 'lines', priority: 1, version: 2 });

describe('what one has changed oneself', () => {
  const own = new OwnChanges();
  own.add(saved, { category: 'lines' });

  it('is no conflict with what one changes next', () => {
    expect(findConflict(base, saved, { category: 'phones' })).not.toBeNull();
    expect(findConflict(own.put(base), saved, { category: 'phones' })).toBeNull();
  });

  it('is one where somebody else has changed it since', () => {
    const now = aTicket({ ...saved, category: 'fax', version: 3 });
    expect(findConflict(own.put(base), now, { category: 'phones' })).toMatchObject({
      was: 'lines',
      theirs: 'fax',
      yours: 'phones',
    });
  });

  it('says nothing of other fields, of other tickets, and of the ticket as it is later', () => {
    expect(own.put(base).priority).toBe(3);
    const other = aTicket({ ...base, id: 't2' });
    expect(own.put(other)).toEqual(other);
    const later = aTicket({ ...base, category: 'fax', version: 3 });
    expect(own.put(later)).toEqual(later);
  });
});
