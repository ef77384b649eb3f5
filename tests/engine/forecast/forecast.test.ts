/** What a forecast may be trusted with: the same again, nothing from nothing, and what can be worked out by hand or by formula. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { forecast, type Question } from '#engine/forecast/forecast.ts';
import type { PastTicket } from '#engine/forecast/past.ts';
import { ALWAYS, hours, IN_OFFICE, promise, stay, ticket } from './desk.ts';

const WEEKS = 12;
const NOW = WEEKS * 168;

const ask = (more: Partial<Question> = {}): Question => ({
  at: hours(NOW),
  days: 5,
  replications: 20,
  seed: 7,
  arrivals: 1,
  staff: {},
  policies: [promise(4)],
  ...more,
});

/** Some weeks of tickets with a route each, in two groups; some wait for their requester in between. */
const pasts = (most: number): fc.Arbitrary<readonly PastTicket[]> =>
  fc
    .array(
      fc.record({
        from: fc.integer({ min: 0, max: NOW - 1 }),
        lengths: fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: most }),
        priority: fc.integer({ min: 1, max: 4 }),
        isOpen: fc.boolean(),
        isHeld: fc.boolean(),
      }),
      { minLength: 1, maxLength: 40 },
    )
    .map((all) =>
      all.map(({ from, lengths, priority, isOpen, isHeld }, index) => {
        let at = from;
        const stays = lengths.map((length, place) => {
          const begin = at;
          at += length;
          const isLast = isOpen && place === lengths.length - 1;
          return stay(begin, isLast ? null : at, {
            element: `e${place}`,
            group: most > 1 && place % 2 === 1 ? 'others' : 'desk',
            isHeld: most > 1 && isHeld && place === 1,
          });
        });
        return ticket(`t${index}`, stays, priority);
      }),
    );

