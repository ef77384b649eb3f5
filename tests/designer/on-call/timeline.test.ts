/** Where shifts lie on the weeks of a rota, and which while somebody drew. */
import { describe, expect, it } from 'vitest';
import { daysOf, drawn, placeOf, weeksFrom } from '#designer/on-call/timeline.ts';

const BERLIN = 'Europe/Berlin';
const iso = (at: number): string => new Date(at).toISOString();

describe('the weeks of a rota', () => {
  it('begin on the Monday before, at midnight on its wall', () => {
    const { from, to } = weeksFrom(BERLIN, Date.parse('2027-01-06T12:00:00Z'), 2, 0);
    expect([iso(from), iso(to)]).toEqual(['2027-01-03T23:00:00.000Z', '2027-01-17T23:00:00.000Z']);
    const earlier = weeksFrom(BERLIN, Date.parse('2027-01-06T12:00:00Z'), 1, -1);
    expect(iso(earlier.from)).toBe('2026-12-27T23:00:00.000Z');
  });

  it('have their days where the clock is put forward, too', () => {
    const window = weeksFrom(BERLIN, Date.parse('2027-03-28T12:00:00Z'), 1, 0);
    expect(daysOf(BERLIN, window).map(iso).slice(-2)).toEqual([
      '2027-03-26T23:00:00.000Z',
      '2027-03-27T23:00:00.000Z',
    ]);
    expect(window.to - window.from).toBe((7 * 24 - 1) * 3_600_000);
  });
});

describe('a shift', () => {
  const window = {
    from: Date.parse('2027-01-04T00:00:00Z'),
    to: Date.parse('2027-01-14T00:00:00Z'),
  };

  it('lies where its time is, cut at the edges', () => {
    const shift = { from: '2027-01-05T00:00:00Z', to: '2027-01-20T00:00:00Z' };
    expect(placeOf(window, shift)).toEqual({ insetInlineStart: '10%', inlineSize: '90%' });
  });

  it('is drawn either way, in half hours, and not by a touch', () => {
    const span = { from: '2027-01-05T00:00:00.000Z', to: '2027-01-06T00:00:00.000Z' };
    expect(drawn(window, 0.1001, 0.2)).toEqual(span);
    expect(drawn(window, 0.2, 0.1)).toEqual(span);
    expect(drawn(window, 0.1, 0.1)).toBeNull();
    expect(drawn(window, -1, 2)).toEqual({ from: iso(window.from), to: iso(window.to) });
  });
});
