/** The change calendar as weeks of days: what stands where, in any zone and on the days that clocks change. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { datesOf, daysOf, partOn, spanOf, stepFrom, weeksOf } from '#designer/changes/weeks.ts';
import type { CalendarEntry } from '#designer/client/types/changes.ts';
import { wallAt } from '#tests/support/wall-clock.ts';

const BERLIN = 'Europe/Berlin';
const change = (id: string, from: string, to: string): CalendarEntry => ({
  id,
  from,
  to,
  type: 'change',
  title: id,
  number: id,
  status: 'new',
  kind: 'normal',
  result: null,
  assignee: null,
  conflicts: 0,
});
const freeze = (id: string, from: string, to: string): CalendarEntry => ({
  id,
  from,
  to,
  type: 'freeze',
  title: id,
  reason: '',
});

describe('the days of a view', () => {
  it('are whole weeks from Monday, and for a month all that it has', () => {
    expect(daysOf('week', '2027-01-06')).toEqual(
      ['04', '05', '06', '07', '08', '09', '10'].map((day) => `2027-01-${day}`),
    );
    const february = daysOf('month', '2027-02-17');
    expect([february[0], february.at(-1), february.length]).toEqual([
      '2027-02-01',
      '2027-02-28',
      28,
    ]);
    const may = daysOf('month', '2027-05-31');
    expect([may[0], may.at(-1), may.length]).toEqual(['2027-04-26', '2027-06-06', 42]);
  });

  it('come back where they were, one step on and one back', () =>
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true }),
        fc.constantFrom('week' as const, 'month' as const, 'list' as const),
        (moment, view) => {
          const date = moment.toISOString().slice(0, 10);
          const there = stepFrom(view, date, 1);
          expect(daysOf(view, there)[0]).not.toBe(daysOf(view, date)[0]);
          expect(daysOf(view, stepFrom(view, there, -1))).toEqual(daysOf(view, date));
        },
      ),
    ));

  it('begin and end at midnight on the wall, also when clocks change', () => {
    const span = spanOf(BERLIN, daysOf('week', '2027-03-28'));
    expect(span).toEqual({ from: '2027-03-21T23:00:00.000Z', to: '2027-03-28T22:00:00.000Z' });
  });
});

describe('what falls on them', () => {
  it('is on each day on which any moment of it is', () =>
    fc.assert(
      fc.property(
        fc.constantFrom(BERLIN, 'America/New_York', 'Asia/Kathmandu'),
        fc.integer({ min: 0, max: 40 * 96 }),
        fc.integer({ min: 1, max: 4 * 96 }),
        (zone, begin, quarters) => {
          const at = (n: number) => Date.parse('2027-03-01T00:00:00Z') + n * 900_000;
          const [from, to] = [at(begin), at(begin + quarters)];
          const [first, last] = datesOf(zone, {
            from: new Date(from).toISOString(),
            to: new Date(to).toISOString(),
          });
          expect(first).toBe(wallAt(zone, from).slice(0, 10));
          expect(last).toBe(wallAt(zone, to - 60_000).slice(0, 10));
        },
      ),
    ));

  it('is a band over its days, above others where they meet, and a change on each of its own', () => {
    const entries = [
      freeze('long', '2027-01-01T00:00:00Z', '2027-01-06T00:00:00Z'),
      freeze('other', '2027-01-05T00:00:00Z', '2027-01-07T00:00:00Z'),
      freeze('later', '2027-01-08T00:00:00Z', '2027-01-20T00:00:00Z'),
      change('night', '2027-01-04T22:00:00Z', '2027-01-05T02:00:00Z'),
      change('exact', '2027-01-09T22:00:00Z', '2027-01-10T00:00:00Z'),
    ];
    const [week] = weeksOf('UTC', daysOf('week', '2027-01-06'), entries);
    expect(week?.bands.map(({ entry, first, last, row }) => [entry.id, first, last, row])).toEqual([
      ['long', 0, 1, 0],
      ['other', 1, 2, 1],
      ['later', 4, 6, 0],
    ]);
    expect(week?.days.map(({ changes }) => changes.map(({ id }) => id))).toEqual([
      ['night'],
      ['night'],
      [],
      [],
      [],
      ['exact'],
      [],
    ]);
  });
});

describe('a day of a change', () => {
  const long = change('a', '2027-01-04T14:36:00Z', '2027-01-06T09:00:00Z');
  it.each([
    ['2027-01-04', 'begins'],
    ['2027-01-05', 'lasts'],
    ['2027-01-06', 'ends'],
  ])('%s has its part of it', (date, part) => expect(partOn(BERLIN, long, date)).toBe(part));

  it('has all of one that ends at midnight on the wall', () =>
    expect(
      partOn(BERLIN, change('b', '2027-01-04T14:36:00Z', '2027-01-04T23:00:00Z'), '2027-01-04'),
    ).toBe('whole'));
});
