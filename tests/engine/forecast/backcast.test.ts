/** What a forecast would have said of the last days, held against what came: shown where it knows something, hidden where not. */
import { describe, expect, it } from 'vitest';
import { backcast } from '#engine/forecast/backcast.ts';
import { chanceOf } from '#engine/forecast/chance.ts';
import type { PastTicket } from '#engine/forecast/past.ts';
import { ALWAYS, hours, promise, stay, ticket } from './desk.ts';

const WEEKS = 12;
const NOW = WEEKS * 168;
const question = {
  at: hours(NOW),
  days: 14,
  replications: 60,
  seed: 3,
  arrivals: 1,
  staff: {},
  policies: [promise(4)],
};

/** Tickets that come by chance, one every hour and a half, and take as long as is said of each. */
function desk(lengthOf: (index: number, from: number) => number, group = () => 'desk') {
  const chance = chanceOf(11, 0);
  const all: PastTicket[] = [];
  let from = 0;
  for (let index = 0; ; index += 1) {
    from -= Math.log(1 - chance(1, index)) * 1.5;
    if (from >= NOW) return all;
    const to = from + lengthOf(index, from);
    const one = { begun: null, group: group(), element: `e${index % 2}` };
    all.push(ticket(`t${index}`, [stay(from, to < NOW ? to : null, one)]));
  }
}
const chance = chanceOf(12, 0);

describe('a backcast', () => {
  it('finds a forecast good that tells short work from long, and its band to hold what came', () => {
    const past = desk((index) => (index % 2 === 0 ? 1 : 7) + 2 * chance(index));
    const { policies, covered } = backcast(past, question, ALWAYS);
    expect(policies).toMatchObject([{ key: 'solved', verdict: 'good' }]);
    expect(policies[0]?.skill).toBeGreaterThan(0.9);
    expect(policies[0]?.tickets).toBeGreaterThan(200);
    expect(covered.within / covered.days).toBeGreaterThan(0.5);
    const bins = policies[0]?.calibration ?? [];
    expect(bins.reduce((sum, { tickets }) => sum + tickets, 0)).toBe(policies[0]?.tickets);
    expect(bins.at(-1)?.happened).toBeGreaterThan(0.9);
    expect(bins[0]?.happened).toBeLessThan(0.1);
  });

  it('finds one no better than the usual where nothing can be known', () => {
    const past = desk((index) => (chance(index) < 0.5 ? 1 : 10));
    const { policies } = backcast(past, question, ALWAYS);
    expect(policies).toMatchObject([{ verdict: 'noBetter' }]);
    expect(policies[0]?.skill).toBeLessThan(0.1);
  });

  it('finds one far off where everything became worse, though it still tells the quick from the slow', () => {
    // Every other one was always quick, and half of the rest; then nothing is quick but half of the former.
    const past = desk((index, from) => {
      const isNow = from >= NOW - 14 * 24;
      const quickShare = index % 2 === 0 ? (isNow ? 0.6 : 1) : isNow ? 0 : 0.5;
      return chance(index) < quickShare ? 1 : 10;
    });
    const { policies } = backcast(past, question, ALWAYS);
    expect(policies).toMatchObject([{ verdict: 'farOff' }]);
    expect(policies[0]?.bias).toBeLessThan(-0.3);
  });

  it('finds one good that is right though nothing is ever broken, as is usual', () => {
    const { policies } = backcast(
      desk(() => 1),
      question,
      ALWAYS,
    );
    expect(policies).toMatchObject([{ verdict: 'good', brier: 0, usual: 0, skill: null }]);
  });

  it('proves nothing by a handful of tickets', () => {
    const past = desk(() => 1).filter((_, index) => index % 40 === 0);
    const { policies } = backcast(past, question, ALWAYS);
    expect(policies).toMatchObject([{ verdict: 'tooFew' }]);
  });

  it('does not take the quick ones for all where the slow ones of the last days are still open', () => {
    const past = desk((index) => (chance(index) < 0.5 ? 1 : 200));
    const asked = { ...question, days: 7, policies: [promise(144)] };
    const [policy] = backcast(past, asked, ALWAYS).policies;
    expect(policy?.tickets).toBeGreaterThan(30);
    expect(Math.abs(policy?.bias ?? 1)).toBeLessThan(0.1);
  });

  it('is not praised for queues that nobody uses any more', () => {
    const past = desk((index) => 1 + (index % 5));
    const gone = Array.from({ length: 9 }, (_, place) =>
      ticket(`gone${place}`, [stay(place, place + 1, { group: `gone${place}` })]),
    );
    expect(backcast([...gone, ...past], question, ALWAYS).covered.days).toBe(
      backcast(past, question, ALWAYS).covered.days,
    );
  });

  it('knows nothing of what came later', () => {
    const past = desk((index) => 1 + (index % 5));
    const otherwise = past.map((one) =>
      (one.stays[0]?.from ?? 0) < hours(NOW - 14 * 24)
        ? one
        : { ...one, stays: one.stays.map((stay) => ({ ...stay, group: 'elsewhere', to: null })) },
    );
    expect(backcast(otherwise, question, ALWAYS).said).toEqual(
      backcast(past, question, ALWAYS).said,
    );
  });
});
