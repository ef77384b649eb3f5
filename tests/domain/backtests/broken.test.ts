/** A ticket on which the interpreter breaks. */
import { expect, it } from 'vitest';
import { createPlayer } from '#domain/backtests/play-batch.ts';
import { addUp, NO_TOTALS } from '#domain/backtests/totals.ts';
import type { History } from '#engine/backtest/history.ts';
import { process } from '../../support/process.ts';

const history: History = {
  trigger: null,
  start: { element: 'start', at: '2026-03-02T08:00:00.000Z', variables: {} },
  ticket: {},
  requester: {},
  happenings: [],
  sets: [],
  status: 'completed',
  outcome: null,
  stays: ['start', 'end'].map((element) => ({
    element,
    flow: element === 'end' ? 'f1' : null,
    outcome: null,
    enteredAt: '2026-03-02T08:00:00.000Z',
    leftAt: '2026-03-02T08:00:00.000Z',
  })),
};

it('is told apart, and the others are played and counted', async () => {
  const definition = process('start > end');
  const surroundings = { rulesets: [], calendars: {}, calendar: null, queues: {} };
  const play = createPlayer({ definition, surroundings });
  const ticket = (ord: number, of: History) => ({ ord, version: 1, history: of });
  const nonsense = { ...history, stays: null as unknown as History['stays'] };
  const played = await play({
    versions: { 1: definition },
    tickets: [ticket(0, history), ticket(1, nonsense), ticket(2, history)],
  });
  expect(played).toMatchObject([
    { ord: 0, result: { result: 'same' } },
    { ord: 1, unplayed: 'broken', error: expect.stringContaining('TypeError') },
    { ord: 2, result: { result: 'same' } },
  ]);
  expect(addUp(NO_TOTALS, played)).toMatchObject({ tickets: 3, same: 2, unplayed: 1 });
});
