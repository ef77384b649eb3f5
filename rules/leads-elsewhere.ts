/**
 * For which facts a changed ruleset says something else: both are asked about every mixture of the values that their
 * conditions tell apart, and of what lies between and beside them. Each example is true, since both rulesets have decided it; where
 * there are more mixtures than are tried, there may be others.
 */
import { type Condition, leavesOf } from '#engine/condition.ts';
import { isObject, type Json } from '#engine/json.ts';
import { compileRuleset } from './compile.ts';
import type { Facts } from './evaluate.ts';
import type { Ruleset } from './ruleset.ts';

export type LeadsElsewhere = {
  /** The facts, by their paths; what is left out is nothing of what any rule asks for. */
  readonly facts: { readonly [path: string]: Json };
  readonly before: { readonly [variable: string]: Json };
  readonly after: { readonly [variable: string]: Json };
};

type Elsewhere = {
  /** One example for each pair of answers, those with the fewest facts first. */
  readonly examples: readonly LeadsElsewhere[];
  /** Whether every mixture was tried. */
  readonly isWhole: boolean;
};

const TRIED_MAX = 5_000;
const EXAMPLES_MAX = 20;

export function leadsElsewhere(before: Ruleset, after: Ruleset): Elsewhere {
  const conditions = [...before.rules, ...after.rules].map((rule) => rule.conditions);
  const values = [...valuesIn(conditions)];
  const isWhole = countOf(values) <= TRIED_MAX;
  const [was, is] = [compileRuleset(before), compileRuleset(after)];
  const found = new Map<string, LeadsElsewhere>();
  for (const facts of isWhole ? allOf(values, TRIED_MAX) : partOf(values, conditions)) {
    const given = nested(facts);
    const [one, other] = [was(given).variables, is(given).variables];
    const answers = JSON.stringify([sorted(one), sorted(other)]);
    if (JSON.stringify(sorted(one)) === JSON.stringify(sorted(other))) continue;
    const known = found.get(answers);
    if (!known || sizeOf(facts) < sizeOf(known.facts))
      found.set(answers, { facts, before: one, after: other });
  }
  const examples = [...found.values()].sort(
    (one, other) => sizeOf(one.facts) - sizeOf(other.facts),
  );
  return { examples: examples.slice(0, EXAMPLES_MAX), isWhole };
}

type Values = readonly (readonly [path: string, values: readonly Json[]])[];

/** By fact: nothing, and what it is compared with; of numbers what lies beside them too. */
function valuesIn(conditions: readonly Condition[]): ReadonlyMap<string, readonly Json[]> {
  const known = new Map<string, Map<string, Json>>();
  const add = (path: string, value: Json) => {
    const values = known.get(path) ?? new Map<string, Json>([['null', null]]);
    known.set(path, values.set(JSON.stringify(value), value));
  };
  for (const { fact, value } of conditions.flatMap((condition) => leavesOf(condition))) {
    if (isObject(value) && typeof value.fact === 'string') {
      // Equal to the other, and not.
      for (const path of [fact, value.fact]) for (const one of [1, 2]) add(path, one);
      continue;
    }
    for (const one of Array.isArray(value) ? value : [value ?? null])
      for (const tried of nearTo(one as Json)) add(fact, tried);
  }
  return new Map([...known].map(([path, values]) => [path, [...values.values()]]));
}

function nearTo(value: Json): readonly Json[] {
  if (typeof value === 'number') return [value - 1, value, value + 1];
  return typeof value === 'boolean' ? [true, false] : [value];
}

const countOf = (values: Values): number =>
  values.reduce((product, [, some]) => product * some.length, 1);

function* allOf(values: Values, most: number): Generator<LeadsElsewhere['facts']> {
  for (let number = 0; number < Math.min(countOf(values), most); number += 1) {
    let rest = number;
    yield mixture(values, (count) => {
      const at = rest % count;
      rest = Math.floor(rest / count);
      return at;
    });
  }
}

/** What each rule asks for by itself, where nothing else is known; then mixtures drawn from all there are, the same each time. */
function* partOf(
  values: Values,
  conditions: readonly Condition[],
): Generator<LeadsElsewhere['facts']> {
  let left = TRIED_MAX;
  for (const condition of conditions) {
    const asked = valuesIn([condition]);
    const own = values.filter(([path]) => asked.has(path));
    for (const facts of allOf(own, Math.floor(TRIED_MAX / 2 / conditions.length))) {
      left -= 1;
      yield facts;
    }
  }
  const draw = createDraw();
  for (; left > 0; left -= 1) yield mixture(values, (count) => Math.floor(draw() * count));
}

/** Numbers from 0 up to 1 that look random: the minimal standard of Park and Miller, CACM 31 (1988). */
function createDraw(): () => number {
  let state = 1;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** `pick` says which of how many values a fact has. */
function mixture(values: Values, pick: (count: number) => number): LeadsElsewhere['facts'] {
  const facts: Record<string, Json> = {};
  for (const [path, some] of values) {
    const value = some[pick(some.length)] ?? null;
    if (value !== null) facts[path] = value;
  }
  return facts;
}

function nested(facts: LeadsElsewhere['facts']): Facts {
  const whole: Record<string, unknown> = {};
  for (const [path, value] of Object.entries(facts)) {
    const names = path.split('.');
    const last = names.pop() ?? path;
    let at = whole;
    for (const name of names) {
      const inner = at[name];
      const next: Record<string, unknown> = isObject(inner) ? { ...inner } : {};
      at[name] = next;
      at = next;
    }
    at[last] = value;
  }
  return whole;
}

const sorted = (variables: LeadsElsewhere['before']) =>
  Object.entries(variables).sort(([one], [other]) => (one < other ? -1 : 1));

const sizeOf = (facts: LeadsElsewhere['facts']): number => Object.keys(facts).length;
