import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Event } from '#engine/messages.ts';
import { Inbox } from '#workflows/inbox.ts';

const event = (name: string): Event => ({
  type: 'acted',
  token: name,
  at: '2026-01-01T00:00:00.000Z',
});
const names = (events: readonly Event[]): string[] =>
  events.map((each) => ('token' in each ? (each.token ?? '') : ''));
const drain = (inbox: Inbox): string[] => {
  const taken: string[] = [];
  while (inbox.hasNext) taken.push(...names(inbox.take(3).events));
  return taken;
};

describe('the inbox of a run', () => {
  it('gives out each message once and in order, however they come', () => {
    const deliveries = fc.array(fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 5 }), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(deliveries, fc.nat({ max: 6 }), (batches, applied) => {
        const inbox = new Inbox();
        inbox.restart(applied, [], []);
        const taken: string[] = [];
        for (const batch of batches) {
          inbox.accept(batch.map((seq) => ({ seq, event: event(String(seq)) })));
          taken.push(...drain(inbox));
        }
        const known = new Set(batches.flat());
        const expected: string[] = [];
        for (let seq = applied + 1; known.has(seq); seq += 1) expected.push(String(seq));
        expect(taken).toEqual(expected);
        expect(inbox.hasGap).toBe([...known].some((seq) => seq > applied + expected.length));
      }),
    );
  });

  it('takes what the run made itself before any message', () => {
    const inbox = new Inbox();
    inbox.restart(0, [event('answer')], [{ seq: 1, event: event('message') }]);
    inbox.push(event('timer'));
    expect(inbox.take(10)).toEqual({
      events: [event('answer'), event('timer'), event('message')],
      appliedMessage: 1,
    });
  });

  it('drops what the record has applied when it starts again', () => {
    const inbox = new Inbox();
    inbox.accept([1, 2, 3].map((seq) => ({ seq, event: event(String(seq)) })));
    inbox.restart(2, [], []);
    expect(drain(inbox)).toEqual(['3']);
  });
});
