import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daysOfFile } from '#domain/calendars/icalendar.ts';
import { DomainError } from '#domain/errors.ts';

const YEARS = { first: 2026, last: 2028 };
const event = (...lines: readonly string[]) => ['BEGIN:VEVENT', ...lines, 'END:VEVENT'];
const read = (...events: readonly (readonly string[])[]) =>
  daysOfFile(
    ['BEGIN:VCALENDAR', 'VERSION:2.0', ...events.flat(), 'END:VCALENDAR', ''].join('\r\n'),
    YEARS,
  );
const dates = (...lines: readonly string[]) =>
  read(event('SUMMARY:Off', ...lines)).days.map(({ date }) => date);

describe('a file of holidays', () => {
  it('closes each day of an all-day event, under its name', () => {
    expect(
      read(
        event('SUMMARY:Company\\, all', 'DTSTART;VALUE=DATE:20261224', 'DTEND;VALUE=DATE:20261227'),
        event('SUMMARY:Epiphany', 'DTSTART;VALUE=DATE:20270106'),
        event('SUMMARY:Bridge', 'DTSTART;VALUE=DATE:20270528', 'DURATION:P2D'),
      ),
    ).toEqual({
      days: [
        { date: '2026-12-24', name: 'Company, all' },
        { date: '2026-12-25', name: 'Company, all' },
        { date: '2026-12-26', name: 'Company, all' },
        { date: '2027-01-06', name: 'Epiphany' },
        { date: '2027-05-28', name: 'Bridge' },
        { date: '2027-05-29', name: 'Bridge' },
      ],
      leftOut: [],
    });
  });

  it('lists what is no closed day, with the reason', () => {
    const { days, leftOut } = read(
      event('SUMMARY:Party', 'DTSTART:20261218T160000Z', 'DTEND:20261218T200000Z'),
      event('SUMMARY:Called off', 'DTSTART;VALUE=DATE:20261219', 'STATUS:CANCELLED'),
      event('SUMMARY:Never', 'DTSTART;VALUE=DATE:20260230'),
      event('SUMMARY:Dateless'),
      event('SUMMARY:Old', 'DTSTART;VALUE=DATE:19990101'),
      event('SUMMARY:Ages', 'DTSTART;VALUE=DATE:20260101', 'DTEND;VALUE=DATE:20290101'),
      event('SUMMARY:Odd', 'DTSTART;VALUE=DATE:20260101', 'RRULE:FREQ=YEARLY;BYWEEKNO=20'),
    );
    expect(days).toEqual([]);
    expect(leftOut.map(({ name, why }) => `${name}: ${why}`)).toEqual([
      'Party: timed',
      'Called off: cancelled',
      'Never: no_date',
      'Dateless: no_date',
      'Old: other_years',
      'Ages: too_long',
      'Odd: rule',
    ]);
  });

  it.each([
    ['every year', '19701225', 'FREQ=YEARLY', '2026-12-25 2027-12-25 2028-12-25'],
    [
      'the fourth Thursday of November',
      '20201126',
      'FREQ=YEARLY;BYMONTH=11;BYDAY=4TH',
      '2026-11-26 2027-11-25 2028-11-23',
    ],
    [
      'the last Monday of May',
      '20200525',
      'FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO',
      '2026-05-25 2027-05-31 2028-05-29',
    ],
    ['so often', '20251231', 'FREQ=YEARLY;COUNT=3', '2026-12-31 2027-12-31'],
    ['until then', '20250501', 'FREQ=YEARLY;UNTIL=20270430', '2026-05-01'],
    ['every other year', '20240229', 'FREQ=YEARLY;INTERVAL=2', '2028-02-29'],
    [
      'the last of some months',
      '20260131',
      'FREQ=MONTHLY;BYMONTHDAY=-1;UNTIL=20260430',
      '2026-01-31 2026-02-28 2026-03-31 2026-04-30',
    ],
    [
      'every second Friday',
      '20260102',
      'FREQ=WEEKLY;INTERVAL=2;COUNT=3',
      '2026-01-02 2026-01-16 2026-01-30',
    ],
    [
      'never, as the 30th of February',
      '20260101',
      'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30',
      '2026-01-01',
    ],
  ])('repeats %s', (_, start, rule, expected) => {
    expect(dates(`DTSTART;VALUE=DATE:${start}`, `RRULE:${rule}`).join(' ')).toBe(expected);
  });

  it('leaves out the days an event does not repeat on, and takes those it was moved to', () => {
    const { days } = read(
      event(
        'UID:1',
        'SUMMARY:Off',
        'DTSTART;VALUE=DATE:20260301',
        'RRULE:FREQ=YEARLY',
        'EXDATE;VALUE=DATE:20270301',
        'RDATE;VALUE=DATE:20270303',
      ),
      event(
        'UID:1',
        'SUMMARY:Moved',
        'RECURRENCE-ID;VALUE=DATE:20280301',
        'DTSTART;VALUE=DATE:20280306',
      ),
    );
    expect(days.map(({ date, name }) => `${date} ${name}`)).toEqual([
      '2026-03-01 Off',
      '2027-03-03 Off',
      '2028-03-06 Moved',
    ]);
  });

  it.each([
    '',
    'Dear all,\nhappy holidays',
    'BEGIN:VCALENDAR\nBEGIN:VEVENT\n',
    'BEGIN:VCARD\nEND:VCARD',
  ])('is refused when it is none (%j)', (text) => {
    expect(() => daysOfFile(text, YEARS)).toThrow(/iCalendar/);
  });

  it('counts every second week from the day it says a week begins with', () => {
    const weekends = 'RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=SA,SU;COUNT=4';
    expect(dates('DTSTART;VALUE=DATE:20260103', `${weekends};WKST=SU`)).toEqual([
      '2026-01-03',
      '2026-01-11',
      '2026-01-17',
      '2026-01-25',
    ]);
    expect(dates('DTSTART;VALUE=DATE:20260103', weekends)).toEqual([
      '2026-01-03',
      '2026-01-04',
      '2026-01-17',
      '2026-01-18',
    ]);
  });

  it('leaves out what a rule takes away again, since no such rule is known', () => {
    const { leftOut } = read(
      event('DTSTART;VALUE=DATE:20260101', 'RRULE:FREQ=YEARLY', 'EXRULE:FREQ=YEARLY;INTERVAL=2'),
    );
    expect(leftOut).toMatchObject([{ why: 'rule' }]);
  });

  it('is read where one of its further dates is none', () => {
    const more = 'RDATE;VALUE=DATE:20261399,20260230,nonsense,20260501';
    expect(dates('DTSTART;VALUE=DATE:20260101', more)).toEqual(['2026-01-01', '2026-05-01']);
  });

  it('is refused when too much repeats for too long', () => {
    const ages = event('DTSTART;VALUE=DATE:00010101', 'RRULE:FREQ=DAILY;COUNT=1000000');
    expect(() => read(ages, ages)).toThrow(/repeats/);
    const years = event('DTSTART;VALUE=DATE:20250101', 'RRULE:FREQ=DAILY', 'DURATION:P366D');
    expect(() => read(...Array.from({ length: 1_000 }, () => years))).toThrow(/repeats/);
  });

  it('takes no longer for dates that lie in no year that is asked for', () => {
    const day = (index: number) =>
      new Date(Date.UTC(1900, 0, 1) + index * 86_400_000).toISOString().slice(0, 10);
    const all = Array.from({ length: 90_000 }, (_, index) => day(index).replaceAll('-', ''));
    const begun = performance.now();
    const found = dates('DTSTART;VALUE=DATE:20260101', 'DURATION:P366D', `RDATE;VALUE=DATE:${all}`);
    expect(found).toHaveLength(365 + 365 + 366);
    expect(performance.now() - begun).toBeLessThan(10_000);
  });

  const line = fc.oneof(
    fc
      .tuple(
        fc.constantFrom(
          'DTSTART',
          'DTEND',
          'DURATION',
          'RRULE',
          'EXDATE',
          'RDATE',
          'RECURRENCE-ID',
          'STATUS',
          'UID',
          'SUMMARY',
        ),
        fc.constantFrom('', ';VALUE=DATE', ';VALUE=PERIOD', ';TZID=Nowhere', ';VALUE=DURATION'),
        fc.oneof(
          fc.constantFrom(
            '20260101',
            '20261399',
            '20260101T100000Z',
            'P1D',
            '-P3W',
            'P',
            'FREQ=DAILY',
            'FREQ=DAILY;INTERVAL=0',
            'FREQ=YEARLY;COUNT=-1',
            'FREQ=WEEKLY;BYDAY=9XX',
            'FREQ=;BYMONTH=x',
            'FREQ=MONTHLY;UNTIL=x',
            'FREQ=SECONDLY',
            '20260101/P1D',
            '',
          ),
          fc.string({ maxLength: 12 }),
        ),
      )
      .map(([name, parameter, value]) => `${name}${parameter}:${value}`),
    fc.constantFrom('BEGIN:VALARM', 'END:VALARM', 'END:VEVENT', 'BEGIN:VEVENT', 'BEGIN:VTODO'),
  );
  it('is read or refused, whatever stands in it', () =>
    fc.assert(
      fc.property(fc.array(fc.array(line, { maxLength: 6 }), { maxLength: 4 }), (events) => {
        try {
          const { days } = read(...events.map((lines) => event(...lines)));
          for (const { date } of days) expect(date).toMatch(/^202[678]-/);
        } catch (error) {
          if (!(error instanceof DomainError)) throw error;
          expect(error.errors[0]?.pointer).toBe('/ics');
        }
      }),
      { numRuns: 1_000 },
    ));
});
