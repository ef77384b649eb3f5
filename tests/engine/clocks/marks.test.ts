import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asOf, type Ledger, read, type Segment } from '#engine/clocks/ledger.ts';
import { marksBy, nextMark, type Threshold } from '#engine/clocks/marks.ts';
import { addSeconds } from '#engine/instant.ts';
import { ledgers, WINDOW_MINUTES } from '#tests/support/ledgers.ts';

const OFFICE: [string, string][] = [['09:00', '17:00']];
const hours = {
  timeZone: 'Europe/Berlin',
  week: { mon: OFFICE, tue: OFFICE, wed: OFFICE, thu: OFFICE, fri: OFFICE },
};
const HOUR = 3_600;
/** Monday, 09:00 in Berlin. */
const MONDAY = '2026-06-01T07:00:00.000Z';
const at = (passed: number): string => addSeconds(MONDAY, passed * HOUR);
const piece = (state: Segment['state'], from: number, to: number | null): Segment => ({
  state,
  from: at(from),
  to: to === null ? null : at(to),
  cycle: 1,
  hours,
});
const ledgerOf = (targetHours: number, ...segments: Segment[]): Ledger => ({
  targetSeconds: targetHours * HOUR,
  segments,
});
const half: Threshold = { id: 'half', at: { percent: 50 } };
const warning: Threshold = { id: 'warning', at: { percent: 75 } };
const breach: Threshold = { id: 'breach', at: { percent: 100 } };
const runs = ledgerOf(8, piece('running', 0, null));

describe('the thresholds of a clock', () => {
  it('fall due at their share of the target, one after the other', () => {
    const thresholds = [breach, half, warning];
    expect(nextMark(runs, thresholds, at(0))).toEqual({ threshold: 'half', nth: 1, at: at(4) });
    expect(nextMark(runs, thresholds, at(4))?.threshold).toBe('warning');
    expect(marksBy(runs, thresholds, at(100)).map(({ threshold }) => threshold)).toEqual([
      'half',
      'warning',
      'breach',
    ]);
    expect(nextMark(runs, thresholds, at(100))).toBeNull();
  });

  it('are none of a missed promise where it was kept at the very instant of the deadline', () => {
    const overdue: Threshold = { id: 'overdue', at: { after: { businessHours: 1 } } };
    const all = [half, breach, overdue];
    const ids = (ledger: Ledger) => marksBy(ledger, all, at(100)).map(({ threshold }) => threshold);
    expect(ids(ledgerOf(8, piece('running', 0, 8)))).toEqual(['half']);
    const late = { ...piece('running', 0, 8), to: addSeconds(at(24), 0.001) };
    expect(ids(ledgerOf(8, late))).toEqual(['half', 'breach']);
  });

  it('of a missed promise are told where the reading is late, and only there', () => {
    const hourly: Threshold = {
      id: 'hourly',
      at: { after: { hours: 1 }, every: { hours: 1 } },
    };
    const told = (...segments: Segment[]) =>
      marksBy(ledgerOf(8, ...segments), [breach, hourly], at(20)).map((mark) => [
        mark.threshold,
        mark.nth,
        mark.at,
      ]);
    expect(told(piece('running', -2, 9.5))).toEqual([
      ['breach', 1, at(8)],
      ['hourly', 1, at(9)],
    ]);
    // In time, as long as it stands still from that very instant; then when it runs again.
    const paused = [piece('running', -2, 8), piece('paused', 8, null)];
    expect(told(...paused)).toEqual([]);
    const resumed = [...paused.with(1, piece('paused', 8, 11)), piece('running', 11, 11.5)];
    expect(told(...resumed)).toEqual([
      ['breach', 1, at(11)],
      ['hourly', 3, at(11)],
    ]);
    // Of those that come again the last one it ran beyond.
    expect(told(piece('running', -2, 10))).toEqual([
      ['breach', 1, at(8)],
      ['hourly', 1, at(9)],
    ]);
  });

  it('are not skipped by a pause that comes while they are waited for', () => {
    const paused = ledgerOf(8, piece('running', 0, 3), piece('paused', 3, null));
    expect(nextMark(paused, [half, breach], at(3))).toBeNull();
    const resumed = ledgerOf(
      8,
      piece('running', 0, 3),
      piece('paused', 3, 5),
      piece('running', 5, null),
    );
    expect(nextMark(resumed, [half, breach], at(5))).toMatchObject({
      threshold: 'half',
      at: at(6),
    });
    expect(nextMark(resumed, [half, breach], at(6))).toMatchObject({
      threshold: 'breach',
      at: at(26),
    });
  });

  it('fall due before the deadline in business time, or on the wall', () => {
    // Due on Tuesday at 11:00.
    const ledger = ledgerOf(10, piece('running', 0, null));
    const early = (length: object): string | undefined =>
      nextMark(ledger, [{ id: 'b', at: { before: length } }], at(0))?.at;
    expect(early({ businessHours: 3 })).toBe(at(7));
    expect(early({ hours: 3 })).toBe(at(23));
    expect(early({ businessDays: 1 })).toBe(at(2));
    // Longer than the whole: as soon as it begins.
    expect(marksBy(ledger, [{ id: 'b', at: { before: { businessDays: 9 } } }], at(0))).toHaveLength(
      1,
    );
  });

  it('that are near because of a pause are due when it ends, not in the middle of it', () => {
    // Half an hour is left on the next morning, and two hours before that nobody is there.
    const ledger = ledgerOf(
      8.25,
      piece('running', 0, 7.75),
      piece('paused', 7.75, 24),
      piece('running', 24, null),
    );
    const threshold: Threshold = { id: 'soon', at: { before: { hours: 2 } } };
    expect(marksBy(ledger, [threshold], at(25))).toEqual([
      { threshold: 'soon', nth: 1, at: at(24) },
    ]);
  });

  it('come again and again while the clock is overdue, and are not made up for', () => {
    const nag: Threshold = {
      id: 'nag',
      at: { after: { businessHours: 1 }, every: { businessHours: 2 } },
    };
    expect(nextMark(runs, [nag], at(8))).toEqual({ threshold: 'nag', nth: 1, at: at(25) });
    expect(nextMark(runs, [nag], at(25))).toEqual({ threshold: 'nag', nth: 2, at: at(27) });
    expect(marksBy(runs, [nag], at(30))).toEqual([{ threshold: 'nag', nth: 3, at: at(29) }]);
    const thrice: Threshold = { ...nag, at: { ...nag.at, times: 3 } as Threshold['at'] };
    expect(nextMark(runs, [thrice], at(30))).toBeNull();
  });

  it('on the wall wait for the clock to run again', () => {
    const nag: Threshold = { id: 'nag', at: { after: { hours: 1 }, every: { hours: 1 } } };
    const late = ledgerOf(8, piece('running', 0, 8.5), piece('paused', 8.5, null));
    expect(marksBy(late, [nag], at(24 * 365))).toEqual([]);
    expect(nextMark(late, [nag], at(9))).toBeNull();
    const resumed = {
      ...late,
      segments: [
        ...late.segments.slice(0, 1),
        piece('paused', 8.5, 12),
        piece('running', 12, null),
      ],
    };
    expect(marksBy(resumed, [nag], at(12))).toEqual([{ threshold: 'nag', nth: 4, at: at(12) }]);
    expect(nextMark(resumed, [nag], at(12))).toEqual({ threshold: 'nag', nth: 5, at: at(13) });
  });
});

