/**
 * The days on which an all-day event repeats (RFC 5545, 3.3.10), told day by day within given years. A library's iterator
 * looks for the next day for ever where a rule has none (the 30th of February), so it is not asked. Rules that say more
 * than this knows are refused, never guessed.
 */
import { dateOf, firstReadingOf } from './dates.ts';
import { DAY } from './week.ts';

export type Rule = {
  readonly freq: string;
  readonly interval: number;
  readonly count: number | null;
  /** The last date it may fall on. */
  readonly until: string | null;
  readonly months: readonly number[];
  readonly monthDays: readonly number[];
  /** `MO`, `4TH`, `-1MO`. */
  readonly weekdays: readonly string[];
  /** The day a week begins with: 0 is Sunday. */
  readonly weekStart: number;
  /** Parts beside these. */
  readonly others: readonly string[];
};

const FREQUENCIES = ['YEARLY', 'MONTHLY', 'WEEKLY', 'DAILY'];
const WEEKDAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];
const SUNDAY = 3 * DAY;

export const isKnown = ({ freq, others }: Rule): boolean =>
  FREQUENCIES.includes(freq) && others.length === 0;

/** Within these dates, both included. The first day of an event counts whatever its rule says. */
export function repeated(first: string, rule: Rule, from: string, until: string): string[] {
  const { begin, last } = spanOf(first, rule, from, until);
  const dates: string[] = [];
  const start = partsOf(firstReadingOf(first));
  const end = firstReadingOf(last);
  let seen = 0;
  for (let at = firstReadingOf(begin); at <= end; at += DAY) {
    if (at !== start.at && !falls(start, rule, at)) continue;
    seen += 1;
    if (rule.count !== null && seen > rule.count) break;
    const date = dateOf(at);
    if (date >= from) dates.push(date);
  }
  return dates;
}

/** How many days are looked at for it. */
export function daysLookedAt(first: string, rule: Rule, from: string, until: string): number {
  const { begin, last } = spanOf(first, rule, from, until);
  return Math.max(0, (firstReadingOf(last) - firstReadingOf(begin)) / DAY);
}

/** What is counted is counted from the beginning. */
const spanOf = (first: string, rule: Rule, from: string, until: string) => ({
  begin: rule.count !== null || first > from ? first : from,
  last: rule.until !== null && rule.until < until ? rule.until : until,
});

function falls(start: Parts, rule: Rule, at: number): boolean {
  const day = partsOf(at);
  return (
    inTurn(rule, start, day) &&
    (rule.months.length === 0 || rule.months.includes(day.month)) &&
    onDay(rule, start, day)
  );
}

type Parts = ReturnType<typeof partsOf>;

function partsOf(at: number) {
  const date = new Date(at);
  const year = date.getUTCFullYear();
  const month = date.getUTCMonth() + 1;
  return { at, year, month, day: date.getUTCDate(), weekday: WEEKDAYS[date.getUTCDay()] ?? '' };
}

/** Every second year, every third week. */
function inTurn({ freq, interval, weekStart }: Rule, start: Parts, day: Parts): boolean {
  if (day.at < start.at) return false;
  const aWeek = SUNDAY + weekStart * DAY;
  const passed = {
    YEARLY: day.year - start.year,
    MONTHLY: (day.year - start.year) * 12 + day.month - start.month,
    WEEKLY: Math.floor((day.at - aWeek) / (7 * DAY)) - Math.floor((start.at - aWeek) / (7 * DAY)),
  }[freq];
  return (passed ?? (day.at - start.at) / DAY) % Math.max(1, interval) === 0;
}

function onDay(rule: Rule, start: Parts, day: Parts): boolean {
  const { freq, months, monthDays, weekdays } = rule;
  const ofMonth = daysIn(day.year, day.month);
  if (monthDays.length > 0 && !monthDays.some((n) => day.day === (n > 0 ? n : ofMonth + 1 + n)))
    return false;
  if (weekdays.length > 0) return weekdays.some((one) => isNth(one, freq, months, day));
  if (monthDays.length > 0 || freq === 'DAILY') return true;
  if (freq === 'WEEKLY') return day.weekday === start.weekday;
  const isMonth = freq === 'MONTHLY' || months.length > 0 || day.month === start.month;
  return isMonth && day.day === start.day;
}

/** The nth of its month, or of its year where the rule is of years and names no month. */
function isNth(text: string, freq: string, months: readonly number[], day: Parts): boolean {
  const [, nth = '', weekday] = /^([+-]?\d+)?([A-Z]{2})$/.exec(text) ?? [];
  if (weekday !== day.weekday) return false;
  if (nth === '' || freq === 'WEEKLY' || freq === 'DAILY') return true;
  const ofYear = freq === 'YEARLY' && months.length === 0;
  const place = ofYear ? (day.at - Date.UTC(day.year, 0, 1)) / DAY + 1 : day.day;
  const length = ofYear
    ? (Date.UTC(day.year + 1, 0, 1) - Date.UTC(day.year, 0, 1)) / DAY
    : daysIn(day.year, day.month);
  const n = Number(nth);
  return n > 0 ? Math.ceil(place / 7) === n : Math.ceil((length - place + 1) / 7) === -n;
}

const daysIn = (year: number, month: number): number =>
  new Date(Date.UTC(year, month, 0)).getUTCDate();
