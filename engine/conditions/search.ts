/**
 * Looks for facts for which conditions hold or do not hold as assumed. Each fact is tried with one value of each region;
 * a way is given up as soon as one assumption fails on it. It gives two kinds of answer, neither of them ever wrong: facts
 * that do it, whatever is not understood, and that no facts can, however that may come out.
 */
import { type Condition, type ConditionLeaf, factsIn, leavesOf } from '../condition.ts';
import { type Column, columnOf, type Option } from './column.ts';
import { decide } from './decide.ts';
import { positiveOf } from './negation.ts';
import type { Domains } from './shape.ts';

export type Assumption = { readonly condition: Condition; readonly holds: boolean };

export type Example = {
  /** The region, as comparisons for a reader. */
  readonly told: readonly ConditionLeaf[];
  /** Facts that lie in it, by their names. Of what is not named any value will do. */
  readonly facts: ReadonlyMap<string, unknown>;
};

/** So many comparisons are looked at in all questions together, and so many in one of them. */
const MAX_LOOKED = 1_000_000;
const MAX_LOOKED_AT_ONCE = 200_000;
/** More comparisons than this are not taken apart. */
const MAX_LEAVES = 2_000;

/** A fact, or how a comparison comes out that is not understood. */
type Choice = Column & { readonly name: string; chosen: Option | null };
/** Where a comparison is answered: by its fact, at this place; else by itself. */
type Place = {
  readonly fact: Choice;
  readonly at: number;
  readonly itself: Choice | null;
  /** The answer there is that of the opposite. */
  readonly isNegated: boolean;
};

export class Search {
  /** Some questions were too large and stay open. */
  isCut = false;
  readonly #places = new Map<ConditionLeaf, Place>();
  readonly #isNested: boolean;
  #left = MAX_LOOKED;
  #leftNow = 0;

  /** Of these conditions it can be asked; what they compare with is what cuts the facts into regions. */
  constructor(conditions: readonly Condition[], domains: Domains = new Map()) {
    const byFact = new Map<string, Map<string, ConditionLeaf[]>>();
    const leaves = conditions.flatMap(leavesOf);
    this.isCut = leaves.length > MAX_LEAVES;
    if (this.isCut) this.#left = 0;
    for (const leaf of this.isCut ? [] : leaves) {
      const own = byFact.get(leaf.fact) ?? new Map<string, ConditionLeaf[]>();
      const { operator, value } = positiveOf(leaf);
      const text = JSON.stringify([operator, value]);
      own.set(text, [...(own.get(text) ?? []), leaf]);
      byFact.set(leaf.fact, own);
    }
    for (const [name, own] of byFact) {
      const alike = [...own.values()];
      const distinct = alike.flatMap(([leaf]) => (leaf ? [positiveOf(leaf)] : []));
      const fact = { name, ...columnOf(name, distinct, domains.get(name)), chosen: null };
      for (const [at, same] of alike.entries()) {
        const isOpen = fact.options.some(({ answers }) => answers[at] === null);
        const place = { fact, at, itself: isOpen ? eitherWay() : null };
        for (const leaf of same)
          this.#places.set(leaf, { ...place, isNegated: positiveOf(leaf) !== leaf });
      }
    }
    const facts = [...new Set(conditions.flatMap(factsIn))];
    this.#isNested = facts.some((one) => facts.some((other) => other.startsWith(`${one}.`)));
  }

