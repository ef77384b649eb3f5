/** A clock drawn as a strip: each piece where it belongs, none hiding another. */
import { describe, expect, it } from 'vitest';
import type { Clock, ClockPieceKind } from '#designer/client/types/tickets.ts';
import { closedUntil, stripOf } from '#designer/ui/clock-strip.ts';

const NOON = Date.parse('2026-06-01T12:00:00Z');
const at = (hours: number): string => new Date(NOON + hours * 3_600_000).toISOString();
const clock = (
  pieces: readonly (readonly [number, number, ClockPieceKind])[],
  thresholds: readonly (readonly [string, number])[] = [],
) =>
  ({
    strip: pieces.map(([from, to, kind], segment) => ({
      from: at(from),
      to: at(to),
      kind,
      segment,
    })),
    thresholds: thresholds.map(([id, hours]) => ({ id, nth: 1, at: at(hours), told: null })),
  }) as unknown as Clock;
const kinds = (strip: ReturnType<typeof stripOf>) =>
  strip.pieces.map(({ kind, isAhead }) => (isAhead ? `${kind}, ahead` : kind));

describe('the strip of a clock', () => {
  it('is cut where now is: what is to come is another piece', () => {
    const strip = stripOf(clock([[-2, 2, 'counted']]), NOON);
    expect(kinds(strip)).toEqual(['counted', 'counted, ahead']);
    expect(strip.pieces.map(({ share }) => share)).toEqual([0.5, 0.5]);
  });

  it('has narrow nights, so that they do not hide the days', () => {
    const strip = stripOf(
      clock([
        [-20, -18, 'counted'],
        [-18, -2, 'closed'],
        [-2, 0, 'counted'],
      ]),
      NOON,
    );
    const [evening = 0, night = 0, morning = 0] = strip.pieces.map(({ share }) => share);
    expect(evening).toBe(morning);
    expect(night).toBeLessThan(evening / 20);
    expect(evening + night + morning).toBeCloseTo(1, 9);
  });

  it('lets weeks of waiting be no wider than the work beside them', () => {
    const strip = stripOf(
      clock([
        [-502, -500, 'counted'],
        [-500, -2, 'paused'],
        [-2, 0, 'counted'],
      ]),
      NOON,
    );
    const [, waiting = 0] = strip.pieces.map(({ share }) => share);
    expect(waiting).toBeLessThan(0.4);
  });

  it('has its thresholds where they fall due, and none beyond its end', () => {
    const strip = stripOf(
      clock(
        [
          [-2, 0, 'counted'],
          [0, 2, 'counted'],
        ],
        [
          ['half', 0],
          ['nag', 9],
        ],
      ),
      NOON - 3_600_000,
    );
    expect(strip.marks).toMatchObject([{ id: 'half', place: 0.5 }]);
  });

  it('says until when hours are closed, while they are and the clock runs', () => {
    const night = [
      [-2, -1, 'counted'],
      [-1, 3, 'closed'],
      [3, 4, 'counted'],
    ] as const;
    const running = { ...clock(night), state: 'running' } as Clock;
    const until = (one: Clock, now: number) => closedUntil(one, stripOf(one, now), now);
    expect(until(running, NOON)).toBe(Date.parse(at(3)));
    expect(until(running, Date.parse(at(-1.5)))).toBeNull();
    expect(until(running, Date.parse(at(3.5)))).toBeNull();
    expect(until({ ...running, state: 'paused' }, NOON)).toBeNull();
  });
});

describe('closed hours', () => {
  it('end where they end, also where the clock was counted anew within them', () => {
    const running = (pieces: Parameters<typeof clock>[0]) => ({
      ...clock(pieces),
      state: 'running' as const,
    });
    const recounted = running([
      [-2, 0.01, 'closed'],
      [0.01, 20, 'closed'],
      [20, 24, 'counted'],
    ]);
    expect(closedUntil(recounted, stripOf(recounted, NOON), NOON)).toBe(NOON + 20 * 3_600_000);
    const open = running([[-2, 4, 'counted']]);
    expect(closedUntil(open, stripOf(open, NOON), NOON)).toBeNull();
  });
});