describe('a forecast', () => {
  it('says the same again with the same seed', () => {
    fc.assert(
      fc.property(pasts(3), fc.integer(), (past, seed) => {
        const again = () => forecast(past, ask({ seed, replications: 3 }), IN_OFFICE);
        expect(again()).toEqual(again());
      }),
      { numRuns: 30 },
    );
  });

  const rises = (most: number, staff: Question['staff']) =>
    fc.property(
      pasts(most),
      fc.double({ min: 0, max: 5, noNaN: true }),
      fc.double({ min: 0, max: 5, noNaN: true }),
      (past, one, other) => {
        const medians = [Math.min(one, other), Math.max(one, other)].map(
          (arrivals) => forecast(past, ask({ arrivals, staff, replications: 5 }), IN_OFFICE).queues,
        );
        const [fewer = [], more = []] = medians;
        for (const { group, days } of fewer)
          for (const [day, { median }] of days.entries()) {
            const then = more.find((queue) => queue.group === group)?.days[day]?.median ?? 0;
            expect(then).toBeGreaterThanOrEqual(median);
          }
      },
    );

  it('never sees a shorter queue where more tickets come', () => {
    fc.assert(rises(3, {}), { numRuns: 40 });
  });

  it('never sees one where those who work are counted either', () => {
    fc.assert(rises(1, { desk: 1 }), { numRuns: 40 });
  });

  it('lets a queue grow without end where nobody works', () => {
    const past = Array.from({ length: WEEKS * 84 }, (_, index) =>
      ticket(`t${index}`, [stay(index * 2, index * 2 + 1)]),
    );
    const { queues, policies } = forecast(past, ask({ staff: { desk: 0 }, days: 10 }), ALWAYS);
    const medians = queues[0]?.days.map(({ median }) => median) ?? [];
    for (const [day, median] of medians.entries())
      expect(Math.abs(median - 12 * (day + 1))).toBeLessThan(4 * Math.sqrt(12 * (day + 1)));
    expect(medians.toSorted((one, other) => one - other)).toEqual(medians);
    expect(policies[0]?.share).toEqual({ low: 1, median: 1, high: 1 });
  });

  it('comes to what can be worked out by hand where everything always takes the same time', () => {
    // Two hours of work each, in office hours. It is Monday noon; one has been worked on since ten, two wait.
    const done = Array.from({ length: 20 }, (_, index) =>
      ticket(`d${index}`, [stay(index * 168 + 9, index * 168 + 11)]),
    ).slice(0, WEEKS);
    const open = [
      ticket('begun', [stay(NOW + 10, null, { begun: hours(NOW + 11) })]),
      ticket('second', [stay(NOW + 10.5, null, { begun: null })]),
      ticket('third', [stay(NOW + 11, null, { begun: null })]),
    ];
    const by = (withinHours: number, staff: Question['staff']) => {
      const policies = [promise(withinHours, { hours: IN_OFFICE.otherwise })];
      const { open: all } = forecast(
        [...done, ...open],
        ask({ at: hours(NOW + 12), arrivals: 0, policies, staff }),
        IN_OFFICE,
      );
      return all.map(({ id, probability }) => `${id} ${probability}`);
    };
    // One person: done at 13, 15 and 17, which is 3, 4.5 and 6 hours after they came.
    expect(by(4, { desk: 1 })).toEqual(['begun 0', 'second 1', 'third 1']);
    expect(by(5, { desk: 1 })).toEqual(['begun 0', 'second 0', 'third 1']);
    expect(by(6, { desk: 1 })).toEqual(['begun 0', 'second 0', 'third 0']);
    // Three people: the others are done at 14, 3.5 and 3 hours after they came.
    expect(by(3, { desk: 3 })).toEqual(['begun 0', 'second 1', 'third 0']);
  });

  it('counts no time in which a ticket waits for whoever asked', () => {
    const past = Array.from({ length: 30 }, (_, index) =>
      ticket(`t${index}`, [
        stay(index * 24, index * 24 + 1),
        stay(index * 24 + 1, index * 24 + 11, { element: 'asked', isHeld: true }),
        stay(index * 24 + 11, index * 24 + 12, { element: 'again' }),
      ]),
    );
    const at = hours(30 * 24);
    const policies = [promise(1.9, { key: 'short' }), promise(2.1, { key: 'long' })];
    const { policies: said } = forecast(past, ask({ at, policies }), ALWAYS);
    expect(said.map(({ key, share }) => [key, share?.median])).toEqual([
      ['short', 1],
      ['long', 0],
    ]);
  });

  it('comes to what the theory of queues says of one who serves what comes by chance', () => {
    // M/M/1 with one coming every two hours and one hour of work: T is exponential with rate 1 - 1/2.
    const count = WEEKS * 84;
    const past = Array.from({ length: count }, (_, index) => {
      const from = index * 2 + (Math.floor(index / 84) % 2);
      const share = (((index * 617) % count) + 0.5) / count;
      return ticket(`t${index}`, [stay(from, from - Math.log(1 - share))]);
    });
    const { policies } = forecast(
      past,
      ask({ days: 28, replications: 60, staff: { desk: 1 }, policies: [promise(3)] }),
      ALWAYS,
    );
    const [first] = policies;
    expect(first?.tickets.median).toBeGreaterThan(320);
    expect(first?.tickets.median).toBeLessThan(352);
    expect(Math.abs((first?.share?.median ?? 1) - Math.exp(-1.5))).toBeLessThan(0.04);
  });

  it('expects more of an hour in which more came, and never one of a group nobody has seen', () => {
    const past = Array.from({ length: WEEKS * 10 }, (_, index) => {
      const from = Math.floor(index / 10) * 168 + 24 + 9 + (index % 10) / 10;
      return ticket(`t${index}`, [stay(from, from + 1)]);
    });
    const { queues } = forecast(past, ask({ days: 7, policies: [], replications: 100 }), ALWAYS);
    expect(queues.map(({ group }) => group)).toEqual(['desk']);
    const { policies } = forecast(past, ask({ days: 7, replications: 200 }), ALWAYS);
    expect(policies[0]?.tickets.median).toBeGreaterThanOrEqual(8);
    expect(policies[0]?.tickets.median).toBeLessThanOrEqual(13);
  });

  it('has an answer where there is no past at all', () => {
    const { policies, queues, open } = forecast([], ask(), ALWAYS);
    expect(policies[0]).toMatchObject({ share: null, tickets: { low: 0, high: 0 } });
    expect([queues, open]).toEqual([[], []]);
  });

  it('knows that what is broken already is broken, whatever was seen before', () => {
    fc.assert(
      fc.property(pasts(1), fc.integer({ min: 1, max: 500 }), (past, since) => {
        const open = ticket('open', [stay(NOW - since, null)]);
        const policies = [promise(since - 0.5), promise(since + 10_000, { key: 'far' })];
        const { open: all } = forecast([...past, open], ask({ policies, replications: 5 }), ALWAYS);
        const of = (key: string) =>
          all.find(({ id, policy }) => id === 'open' && policy === key)?.probability;
        expect(of('solved')).toBe(1);
        expect(of('far')).toBeLessThanOrEqual(1);
      }),
      { numRuns: 40 },
    );
  });
});
