import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Ledger, read, type Segment } from '#domain/clocks/ledger.ts';

const OFFICE: [string, string][] = [['09:00', '17:00']];
const calendar = {
  timeZone: 'Europe/Berlin',
  week: { mon: OFFICE, tue: OFFICE, wed: OFFICE, thu: OFFICE, fri: OFFICE },
};
const HOUR = 3_600;
/** Monday, 09:00 in Berlin. */
const MONDAY = Date.UTC(2026, 5, 1, 7);
const at = (hours: number): Date => new Date(MONDAY + hours * HOUR * 1_000);

describe('a clock’s ledger', () => {
  it('counts running segments as far as the calendar is open', () => {
    const ledger: Ledger = {
      calendar,
      targetSeconds: 8 * HOUR,
      segments: [
        { state: 'running', from: at(0), to: at(2) },
        { state: 'paused', from: at(2), to: at(5) },
        { state: 'running', from: at(5), to: null },
      ],
    };
    const reading = read(ledger, at(6));
    expect(reading).toMatchObject({
      state: 'running',
      elapsedSeconds: 3 * HOUR,
      remainingSeconds: 5 * HOUR,
    });
    // Three hours are left on Monday from 14:00, so three more on Tuesday.
    expect(reading.dueAt).toEqual(at(24 + 3));
    expect(reading.warnAt).toEqual(at(24 + 1));
  });

  it('is met when it ends at the very instant of its deadline, and breached when it still runs then', () => {
    const closed: Ledger = {
      calendar,
      targetSeconds: 4 * HOUR,
      segments: [{ state: 'running', from: at(0), to: at(4) }],
    };
    expect(read(closed, at(4)).state).toBe('met');
    expect(
      read({ ...closed, segments: [{ state: 'running', from: at(0), to: null }] }, at(4)).state,
    ).toBe('breached');
    const late: Ledger = {
      ...closed,
      segments: [{ state: 'running', from: at(0), to: new Date(at(4).getTime() + 1) }],
    };
    expect(read(late, at(9))).toMatchObject({
      state: 'breached',
      ticking: false,
      reachedAt: at(4),
    });
  });

  it('has no deadline while it is paused', () => {
    const ledger: Ledger = {
      calendar,
      targetSeconds: HOUR,
      segments: [
        { state: 'running', from: at(0), to: at(0.5) },
        { state: 'paused', from: at(0.5), to: null },
      ],
    };
    expect(read(ledger, at(100))).toMatchObject({
      state: 'paused',
      dueAt: null,
      warnAt: null,
      remainingSeconds: HOUR / 2,
    });
  });

  it('never falls due in a calendar that is never open', () => {
    const ledger: Ledger = {
      calendar: { timeZone: 'UTC', week: {} },
      targetSeconds: HOUR,
      segments: [{ state: 'running', from: at(0), to: null }],
    };
    expect(read(ledger, at(1_000))).toMatchObject({
      state: 'running',
      dueAt: null,
      elapsedSeconds: 0,
    });
  });
});

/** Segments that follow each other, the last one open or not; lengths in seconds. */
const segments = fc
  .record({
    lengths: fc.array(fc.integer({ min: 1, max: 300_000 }), { minLength: 1, maxLength: 8 }),
    first: fc.constantFrom('running', 'paused') as fc.Arbitrary<'running' | 'paused'>,
    open: fc.boolean(),
  })
  .map(({ lengths, first, open }): Segment[] => {
    let from = MONDAY;
    return lengths.map((length, index) => {
      const state = (index % 2 === 0) === (first === 'running') ? 'running' : 'paused';
      const begin = from;
      from += length * 1_000;
      const last = index === lengths.length - 1;
      return { state, from: new Date(begin), to: last && open ? null : new Date(from) };
    });
  });

const ledgers = fc
  .record({ segments, targetSeconds: fc.integer({ min: 60, max: 400_000 }) })
  .map((parts): Ledger => ({ ...parts, calendar }));
const endOf = (ledger: Ledger): Date =>
  ledger.segments.at(-1)?.to ?? ledger.segments.at(-1)?.from ?? new Date(MONDAY);
const later = fc.integer({ min: 0, max: 2_000_000 });

describe('every ledger', () => {
  it('only ever counts more as time passes, and never more than the wall', () => {
    fc.assert(
      fc.property(ledgers, later, later, (ledger, a, b) => {
        const base = endOf(ledger).getTime();
        const [first, second] = [a, b]
          .sort((x, y) => x - y)
          .map((seconds) => read(ledger, new Date(base + seconds * 1_000)).elapsedSeconds);
        expect(second).toBeGreaterThanOrEqual(first ?? 0);
        expect((second ?? 0) - (first ?? 0)).toBeLessThanOrEqual(Math.abs(a - b) + 0.001);
      }),
    );
  });

  it('has passed exactly its target at its deadline, and less before', () => {
    fc.assert(
      fc.property(ledgers, (ledger) => {
        const reading = read(ledger, endOf(ledger));
        if (reading.dueAt === null || reading.dueAt < endOf(ledger)) return;
        expect(read(ledger, reading.dueAt).elapsedSeconds).toBeCloseTo(ledger.targetSeconds, 3);
        expect(read(ledger, reading.dueAt).state).toBe('breached');
        expect(read(ledger, new Date(reading.dueAt.getTime() - 1)).state).not.toBe('breached');
      }),
    );
  });

  it('counts the same when a running segment is cut in two', () => {
    fc.assert(
      fc.property(ledgers, fc.nat(), later, (ledger, pick, seconds) => {
        const index = pick % ledger.segments.length;
        const segment = ledger.segments[index];
        if (!segment?.to) return;
        const middle = new Date((segment.from.getTime() + segment.to.getTime()) / 2);
        const cut = [
          ...ledger.segments.slice(0, index),
          { ...segment, to: middle },
          { ...segment, from: middle },
          ...ledger.segments.slice(index + 1),
        ];
        const when = new Date(endOf(ledger).getTime() + seconds * 1_000);
        expect(read({ ...ledger, segments: cut }, when).elapsedSeconds).toBeCloseTo(
          read(ledger, when).elapsedSeconds,
          3,
        );
      }),
    );
  });

  it('puts the warning no later than the deadline', () => {
    fc.assert(
      fc.property(ledgers, (ledger) => {
        const { warnAt, dueAt } = read(ledger, endOf(ledger));
        if (warnAt && dueAt) expect(warnAt.getTime()).toBeLessThanOrEqual(dueAt.getTime());
      }),
    );
  });

  it('is late by a longer target only if it is late by a shorter one', () => {
    fc.assert(
      fc.property(ledgers, fc.integer({ min: 1, max: 100_000 }), later, (ledger, more, seconds) => {
        const when = new Date(endOf(ledger).getTime() + seconds * 1_000);
        if (
          read({ ...ledger, targetSeconds: ledger.targetSeconds + more }, when).state === 'breached'
        ) {
          expect(read(ledger, when).state).toBe('breached');
        }
      }),
    );
  });
});
