import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  asOf,
  countedAt,
  cyclesOf,
  elapsedAt,
  type Ledger,
  lastCycle,
  read,
  type Segment,
} from '#engine/clocks/ledger.ts';
import { addSeconds, laterOf, secondsBetween } from '#engine/instant.ts';
import { lastTurn, ledgers, WINDOW_MINUTES } from '#tests/support/ledgers.ts';
import { openMinutes } from '#tests/support/wall-clock.ts';

const OFFICE: [string, string][] = [['09:00', '17:00']];
const hours = {
  timeZone: 'Europe/Berlin',
  week: { mon: OFFICE, tue: OFFICE, wed: OFFICE, thu: OFFICE, fri: OFFICE },
};
const HOUR = 3_600;
/** Monday, 09:00 in Berlin. */
const MONDAY = '2026-06-01T07:00:00.000Z';
const at = (passed: number): string => addSeconds(MONDAY, passed * HOUR);
const piece = (
  state: Segment['state'],
  from: number,
  to: number | null,
  more: Partial<Segment> = {},
): Segment => ({
  state,
  from: at(from),
  to: to === null ? null : at(to),
  cycle: 1,
  hours,
  ...more,
});
const ledgerOf = (targetHours: number, ...segments: Segment[]): Ledger => ({
  targetSeconds: targetHours * HOUR,
  segments,
});

