/** What the record would make of a change, without a record. */
import { expect, it } from 'vitest';
import { settleFor } from '#domain/backtests/settle.ts';

const desk = { queues: { network: 'network' } };
const ticket = { type: 'incident', status: 'in_progress', impact: 3, urgency: 3, priority: 4 };
const settled = (set: { readonly [field: string]: string | number | null }, byHand = false) =>
  settleFor(desk)(ticket, set, byHand);

it('weighs a ticket anew, unless its priority was set by hand', () => {
  expect(settled({ impact: 1, urgency: 1 })).toMatchObject({ set: { priority: 1 } });
  expect(settled({ impact: 1 }, true)).toMatchObject({ set: { impact: 1, priority: 4 } });
});

it('refuses what the record refuses', () => {
  expect(settled({ holdReason: 'awaiting_user' })).toMatchObject({
    refused: { code: 'invalid_input' },
  });
  expect(settled({ status: 'on_hold', holdReason: 'awaiting_user' })).toMatchObject({
    set: { status: 'on_hold', holdReason: 'awaiting_user' },
  });
  expect(settled({ queue: 'nowhere' })).toMatchObject({ refused: { code: 'invalid_input' } });
});
