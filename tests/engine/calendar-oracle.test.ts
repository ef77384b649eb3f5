/**
 * Business time against an oracle that knows nothing of it, minute by minute; and over long spans against itself. Both over
 * twenty zones from 1970 to 2100, with weeks that change, holidays, and exceptions both ways.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { subtractDuration } from '#engine/calendar/before.ts';
import { addDuration, nextDue } from '#engine/calendar/duration.ts';
import { hoursOf } from '#engine/calendar/hours.ts';
import { calendarProblems } from '#engine/calendar/problems.ts';
import {
  addBusinessSeconds,
  businessSecondsBetween,
  type Calendar,
  isOpen,
  subtractBusinessSeconds,
} from '#engine/calendar.ts';
import { addSeconds } from '#engine/instant.ts';
import { setting } from '../support/calendars.ts';
import { openMinutes, secondsUntilOpen, wallAt } from '../support/wall-clock.ts';

const WINDOW_MINUTES = 3 * 24 * 60;

describe('business time, held against the wall clock minute by minute', () => {
  it('is what the open minutes come to, forwards, backwards and between', () =>
    fc.assert(
      fc.property(
        setting,
        fc.nat(WINDOW_MINUTES - 1),
        fc.integer({ min: 1, max: 150_000 }),
        ({ calendar, from }, minutes, seconds) => {
          const window = openMinutes(calendar, from, WINDOW_MINUTES);
          const until = addSeconds(from, WINDOW_MINUTES * 60);
          const middle = addSeconds(from, minutes * 60);
          expect(calendarProblems(calendar)).toEqual([]);

          const between = window.slice(0, minutes).filter(Boolean).length * 60;
          expect(businessSecondsBetween(calendar, from, middle)).toBe(between);
          expect(isOpen(calendar, middle)).toBe(window[minutes]);

          const after = secondsUntilOpen(window, seconds);
          const reached = addBusinessSeconds(calendar, from, seconds);
          if (after === null) expect(reached === null || reached > until).toBe(true);
          else expect(reached).toBe(addSeconds(from, after));

          const before = secondsUntilOpen([...window].reverse(), seconds);
          const begun = subtractBusinessSeconds(calendar, until, seconds);
          if (before === null) expect(begun === null || begun < from).toBe(true);
          else expect(begun).toBe(addSeconds(until, -before));
        },
      ),
      { numRuns: 120 },
    ));
});

describe('business time over long spans', () => {
  const someYears = fc.integer({ min: 0, max: 5 * 366 * 86_400 });

  it('adds up and never runs backwards', () =>
    fc.assert(
      fc.property(setting, someYears, someYears, ({ calendar, from }, first, second) => {
        const middle = addSeconds(from, first);
        const end = addSeconds(middle, second);
        const one = businessSecondsBetween(calendar, from, middle);
        const other = businessSecondsBetween(calendar, middle, end);
        const both = businessSecondsBetween(calendar, from, end);
        expect(one + other).toBeCloseTo(both, 6);
        expect(Math.min(one, other)).toBeGreaterThanOrEqual(0);
        expect(businessSecondsBetween(calendar, end, from)).toBeCloseTo(-both, 6);
      }),
      { numRuns: 100 },
    ));

  it('is given back by adding and by taking away what lies between, and not a moment sooner or later', () =>
    fc.assert(
      fc.property(setting, someYears, ({ calendar, from }, length) => {
        const end = addSeconds(from, length);
        const open = businessSecondsBetween(calendar, from, end);
        fc.pre(open > 0);
        const reached = addBusinessSeconds(calendar, from, open) ?? '';
        const begun = subtractBusinessSeconds(calendar, end, open) ?? '';
        expect(from <= begun && reached <= end).toBe(true);
        expect(businessSecondsBetween(calendar, from, reached)).toBe(open);
        expect(businessSecondsBetween(calendar, begun, end)).toBe(open);
        const sooner = addSeconds(reached, -0.001);
        const later = addSeconds(begun, 0.001);
        expect(businessSecondsBetween(calendar, from, sooner)).toBeLessThan(open);
        expect(businessSecondsBetween(calendar, later, end)).toBeLessThan(open);
      }),
      { numRuns: 100 },
    ));

  it('can be added, and taken away, in parts', () =>
    fc.assert(
      fc.property(
        setting,
        fc.integer({ min: 0, max: 2_000_000 }),
        fc.integer({ min: 0, max: 2_000_000 }),
        ({ calendar, from }, first, second) => {
          for (const move of [addBusinessSeconds, subtractBusinessSeconds]) {
            const part = move(calendar, from, first);
            const whole = move(calendar, from, first + second);
            expect(part && move(calendar, part, second)).toBe(whole);
            if (part && whole)
              expect(move === addBusinessSeconds ? part <= whole : whole <= part).toBe(true);
          }
        },
      ),
      { numRuns: 100 },
    ));
});

describe('what comes again and again in business time', () => {
  const length = fc.oneof(
    fc.integer({ min: 1, max: 900 }).map((businessMinutes) => ({ businessMinutes })),
    fc.record({
      businessDays: fc.constantFrom(0.25, 1, 1.5, 2),
      businessMinutes: fc.nat(60),
    }),
  );
  const aWeek = fc.integer({ min: 0, max: 7 * 86_400 });

  it('comes next when it would have come had nothing been missed', () =>
    fc.assert(
      fc.property(setting, length, aWeek, ({ calendar, from }, duration, passed) => {
        const now = addSeconds(from, passed);
        let next = addDuration(duration, calendar, from);
        while (next !== null && next <= now) next = addDuration(duration, calendar, next);
        expect(nextDue(duration, calendar, from, now)).toBe(next);
      }),
      { numRuns: 150 },
    ));
});

describe('business days backwards', () => {
  const days = fc.integer({ min: 1, max: 15 });
  /** There a day counts that never was. */
  const WITHOUT_A_DAY = new Set(['Pacific/Apia', 'Pacific/Kwajalein']);
  const dayOf = ({ timeZone }: Calendar, at: string) =>
    wallAt(timeZone, Date.parse(at)).slice(0, 10);

  it('come home to the same business day, wherever in it one has begun', () =>
    fc.assert(
      fc.property(setting, days, ({ calendar, from }, businessDays) => {
        fc.pre(!WITHOUT_A_DAY.has(calendar.timeZone));
        fc.pre(hoursOf(calendar).hoursOf(Date.parse(dayOf(calendar, from))) !== null);
        const there = addDuration({ businessDays }, calendar, from);
        fc.pre(there !== null);
        const back = subtractDuration({ businessDays }, calendar, there ?? '');
        expect(dayOf(calendar, back ?? '')).toBe(dayOf(calendar, from));
      }),
      { numRuns: 300 },
    ));

  it('never end in closed time, nor later than they began', () =>
    fc.assert(
      fc.property(setting, days, fc.nat(8), ({ calendar, from }, businessDays, businessHours) => {
        const back = subtractDuration({ businessDays, businessHours }, calendar, from);
        fc.pre(back !== null);
        const at = back ?? '';
        expect(at < from).toBe(true);
        // The instant at which it closes belongs to it.
        expect(isOpen(calendar, at) || isOpen(calendar, addSeconds(at, -0.001))).toBe(true);
      }),
      { numRuns: 300 },
    ));
});
