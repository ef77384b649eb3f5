/** Calendars of every kind over twenty zones, for properties. */
import fc from 'fast-check';
import type { Calendar } from '#engine/calendar.ts';
import { addSeconds } from '#engine/instant.ts';
import { beforeNextJump, wallAt } from './wall-clock.ts';

/** Zones that have broken calendars before, and what they did. */
const MOMENTS = [
  // Half an hour of summer time.
  ['Australia/Lord_Howe', '2026-04-03T03:00:00.000Z'],
  // One minute past midnight, back into the day before.
  ['America/St_Johns', '2010-11-05T15:00:00.000Z'],
  // Midnight itself does not exist, or comes twice.
  ['America/Havana', '2026-03-06T18:00:00.000Z'],
  ['America/Havana', '2026-10-30T18:00:00.000Z'],
  // A whole day that does not exist.
  ['Pacific/Apia', '2011-12-28T12:00:00.000Z'],
  ['Pacific/Kwajalein', '1993-08-19T12:00:00.000Z'],
  // Off for a month of fasting, on again after it.
  ['Africa/Casablanca', '2027-02-06T12:00:00.000Z'],
] as const;
export const ZONES = [
  'Africa/Cairo',
  'Africa/Casablanca',
  'America/Caracas',
  'America/Havana',
  'America/New_York',
  'America/Sao_Paulo',
  'America/St_Johns',
  'Antarctica/Troll',
  'Asia/Gaza',
  'Asia/Kathmandu',
  'Asia/Pyongyang',
  'Asia/Tehran',
  'Australia/Lord_Howe',
  'Europe/Berlin',
  'Europe/Dublin',
  'Europe/Moscow',
  'Pacific/Apia',
  'Pacific/Chatham',
  'Pacific/Kwajalein',
  'UTC',
] as const;

const FIRST = Date.parse('1970-01-01T00:00:00Z');
const LAST = Date.parse('2100-12-01T00:00:00Z');
const anywhen = fc
  .integer({ min: FIRST / 60_000, max: LAST / 60_000 })
  .map((minute) => new Date(minute * 60_000).toISOString());

/** A zone and a moment: any, or one shortly before its clock does something. */
const moment: fc.Arbitrary<readonly [string, string]> = fc.oneof(
  fc.tuple(fc.constantFrom(...ZONES), anywhen),
  fc
    .tuple(fc.constantFrom(...ZONES), anywhen)
    .map(([zone, at]) => [zone, beforeNextJump(zone, at)] as const),
  fc.constantFrom(...MOMENTS),
);

const clock = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 96 }).map((quarter) => quarter * 15) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 1_440 }) },
);
const spell = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
const interval = fc
  .tuple(clock, clock)
  .filter(([from, to]) => from !== to)
  .map(([one, other]) => [spell(Math.min(one, other)), spell(Math.max(one, other))]);
/** Apart, overlapping or touching; the whole day; or closed. */
const intervals = fc.oneof(
  { weight: 6, arbitrary: fc.array(interval, { maxLength: 3 }) },
  { weight: 1, arbitrary: fc.constant([['00:00', '24:00']]) },
);
const day = fc.option(intervals, { nil: undefined });
const week = fc.record({ mon: day, tue: day, wed: day, thu: day, fri: day, sat: day, sun: day });

/** Days around a moment, counted from it. */
const near = fc.integer({ min: -2, max: 6 });
const hours: fc.Arbitrary<(date: (day: number) => string) => Partial<Calendar>> = fc.oneof(
  week.map((only) => () => ({ week: only })),
  fc
    .record({
      cuts: fc.uniqueArray(near, { minLength: 1, maxLength: 4 }),
      weeks: fc.array(fc.option(week, { nil: null }), { minLength: 5, maxLength: 5 }),
    })
    .filter(({ cuts, weeks }) => weeks.slice(0, cuts.length + 1).some((one) => one !== null))
    .map(({ cuts, weeks }) => (date: (day: number) => string) => {
      const ends = [...cuts].sort((one, other) => one - other);
      const periods = [...ends, null].flatMap((end, index) => {
        const begin = ends[index - 1];
        const inForce = weeks[index];
        if (!inForce) return [];
        return [
          {
            ...(begin === undefined ? {} : { from: date(begin) }),
            ...(end === null ? {} : { until: date(end - 1) }),
            week: inForce,
          },
        ];
      });
      return { periods };
    }),
);

/** A calendar whose days are otherwise around this moment. */
export const setting = fc
  .record({
    moment,
    hours,
    holidays: fc.array(near, { maxLength: 2 }),
    exceptions: fc.uniqueArray(fc.record({ day: near, open: day }), {
      maxLength: 3,
      selector: ({ day }) => day,
    }),
  })
  .map(({ moment: [timeZone, from], hours, holidays, exceptions }) => {
    const today = wallAt(timeZone, Date.parse(from)).slice(0, 10);
    const date = (day: number) => addSeconds(`${today}T00:00:00Z`, day * 86_400).slice(0, 10);
    const calendar: Calendar = {
      timeZone,
      ...hours(date),
      holidays: holidays.map(date),
      exceptions: exceptions.map(({ day, open }) => ({
        date: date(day),
        ...(open ? { open } : {}),
      })),
    };
    return { calendar, from };
  });
