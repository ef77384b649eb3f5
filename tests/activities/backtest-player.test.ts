/** The thread that plays a back-test's tickets may die on one of them. */
import { expect, it } from 'vitest';
import { createPlayer } from '#activities/backtest-player.ts';
import type { Frozen, PastTicket } from '#domain/backtests/play-batch.ts';

it('tells apart the tickets on which its thread dies, and plays the others', async () => {
  const dying = new URL('./threads/dies.ts', import.meta.url);
  const player = createPlayer({} as Frozen, 60_000, dying);
  const tickets = [0, 1, 2, 3].map((ord) => ({ ord }) as PastTicket);
  try {
    expect(await player.play({ tickets, versions: new Map() })).toMatchObject([
      { ord: 0, result: {} },
      { ord: 1, unplayed: 'tooMuch', error: expect.stringContaining('ended before its time') },
      { ord: 2, result: {} },
      { ord: 3, unplayed: 'tooMuch' },
    ]);
  } finally {
    await player.close();
  }
});
