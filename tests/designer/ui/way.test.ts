/** When and for whom, as somebody chooses it: what is wrong with it, and at which moments work begins. */
import { describe, expect, it } from 'vitest';
import { mistakeIn, openings, toWay } from '#designer/ui/rollout/way.ts';

const WEDNESDAY = Date.parse('2026-11-25T13:00:00Z');
const open: [string, string][] = [['09:00', '17:00']];
const week = { mon: open, tue: open, wed: open, thu: open, fri: open };
const office = { timeZone: 'Europe/Berlin', week };

describe('the moments that are offered', () => {
  it('are when work begins next, and after the weekend', () => {
    expect(openings(office, WEDNESDAY)).toEqual([
      '2026-11-26T08:00:00.000Z',
      '2026-11-30T08:00:00.000Z',
    ]);
    expect(openings(office, Date.parse('2026-11-27T20:00:00Z'))[0]).toBe(
      '2026-11-30T08:00:00.000Z',
    );
  });

  it('leave out holidays', () => {
    const holidays = ['2026-11-26'];
    expect(openings({ ...office, holidays }, WEDNESDAY)[0]).toBe('2026-11-27T08:00:00.000Z');
  });

  it('are none where nobody ever works', () => {
    expect(openings({ timeZone: 'Europe/Berlin', week: {} }, WEDNESDAY)).toEqual([]);
  });
});

describe('what is chosen', () => {
  const later = (ms: number) => new Date(WEDNESDAY + ms).toISOString();
  it('lies ahead, within a year, and is a part of the whole', () => {
    expect(mistakeIn({ from: null, share: null }, WEDNESDAY)).toBeNull();
    expect(mistakeIn({ from: later(0), share: null }, WEDNESDAY)).toBe('past');
    expect(mistakeIn({ from: later(400 * 86_400_000), share: null }, WEDNESDAY)).toBe('far');
    for (const share of [0, 100, 1.5, Number.NaN])
      expect(mistakeIn({ from: null, share }, WEDNESDAY)).toBe('share');
    expect(toWay({ from: later(1), share: 0 }, WEDNESDAY)).toBeNull();
    expect(toWay({ from: later(1), share: 99 }, WEDNESDAY)).toEqual({ from: later(1), share: 99 });
  });
});
