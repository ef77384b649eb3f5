import { describe, expect, it } from 'vitest';
import { differenceWords } from '#engine/calendar/difference-words.ts';
import { calendarDifferences } from '#engine/calendar/differences.ts';
import type { Calendar } from '#engine/calendar.ts';

const office: Calendar = {
  timeZone: 'Europe/Berlin',
  week: { mon: [['09:00', '17:00']], fri: [['09:00', '12:00']] },
  holidays: ['2026-12-25'],
};
const told = (before: Calendar, after: Calendar) =>
  calendarDifferences(before, after).map(differenceWords);

describe('what two states of a calendar differ in', () => {
  it('is told day by day', () => {
    const after: Calendar = {
      timeZone: 'Africa/Cairo',
      week: {
        mon: [
          ['09:00', '12:30'],
          ['13:30', '17:00'],
        ],
        sat: [['10:00', '14:00']],
      },
      exceptions: [
        { date: '2026-12-24', name: 'Christmas Eve', open: [['09:00', '12:00']] },
        { date: '2026-12-25', name: 'Christmas Day' },
      ],
    };
    expect(told(office, after)).toEqual([
      'The time zone was Europe/Berlin and is Africa/Cairo.',
      'Monday: 09:00–12:30, 13:30–17:00, was 09:00–17:00.',
      'Friday: closed, was 09:00–12:00.',
      'Saturday: 10:00–14:00, was closed.',
      'Added 2026-12-24: Christmas Eve, 09:00–12:00.',
      'Changed 2026-12-25: Christmas Day, closed, was closed.',
    ]);
    expect(told({ ...office, holidays: [] }, office)).toEqual(['Added 2026-12-25: closed.']);
    expect(told(office, { ...office, holidays: [] })).toEqual(['Removed 2026-12-25: closed.']);
  });

  it('is nothing where the same is only spelled otherwise', () => {
    const spelled: Calendar = {
      timeZone: 'Europe/Berlin',
      exceptions: [{ date: '2026-12-25' }],
      week: {
        fri: [['09:00', '12:00']],
        mon: [
          ['12:00', '17:00'],
          ['09:00', '12:00'],
        ],
        tue: [],
      },
    };
    expect(told(office, spelled)).toEqual([]);
  });

  it('names the period that came or went with its hours', () => {
    const { week = {}, ...rest } = office;
    const summer: Calendar = {
      ...rest,
      periods: [
        { until: '2026-06-30', week },
        { from: '2026-07-01', week: { mon: [['08:00', '12:00']] } },
      ],
    };
    expect(told(summer, { ...summer, periods: [{ until: '2026-06-30', week }] })).toEqual([
      'Removed the week that held from 2026-07-01.',
      'Monday from 2026-07-01: closed, was 08:00–12:00.',
    ]);
  });
});
