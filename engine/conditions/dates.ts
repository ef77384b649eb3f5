/**
 * The line of time in the regions that dates and instants cut it into, and the texts that are none: those compare with a date by
 * their characters. So each text has one that stands for it, and ranges of dates are told like ranges of numbers.
 */
import type { ConditionLeaf, ConditionOperator } from '../condition.ts';
import { toNumber, toTime } from '../operators.ts';
import { constantsOf } from './answers.ts';
import { type NumberRegion, numberRegions, toldOf } from './numbers.ts';

type DateLine = {
  /** In their order, with a text for each. */
  readonly regions: readonly { readonly value: string; readonly region: NumberRegion }[];
  /** What nobody expects: instants spelled otherwise, and what is no date. */
  readonly unusual: readonly string[];
  readonly isWhole: boolean;
};

const ORDERING: ReadonlySet<ConditionOperator> = new Set([
  'lessThan',
  'lessThanInclusive',
  'greaterThan',
  'greaterThanInclusive',
] as const);
const DAY = 86_400_000;

/** The dates and instants by whose order a fact is compared; none where it is compared with numbers or by other texts as well. */
export function timesIn(leaves: readonly ConditionLeaf[]): readonly string[] {
  const constants = leaves.flatMap(constantsOf);
  const ordered = leaves.flatMap(({ operator, value }) =>
    ORDERING.has(operator) && typeof value === 'string' ? [value] : [],
  );
  const isOfTime = ordered.length > 0 && ordered.every((text) => toTime(text) !== null);
  if (!isOfTime || constants.some((one) => toNumber(one) !== null)) return [];
  return [...new Set(constants)].filter(isTime);
}

export const isTime = (value: unknown): value is string =>
  typeof value === 'string' && toTime(value) !== null;

/** A date without a time of day. */
export const isDay = (text: string): boolean => isTime(text) && !text.includes('T');

/** `inDays`: only whole days are expected. */
export function dateLine(
  times: readonly string[],
  named: readonly string[],
  inDays: boolean,
): DateLine {
  if (times.length === 0) return { regions: [], unusual: [], isWhole: true };
  const all = numberRegions(
    times.map((text) => toTime(text) ?? 0),
    true,
  );
  const regions = all.flatMap((region) => {
    const value = inDays ? dayIn(region, times) : (atPoint(region, times) ?? isoOf(region.sample));
    return value === null || toTime(value) === null ? [] : [{ value, region }];
  });
  const otherwise = all.map(({ sample }) => otherSpelling(sample, named));
  const texts = textsAround(times, named);
  return {
    regions,
    unusual: [...otherwise, ...texts].filter((text) => text !== null),
    isWhole: ![...otherwise, ...texts].includes(null),
  };
}

/** “= 2026-05-01”, or “≥ 2026-05-01” and “< 2026-06-01”. */
export function toldOfTime(
  fact: string,
  region: NumberRegion,
  times: readonly string[],
  inDays: boolean,
): readonly ConditionLeaf[] {
  const only = inDays ? onlyDayIn(region) : null;
  if (only !== null) return [{ fact, operator: 'equal', value: dayOf(only) }];
  return toldOf(fact, region, false).map((leaf) =>
    typeof leaf.value === 'number'
      ? { ...leaf, value: times.find((text) => toTime(text) === leaf.value) ?? isoOf(leaf.value) }
      : leaf,
  );
}

function atPoint({ low, high }: NumberRegion, times: readonly string[]): string | undefined {
  return low === high ? times.find((text) => toTime(text) === low) : undefined;
}

/** The first midnight there is; of what has no beginning, the last. */
function midnightIn({ low, withLow, high, withHigh }: NumberRegion): number | null {
  const first = withLow ? Math.ceil(low / DAY) : Math.floor(low / DAY) + 1;
  const last = withHigh ? Math.floor(high / DAY) : Math.ceil(high / DAY) - 1;
  if (first > last) return null;
  return (Number.isFinite(first) ? first : last) * DAY;
}

function dayIn(region: NumberRegion, times: readonly string[]): string | null {
  const midnight = midnightIn(region);
  if (midnight === null) return null;
  return times.find((text) => isDay(text) && toTime(text) === midnight) ?? dayOf(midnight);
}

function onlyDayIn(region: NumberRegion): number | null {
  if (!Number.isFinite(region.low) || !Number.isFinite(region.high)) return null;
  const first = midnightIn(region);
  if (first === null) return null;
  return midnightIn({ ...region, low: first, withLow: false }) === null ? first : null;
}

/** An instant as a text that is named nowhere; null where four digits do not do for its year. */
function otherSpelling(time: number, named: readonly string[]): string | null {
  let text = isoOf(time);
  while (named.includes(text)) text = text.replace('Z', '0Z');
  return toTime(text) === time ? text : null;
}

const isoOf = (time: number): string => {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? '' : date.toISOString();
};
const dayOf = (time: number): string => isoOf(time).split('T')[0] ?? '';

/**
 * Texts that are no dates, one before all of them, one behind each, and what is blank; null where there is none. Dates begin with a
 * digit, so a blank lies before or behind all of them.
 */
function textsAround(
  times: readonly string[],
  named: readonly string[],
): readonly (string | null)[] {
  const inOrder = [...times].sort();
  const behind = inOrder.map((text, index) => {
    let next = `${text}!`;
    while (named.includes(next)) next += '!';
    const other = inOrder[index + 1];
    return other === undefined || next < other ? next : null;
  });
  let first = '!';
  while (named.includes(first)) first += '!';
  let blank = '\u3000';
  while (named.includes(blank)) blank += ' ';
  return [first, ...behind, blank];
}
