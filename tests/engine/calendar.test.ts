/** Business time by example: what opens a day and what closes it, and what no calendar may say. */
import { describe, expect, it } from 'vitest';
import type { Duration } from '#engine/action.ts';
import { subtractDuration } from '#engine/calendar/before.ts';
import { addDuration, nextDue } from '#engine/calendar/duration.ts';
import { calendarProblems } from '#engine/calendar/problems.ts';
import {
  addBusinessSeconds,
  businessSecondsBetween,
  type Calendar,
  isOpen,
  subtractBusinessSeconds,
} from '#engine/calendar.ts';
import { addSeconds } from '#engine/instant.ts';
import { instant, OFFICE, spoken } from '../support/clock.ts';

describe('a calendar', () => {
  it('ends a span at closing time, not at the next opening', () => {
    expect(addBusinessSeconds(OFFICE, instant('Fri 16:00'), 3_600)).toBe(instant('Fri 17:00'));
  });

  it('begins a span at the latest opening that still leaves so much', () => {
    const begun = (until: string, seconds: number) =>
      subtractBusinessSeconds(OFFICE, instant(until), seconds);
    expect(begun('Tue 09:30', 3_600)).toBe(instant('Mon 16:30'));
    expect(begun('Tue 10:00', 3_600)).toBe(instant('Tue 09:00'));
    expect(begun('Sun 12:00', 2 * 3_600)).toBe(instant('Fri 15:00'));
    expect(begun('Sun 12:00', 0)).toBe(instant('Sun 12:00'));
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

  it('is always open from 00:00 to 24:00, however long the day is', () => {
    const whole = [['00:00', '24:00']];
    const always: Calendar = {
      timeZone: 'Europe/Berlin',
      week: { mon: whole, tue: whole, wed: whole, thu: whole, fri: whole, sat: whole, sun: whole },
    };
    const [from, to] = ['2026-10-24T22:00:00.000Z', '2026-10-25T23:00:00.000Z'] as const;
    expect(businessSecondsBetween(always, from, to)).toBe(25 * 3_600);
    expect(addBusinessSeconds(always, from, 25 * 3_600)).toBe(to);
    expect(subtractBusinessSeconds(always, to, 25 * 3_600)).toBe(from);
  });

  it('counts to the second where a zone was off by less than a minute', () => {
    const { week } = OFFICE;
    const monrovia: Calendar = { timeZone: 'Africa/Monrovia', week };
    expect(addBusinessSeconds(monrovia, '1971-03-01T00:00:00Z', 60)).toBe(
      '1971-03-01T09:45:30.000Z',
    );
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
    expect(subtractBusinessSeconds(never, instant('Mon 09:00'), 1)).toBeNull();
    expect(addDuration({ businessDays: 0.5 }, never, instant('Mon 09:00'))).toBeNull();
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
});

describe('a day that is otherwise', () => {
  const hoursOn = (day: string, more: Partial<Calendar>) => {
    const begin = instant(`${day} 00:00`);
    return businessSecondsBetween({ ...OFFICE, ...more }, begin, addSeconds(begin, 86_400)) / 3_600;
  };
  const [TUESDAY, SATURDAY] = ['2026-03-03', '2026-03-07'] as const;

  it('is closed where it would be open', () => {
    const exceptions = [{ date: TUESDAY, name: 'Inventory' }];
    expect(hoursOn('Tue', { exceptions })).toBe(0);
    expect(hoursOn('Tue', { exceptions: [{ date: TUESDAY, open: [] }] })).toBe(0);
    expect(hoursOn('Wed', { exceptions })).toBe(8);
  });

  it('is open where it would be closed, or at other hours', () => {
    const open = [
      ['08:00', '10:00'],
      ['10:00', '12:00'],
      ['11:00', '12:30'],
    ];
    expect(hoursOn('Sat', { exceptions: [{ date: SATURDAY, open }] })).toBe(4.5);
    expect(hoursOn('Tue', { exceptions: [{ date: TUESDAY, open }] })).toBe(4.5);
  });

  it('counts before a holiday on the same day', () => {
    const holidays = [TUESDAY];
    const exceptions = [{ date: TUESDAY, open: [['10:00', '11:00']] }];
    expect(hoursOn('Tue', { holidays, exceptions })).toBe(1);
  });

  it('has the hours its own clock shows when that is put forward or back', () => {
    const nights = (date: string) =>
      ({
        timeZone: 'Europe/Berlin',
        week: {},
        exceptions: [{ date, open: [['01:30', '03:30']] }],
      }) satisfies Calendar;
    const all = ['2026-01-01T00:00:00Z', '2026-12-31T00:00:00Z'] as const;
    expect(businessSecondsBetween(nights('2026-03-29'), ...all)).toBe(3_600);
    expect(businessSecondsBetween(nights('2026-10-25'), ...all)).toBe(3 * 3_600);
    expect(subtractBusinessSeconds(nights('2026-10-25'), all[1], 2.5 * 3_600)).toBe(
      '2026-10-25T00:00:00.000Z',
    );
  });

  it('is a business day when it is open, and none when it is closed', () => {
    const calendar = {
      ...OFFICE,
      exceptions: [{ date: TUESDAY }, { date: SATURDAY, open: [['10:00', '12:00']] }],
    };
    const following = (days: number, from: string) =>
      spoken(addDuration({ businessDays: days }, calendar, instant(from)) ?? '');
    expect(following(1, 'Mon 11:00')).toBe('Wed 11:00');
    expect(following(1, 'Fri 15:00')).toBe('Sat 12:00');
  });

  it('may be the only one', () => {
    const once: Calendar = {
      timeZone: 'UTC',
      week: {},
      exceptions: [{ date: SATURDAY, open: [['10:00', '12:00']] }],
    };
    expect(addBusinessSeconds(once, '2026-01-01T00:00:00Z', 7_200)).toBe(
      '2026-03-07T12:00:00.000Z',
    );
    expect(addBusinessSeconds(once, '2026-01-01T00:00:00Z', 7_201)).toBeNull();
    expect(subtractBusinessSeconds(once, '2030-01-01T00:00:00Z', 7_200)).toBe(
      '2026-03-07T10:00:00.000Z',
    );
    expect(subtractBusinessSeconds(once, '2026-03-07T10:00:00Z', 1)).toBeNull();
  });
});

describe('hours that change', () => {
  const short = { mon: [['09:00', '12:00']], tue: [['09:00', '12:00']] };
  const calendar: Calendar = {
    timeZone: 'Europe/Berlin',
    periods: [
      { from: '2026-03-03', until: '2026-03-10', week: OFFICE.week ?? {} },
      { from: '2026-03-17', week: short },
    ],
  };
  const hours = (from: string, to: string) =>
    businessSecondsBetween(calendar, `${from}T00:00:00+01:00`, `${to}T00:00:00+01:00`) / 3_600;

  it('hold from their first day to their last', () => {
    expect(hours('2026-03-03', '2026-03-04')).toBe(8);
    expect(hours('2026-03-10', '2026-03-11')).toBe(8);
    expect(hours('2026-03-17', '2026-03-18')).toBe(3);
  });

  it('leave the calendar closed before, between and after', () => {
    expect(hours('2020-01-01', '2026-03-03')).toBe(0);
    expect(hours('2026-03-11', '2026-03-17')).toBe(0);
    const ended = { ...calendar, periods: calendar.periods?.slice(0, 1) ?? [] };
    expect(addBusinessSeconds(ended, '2026-03-11T00:00:00Z', 1)).toBeNull();
  });

  it('are counted across, in both directions', () => {
    // Tuesday 10 March 16:00; an hour is left of it, and the next hours are those of the 17th.
    const at = '2026-03-10T15:00:00.000Z';
    const reached = '2026-03-17T09:00:00.000Z';
    expect(addBusinessSeconds(calendar, at, 2 * 3_600)).toBe(reached);
    expect(subtractBusinessSeconds(calendar, reached, 2 * 3_600)).toBe(at);
    expect(addDuration({ businessDays: 1 }, calendar, at)).toBe('2026-03-17T11:00:00.000Z');
  });

  it('give a part of a day the length of the days that hold then', () => {
    expect(addDuration({ businessDays: 0.5 }, calendar, '2026-03-05T08:00:00Z')).toBe(
      '2026-03-05T12:00:00.000Z',
    );
    expect(addDuration({ businessDays: 0.5 }, calendar, '2026-03-23T08:00:00Z')).toBe(
      '2026-03-23T09:30:00.000Z',
    );
  });

  it('yield to an exception, also on a day for which none hold', () => {
    const exceptions = [{ date: '2026-03-12', open: [['10:00', '11:00']] }];
    const at = '2026-03-10T16:00:00.000Z';
    expect(addBusinessSeconds({ ...calendar, exceptions }, at, 3_600)).toBe(
      '2026-03-12T10:00:00.000Z',
    );
  });
});

describe('what is no calendar', () => {
  const problemsOf = (more: Partial<Calendar>) =>
    calendarProblems({ timeZone: 'UTC', ...more }).map(({ pointer, detail }) => [pointer, detail]);
  const { week = {} } = OFFICE;

  it('is told with the place', () => {
    expect(
      problemsOf({
        timeZone: 'Mars/Olympus',
        week: { mon: [['17:00', '09:00']], tue: [['09:00', '24:00']] },
        holidays: ['2026-12-25', '2026-02-30'],
        exceptions: [{ date: '2026-04-31', open: [['10:00', '10:00']] }],
      }),
    ).toEqual([
      ['/timeZone', '“Mars/Olympus” is no known time zone.'],
      ['/week/mon/0', 'On mon “17:00” to “09:00” ends before it begins.'],
      ['/holidays/1', '“2026-02-30” is no date.'],
      ['/exceptions/0/date', '“2026-04-31” is no date.'],
      ['/exceptions/0/open/0', 'On 2026-04-31 “10:00” to “10:00” ends before it begins.'],
    ]);
    expect(problemsOf(OFFICE)).toEqual([]);
  });

  it('has no hours, or two kinds of them', () => {
    expect(problemsOf({})).toEqual([
      ['/week', 'Say when it is open: with a `week`, or with `periods`.'],
    ]);
    expect(problemsOf({ week, periods: [{ week }] })).toEqual([
      ['/periods', 'A calendar has either one `week` or `periods`, each with its own.'],
    ]);
  });

  it('has periods that are none, or that hold on the same days', () => {
    expect(
      problemsOf({
        periods: [
          { from: '2026-02-30', until: '2026-13-01', week: { sun: [['24:00', '24:00']] } },
          { from: '2026-03-02', until: '2026-03-01', week },
        ],
      }),
    ).toEqual([
      ['/periods/0/from', '“2026-02-30” is no date.'],
      ['/periods/0/until', '“2026-13-01” is no date.'],
      ['/periods/0/week/sun/0', 'On sun “24:00” to “24:00” ends before it begins.'],
      ['/periods/1/until', '“2026-03-01” lies before “2026-03-02”.'],
    ]);
    const shared = (one: number, other: number) => [
      `/periods/${one}`,
      `It holds on days on which \`/periods/${other}\` holds too.`,
    ];
    const january = { from: '2026-01-01', until: '2026-01-31', week };
    expect(problemsOf({ periods: [{ week }, january] })).toEqual([shared(1, 0)]);
    expect(problemsOf({ periods: [{ from: '2026-01-31', week }, january] })).toEqual([
      shared(1, 0),
    ]);
    expect(problemsOf({ periods: [{ from: '2026-02-01', week }, january] })).toEqual([]);
    const year = { from: '2026-01-01', until: '2026-12-31', week };
    const june = { from: '2026-06-01', until: '2026-06-30', week };
    const march = { from: '2026-03-01', until: '2026-03-31', week };
    expect(problemsOf({ periods: [june, march, year] })).toEqual([shared(2, 1), shared(2, 0)]);
  });

  it('says something else of a day twice', () => {
    const exceptions = [{ date: '2026-12-24' }, { date: '2026-12-24', open: [['09:00', '12:00']] }];
    expect(problemsOf({ week, exceptions })).toEqual([
      ['/exceptions/1/date', 'There is another exception for “2026-12-24”.'],
    ]);
  });
});

describe('a length of time before an instant', () => {
  it('that is longer than there has been time begins when time does', () => {
    expect(subtractDuration({ days: 1_000_000 }, null, '2026-06-01T07:00:00.000Z')).toBe(
      '0000-01-01T00:00:00.000Z',
    );
  });

  const ahead = (duration: Duration, until: string, calendar: Calendar | null = OFFICE) => {
    const at = subtractDuration(duration, calendar, instant(until));
    return at && spoken(at);
  };

  it('is counted back over the week-end, with the same clock reading', () => {
    expect(ahead({ businessDays: 2 }, 'Thu 11:00')).toBe('Tue 11:00');
    expect(ahead({ businessDays: 2 }, 'Sun 11:00')).toBe('Thu 11:00');
    expect(ahead({ businessDays: 1, businessHours: 2 }, 'Wed 10:00')).toBe('Mon 16:00');
    expect(ahead({ hours: 3 }, 'Mon 09:00', null)).toBe('Mon 06:00');
  });

  it('is held into the hours of the day it leads to, and out of its breaks', () => {
    expect(ahead({ businessDays: 1 }, 'Wed 20:00')).toBe('Tue 17:00');
    expect(ahead({ businessDays: 1 }, 'Wed 06:00')).toBe('Tue 09:00');
    const tue = [
      ['09:00', '12:00'],
      ['13:00', '17:00'],
    ];
    const withBreak = { ...OFFICE, week: { ...OFFICE.week, tue } };
    expect(ahead({ businessDays: 1 }, 'Wed 12:30', withBreak)).toBe('Tue 12:00');
  });

  it('needs a calendar, and one that was open', () => {
    expect(ahead({ businessDays: 1 }, 'Wed 09:00', null)).toBeNull();
    const period = { from: '2026-03-04', week: OFFICE.week ?? {} };
    const fromWednesday = { timeZone: OFFICE.timeZone, periods: [period] };
    expect(ahead({ businessDays: 1 }, 'Thu 09:00', fromWednesday)).toBe('Wed 09:00');
    expect(ahead({ businessDays: 2 }, 'Thu 09:00', fromWednesday)).toBeNull();
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

  it('that comes again and again does so after now, at whole distances from where it began', () => {
    const next = (duration: Parameters<typeof nextDue>[0], from: string, now: string) => {
      const at = nextDue(duration, OFFICE, instant(from), instant(now));
      return at && spoken(at);
    };
    expect(next({ businessHours: 4 }, 'Mon 10:00', 'Mon 10:00')).toBe('Mon 14:00');
    expect(next({ businessHours: 4 }, 'Mon 10:00', 'Mon 14:00')).toBe('Tue 10:00');
    expect(next({ businessHours: 4 }, 'Mon 10:00', 'Wed 12:00')).toBe('Wed 14:00');
    expect(next({ businessDays: 1, businessHours: 1 }, 'Mon 10:00', 'Wed 15:00')).toBe('Thu 13:00');
    expect(next({ businessMinutes: 0 }, 'Mon 10:00', 'Mon 11:00')).toBeNull();
    expect(next({ businessMinutes: 0.001 }, 'Mon 10:00', 'Sat 15:00')).toBe('Mon+1 09:00');
    // Counted one by one this would take an hour.
    const tiny = nextDue(
      { businessDays: 1e-5 },
      OFFICE,
      instant('Mon 10:00'),
      '2040-01-02T12:00:00Z',
    );
    expect(Date.parse(tiny ?? '') - Date.parse('2040-01-02T12:00:00Z')).toBeLessThan(1_000);
  });
});
