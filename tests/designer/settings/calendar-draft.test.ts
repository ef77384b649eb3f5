import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CalendarDraft,
  mistakesIn,
  placeOf,
  toDraft,
  toHours,
  withDays,
} from '#designer/settings/calendars/draft.ts';
import { readHours, writeHours } from '#designer/settings/calendars/hours-text.ts';
import { dragged, gripAt, nudged } from '#designer/settings/calendars/week-drag.ts';
import { yearOf } from '#designer/settings/calendars/year.ts';
import { calendarDifferences, hoursText } from '#engine/calendar/differences.ts';
import { calendarProblems } from '#engine/calendar/problems.ts';
import { setting } from '../../support/calendars.ts';

const office = {
  name: 'Berlin',
  timeZone: 'Europe/Berlin',
  holidays: ['2026-12-25'],
  week: {
    mon: [['09:00', '17:00']],
    tue: [
      ['09:00', '12:30'],
      ['13:30', '17:00'],
    ],
  },
  exceptions: [{ date: '2026-12-24', name: 'Half a day', open: [['09:00', '12:00']] }],
};

describe('hours as they are typed', () => {
  it.each([
    ['9-17', '09:00–17:00'],
    ['13:30 – 17, 9.00-12:30', '09:00–12:30, 13:30–17:00'],
    ['0-24', '00:00–24:00'],
    ['٩-١٧', '09:00–17:00'],
    ['9-12; 12-17', '09:00–17:00'],
    ['', ''],
  ])('are read: %s', (text, hours) => {
    expect(writeHours(readHours(text) ?? [])).toBe(hours);
  });

  it.each(['9', '17-9', '9-25', '9:70-10', 'nine to five', '9-12-15'])('are none: %s', (text) => {
    expect(readHours(text)).toBeNull();
  });
});

describe('a calendar while it is edited', () => {
  it('says the same as the record it was made from, whatever calendar it is', () =>
    fc.assert(
      fc.property(setting, ({ calendar }) => {
        const again = toHours(toDraft({ ...calendar, name: 'x' }));
        expect(calendarDifferences(calendar, again)).toEqual([]);
      }),
    ));

  it('keeps what cannot be read, and tells where it stands', () => {
    const draft = toDraft(office);
    const [week] = draft.periods;
    const broken: CalendarDraft = {
      ...draft,
      name: ' ',
      periods: week ? [{ ...week, week: { ...week.week, mon: '9 to' } }] : [],
      days: [
        ...draft.days,
        { date: '2026-12-24', name: '', hours: '' },
        { date: '', name: 'x', hours: '1' },
      ],
    };
    expect(mistakesIn(draft)).toEqual([]);
    expect(mistakesIn(broken).map(({ at, what }) => `${at} ${what}`)).toEqual([
      'name name',
      'periods/0/week/mon hours',
      'days/2/date twice',
      'days/3/date date',
      'days/3/hours hours',
    ]);
    expect(toHours(broken).week?.mon).toBeUndefined();
  });

  it('knows its own fields by the places of the record', () => {
    const draft = toDraft(office);
    expect(placeOf('/week/tue/1', draft)).toBe('periods/0/week/tue');
    expect(placeOf('/exceptions/0/open/0', draft)).toBe('days/0/hours');
    expect(placeOf('/holidays/0', draft)).toBe('days/1/date');
    expect(placeOf('/timeZone', draft)).toBeNull();
  });

  it('takes days in beside those that are there', () => {
    const taken = withDays(toDraft(office), [
      { date: '2026-12-24', name: 'Christmas Eve' },
      { date: '2026-12-25', name: 'Christmas Day' },
      { date: '2026-10-03', name: 'Unity' },
    ]);
    expect(taken.days.map(({ date, name }) => `${date} ${name}`)).toEqual([
      '2026-10-03 Unity',
      '2026-12-24 Half a day',
      '2026-12-25 Christmas Day',
    ]);
  });
});

describe('a drag over a day', () => {
  const drag = (text: string, from: number, to: number) => {
    const hours = readHours(text) ?? [];
    return writeHours(dragged(hours, gripAt(hours, from, 20), to));
  };

  it('opens a stretch, forwards and backwards, on quarters of an hour', () => {
    expect(drag('', 9 * 60 + 4, 17 * 60 + 10)).toBe('09:00–17:15');
    expect(drag('', 17 * 60, 9 * 60)).toBe('09:00–17:00');
    expect(drag('9-12', 13 * 60, 17 * 60)).toBe('09:00–12:00, 13:00–17:00');
  });

  it('moves an end, or the whole, and takes away what is dragged to nothing', () => {
    expect(drag('9-17', 17 * 60, 18 * 60)).toBe('09:00–18:00');
    expect(drag('9-17', 9 * 60, 8 * 60 + 30)).toBe('08:30–17:00');
    expect(drag('9-17', 12 * 60, 13 * 60)).toBe('10:00–18:00');
    expect(drag('9-17', 12 * 60, 24 * 60)).toBe('16:00–24:00');
    expect(drag('9-17', 9 * 60, 20 * 60)).toBe('');
  });

  it('joins what touches, and never leaves the day', () =>
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(1440), fc.nat(1440)), { maxLength: 8 }), (drags) => {
        let hours = hoursText([]);
        for (const [from, to] of drags) hours = dragged(hours, gripAt(hours, from, 20), to);
        const week = { mon: hours.map(([from, to]) => [from, to]) };
        expect(calendarProblems({ timeZone: 'Etc/UTC', week })).toEqual([]);
        expect(readHours(writeHours(hours))).toEqual(hours);
      }),
    ));

  it('goes by the keyboard too', () => {
    expect(writeHours(nudged([['09:00', '17:00']], 0, 'to', -15))).toBe('09:00–16:45');
    expect(writeHours(nudged([['09:00', '09:15']], 0, 'from', 15))).toBe('');
  });
});

describe('a year of a calendar', () => {
  it('tells each day apart, and when the clocks change', () => {
    const days = yearOf(office, 2026).flat();
    const on = (date: string) => days.find((day) => day.date === date);
    expect(days).toHaveLength(365);
    expect(on('2026-12-21')).toMatchObject({ kind: 'open', hours: [['09:00', '17:00']] });
    expect(on('2026-12-23')).toMatchObject({ kind: 'closed' });
    expect(on('2026-12-24')).toMatchObject({ kind: 'exception', name: 'Half a day' });
    expect(on('2026-12-25')).toMatchObject({ kind: 'holiday', name: null });
    expect(days.filter(({ shift }) => shift !== 0).map(({ date, shift }) => [date, shift])).toEqual(
      [
        ['2026-03-29', 60],
        ['2026-10-25', -60],
      ],
    );
  });
});