describe('a clock’s ledger', () => {
  it('counts running segments as far as the calendar is open', () => {
    const ledger = ledgerOf(
      8,
      piece('running', 0, 2),
      piece('paused', 2, 5),
      piece('running', 5, null),
    );
    expect(read(ledger, at(6))).toMatchObject({
      state: 'running',
      elapsedSeconds: 3 * HOUR,
      remainingSeconds: 5 * HOUR,
      // Three hours are left on Monday from 14:00, so three more on Tuesday.
      dueAt: at(24 + 3),
    });
  });

  it('gives a pause over the weekend back in business time, and falls due in open hours', () => {
    const friday16 = 4 * 24 + 7;
    const monday9 = 7 * 24;
    const ledger = ledgerOf(
      2,
      piece('running', friday16, friday16 + 0.5),
      piece('paused', friday16 + 0.5, monday9),
      piece('running', monday9, null),
    );
    expect(read(ledger, at(monday9)).dueAt).toBe(at(monday9 + 1.5));
  });

  it('is met when it ends at the very instant of its deadline, and breached when it still runs then', () => {
    expect(read(ledgerOf(4, piece('running', 0, 4)), at(4)).state).toBe('met');
    expect(read(ledgerOf(4, piece('running', 0, null)), at(4)).state).toBe('breached');
    const late = ledgerOf(4, { ...piece('running', 0, 4), to: addSeconds(at(4), 0.001) });
    expect(read(late, at(9))).toMatchObject({
      state: 'breached',
      ticking: false,
      reachedAt: at(4),
    });
  });

  it('is late where it ends after a deadline at closing time, and in time where it ends or pauses at it', () => {
    // Opened before the doors open, so it is due when they close.
    const state = (...segments: Segment[]) => {
      const { state, reachedAt } = read(ledgerOf(8, ...segments), at(20));
      return [state, reachedAt];
    };
    expect(state(piece('running', -2, null))).toEqual(['breached', at(8)]);
    expect(state(piece('running', -2, 9))).toEqual(['breached', at(8)]);
    expect(state(piece('running', -2, 9), piece('paused', 9, null))).toEqual(['breached', at(8)]);
    expect(state(piece('running', -2, 8))).toEqual(['met', null]);
    const paused = [piece('running', -2, 8), piece('paused', 8, 11)];
    expect(state(...paused.with(1, piece('paused', 8, null)))).toEqual(['paused', null]);
    // It goes on after its deadline then.
    expect(state(...paused, piece('running', 11, null))).toEqual(['breached', at(11)]);
    expect(state(...paused, piece('running', 11, 11))).toEqual(['met', null]);
  });

  it('has no deadline while it is paused', () => {
    const ledger = ledgerOf(1, piece('running', 0, 0.5), piece('paused', 0.5, null));
    expect(read(ledger, at(100))).toMatchObject({
      state: 'paused',
      dueAt: null,
      remainingSeconds: HOUR / 2,
    });
  });

  it('counts every second where no calendar closes it', () => {
    const ledger = ledgerOf(72, piece('running', 0, null, { hours: 'always' }));
    expect(read(ledger, at(1)).dueAt).toBe(at(72));
  });

  it('goes on in another calendar from where the one before left off', () => {
    const ledger = ledgerOf(
      10,
      piece('running', 0, 4),
      piece('running', 4, null, { hours: 'always' }),
    );
    expect(read(ledger, at(5)).dueAt).toBe(at(10));
  });

  it('never falls due in a calendar that is never open', () => {
    const never = { timeZone: 'UTC', week: {} };
    const ledger = ledgerOf(1, piece('running', 0, null, { hours: never }));
    expect(read(ledger, at(1_000))).toMatchObject({
      state: 'running',
      dueAt: null,
      elapsedSeconds: 0,
    });
  });

  it('has not begun where there is nothing in it', () => {
    expect(read(ledgerOf(1), at(0))).toMatchObject({ state: 'waiting', dueAt: null });
  });

  it('counts each cycle from nothing, and keeps what came of those before', () => {
    const ledger = ledgerOf(1, piece('running', 0, 2), piece('running', 2, null, { cycle: 2 }));
    expect(read(ledger, at(2.5))).toMatchObject({ state: 'running', elapsedSeconds: HOUR / 2 });
    expect(cyclesOf(ledger).map((cycle) => read(cycle, at(2.5)).state)).toEqual([
      'breached',
      'running',
    ]);
  });

  it('tells how it stood at any instant that has passed', () => {
    const ledger = ledgerOf(
      4,
      piece('running', 0, 2),
      piece('paused', 2, 5),
      piece('running', 5, 6),
    );
    const then = (hour: number) => read(asOf(ledger, at(hour)), at(hour));
    expect(then(-1).state).toBe('waiting');
    expect(then(1)).toMatchObject({ state: 'running', elapsedSeconds: HOUR, dueAt: at(4) });
    expect(then(3)).toMatchObject({ state: 'paused', elapsedSeconds: 2 * HOUR, dueAt: null });
    expect(then(5.5)).toMatchObject({ state: 'running', dueAt: at(7) });
    expect(then(7)).toMatchObject({ state: 'met', elapsedSeconds: 3 * HOUR });
  });
});

const later = fc.integer({ min: 0, max: 2_000_000 });

