/** Lengths of time, and the clock on the wall. */
import { createIntl } from 'react-intl';
import { describe, expect, it } from 'vitest';
import { durationParts } from '#designer/ui/duration-parts.ts';
import { hourIn, relative } from '#designer/ui/time.ts';
import { fromWall, nextHour, nextQuarter, toWall } from '#designer/ui/wall-time.ts';
import { humanize } from '#engine/humanize.ts';

const said = (seconds: number, working = false) =>
  durationParts(seconds, working)
    .map(({ n, unit }) => `${n} ${unit}`)
    .join(' ');

describe('a length of time', () => {
  it('is told in its two largest parts', () => {
    expect([said(0), said(59), said(60), said(7_800), said(90_000), said(3 * 86_400 + 59)]).toEqual(
      ['0 seconds', '59 seconds', '1 minutes', '2 hours 10 minutes', '1 days 1 hours', '3 days'],
    );
  });

  it('has no days when it is working time', () => {
    expect(said(40 * 3_600, true)).toBe('40 hours');
  });
});

describe('the clock on the wall', () => {
  it('is read and set in the zone of whoever looks at it, also across its changes', () => {
    for (const [zone, instant, reading] of [
      ['Asia/Kolkata', '2026-11-21T10:00:00.000Z', '2026-11-21T15:30'],
      ['America/New_York', '2026-07-01T00:15:00.000Z', '2026-06-30T20:15'],
      ['America/New_York', '2026-01-01T00:15:00.000Z', '2025-12-31T19:15'],
      ['Europe/Berlin', '2026-03-29T01:00:00.000Z', '2026-03-29T03:00'],
    ] as const) {
      expect(toWall(zone, instant)).toBe(reading);
      expect(fromWall(zone, reading)).toBe(instant);
      expect(fromWall(zone, `${reading.replace('T', ' ')}:00`)).toBe(instant);
    }
  });

  it('is empty for what is no time', () => {
    expect([toWall('UTC', undefined), toWall('UTC', 'soon')]).toEqual(['', '']);
    expect([fromWall('UTC', ''), fromWall('UTC', '12345-01-01T00:00')]).toEqual([
      undefined,
      undefined,
    ]);
  });

  it('tells the hour, the next full one, and the year there', () => {
    const at = Date.parse('2026-12-31T18:40:00Z');
    expect([hourIn('Asia/Kolkata', at), hourIn('America/New_York', at)]).toEqual([0, 13]);
    expect(nextHour('Asia/Kolkata', at)).toBe('2026-12-31T19:30:00.000Z');
    const quarters = ['18:40:00', '18:45:00', '18:59:59.999'].map((time) =>
      nextQuarter(Date.parse(`2026-12-31T${time}Z`)).slice(11),
    );
    expect(quarters).toEqual(['18:45:00.000Z', '19:00:00.000Z', '19:00:00.000Z']);
    const year = (timeZone: string) =>
      relative(createIntl({ locale: 'en', timeZone }), Date.parse('2026-01-05T12:00:00Z'), at);
    expect(year('America/New_York')).toBe('Jan 5');
    expect(year('Asia/Kolkata')).toBe('Jan 5, 2026');
  });
});

describe('a name nobody gave a title', () => {
  it('becomes readable', () => {
    expect([humanize('neededBy'), humanize('needed_by'), humanize('cost')]).toEqual([
      'Needed by',
      'Needed by',
      'Cost',
    ]);
  });
});
