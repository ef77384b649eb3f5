/** Whether somebody is there, and until when: held against the calendar's own arithmetic. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hoursAt } from '#engine/calendar/hours-at.ts';
import { businessSecondsBetween } from '#engine/calendar.ts';
import { addSeconds } from '#engine/instant.ts';
import { setting } from '#tests/support/calendars.ts';
import { instant, OFFICE, spoken } from '#tests/support/clock.ts';

const told = (at: string) => {
  const { open, closesAt, opensAt } = hoursAt(OFFICE, instant(at));
  return [open, closesAt && spoken(closesAt), opensAt && spoken(opensAt)];
};

describe('the hours of a calendar around an instant', () => {
  it('say when it closes and when it opens again', () => {
    expect(told('Fri 15:00')).toEqual([true, 'Fri 17:00', 'Mon+1 09:00']);
    expect(told('Fri 17:00')).toEqual([false, null, 'Mon+1 09:00']);
    expect(told('Fri 09:00')).toEqual([true, 'Fri 17:00', 'Mon+1 09:00']);
  });

  it('find an opening that is weeks away, and none where there is none', () => {
    const week = { fri: [['09:00', '17:00']] } as const;
    const away = { timeZone: 'UTC', periods: [{ from: '2026-05-01', week }], holidays: [] };
    expect(hoursAt(away, '2026-03-02T12:00:00.000Z')).toEqual({
      open: false,
      closesAt: null,
      opensAt: '2026-05-01T09:00:00.000Z',
    });
    expect(hoursAt({ timeZone: 'UTC', week: {} }, '2026-03-02T12:00:00.000Z').opensAt).toBe(null);
    const all = [['00:00', '24:00']] as const;
    const always = { mon: all, tue: all, wed: all, thu: all, fri: all, sat: all, sun: all };
    expect(hoursAt({ timeZone: 'UTC', week: always }, '2026-03-02T12:00:00.000Z')).toEqual({
      open: true,
      closesAt: null,
      opensAt: null,
    });
  });

  it('count every second until they close, and none until they open', () => {
    fc.assert(
      fc.property(setting, ({ calendar, from }) => {
        const { open, closesAt, opensAt } = hoursAt(calendar, from);
        if (closesAt !== null) {
          const length = (Date.parse(closesAt) - Date.parse(from)) / 1_000;
          expect(businessSecondsBetween(calendar, from, closesAt)).toBe(length);
        }
        const shut = open ? closesAt : from;
        if (shut !== null && opensAt !== null) {
          expect(businessSecondsBetween(calendar, shut, opensAt)).toBe(0);
          expect(businessSecondsBetween(calendar, opensAt, addSeconds(opensAt, 1))).toBe(1);
        }
      }),
    );
  });
});