  /** Facts for which it is so, as few as will do; null: none were found. `unusual`: also those that nobody expects. */
  find(assumptions: readonly Assumption[], unusual = false): Example | null {
    // A fact that lies in another cannot be chosen apart from it.
    if (this.#isNested) return null;
    const choices = this.#choicesOf(assumptions, false).map((choice) => ({
      choice,
      options: choice.options.filter(({ isUsual }) => isUsual || unusual),
    }));
    return this.#ask(choices, assumptions, () => {
      const needed = choices.flatMap(({ choice }) => {
        const { name, chosen } = choice;
        choice.chosen = null;
        if (chosen === null || this.#areSo(assumptions)) return [];
        choice.chosen = chosen;
        return [{ choice, name, chosen }];
      });
      // Of one fact only: two ranges together would say more than was tried.
      const wide = needed.find(({ choice, chosen }) => choice.line.some((one) => one === chosen));
      return {
        facts: new Map(needed.map(({ name, chosen }) => [name, chosen.value])),
        told: needed.flatMap((one) =>
          one === wide ? this.#widened(one.choice, one.chosen, assumptions) : one.chosen.told,
        ),
      };
    });
  }

  /** No facts can be such that it is so. */
  isImpossible(assumptions: readonly Assumption[]): boolean {
    const choices = this.#choicesOf(assumptions, true);
    if (choices.some(({ isWhole }) => !isWhole)) return false;
    const tried = choices.map((choice) => ({ choice, options: choice.options }));
    const before = this.isCut;
    this.isCut = false;
    const found = this.#ask(tried, assumptions, () => true);
    const isProved = found === null && !this.isCut;
    this.isCut ||= before;
    return isProved;
  }

  #ask<T>(choices: readonly Tried[], assumptions: readonly Assumption[], found: () => T): T | null {
    this.#leftNow = Math.min(this.#left, MAX_LOOKED_AT_ONCE);
    const given = this.#leftNow;
    const answer = this.#try(choices, 0, assumptions) ? found() : null;
    if (this.#leftNow <= 0) this.isCut = true;
    this.#left -= given - Math.max(this.#leftNow, 0);
    for (const { choice } of choices) choice.chosen = null;
    return answer;
  }

  #try(choices: readonly Tried[], at: number, assumptions: readonly Assumption[]): boolean {
    const open: Assumption[] = [];
    for (const assumption of assumptions) {
      const { condition, holds } = assumption;
      const answer = decide(condition, this.#answer);
      if (answer === null) open.push(assumption);
      else if (answer !== holds) return false;
    }
    if (open.length === 0) return true;
    const next = choices[at];
    if (!next || this.#leftNow <= 0) return false;
    for (const option of next.options) {
      next.choice.chosen = option;
      if (this.#try(choices, at + 1, open)) return true;
    }
    next.choice.chosen = null;
    return false;
  }

  /** A number’s region with its neighbours, as far as it is so for them too. */
  #widened(choice: Choice, chosen: Option, assumptions: readonly Assumption[]): Example['told'] {
    const { line, rangeOf } = choice;
    const options: readonly Option[] = line;
    const at = options.indexOf(chosen);
    const isSoAt = (index: number): boolean => {
      const option = options[index];
      choice.chosen = option ?? null;
      return option?.isUsual === chosen.isUsual && this.#areSo(assumptions);
    };
    let [from, to] = [at, at];
    while (isSoAt(from - 1)) from -= 1;
    while (isSoAt(to + 1)) to += 1;
    choice.chosen = chosen;
    const [first, last] = [line[from], line[to]];
    return first && last ? rangeOf(first, last) : chosen.told;
  }

  #areSo(assumptions: readonly Assumption[]): boolean {
    return assumptions.every(({ condition, holds }) => decide(condition, this.#answer) === holds);
  }

  readonly #answer = (leaf: ConditionLeaf): boolean | null => {
    this.#leftNow -= 1;
    const place = this.#places.get(leaf);
    if (!place) return null;
    const { fact, at, itself, isNegated } = place;
    const answer = fact.chosen?.answers[at] ?? itself?.chosen?.answers[0] ?? null;
    return answer === null ? null : answer !== isNegated;
  };

  /** What the assumptions ask about, first of those that are to hold, since they leave less room. */
  #choicesOf(assumptions: readonly Assumption[], eitherWay: boolean): readonly Choice[] {
    const ordered = [
      ...assumptions.filter(({ holds }) => holds),
      ...assumptions.filter(({ holds }) => !holds),
    ];
    const places = ordered
      .flatMap(({ condition }) => leavesOf(condition))
      .flatMap((leaf) => this.#places.get(leaf) ?? []);
    const choices = places.flatMap(({ fact, itself }) =>
      itself && eitherWay ? [fact, itself] : [fact],
    );
    return [...new Set(choices)];
  }
}

type Tried = { readonly choice: Choice; readonly options: readonly Option[] };

function eitherWay(): Choice {
  const options = [true, false].map((answer) => ({
    value: answer,
    told: [],
    isUsual: true,
    answers: [answer],
  }));
  return { name: '', options, line: [], rangeOf: () => [], isWhole: true, chosen: null };
}
