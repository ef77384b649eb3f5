/**
 * The values of one fact at which something could come out otherwise, one for each region that the comparisons cut. What
 * is not understood of a region stays open (null). Regions that no comparison tells apart are one; of those the first,
 * most readable is kept.
 */
import type { ConditionLeaf } from '../condition.ts';
import { toNumber } from '../operators.ts';
import { answerOf, constantsOf } from './answers.ts';
import { dateLine, isDay, isTime, timesIn, toldOfTime } from './dates.ts';
import { type NumberRegion, numberRegions, toldOf } from './numbers.ts';
import { type Domain, fits, type Shape } from './shape.ts';
import { blanksIn, fresh, spelled } from './texts.ts';

export type Option = {
  readonly value: unknown;
  /** The region, as conditions. */
  readonly told: readonly ConditionLeaf[];
  /** As one expects the fact to be. */
  readonly isUsual: boolean;
  /** What each comparison of this fact says, in their order. */
  readonly answers: readonly (boolean | null)[];
};

export type Column = {
  readonly options: readonly Option[];
  /** Its numbers, or its dates, in their order, as far as they are possible and no mere enumeration. */
  readonly line: readonly OnLine[];
  /** Regions of that line from one to another, as conditions. */
  readonly rangeOf: (first: OnLine, last: OnLine) => readonly ConditionLeaf[];
  /** Whatever the fact is, one of the options stands for it. */
  readonly isWhole: boolean;
};

/** Lists beyond so many regions are not told apart. */
const MAX_LISTS = 64;
/** Texts that are named one by one. */
const MAX_NAMED = 6;

export function columnOf(
  fact: string,
  leaves: readonly ConditionLeaf[],
  domain: Domain | undefined,
): Column {
  const times = timesIn(leaves);
  const usual = domain?.usual ?? guess(leaves, times);
  const sure = domain?.sure;
  const constants = [
    ...leaves.flatMap(constantsOf),
    ...[usual, sure].flatMap((shape) => shape?.among ?? []),
    ...[usual, sure].flatMap((shape) => [shape?.numbers?.minimum, shape?.numbers?.maximum]),
  ];
  const isPossible = ({ value }: Option) => !sure || fits(sure, value);
  const option = (value: unknown, told: readonly ConditionLeaf[]): Option => ({
    value,
    told,
    isUsual: fits(usual, value),
    answers: leaves.map((leaf) => answerOf(leaf, value, times.length > 0)),
  });
  const plain = (value: unknown) => option(value, [{ fact, operator: 'equal', value }]);

  const regions = numberRegions(
    constants.map(toNumber).filter((one) => one !== null),
    sure?.numbers?.integers === true,
  ).map((region) => ({ ...option(region.sample, []), region }));
  const named = [...new Set(constants.filter((one) => typeof one === 'string'))];
  const inDays = usual.times === 'days';
  const dates = dateLine(times, named, inDays);
  const rangeOf: Column['rangeOf'] = (first, last) => {
    const { high, withHigh } = last.region;
    const region = { ...first.region, high, withHigh };
    if (typeof first.value === 'string') return toldOfTime(fact, region, times, inDays);
    return toldOf(fact, region, usual.numbers?.integers === true);
  };
  const lineOf = (points: readonly OnLine[]) =>
    joined(points, isPossible).map((one) => ({ ...one, told: rangeOf(one, one) }));
  const line = lineOf(regions);
  const days = lineOf(dates.regions.map(({ value, region }) => ({ ...option(value, []), region })));
  const alike = spelled(
    regions.map(({ region }) => region.sample),
    named,
  );
  const others = [
    ...[true, false].map(plain),
    ...named.map(plain),
    option(fresh(named), otherThan(fact, named)),
    option(null, [{ fact, operator: 'isEmpty' }]),
    ...[...blanksIn(named), ...alike.texts].map(plain),
    ...dates.unusual.map((text) => ({ ...plain(text), isUsual: false })),
    ...constants.filter((one) => typeof one === 'object' && one !== null).map(plain),
  ];
  const lists = sure && !sure.lists ? NO_LISTS : listsOf([...regions, ...others], fact, option);
  const objects = [{}, { of: null }].map(plain);
  const all = [...line, ...days, ...[...others, ...lists.options, ...objects].filter(isPossible)];
  return {
    options: distinct([...all.filter((one) => one.isUsual), ...all]),
    line: usual.numbers ? line : days,
    rangeOf,
    isWhole:
      lists.isWhole &&
      ((alike.isWhole && dates.isWhole) || (sure !== undefined && !sure.texts && !sure.lists)),
  };
}

