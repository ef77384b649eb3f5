/**
 * How long business time over ten years takes, with holidays, exceptions and hours that change every year: in milliseconds,
 * forwards, backwards and between. Beside each stands a loop that goes through the same years day by day and knows nothing
 * of zones. The first span of a zone, for which its rules have to be read, is told apart. Options: `--rounds 200`.
 */
import { parseArgs } from 'node:util';
import {
  addBusinessSeconds,
  businessSecondsBetween,
  type Calendar,
  subtractBusinessSeconds,
} from '#engine/calendar.ts';
import { median, percentile, report } from './report.ts';

const FROM = '2026-01-01T00:00:00.000Z';
const TO = '2036-01-01T00:00:00.000Z';
const DAY = 86_400_000;
const YEARS = Array.from({ length: 10 }, (_, index) => 2026 + index);
const FRESH = [
  'America/New_York',
  'Africa/Cairo',
  'Australia/Sydney',
  'Europe/London',
  'Asia/Gaza',
];

export async function run(args: readonly string[] = []): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    strict: false,
    options: { rounds: { type: 'string', default: '200' } },
  });
  const rounds = Number(values.rounds);
  const calendar = calendarIn('Europe/Berlin');
  const seconds = businessSecondsBetween(calendar, FROM, TO);
  const reference = median(times(rounds, dayByDay));
  const spans = {
    between_ten_years: () => businessSecondsBetween(calendar, FROM, TO),
    add_ten_years: () => addBusinessSeconds(calendar, FROM, seconds),
    subtract_ten_years: () => subtractBusinessSeconds(calendar, TO, seconds),
  };
  for (const [name, span] of Object.entries(spans)) {
    const taken = times(rounds, span);
    const of = { name: 'calendar', unit: 'ms', reference };
    report({ ...of, metric: `${name}_ms`, value: median(taken) });
    report({ ...of, metric: `${name}_p99_ms`, value: percentile(taken, 0.99) });
  }
  const fresh = FRESH.flatMap((zone) =>
    times(1, () => businessSecondsBetween(calendarIn(zone), FROM, TO)),
  );
  report({
    name: 'calendar',
    metric: 'first_of_a_zone_ms',
    value: median(fresh),
    unit: 'ms',
    reference: null,
  });
}

function calendarIn(timeZone: string): Calendar {
  const hours = [
    ['09:00', '12:30'],
    ['13:30', '17:00'],
  ];
  return {
    timeZone,
    periods: YEARS.map((year) => ({
      from: `${year}-01-01`,
      until: `${year}-12-31`,
      week: { mon: hours, tue: hours, wed: hours, thu: hours, fri: hours },
    })),
    holidays: YEARS.flatMap((year) =>
      Array.from({ length: 12 }, (_, index) => `${year}-${String(index + 1).padStart(2, '0')}-01`),
    ),
    exceptions: YEARS.flatMap((year) => [
      { date: `${year}-12-24`, open: [['09:00', '12:00']] },
      { date: `${year}-12-31` },
    ]),
  };
}

function dayByDay(): number {
  let open = 0;
  for (let at = Date.parse(FROM); at < Date.parse(TO); at += DAY) {
    const weekday = new Date(at).getUTCDay();
    if (weekday > 0 && weekday < 6) open += 7 * 3_600;
  }
  return open;
}

/** What each of so many calls took, in milliseconds. */
function times(rounds: number, call: () => unknown): number[] {
  return Array.from({ length: rounds }, () => {
    const begin = performance.now();
    call();
    return performance.now() - begin;
  });
}
