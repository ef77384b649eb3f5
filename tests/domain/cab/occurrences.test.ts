/** When a board meets by its rule. */
import { describe, expect, it } from 'vitest';
import { nextOccurrences } from '#domain/cab/occurrences.ts';

const OSLO = 'Europe/Oslo';
const meetings = (now: string, starts: string, rrule: string | null, most = 3) =>
  nextOccurrences({ meets: { starts, rrule }, timeZone: OSLO }, new Date(now), most).map(
    ({ occurs, at }) => [occurs, at.toISOString()],
  );

describe('the meetings of a board', () => {
  it('keep their wall time when the clocks are changed', () => {
    expect(meetings('2026-10-20T12:00:00Z', '2026-10-06T10:00', 'FREQ=WEEKLY;BYDAY=TU', 2)).toEqual(
      [
        ['2026-10-27T10:00', '2026-10-27T09:00:00.000Z'],
        ['2026-11-03T10:00', '2026-11-03T09:00:00.000Z'],
      ],
    );
    expect(meetings('2026-10-20T07:59:00Z', '2026-10-06T10:00', 'FREQ=WEEKLY;BYDAY=TU', 1)).toEqual(
      [['2026-10-20T10:00', '2026-10-20T08:00:00.000Z']],
    );
  });

  it('are those to come: none that has begun, and one where there is no rule', () => {
    expect(meetings('2026-12-01T09:00:00Z', '2026-12-01T10:00', null)).toEqual([]);
    expect(meetings('2026-11-30T09:00:00Z', '2026-12-01T10:00', null)).toHaveLength(1);
    expect(meetings('2026-12-01T09:00:00Z', '2026-12-01T10:00', 'FREQ=DAILY;COUNT=2')).toEqual([
      ['2026-12-02T10:00', '2026-12-02T09:00:00.000Z'],
    ]);
    expect(nextOccurrences({ meets: null, timeZone: OSLO }, new Date())).toEqual([]);
  });
});
