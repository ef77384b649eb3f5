/** Which of what is shown a live event touches. */
import { describe, expect, it } from 'vitest';
import { approvalConflictsQuery } from '#designer/client/approvals.ts';
import { touchedBy } from '#designer/client/live.ts';

const at = '2026-11-20T09:00:00Z';
const touched = (subject: { kind: string; id: string; number?: string }, ticketId?: string) =>
  touchedBy({ type: 'x', subject, ticketId, at }).map((key) => key.join('/'));

describe('a live event', () => {
  it('about a ticket touches the ticket under both its names, and the counts, but no list', () => {
    expect(touched({ kind: 'ticket', id: 't1', number: 'INC-1' }, 't1')).toEqual([
      'ticket/t1',
      'tickets/counts',
      'tickets/mine',
      'ticket/INC-1',
    ]);
  });

  it('about a task or an approval touches its ticket and what waits for me', () => {
    expect(touched({ kind: 'task', id: 'k1' }, 't1')).toEqual([
      'ticket/t1',
      'tickets/counts',
      'tickets/mine',
      'tasks',
      'me',
    ]);
    // Whoever is only asked hears of the approval alone, and reads there what is in the way.
    expect(touched({ kind: 'approval', id: 'a1' })).toEqual([
      'approvals',
      'changes/in-the-way',
      'me',
    ]);
  });

  it('about what was said of a process touches the threads, and the list that tells who is named', () => {
    expect(touched({ kind: 'thread', id: 'c1' })).toEqual(['threads', 'processes']);
  });

  it.each([
    'published',
    'rolloutCalledOff',
    'drawnAnew',
    'draftReviewed',
    'reviewRequired',
    'reviewOffAsked',
    'reviewKept',
  ])('about a process that was %s touches it wherever it is open', (what) => {
    const event = { type: `process.${what}`, subject: { kind: 'process', id: 'p1' }, at };
    expect(touchedBy(event).map((key) => key.join('/'))).toEqual(['processes', 'process']);
  });

  it('about what stands in the way of a change touches it wherever it is told, as where it is approved', () => {
    const subject = { kind: 'ticket', id: 't1' };
    const keys = touchedBy({ type: 'change.conflictsFound', subject, at });
    const [head] = approvalConflictsQuery('a1').queryKey;
    expect(keys).toContainEqual([head]);
  });

  it('about a meeting touches the meetings, and the change that was voted on', () => {
    expect(touched({ kind: 'meeting', id: 'm1' }, 't1')).toEqual([
      'ticket/t1',
      'tickets/counts',
      'tickets/mine',
      'cab',
    ]);
  });

  it('about something no page shows touches nothing', () => {
    expect(touched({ kind: 'secret', id: 's1' })).toEqual([]);
  });
});
