/** Rotas against an oracle that reads the wall minute by minute, and against themselves, over twenty zones. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addSeconds } from '#engine/instant.ts';
import { gapsBetween } from '#engine/rota/gaps.ts';
import { layersBetween, onCallAt, shiftsBetween, wholeShiftsBetween } from '#engine/rota/shifts.ts';
import type { Shift } from '#engine/rota.ts';
import { minuteByMinute, rotaAtMoment } from '#tests/support/rotas.ts';

const MINUTES = 3 * 24 * 60;

/** The person of each minute from there on. */
function painted(shifts: readonly Shift[], from: string): (string | null)[] {
  const minutes: (string | null)[] = Array(MINUTES).fill(null);
  for (const shift of shifts) {
    const first = (Date.parse(shift.from) - Date.parse(from)) / 60_000;
    const last = (Date.parse(shift.to) - Date.parse(from)) / 60_000;
    minutes.fill(shift.person, Math.max(0, first), Math.max(0, last));
  }
  return minutes;
}

describe('a rota, held against the wall minute by minute', () => {
  it('says who is on call, through every jump of the clock', () =>
    fc.assert(
      fc.property(rotaAtMoment, ({ rota, from }) => {
        const to = addSeconds(from, MINUTES * 60);
        expect(painted(shiftsBetween(rota, from, to), from)).toEqual(
          minuteByMinute(rota, from, MINUTES),
        );
      }),
      { numRuns: 150 },
    ));
});

describe('the shifts of a rota', () => {
  const inTheWindow = fc.nat(MINUTES - 1);

  it('follow one another without overlaps, in each layer and in the schedule', () =>
    fc.assert(
      fc.property(rotaAtMoment, ({ rota, from }) => {
        const to = addSeconds(from, MINUTES * 60);
        const rows = [
          shiftsBetween(rota, from, to),
          ...layersBetween(rota, from, to).map(({ shifts }) => shifts),
        ];
        for (const shifts of rows)
          for (const [index, shift] of shifts.entries()) {
            expect(shift.from < shift.to).toBe(true);
            expect(from <= shift.from && shift.to <= to).toBe(true);
            const before = shifts[index - 1];
            if (before) expect(before.to <= shift.from).toBe(true);
          }
      }),
      { numRuns: 200 },
    ));

  it('say the same of a moment as asking for that moment', () =>
    fc.assert(
      fc.property(rotaAtMoment, inTheWindow, ({ rota, from }, minute) => {
        const at = addSeconds(from, minute * 60);
        const to = addSeconds(from, MINUTES * 60);
        const among = shiftsBetween(rota, from, to).find(
          (shift) => shift.from <= at && at < shift.to,
        );
        const asked = onCallAt(rota, at);
        expect(asked?.person).toBe(among?.person);
        if (asked && among) {
          expect(asked).toMatchObject({
            layer: among.layer,
            turn: among.turn,
            change: among.change,
          });
          expect(asked.from <= among.from && among.to <= asked.to).toBe(true);
        }
      }),
      { numRuns: 200 },
    ));

  it('are whole wherever one begins to look', () =>
    fc.assert(
      fc.property(rotaAtMoment, inTheWindow, ({ rota, from }, minute) => {
        const at = addSeconds(from, minute * 60);
        const to = addSeconds(from, MINUTES * 60);
        const early = wholeShiftsBetween(rota, from, to).filter((shift) => shift.to > at);
        expect(wholeShiftsBetween(rota, at, to)).toEqual(early);
      }),
      { numRuns: 200 },
    ));

  it('and the gaps between them are the whole time, once somebody is on call and is always needed', () =>
    fc.assert(
      fc.property(rotaAtMoment, ({ rota, from }) => {
        const to = addSeconds(from, MINUTES * 60);
        const begins = {
          ...rota,
          plans: rota.plans.map(({ since, plan }) => ({
            since,
            plan: {
              ...plan,
              layers: plan.layers.map((layer) => ({ ...layer, startsOn: '1969-01-01' })),
            },
          })),
        };
        const pieces = [...shiftsBetween(begins, from, to), ...gapsBetween(begins, from, to)].sort(
          (one, other) => (one.from < other.from ? -1 : 1),
        );
        expect(pieces[0]?.from).toBe(from);
        expect(pieces.at(-1)?.to).toBe(to);
        for (const [index, piece] of pieces.entries())
          if (index > 0) expect(piece.from).toBe(pieces[index - 1]?.to);
      }),
      { numRuns: 150 },
    ));
});

describe('an override', () => {
  it('changes its own window and nothing else', () =>
    fc.assert(
      fc.property(
        rotaAtMoment,
        fc.nat(MINUTES - 1),
        fc.integer({ min: 1, max: MINUTES }),
        ({ rota, from }, begin, length) => {
          const to = addSeconds(from, MINUTES * 60);
          const span = {
            from: addSeconds(from, begin * 60),
            to: addSeconds(from, Math.min(MINUTES, begin + length) * 60),
          };
          const override = { kind: 'override', id: 'new', person: 'zoe', ...span } as const;
          const after = { ...rota, changes: [...rota.changes, override] };
          const expected = painted(shiftsBetween(rota, from, to), from).fill(
            'zoe',
            begin,
            Math.min(MINUTES, begin + length),
          );
          expect(painted(shiftsBetween(after, from, to), from)).toEqual(expected);
        },
      ),
      { numRuns: 150 },
    ));
});

describe('a plan that is changed', () => {
  it('leaves who was on call before as it was', () =>
    fc.assert(
      fc.property(rotaAtMoment, rotaAtMoment, fc.nat(MINUTES), ({ rota, from }, other, minute) => {
        const since = addSeconds(from, minute * 60);
        const plans = rota.plans.filter((one) => one.since === null || one.since < since);
        const [newest] = other.rota.plans;
        const changed = { ...rota, plans: [...plans, ...(newest ? [{ ...newest, since }] : [])] };
        expect(shiftsBetween(changed, from, since).map(({ person }) => person)).toEqual(
          shiftsBetween(rota, from, since).map(({ person }) => person),
        );
      }),
      { numRuns: 100 },
    ));
});
