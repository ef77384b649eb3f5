/** Whose back-test a worker plays next. */
import { describe, expect, it } from 'vitest';
import { PATIENCE_MS, Turns } from '#activities/turns.ts';

describe('turns at a worker', () => {
  it('are taken one at a time, the one that has waited longest next', () => {
    const turns = new Turns();
    expect(turns.take('a', 0)).toBe(true);
    expect(turns.isAwaited).toBe(false);
    expect([turns.take('b', 1), turns.take('c', 2), turns.take('b', 3)]).toEqual([
      false,
      false,
      false,
    ]);
    expect(turns.isAwaited).toBe(true);
    turns.leave();
    // Whoever has just played, and whoever came later, wait for it.
    expect([turns.take('a', 4), turns.take('c', 5), turns.take('b', 6)]).toEqual([
      false,
      false,
      true,
    ]);
    turns.leave();
    expect([turns.take('a', 7), turns.take('c', 8)]).toEqual([false, true]);
    turns.leave();
    expect(turns.take('a', 9)).toBe(true);
  });

  it('are not kept for who does not come back', () => {
    const turns = new Turns();
    turns.take('a', 0);
    turns.take('gone', 0);
    turns.leave();
    expect(turns.take('a', PATIENCE_MS)).toBe(false);
    expect(turns.take('a', PATIENCE_MS + 1)).toBe(true);
    expect(turns.isAwaited).toBe(false);
  });
});