/** What a fact of which nothing is known is meant to be, to judge by what it is compared with. */
function guess(leaves: readonly ConditionLeaf[], times: readonly string[]): Shape {
  const constants = leaves.flatMap(constantsOf);
  const types = constants.map((one) => typeof one);
  if (times.length > 0) {
    const among = constants.filter((one) => !isTime(one));
    return { texts: true, times: times.every(isDay) ? 'days' : 'instants', among, nothing: true };
  }
  return {
    nothing: true,
    ...(types.includes('number') ? { numbers: {} } : {}),
    ...(types.includes('boolean') ? { among: [true, false] } : {}),
    ...(types.includes('string') || !types.some((type) => type === 'number' || type === 'boolean')
      ? { texts: true }
      : {}),
  };
}

export type OnLine = Option & { readonly region: NumberRegion };

/** Neighbours for which everything comes out the same, as one: `> 500` beside `= 500` reads `≥ 500`. */
function joined(
  options: readonly OnLine[],
  isPossible: (option: Option) => boolean,
): readonly OnLine[] {
  const all: OnLine[] = [];
  let isNext = false;
  for (const one of options) {
    const last = all.at(-1);
    if (!isPossible(one)) {
      isNext = false;
    } else if (isNext && last && last.isUsual === one.isUsual && keyOf(last) === keyOf(one)) {
      const { high, withHigh } = one.region;
      all[all.length - 1] = { ...last, region: { ...last.region, high, withHigh } };
    } else {
      all.push(one);
      isNext = true;
    }
  }
  return all;
}

function otherThan(fact: string, named: readonly string[]): readonly ConditionLeaf[] {
  if (named.length === 0) return [{ fact, operator: 'isNotEmpty' }];
  if (named.length > MAX_NAMED) return [{ fact, operator: 'equal', value: fresh(named) }];
  return [{ fact, operator: 'notIn', value: named }];
}

type Lists = { readonly options: readonly Option[]; readonly isWhole: boolean };
const NO_LISTS: Lists = { options: [], isWhole: true };

/** A list is among values when one of its members is: what lists can answer is what their members can together. */
function listsOf(
  members: readonly Option[],
  fact: string,
  option: (value: unknown, told: readonly ConditionLeaf[]) => Option,
): Lists {
  const list = (values: readonly unknown[]) =>
    option(
      values,
      values.map((value) => ({ fact, operator: 'contains', value }) as const),
    );
  const single = distinct(members.map(({ value }) => list([value])));
  const known = new Map(single.map((one) => [keyOf(one), one]));
  for (const one of known.values()) {
    for (const other of single) {
      const both = list([
        ...(one.value as readonly unknown[]),
        ...(other.value as readonly unknown[]),
      ]);
      if (known.size < MAX_LISTS && !known.has(keyOf(both))) known.set(keyOf(both), both);
    }
  }
  const empty = option([], [{ fact, operator: 'isEmpty' }]);
  return { options: [...known.values(), empty], isWhole: known.size < MAX_LISTS };
}

function distinct(options: readonly Option[]): readonly Option[] {
  const known = new Map<string, Option>();
  for (const one of options) if (!known.has(keyOf(one))) known.set(keyOf(one), one);
  return [...known.values()];
}

const keyOf = ({ answers }: Option): string => answers.join();