const duration = fc.oneof(
  fc.integer({ min: 1, max: 600 }).map((minutes) => ({ minutes })),
  fc.integer({ min: 1, max: 600 }).map((businessMinutes) => ({ businessMinutes })),
);
const threshold: fc.Arbitrary<Threshold['at']> = fc.oneof(
  fc.integer({ min: 1, max: 100 }).map((percent) => ({ percent })),
  duration.map((before) => ({ before })),
  duration.map((after) => ({ after })),
  fc
    .tuple(fc.integer({ min: 1, max: 600 }), fc.integer({ min: 1, max: 600 }), fc.boolean())
    .map(([after, every, onWall]) =>
      onWall
        ? { after: { minutes: after }, every: { minutes: every } }
        : { after: { businessMinutes: after }, every: { businessMinutes: every } },
    ),
);
const thresholds = fc
  .array(threshold, { minLength: 1, maxLength: 4 })
  .map((ats) => ats.map((one, index): Threshold => ({ id: `t${index}`, at: one })));

describe('every threshold', () => {
  it('at the deadline falls due at the instant from which the clock is read as late', () =>
    fc.assert(
      fc.property(ledgers, fc.nat(WINDOW_MINUTES), ({ from, ledger }, minutes) => {
        const now = addSeconds(from, minutes * 60);
        const stood = asOf(ledger, now);
        expect(marksBy(stood, [breach], now).map((mark) => mark.at)).toEqual(
          [read(stood, now).reachedAt].filter((reached) => reached !== null),
        );
      }),
    ));

  it('is found by waiting for it: nothing falls due between now and what is said to be next', () =>
    fc.assert(
      fc.property(ledgers, thresholds, fc.nat(WINDOW_MINUTES), ({ from, ledger }, all, minutes) => {
        const now = addSeconds(from, minutes * 60);
        const next = nextMark(ledger, all, now);
        const key = (mark: { threshold: string; nth: number }) => `${mark.threshold}:${mark.nth}`;
        const passed = new Set(marksBy(ledger, all, now).map(key));
        if (!next) return;
        expect(next.at > now).toBe(true);
        const justBefore = addSeconds(next.at, -0.001);
        for (const mark of marksBy(ledger, all, justBefore))
          expect(passed.has(key(mark))).toBe(true);
        expect(marksBy(ledger, all, next.at).map(key)).toContain(key(next));
      }),
      { numRuns: 300 },
    ));
});
