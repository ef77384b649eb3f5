/** Ledgers of every kind, in calendars of every kind, for properties: what happens on whole minutes of three days. */
import fc from 'fast-check';
import type { Calendar } from '#engine/calendar.ts';
import type { Ledger, Segment } from '#engine/clocks/ledger.ts';
import { addSeconds } from '#engine/instant.ts';
import { setting } from './calendars.ts';

export const WINDOW_MINUTES = 3 * 24 * 60;

export type LedgerSetting = {
  readonly calendar: Calendar;
  readonly from: string;
  readonly ledger: Ledger;
};

/** Each stretch in minutes, running or paused in turn; between some of them a new cycle begins. */
const stretches = fc.record({
  minutes: fc.array(fc.integer({ min: 0, max: 900 }), { minLength: 1, maxLength: 6 }),
  first: fc.constantFrom<('running' | 'paused')[]>('running', 'paused'),
  open: fc.boolean(),
  anew: fc.option(fc.nat(5), { nil: undefined }),
});

export const ledgers: fc.Arbitrary<LedgerSetting> = fc
  .record({ setting, stretches, targetSeconds: fc.integer({ min: 60, max: 100_000 }) })
  .map(
    ({ setting: { calendar, from }, stretches: { minutes, first, open, anew }, targetSeconds }) => {
      let at = from;
      let cycle = 1;
      const segments = minutes.map((length, index): Segment => {
        if (index > 0 && index === anew) cycle += 1;
        const begin = at;
        at = addSeconds(at, length * 60);
        const isRunning = (index % 2 === 0) === (first === 'running');
        return {
          state: isRunning ? 'running' : 'paused',
          from: begin,
          to: open && index === minutes.length - 1 ? null : at,
          cycle,
          hours: calendar,
        };
      });
      return { calendar, from, ledger: { targetSeconds, segments } };
    },
  );

/** The instant at which the last segment begins, or the whole ends. */
export function lastTurn({ segments }: Ledger): string {
  const last = segments.at(-1);
  return last?.to ?? last?.from ?? '';
}
