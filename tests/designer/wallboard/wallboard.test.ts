/** The screen on the wall: its address, its sums, and when it says that it is old. */
import { describe, expect, it } from 'vitest';
import type { WallQueue } from '#designer/client/wallboard.ts';
import { tokenIn, toWallSearch } from '#designer/wallboard/search.ts';
import { isOld, totalsOf } from '#designer/wallboard/totals.ts';

const queue = (part: Partial<WallQueue>): WallQueue => ({
  key: 'network',
  name: 'Network',
  open: 0,
  breached: 0,
  atRisk: 0,
  ok: 0,
  still: 0,
  unassigned: 0,
  critical: 0,
  waitingSince: null,
  ...part,
});

describe('a wallboard', () => {
  it('takes its queues from the address, and its token from behind the #', () => {
    expect(toWallSearch({ queues: 'network,hardware', theme: 'pink' })).toEqual({
      queues: 'network,hardware',
      theme: undefined,
    });
    expect(tokenIn('#token=pat_abc')).toBe('pat_abc');
    expect([tokenIn(''), tokenIn('#token='), tokenIn('#other=1')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('adds up its queues', () => {
    expect(
      totalsOf([queue({ open: 4, breached: 1, critical: 1 }), queue({ open: 2, unassigned: 2 })]),
    ).toEqual({ open: 6, breached: 1, atRisk: 0, unassigned: 2, critical: 1 });
  });

  it('is old when three answers have not come', () => {
    expect([isOld(0, 30_000), isOld(0, 36_000)]).toEqual([false, true]);
  });
});