describe('every ledger', () => {
  it('has counted the open minutes of what ran, held against the wall clock minute by minute', () =>
    fc.assert(
      fc.property(ledgers, fc.nat(WINDOW_MINUTES - 1), ({ calendar, from, ledger }, minutes) => {
        const open = openMinutes(calendar, from, WINDOW_MINUTES);
        const cycle = lastCycle(ledger);
        const now = addSeconds(from, minutes * 60);
        const counts = (minute: number): boolean => {
          const begin = addSeconds(from, minute * 60);
          return cycle.segments.some(
            (segment) =>
              segment.state === 'running' &&
              segment.from <= begin &&
              (segment.to === null || begin < segment.to),
          );
        };
        let counted = 0;
        let due: string | null = null;
        for (let minute = 0; minute < WINDOW_MINUTES; minute += 1) {
          if (open[minute] !== true || !counts(minute)) continue;
          if (minute < minutes) counted += 60;
        }
        let total = 0;
        for (let minute = 0; minute < WINDOW_MINUTES && due === null; minute += 1) {
          if (open[minute] !== true || !counts(minute)) continue;
          total += 60;
          if (total >= ledger.targetSeconds)
            due = addSeconds(from, (minute + 1) * 60 - (total - ledger.targetSeconds));
        }
        // Late from the first instant after the deadline, or at it, in which the clock runs, be it open then or not.
        let late: string | null = null;
        if (due !== null)
          for (
            let minute = Math.floor(secondsBetween(from, due) / 60);
            minute < minutes && late === null;
            minute += 1
          )
            if (counts(minute)) late = laterOf(addSeconds(from, minute * 60), due);
        // At its first instant it is late already: nothing of the minute need have passed.
        if (late === null && due !== null && due <= now && counts(minutes)) late = now;
        expect(read(asOf(cycle, now), now).reachedAt).toBe(late);
        expect(elapsedAt(cycle, now)).toBe(counted);
        const reached = countedAt(cycle, ledger.targetSeconds);
        if (due !== null) expect(reached).toBe(due);
        else expect(reached === null || reached > addSeconds(from, WINDOW_MINUTES * 60)).toBe(true);
      }),
      { numRuns: 80 },
    ));

  it('only ever counts more as time passes, and never more than the wall', () =>
    fc.assert(
      fc.property(ledgers, later, later, ({ ledger }, one, other) => {
        const [first = 0, second = 0] = [one, other]
          .sort((left, right) => left - right)
          .map((passed) => read(ledger, addSeconds(lastTurn(ledger), passed)).elapsedSeconds);
        expect(second).toBeGreaterThanOrEqual(first);
        expect(second - first).toBeLessThanOrEqual(Math.abs(one - other) + 0.001);
      }),
    ));

  it('has counted exactly its target at its deadline, and less before', () =>
    fc.assert(
      fc.property(ledgers, ({ ledger }) => {
        const { dueAt } = read(ledger, lastTurn(ledger));
        fc.pre(dueAt !== null && dueAt >= lastTurn(ledger));
        expect(read(ledger, dueAt).elapsedSeconds).toBeCloseTo(ledger.targetSeconds, 3);
        expect(read(ledger, dueAt).state).toBe('breached');
        expect(read(ledger, addSeconds(dueAt, -0.001)).state).not.toBe('breached');
      }),
    ));

  it('counts the same when a running segment is cut in two', () =>
    fc.assert(
      fc.property(ledgers, fc.nat(5), later, ({ ledger }, place, passed) => {
        const index = place % ledger.segments.length;
        const cut = ledger.segments.flatMap((segment, at): Segment[] => {
          if (at !== index || segment.state !== 'running' || segment.to === null) return [segment];
          const middle = addSeconds(
            segment.from,
            Math.floor((Date.parse(segment.to) - Date.parse(segment.from)) / 2_000),
          );
          return [
            { ...segment, to: middle },
            { ...segment, from: middle },
          ];
        });
        const now = addSeconds(lastTurn(ledger), passed);
        const { elapsedSeconds, ...rest } = read(ledger, now);
        const other = read({ ...ledger, segments: cut }, now);
        expect(other).toMatchObject({
          state: rest.state,
          dueAt: rest.dueAt,
          reachedAt: rest.reachedAt,
        });
        expect(other.elapsedSeconds).toBeCloseTo(elapsedSeconds, 6);
      }),
    ));

  it('said at each instant what it says of that instant afterwards', () =>
    fc.assert(
      fc.property(ledgers, fc.nat(WINDOW_MINUTES), ({ from, ledger }, minutes) => {
        const then = addSeconds(from, minutes * 60);
        const stood = asOf(ledger, then);
        const written = {
          ...ledger,
          segments: ledger.segments
            .filter((segment) => segment.from <= then)
            .map((segment, index, all) =>
              index === all.length - 1 && (segment.to ?? '~') > then
                ? { ...segment, to: null }
                : segment,
            ),
        };
        expect(read(stood, then)).toEqual(read(written, then));
      }),
    ));
});
