/**
 * What the conditions of a ruleset leave open, never reach and take twice, as far as that is sure. Its facts are those of
 * any run: what variables are is not known here, only what they are compared with.
 */
import { Coverage, type Overlap } from '#engine/conditions/coverage.ts';
import { decide } from '#engine/conditions/decide.ts';
import { domainsOf } from '#engine/conditions/domains.ts';
import { exampleWords } from '#engine/conditions/spelled.ts';
import { onlyPlaceholder } from '#engine/template.ts';
import type { RulesetFinding } from './lint-ruleset.ts';
import { isAddedUp } from './merge-sets.ts';
import type { Rule, Ruleset } from './ruleset.ts';

const FACTS = domainsOf(null);

export function* coverageFindings(ruleset: Ruleset): Iterable<RulesetFinding> {
  const conditions = ruleset.rules.map((rule) => rule.conditions);
  const coverage = new Coverage(conditions, FACTS);
  yield* neverReached(ruleset, coverage);
  yield* overlaps(ruleset, coverage);
  yield* otherwise(ruleset, coverage);
}

function* neverReached(
  { hitPolicy, rules }: Ruleset,
  coverage: Coverage,
): Iterable<RulesetFinding> {
  const isFirst = hitPolicy === 'first';
  const always = rules.findIndex(({ conditions }) => decide(conditions, () => null) === true);
  const rest = isFirst && always >= 0 ? always : rules.length;
  const hiding = rules[rest];
  if (hiding && rest < rules.length - 1) {
    const id = nameOf(hiding);
    yield {
      ...about(rest, hiding),
      pointer: `/rules/${rest}`,
      message: `“${id}” has no conditions, so the rules after it are never looked at.`,
      values: { id, problem: 'always' },
    };
  }
  for (const { index, behind } of isFirst ? coverage.never() : coverage.neverAlone()) {
    const rule = rules[index];
    if (!rule || index >= rest) continue;
    const id = nameOf(rule);
    const other = behind === undefined || behind === null ? undefined : rules[behind];
    if (other) {
      yield {
        ...about(index, rule),
        message: `“${id}” is never reached: whenever it holds, “${nameOf(other)}” before it holds too.`,
        values: { id, other: nameOf(other), problem: 'behind' },
      };
    } else if (behind === null) {
      yield {
        ...about(index, rule),
        message: `“${id}” is never reached: whenever it holds, one of the rules before it holds too.`,
        values: { id, problem: 'together' },
      };
    } else {
      yield {
        ...about(index, rule),
        message: `“${id}” never holds: there are no facts for which its conditions do.`,
        values: { id, problem: 'never' },
      };
    }
  }
}

const about = (index: number, rule: Rule) =>
  ({
    rule: 'never-reached',
    level: 'warning',
    of: rule.id,
    pointer: `/rules/${index}/conditions`,
  }) as const;

/** Where the first counts, an overlap matters if the two say different things; where all do, if they contradict. */
function* overlaps({ hitPolicy, rules }: Ruleset, coverage: Coverage): Iterable<RulesetFinding> {
  const sets = rules.map(({ set }) => set);
  const isFirst = hitPolicy === 'first';
  const found = isFirst
    ? coverage.overlaps((one, other) => JSON.stringify(sets[one]) !== JSON.stringify(sets[other]))
    : coverage.together(
        (one, other) => contradiction(hitPolicy, sets[one], sets[other]) !== undefined,
      );
  for (const overlap of found) yield* overlapFinding(overlap, rules, hitPolicy);
}

function* overlapFinding(
  { one, other, example }: Overlap,
  rules: readonly Rule[],
  hitPolicy: Ruleset['hitPolicy'],
): Iterable<RulesetFinding> {
  const [first, second] = [rules[one], rules[other]];
  if (!first || !second) return;
  const values = { id: nameOf(second), other: nameOf(first) };
  const both = `“${values.other}” and “${values.id}” both hold for ${exampleWords(example)}`;
  const isFirst = hitPolicy === 'first';
  const variable = contradiction(hitPolicy, first.set, second.set) ?? '';
  yield {
    rule: 'overlapping-rules',
    level: 'hint',
    of: second.id,
    pointer: `/rules/${other}/conditions`,
    message: isFirst
      ? `${both}; only their order lets “${values.other}” decide.`
      : `${both}, and set “${variable}” to different values; the later one counts.`,
    values: isFirst ? { ...values, problem: 'first' } : { ...values, variable, problem: 'collect' },
    example: { all: example.told },
  };
}

/** A variable that both set, to different values of which only one can count. */
function contradiction(
  hitPolicy: Ruleset['hitPolicy'],
  one: Rule['set'] = {},
  other: Rule['set'] = {},
): string | undefined {
  return Object.keys(one).find(
    (name) =>
      Object.hasOwn(other, name) &&
      JSON.stringify(one[name]) !== JSON.stringify(other[name]) &&
      !(hitPolicy === 'sum' && isAddedUp(counted(one[name]), counted(other[name]))),
  );
}

/** A placeholder for what is a number on every record is as good as one. */
function counted(value: unknown): unknown {
  const fact = typeof value === 'string' ? onlyPlaceholder(value) : undefined;
  return fact !== undefined && FACTS.get(fact)?.usual.numbers ? 0 : value;
}

function* otherwise(ruleset: Ruleset, coverage: Coverage): Iterable<RulesetFinding> {
  if (ruleset.otherwise || ruleset.hitPolicy !== 'first') return;
  const gap = coverage.gap(true);
  if (gap === 'none') return;
  const example = gap !== 'open' && gap.told.length > 0 ? gap : null;
  yield {
    rule: 'no-otherwise',
    level: 'warning',
    pointer: '/otherwise',
    message: `Nothing is said for the case that no rule holds${example ? `, for example for ${exampleWords(example)}` : ''}; variables stay as they were then.`,
    values: {},
    ...(example ? { example: { all: example.told } } : {}),
  };
}

const nameOf = ({ id, name }: Rule): string => name ?? id;
