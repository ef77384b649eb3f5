/** What people said and what happened, as one story. */
import { describe, expect, it } from 'vitest';
import { submittedOf, toTimeline } from '#designer/desk/ticket/timeline.ts';
import { aComment, anEvent } from '../support/tickets.ts';

const at = (minute: number) => `2026-11-20T09:${String(minute).padStart(2, '0')}:00.000Z`;
const events = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) =>
    anEvent({ id: `e${from + index}`, at: at(from + index) }),
  );
const words = (entries: ReturnType<typeof toTimeline>) =>
  entries.map((entry) => (entry.kind === 'fold' ? `fold of ${entry.events.length}` : entry.key));

describe('a ticket’s timeline', () => {
  it('tells comments and events in the order they happened', () => {
    const comments = [aComment({ id: 'c1', createdAt: at(2) })];
    expect(words(toTimeline(comments, [...events(1, 1), ...events(3, 1)], 'all'))).toEqual([
      'e1',
      'c1',
      'e3',
    ]);
  });

  it('says a comment once, not also as an event', () => {
    expect(
      words(
        toTimeline([aComment({ id: 'c1' })], [anEvent({ id: 'e1', type: 'comment.added' })], 'all'),
      ),
    ).toEqual(['c1']);
  });

  it('folds a long run of changes between words, and leaves the last one open', () => {
    const comments = [aComment({ id: 'c1', createdAt: at(10) })];
    expect(words(toTimeline(comments, [...events(1, 5), ...events(11, 5)], 'all'))).toEqual([
      'fold of 5',
      'c1',
      'e11',
      'e12',
      'e13',
      'e14',
      'e15',
    ]);
  });

  it('shows only words where only words are asked for', () => {
    expect(words(toTimeline([aComment({ id: 'c1' })], events(1, 3), 'words'))).toEqual(['c1']);
  });
});

describe('what was asked for', () => {
  it('is what was submitted, not what became of it', () => {
    const change = (minute: number, before: unknown, after: unknown) =>
      anEvent({ id: `e${minute}`, at: at(minute), changes: { custom: { before, after } } });
    const now = { model: 'Big', cost: 3_000, approved: true };
    const told = [
      change(5, { model: 'Big' }, now),
      change(3, { model: 'Light' }, { model: 'Big' }),
    ];
    expect(submittedOf(now, told)).toEqual({ model: 'Light' });
    expect(submittedOf(now, [anEvent()])).toEqual(now);
  });
});
