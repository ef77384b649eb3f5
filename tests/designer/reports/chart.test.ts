/** A queue's days as paths of a drawing. */
import { describe, expect, it } from 'vitest';
import { CHART, chartOf } from '#designer/reports/forecast/chart.ts';

const band = (low: number, median: number, high: number) => ({ low, median, high });

describe('the drawing of a queue', () => {
  it('goes from the first day before to the last ahead, with the highest at the top and nothing at the bottom', () => {
    const { most, came, before, ahead, now } = chartOf({
      queue: 'network',
      days: [band(0, 5, 10), band(0, 0, 0)],
      before: { said: [band(1, 1, 1)], happened: [2] },
    });
    expect(most).toBe(10);
    const bottom = CHART.height - 1;
    expect(ahead.line).toBe(`M 320 ${(14 + bottom) / 2} L 640 ${bottom}`);
    expect(ahead.area).toBe(`M 320 14 L 640 ${bottom} L 640 ${bottom} L 320 ${bottom} Z`);
    expect(came).toBe('M 0 130');
    expect(before.line).toBe('M 0 144.5');
    expect(now).toBe(160);
  });

  it('has nothing to draw where nothing was said, and no height of nothing', () => {
    const { most, came, before } = chartOf({
      queue: 'x',
      days: [band(0, 0, 0)],
      before: { said: [], happened: [] },
    });
    expect({ most, came, area: before.area }).toEqual({ most: 1, came: '', area: '' });
  });
});
