import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstReadingOf } from '#engine/calendar/dates.ts';
import { addHolidays } from '#engine/calendar/holidays.ts';
import { hoursOf } from '#engine/calendar/hours.ts';
import type { Calendar } from '#engine/calendar.ts';

const office: Calendar = {
  timeZone: 'Europe/Berlin',
  week: { mon: [['09:00', '17:00']], thu: [['09:00', '17:00']] },
  holidays: ['2026-12-25'],
  exceptions: [
    { date: '2026-12-24', name: 'Half a day', open: [['09:00', '12:00']] },
    { date: '2026-12-31', name: 'Inventory' },
    { date: '2027-01-01' },
  ],
};

describe('holidays that come from elsewhere', () => {
  it('are added, give a name to what has none, and leave what somebody has said', () => {
    const outcome = addHolidays(office, [
      { date: '2027-01-06', name: 'Epiphany' },
      { date: '2026-12-24', name: 'Christmas Eve' },
      { date: '2026-12-25', name: 'Christmas Day' },
      { date: '2026-12-31', name: 'New Year’s Eve' },
      { date: '2027-01-01', name: 'New Year’s Day' },
    ]);
    expect(outcome.added).toEqual([{ date: '2027-01-06', name: 'Epiphany' }]);
    expect(outcome.changed.map(({ date }) => date)).toEqual(['2026-12-25', '2027-01-01']);
    expect(outcome.left.map(({ date, why }) => `${date} ${why}`)).toEqual([
      '2026-12-24 open',
      '2026-12-31 named',
    ]);
    expect(outcome.hours.holidays).toEqual(['2026-12-25']);
    expect(outcome.hours.exceptions).toHaveLength(5);
  });

  it('are one day with both names where two fall together', () => {
    const { added } = addHolidays(office, [
      { date: '2027-05-01', name: 'Labour Day' },
      { date: '2027-05-01', name: 'Ascension' },
    ]);
    expect(added).toEqual([{ date: '2027-05-01', name: 'Labour Day / Ascension' }]);
  });

  it('have names that are cut between two characters', () => {
    const { added } = addHolidays(office, [{ date: '2027-05-01', name: `${'a'.repeat(199)}😀` }]);
    expect(added).toEqual([{ date: '2027-05-01', name: 'a'.repeat(199) }]);
  });

  const days = fc.array(
    fc.record({
      date: fc
        .integer({ min: 20_000, max: 20_040 })
        .map((day) => new Date(day * 86_400_000).toISOString().slice(0, 10)),
      name: fc.constantFrom('A', 'B', 'C'),
    }),
    { maxLength: 20 },
  );
  it('change nothing when they come a second time, and close what they added', () =>
    fc.assert(
      fc.property(days, (some) => {
        const once = addHolidays(office, some);
        const twice = addHolidays(once.hours, some);
        expect(twice.hours).toBe(once.hours);
        expect(twice.left.length).toBe(new Set(some.map(({ date }) => date)).size);
        for (const { date } of once.added)
          expect(hoursOf(once.hours).hoursOf(firstReadingOf(date))).toBeNull();
      }),
    ));
});
