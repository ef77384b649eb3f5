/** What a forecast is made of: chance, business time as a line, and lengths as they were. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addBusinessSeconds, businessSecondsBetween } from '#engine/calendar.ts';
import { arrivalsOf, drawArrivals } from '#engine/forecast/arrivals.ts';
import { chanceOf } from '#engine/forecast/chance.ts';
import { Heap } from '#engine/forecast/heap.ts';
import { knownAt } from '#engine/forecast/past.ts';
import { brokenBy, linesOf } from '#engine/forecast/promise.ts';
import { FEW, joined, lengthFrom, Spread } from '#engine/forecast/spread.ts';
import { timelineOf } from '#engine/forecast/timeline.ts';
import { setting } from '#tests/support/calendars.ts';
import { hours, IN_OFFICE, promise, stay, ticket } from './desk.ts';

const over = (...seconds: number[]) => seconds.map((one) => ({ seconds: one, isOver: true }));
const still = (...seconds: number[]) => seconds.map((one) => ({ seconds: one, isOver: false }));

const of = (...levels: Spread[]) => joined(levels, ({ count }) => count);

describe('chance', () => {
  it('is spread evenly, and is another one at every place', () => {
    const chance = chanceOf(1, 0);
    const numbers = Array.from({ length: 20_000 }, (_, place) => chance(place));
    for (const bin of [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]) {
      const share = numbers.filter((one) => Math.floor(one * 10) === bin).length / numbers.length;
      expect(Math.abs(share - 0.1)).toBeLessThan(0.01);
    }
    expect(new Set(numbers).size).toBeGreaterThan(19_990);
    const pairs = numbers.map((one, place) => (one - 0.5) * (chance(place + 1) - 0.5));
    expect(Math.abs(pairs.reduce((sum, one) => sum + one, 0) / pairs.length)).toBeLessThan(0.003);
    expect(
      new Set([chance(1), chance(1, 0), chance(0, 1), chanceOf(1, 1)(1), chanceOf(2, 0)(1)]).size,
    ).toBe(5);
  });
});

describe('business time as a line', () => {
  it('counts as calendars do, there and back', () => {
    fc.assert(
      fc.property(
        setting,
        fc.integer({ min: 0, max: 3 * 24 * 60 }),
        fc.integer({ min: 0, max: 100_000 }),
        ({ calendar, from }, minutes, seconds) => {
          const begin = Date.parse(from);
          const line = timelineOf(calendar, begin, begin + 60 * 86_400_000);
          const at = begin + minutes * 60_000;
          const iso = new Date(at).toISOString();
          expect(line.toCounted(at)).toBeCloseTo(businessSecondsBetween(calendar, from, iso), 3);
          const due = addBusinessSeconds(calendar, from, seconds);
          const reached = line.toInstant(seconds);
          if (due !== null && Date.parse(due) < begin + 60 * 86_400_000 && seconds > 0)
            expect(reached).toBe(Date.parse(due));
        },
      ),
    );
  });
});

describe('lengths as they were', () => {
  it('count what goes on as at least as long as it has lasted', () => {
    // By hand: 1 ends of 4, 2 is left, 3 ends of 2, 4 is left.
    const spread = new Spread([...over(1, 3), ...still(2, 4)]);
    expect(spread.beyond(1)).toBeCloseTo(0.75);
    expect(spread.beyond(3)).toBeCloseTo(0.375);
    expect([0.2, 0.25, 0.5].map((share) => spread.at(share))).toEqual([1, 1, 3]);
    // Nobody has seen the end of the rest: half of it lasts at least as long again.
    expect(spread.beyond(8)).toBeCloseTo(0.375 / 2);
    expect(spread.at(1 - 0.375 / 2)).toBeCloseTo(8);
    expect(spread.at(0)).toBe(1);
  });

  it('are those that were seen, and no others', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(1_000), { minLength: 1 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (lengths, share) => {
          const spread = new Spread(over(...lengths));
          expect(lengths).toContain(spread.at(share));
          const sorted = lengths.toSorted((one, other) => one - other);
          expect(spread.at(share)).toBe(
            sorted[Math.max(0, Math.ceil(share * lengths.length - 1e-9) - 1)],
          );
        },
      ),
    );
  });

  it('come from what is like it where little was seen', () => {
    const [own, like] = [new Spread(over(100)), new Spread(over(...Array<number>(1_000).fill(1)))];
    const draws = Array.from({ length: 1_100 }, (_, place) =>
      lengthFrom(of(own, like), place / 1_100, 0.5),
    );
    expect(draws.filter((one) => one === 100).length / 1_100).toBeCloseTo(1 / (1 + FEW), 1);
    expect(lengthFrom(of(like), 0.99, 0.5)).toBe(1);
    expect(lengthFrom(of(), 0.5, 0.5)).toBe(0);
  });

  it('are never shorter than what has lasted already', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(100), { maxLength: 20 }),
        fc.array(fc.nat(100), { maxLength: 20 }),
        fc.nat(150),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (own, like, age, which, share) => {
          const levels = [new Spread(over(...own)), new Spread(over(...like))];
          expect(lengthFrom(of(...levels), which, share, age)).toBeGreaterThanOrEqual(age);
        },
      ),
    );
  });
});

describe('what was known', () => {
  it('holds nothing that came later, and what went on then without its end', () => {
    const past = [ticket('done', [stay(0, 2), stay(2, 5)]), ticket('later', [stay(4, 6)])];
    expect(knownAt(past, hours(3))).toEqual([
      { ...ticket('done', [stay(0, 2), stay(2, null)]), endedAt: null },
    ]);
    expect(knownAt(past, hours(9))).toEqual(past);
  });
});

describe('a heap', () => {
  it('gives what comes first, and of the same instant what was put in first', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20)), (times) => {
        const heap = new Heap<number>();
        for (const [place, at] of times.entries()) heap.push(at, place);
        const all = times.map(() => heap.pop());
        const expected = times
          .map((at, item) => ({ at, item }))
          .toSorted((one, other) => one.at - other.at || one.item - other.item);
        expect(all.map((one) => ({ at: one?.at, item: one?.item }))).toEqual(expected);
        expect(heap.pop()).toBeUndefined();
      }),
    );
  });
});

describe('what comes', () => {
  it('is so much of all the time there was, however long nothing came before the last of it', () => {
    const desk = (to: number) => ticket(`t${to}`, [stay(to - 1, to)]);
    const { rates } = arrivalsOf([desk(1), desk(200 * 24)], hours(200 * 24 + 1), 'UTC');
    expect(rates.reduce((sum, rate) => sum + rate, 0)).toBeLessThan(1);
  });

  it('is drawn though all of it came at once, and nothing on the days after', () => {
    const all = Array.from({ length: 100 }, (_, place) => ticket(`t${place}`, [stay(9.5, null)]));
    const arrivals = arrivalsOf(all, hours(8 * 24), 'UTC');
    expect(arrivals.days.every(Number.isFinite)).toBe(true);
    const drawn = drawArrivals(arrivals, chanceOf(1, 0), hours(200), hours(210), 'UTC', 1);
    expect(drawn.length).toBeLessThan(200);
  });
});

describe('a promise', () => {
  it('counts around the clock for some priorities, and in office hours for others', () => {
    const office = IN_OFFICE.otherwise;
    const [line] = linesOf([promise(8, { hoursOf: { 3: office } })], hours(0), hours(200));
    if (!line) throw new Error('there is no line');
    const overnight = (priority: number) => ticket('t', [stay(12, 24 + 12)], priority);
    expect(brokenBy(overnight(1), line, hours(200))).toBe(true);
    expect(brokenBy(overnight(3), line, hours(200))).toBe(false);
  });

  it('is kept at the very instant of its deadline, and broken after it though nobody is there to count', () => {
    const [line] = linesOf([promise(8, { hours: IN_OFFICE.otherwise })], hours(0), hours(200));
    if (!line) throw new Error('there is no line');
    // Opened before the doors open, so it is due when they close.
    const broken = (...stays: Parameters<typeof ticket>[1]) =>
      brokenBy(ticket('t', stays), line, hours(100));
    expect(broken(stay(7, 17))).toBe(false);
    expect(broken(stay(7, 18))).toBe(true);
    expect(broken(stay(7, 12), stay(12, 17), stay(17, 18, { isHeld: true }))).toBe(false);
    expect(broken(stay(7, 12), stay(12, 17), stay(17, 18))).toBe(true);
  });
});
