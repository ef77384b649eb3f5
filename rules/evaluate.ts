/**
 * Decides conditions and rulesets with json-rules-engine; the only file that knows it. Facts reach it as one object, and
 * names are resolved by our own dotted paths (own properties only), so no text that a customer wrote is ever an expression.
 * Every answer comes with a trace of what each comparison saw. Malformed conditions reject; what was linted never does.
 */
import { Engine, type RuleProperties } from 'json-rules-engine';
import type { Condition, ConditionLeaf } from '#engine/condition.ts';
import { isObject, type Json } from '#engine/json.ts';
import { OPERATORS } from '#engine/operators.ts';
import { valueAt } from '#engine/paths.ts';
import { mergeSets } from './merge-sets.ts';
import type { Ruleset } from './ruleset.ts';

export type Facts = { readonly [name: string]: unknown };

/** A condition with what it saw: leaves hold the fact's value and what it was compared with. */
export type Trace =
  | {
      readonly fact: string;
      readonly operator: string;
      readonly actual: unknown;
      readonly expected: unknown;
      readonly result: boolean;
    }
  | { readonly all: readonly Trace[]; readonly result: boolean }
  | { readonly any: readonly Trace[]; readonly result: boolean }
  | { readonly not: Trace; readonly result: boolean };

export type Judgement = { readonly holds: boolean; readonly trace: Trace };

/** Whether the condition holds for these facts, and why. */
export async function holds(condition: Condition, facts: Facts): Promise<Judgement> {
  const [judgement] = await judge([condition], facts);
  if (!judgement) throw new Error('invariant: one condition has one judgement');
  return judgement;
}

type Conditional = { readonly id: string; readonly conditions: Condition };
type Judged = { readonly flow: string; readonly result: boolean; readonly trace: Trace };

/** The first flow whose conditions hold, with the traces of all that were looked at before it and its own. */
export async function chooseFlow(
  flows: readonly Conditional[],
  facts: Facts,
): Promise<{ readonly flow: string | null; readonly trace: readonly Judged[] }> {
  const trace = await judgeFlows(flows, facts);
  const chosen = trace.findIndex(({ result }) => result);
  if (chosen < 0) return { flow: null, trace };
  return { flow: trace[chosen]?.flow ?? null, trace: trace.slice(0, chosen + 1) };
}

/** Every flow whose conditions hold, in their order, with the traces of all. */
export async function chooseFlows(
  flows: readonly Conditional[],
  facts: Facts,
): Promise<{ readonly flows: readonly string[]; readonly trace: readonly Judged[] }> {
  const trace = await judgeFlows(flows, facts);
  return { flows: trace.filter(({ result }) => result).map(({ flow }) => flow), trace };
}

async function judgeFlows(flows: readonly Conditional[], facts: Facts): Promise<Judged[]> {
  const judgements = await judge(
    flows.map((flow) => flow.conditions),
    facts,
  );
  return flows.flatMap(({ id }, index) => {
    const judgement = judgements[index];
    return judgement ? [{ flow: id, result: judgement.holds, trace: judgement.trace }] : [];
  });
}

export type RulesetResult = {
  readonly variables: { readonly [name: string]: Json };
  /** Ids of the rules that were taken, in their order. Empty: `otherwise` was. */
  readonly matched: readonly string[];
  readonly trace: readonly {
    readonly rule: string;
    readonly result: boolean;
    readonly trace: Trace;
  }[];
};

/** What the ruleset sets for these facts. Texts in what it sets are filled from the same facts. */
export async function evaluateRuleset(ruleset: Ruleset, facts: Facts): Promise<RulesetResult> {
  const judgements = await judge(
    ruleset.rules.map((rule) => rule.conditions),
    facts,
  );
  const trace = ruleset.rules.flatMap(({ id }, index) => {
    const judgement = judgements[index];
    return judgement ? [{ rule: id, result: judgement.holds, trace: judgement.trace }] : [];
  });
  const holding = ruleset.rules.filter((_, index) => judgements[index]?.holds);
  const taken = ruleset.hitPolicy === 'first' ? holding.slice(0, 1) : holding;
  const sets = taken.length > 0 ? taken.map((rule) => rule.set) : [ruleset.otherwise ?? {}];
  return {
    variables: mergeSets(sets, ruleset.hitPolicy, facts),
    matched: taken.map((rule) => rule.id),
    trace,
  };
}

/** Everything is one fact to the library; the rest of a fact's name is the path into it. */
const FACTS = 'facts';

async function judge(
  conditions: readonly Condition[],
  facts: Facts,
): Promise<readonly Judgement[]> {
  if (conditions.length === 0) return [];
  // An engine holds the state of its run, so each judgement has its own.
  const engine = new Engine([], { pathResolver: valueAt });
  for (const [name, predicate] of Object.entries(OPERATORS)) engine.addOperator(name, predicate);
  for (const [index, condition] of conditions.entries()) {
    engine.addRule({
      name: String(index),
      conditions: { all: [toLibrary(condition)] },
      event: { type: 'held' },
    });
  }
  const { results, failureResults } = await engine.run({ [FACTS]: facts });
  const judgements: Judgement[] = [];
  for (const { name, conditions } of [...results, ...failureResults]) {
    const [wrapper] = tracesOf([conditions as LibraryResult]);
    const trace = wrapper && 'all' in wrapper ? wrapper.all[0] : undefined;
    if (trace) judgements[Number(name)] = { holds: trace.result, trace };
  }
  return judgements;
}

type LibraryCondition = Extract<RuleProperties['conditions'], { all: unknown }>['all'][number];

function toLibrary(condition: Condition): LibraryCondition {
  if ('all' in condition) return { all: condition.all.map(toLibrary) };
  if ('any' in condition) return { any: condition.any.map(toLibrary) };
  if ('not' in condition) return { not: toLibrary(condition.not) };
  return {
    fact: FACTS,
    path: condition.fact,
    operator: condition.operator,
    value: toValue(condition),
  };
}

/** The library takes every object with a `fact` for a reference, so such an object is one here too. */
function toValue({ value }: ConditionLeaf): unknown {
  if (!isObject(value) || !Object.hasOwn(value, 'fact')) return value ?? null;
  return typeof value.fact === 'string' ? { fact: FACTS, path: value.fact } : null;
}

/** What the library really leaves in a condition after a run; its own types leave out the leaves' results. */
type LibraryResult = { readonly result?: boolean } & (
  | { readonly all: readonly LibraryResult[] }
  | { readonly any: readonly LibraryResult[] }
  | { readonly not: LibraryResult }
  | {
      readonly path?: string;
      readonly operator: string;
      readonly factResult?: unknown;
      readonly valueResult?: unknown;
    }
);

function tracesOf(results: readonly LibraryResult[]): readonly Trace[] {
  return results.flatMap((condition): Trace[] => {
    const result = condition.result === true;
    if ('all' in condition) return [{ all: tracesOf(condition.all), result }];
    if ('any' in condition) return [{ any: tracesOf(condition.any), result }];
    if ('not' in condition) return tracesOf([condition.not]).map((not) => ({ not, result }));
    const { path = '', operator, factResult: actual, valueResult: expected } = condition;
    return [{ fact: path, operator, actual: actual ?? null, expected: expected ?? null, result }];
  });
}
