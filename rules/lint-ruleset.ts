/** What is wrong with a ruleset, in the words and levels of the process lint. Any JSON value may be asked about. */
import { Check } from 'typebox/schema';
import { type Condition, depthOf, factsIn } from '#engine/condition.ts';
import { LIMITS } from '#engine/definition.ts';
import { factProblem } from '#engine/lint/facts.ts';
import { isTooDeep, schemaErrors } from '#engine/lint/schema-errors.ts';
import { coverageFindings } from './lint-coverage.ts';
import { Ruleset } from './ruleset.ts';

export const RULESET_RULES = [
  'schema',
  'duplicate-id',
  'unknown-fact',
  'too-deep',
  'never-reached',
  'overlapping-rules',
  'no-otherwise',
] as const;

export type RulesetFinding = {
  readonly rule: (typeof RULESET_RULES)[number];
  readonly level: 'error' | 'warning' | 'hint';
  /** The id of the ruleset's rule that is meant. */
  readonly of?: string;
  readonly pointer: string;
  readonly message: string;
  readonly values: { readonly [name: string]: string | number };
  /** Facts for which it is so. */
  readonly example?: Condition;
};

export function isRuleset(value: unknown): value is Ruleset {
  return !isTooDeep(value) && Check(Ruleset, value);
}

export function lintRuleset(value: unknown): readonly RulesetFinding[] {
  const errors = isTooDeep(value)
    ? [{ pointer: '', detail: 'is nested too deeply' }]
    : schemaErrors(Ruleset, value);
  if (errors.length > 0 || !isRuleset(value)) {
    return errors.map(({ pointer, detail }) => {
      const what = pointer.slice(1).replaceAll('/', '.') || 'This';
      const message = `${what} ${detail}.`;
      return { rule: 'schema', level: 'error', pointer, message, values: { pointer, detail } };
    });
  }
  return [...duplicates(value), ...facts(value), ...coverageFindings(value)];
}

function* duplicates({ rules }: Ruleset): Iterable<RulesetFinding> {
  for (const [index, { id }] of rules.entries()) {
    if (rules.findIndex((rule) => rule.id === id) === index) continue;
    const message = `The id “${id}” is used more than once.`;
    const pointer = `/rules/${index}/id`;
    yield { rule: 'duplicate-id', level: 'error', of: id, pointer, message, values: { id } };
  }
}

function* facts({ rules }: Ruleset): Iterable<RulesetFinding> {
  for (const [index, { id, name, conditions }] of rules.entries()) {
    const about = { of: id, pointer: `/rules/${index}/conditions` };
    if (depthOf(conditions) > LIMITS.conditionDepth) {
      const message = `The conditions of “${name ?? id}” are nested deeper than ${LIMITS.conditionDepth}.`;
      yield { rule: 'too-deep', level: 'error', ...about, message, values: { id: name ?? id } };
    }
    for (const path of factsIn(conditions)) {
      const problem = factProblem(path, null);
      if (problem === null) continue;
      yield {
        rule: 'unknown-fact',
        level: problem === 'unknown-root' ? 'error' : 'warning',
        ...about,
        message: `“${name ?? id}” looks at “${path}”, which does not exist.`,
        values: { id: name ?? id, fact: path },
      };
    }
  }
}
