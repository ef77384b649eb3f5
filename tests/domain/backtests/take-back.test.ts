import { expect, it } from 'vitest';
import { takeBack } from '#domain/backtests/take-back.ts';

it('a run that has just begun has begun no step of the plan, whatever is begun today', () => {
  const run = { by_hand: false } as Parameters<typeof takeBack>[0];
  const now = { number: 'CHG-1', change: { kind: 'normal', begun: ['s1'] } };
  expect(takeBack(run, now, []).ticket).toMatchObject({ change: { kind: 'normal', begun: [] } });
  expect(takeBack(run, { number: 'INC-1', change: null }, []).ticket.change).toBeNull();
});
