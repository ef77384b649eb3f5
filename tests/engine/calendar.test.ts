/**
 * Business time against an oracle that knows nothing of it: minute by minute it asks the platform's own date formatting
 * what the wall shows. Windows lie around the transitions that have broken calendars before.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addBusinessSeconds,
  addDuration,
  businessSecondsBetween,
  type Calendar,
  calendarProblems,
  isOpen,
} from '#engine/calendar.ts';
import { addSeconds } from '#engine/instant.ts';
import { instant, OFFICE, spoken } from '../support/clock.ts';

const MINUTE = 60_000;
const WINDOW_MINUTES = 3 * 24 * 60;

/** A zone and a moment half a day before it does something. */
const WINDOWS = [
  ['Europe/Berlin', '2026-03-28T12:00:00Z'],
  ['Europe/Berlin', '2026-10-24T12:00:00Z'],
  ['America/New_York', '2026-03-07T18:00:00Z'],
  ['America/New_York', '2026-10-31T18:00:00Z'],
  // Half an hour of summer time.
  ['Australia/Lord_Howe', '2026-04-04T03:00:00Z'],
  ['Australia/Lord_Howe', '2026-10-03T03:00:00Z'],
  // One minute past midnight, back into the day before.
  ['America/St_Johns', '2010-11-06T15:00:00Z'],
  // Midnight itself does not exist, or comes twice.
  ['America/Havana', '2026-03-07T18:00:00Z'],
  ['America/Havana', '2026-10-31T18:00:00Z'],
  // A whole day that does not exist.
  ['Pacific/Apia', '2011-12-29T12:00:00Z'],
  ['Asia/Kathmandu', '2026-05-01T00:00:00Z'],
  ['UTC', '2026-05-01T00:00:00Z'],
] as const;

const clock = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 95 }).map((quarter) => quarter * 15) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 1_440 }) },
);
const spell = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
const interval = fc
  .tuple(clock, clock)
  .filter(([from, to]) => from !== to)
  .map(([one, other]) => [spell(Math.min(one, other)), spell(Math.max(one, other))]);
const day = fc.option(fc.array(interval, { maxLength: 3 }), { nil: undefined });
const week = fc.record({ mon: day, tue: day, wed: day, thu: day, fri: day, sat: day, sun: day });
const setting = fc
  .record({
    window: fc.constantFrom(...WINDOWS),
    week,
    holiday: fc.option(fc.integer({ min: 0, max: 3 }), { nil: null }),
    start: fc.integer({ min: 0, max: 24 * 60 }),
  })
  .map(({ window: [timeZone, begin], week: hours, holiday, start }) => {
    const date = holiday === null ? [] : [addSeconds(begin, holiday * 86_400).slice(0, 10)];
    const calendar: Calendar = { timeZone, week: hours, holidays: date };
    return { calendar, from: addSeconds(begin, start * 60) };
  });

/** Which minutes from here on are open, by the wall clock as the platform shows it. */
function openMinutes(calendar: Calendar, from: string): readonly boolean[] {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: calendar.timeZone,
    hourCycle: 'h23',
    weekday: 'short',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  const begin = Date.parse(from);
  return Array.from({ length: WINDOW_MINUTES }, (_, index) => {
    const parts = Object.fromEntries(
      format.formatToParts(begin + index * MINUTE).map(({ type, value }) => [type, value]),
    );
    const date = `${parts.year}-${parts.month}-${parts.day}`;
    if (calendar.holidays?.includes(date)) return false;
    const key = (parts.weekday ?? '').toLowerCase().slice(0, 3) as keyof Calendar['week'];
    const now = `${parts.hour}:${parts.minute}`;
    return (calendar.week[key] ?? []).some(
      ([opens = '', closes = '']) => opens <= now && now < closes,
    );
  });
}

describe('business time, held against the wall clock minute by minute', () => {
  it('counts exactly the open minutes between two instants', () =>
    fc.assert(
      fc.property(setting, fc.nat(WINDOW_MINUTES), ({ calendar, from }, minutes) => {
        const open = openMinutes(calendar, from).slice(0, minutes).filter(Boolean).length;
        expect(businessSecondsBetween(calendar, from, addSeconds(from, minutes * 60))).toBe(
          open * 60,
        );
      }),
      { numRuns: 60 },
    ));

  it('finds the earliest instant at which so much has passed', () =>
    fc.assert(
      fc.property(setting, fc.integer({ min: 1, max: 2_000 }), ({ calendar, from }, minutes) => {
        let missing = minutes;
        const last = openMinutes(calendar, from).findIndex((isNow) => {
          if (isNow) missing -= 1;
          return missing === 0;
        });
        const found = addBusinessSeconds(calendar, from, minutes * 60);
        if (last >= 0) expect(found).toBe(addSeconds(from, (last + 1) * 60));
        else expect(found === null || found > addSeconds(from, WINDOW_MINUTES * 60)).toBe(true);
      }),
      { numRuns: 60 },
    ));
});

