import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { elapsedAt, lastCycle } from '#engine/clocks/ledger.ts';
import { stripOf } from '#engine/clocks/strip.ts';
import { addSeconds, secondsBetween } from '#engine/instant.ts';
import { ledgers, WINDOW_MINUTES } from '#tests/support/ledgers.ts';

const OFFICE: [string, string][] = [['09:00', '17:00']];
const hours = { timeZone: 'UTC', week: { mon: OFFICE, tue: OFFICE } };
/** A Monday at noon. */
const NOON = '2026-06-01T12:00:00.000Z';
const at = (passed: number): string => addSeconds(NOON, passed * 3_600);

describe('a strip', () => {
  it('says of every second whether it counts and why not', () => {
    const segments = [
      { state: 'running' as const, from: at(0), to: at(22), cycle: 1, hours },
      { state: 'paused' as const, from: at(22), to: null, cycle: 1, hours },
    ];
    const strip = stripOf({ targetSeconds: 60, segments }, at(-1), at(30));
    expect(strip?.map(({ kind, from, to }) => [kind, from, to])).toEqual([
      ['none', at(-1), at(0)],
      ['counted', at(0), at(5)],
      ['closed', at(5), at(21)],
      ['counted', at(21), at(22)],
      ['paused', at(22), at(30)],
    ]);
  });

  it('leaves no gap, overlaps nowhere, and adds up to what the clock has counted', () =>
    fc.assert(
      fc.property(ledgers, ({ from, ledger }) => {
        const to = addSeconds(from, WINDOW_MINUTES * 60);
        const cycle = lastCycle(ledger);
        const strip = stripOf(cycle, from, to);
        let reached = from;
        let counted = 0;
        for (const piece of strip ?? []) {
          expect(piece.from).toBe(reached);
          expect(piece.to > piece.from).toBe(true);
          reached = piece.to;
          if (piece.kind === 'counted') counted += secondsBetween(piece.from, piece.to);
        }
        expect(reached).toBe(to);
        expect(counted).toBeCloseTo(elapsedAt(cycle, to), 6);
      }),
    ));
});