describe('business time over long spans', () => {
  const span = fc.record({
    setting,
    first: fc.integer({ min: 0, max: 400 * 86_400 }),
    second: fc.integer({ min: 0, max: 400 * 86_400 }),
  });

  it('adds up, never runs backwards, and is what adding it gives back', () =>
    fc.assert(
      fc.property(span, ({ setting: { calendar, from }, first, second }) => {
        const middle = addSeconds(from, first);
        const end = addSeconds(middle, second);
        const one = businessSecondsBetween(calendar, from, middle);
        const other = businessSecondsBetween(calendar, middle, end);
        const both = businessSecondsBetween(calendar, from, end);
        expect(one + other).toBeCloseTo(both, 6);
        expect(Math.min(one, other)).toBeGreaterThanOrEqual(0);
        expect(businessSecondsBetween(calendar, end, from)).toBeCloseTo(-both, 6);
        const reached = addBusinessSeconds(calendar, from, both);
        if (both === 0) expect(reached).toBe(from);
        else {
          expect(reached !== null && reached <= end).toBe(true);
          expect(businessSecondsBetween(calendar, from, reached ?? from)).toBeCloseTo(both, 6);
        }
      }),
      { numRuns: 300 },
    ));
});

describe('a calendar', () => {
  it('ends a span at closing time, not at the next opening', () => {
    expect(addBusinessSeconds(OFFICE, instant('Fri 16:00'), 3_600)).toBe(instant('Fri 17:00'));
  });

  it('starts counting at the next opening', () => {
    expect(addBusinessSeconds(OFFICE, instant('Sat 12:00'), 60)).toBe(
      addSeconds(instant('Mon 09:00'), 7 * 86_400 + 60),
    );
  });

  it('counts both passes of an hour that comes twice, and nothing of one that is skipped', () => {
    const nights: Calendar = { timeZone: 'Europe/Berlin', week: { sun: [['02:00', '03:00']] } };
    const hours = (from: string, to: string) => businessSecondsBetween(nights, from, to) / 3_600;
    expect(hours('2026-10-24T12:00:00Z', '2026-10-25T12:00:00Z')).toBe(2);
    expect(hours('2026-03-28T12:00:00Z', '2026-03-29T12:00:00Z')).toBe(0);
  });

  it('knows a holiday by its local date', () => {
    const calendar = { ...OFFICE, holidays: ['2026-03-03'] };
    expect(businessSecondsBetween(calendar, instant('Mon 00:00'), instant('Wed 00:00'))).toBe(
      8 * 3_600,
    );
  });

  it('has no answer when it is never open', () => {
    const never: Calendar = { timeZone: 'UTC', week: {} };
    expect(addBusinessSeconds(never, instant('Mon 09:00'), 1)).toBeNull();
    expect(addDuration({ businessDays: 1 }, never, instant('Mon 09:00'))).toBeNull();
    expect(businessSecondsBetween(never, instant('Mon 09:00'), instant('Fri 09:00'))).toBe(0);
  });

  it('does not count what two intervals share twice', () => {
    const calendar: Calendar = {
      timeZone: 'UTC',
      week: {
        mon: [
          ['09:00', '12:00'],
          ['10:00', '13:00'],
        ],
      },
    };
    expect(businessSecondsBetween(calendar, '2026-03-02T00:00:00Z', '2026-03-03T00:00:00Z')).toBe(
      4 * 3_600,
    );
  });

  it('says whether it is open', () => {
    expect(
      ['Mon 08:59', 'Mon 09:00', 'Mon 16:59', 'Mon 17:00', 'Sun 12:00'].map((at) =>
        isOpen(OFFICE, instant(at)),
      ),
    ).toEqual([false, true, true, false, false]);
  });

  it('names what keeps it from being one', () => {
    const broken: Calendar = {
      timeZone: 'Mars/Olympus',
      week: { mon: [['17:00', '09:00']], tue: [['09:00', '24:00']] },
      holidays: ['2026-02-30', '2026-12-25'],
    };
    expect(calendarProblems(broken)).toEqual([
      '“Mars/Olympus” is no known time zone.',
      'On mon “17:00” to “09:00” ends before it begins.',
      '“2026-02-30” is no date.',
    ]);
    expect(calendarProblems(OFFICE)).toEqual([]);
  });
});

describe('a length of time', () => {
  const reached = (duration: Parameters<typeof addDuration>[0], from: string) => {
    const at = addDuration(duration, OFFICE, instant(from));
    return at && spoken(at);
  };

  it('adds up its parts on the wall', () => {
    expect(reached({ days: 1, hours: 2, minutes: 30 }, 'Fri 15:00')).toBe('Sat 17:30');
  });

  it.each([
    [{ businessHours: 4 }, 'Fri 15:00', 'Mon+1 11:00'],
    [{ businessMinutes: 30 }, 'Mon 09:00', 'Mon 09:30'],
    [{ businessDays: 1 }, 'Mon 11:00', 'Tue 11:00'],
    [{ businessDays: 1 }, 'Fri 11:00', 'Mon+1 11:00'],
    [{ businessDays: 1 }, 'Sat 11:00', 'Mon+1 11:00'],
    [{ businessDays: 1 }, 'Fri 20:00', 'Mon+1 17:00'],
    [{ businessDays: 1 }, 'Mon 06:00', 'Tue 09:00'],
    [{ businessDays: 5 }, 'Wed 10:00', 'Wed+1 10:00'],
    [{ businessDays: 1, businessHours: 2 }, 'Thu 16:00', 'Mon+1 10:00'],
    [{ businessDays: 0.5 }, 'Mon 09:00', 'Mon 13:00'],
  ] as const)('%j after %s is %s', (duration, from, to) => {
    expect(reached(duration, from)).toBe(to);
  });

  it('needs a calendar only for business time', () => {
    expect(addDuration({ hours: 1 }, null, instant('Mon 09:00'))).toBe(instant('Mon 10:00'));
    expect(addDuration({ businessHours: 1 }, null, instant('Mon 09:00'))).toBeNull();
  });
});
