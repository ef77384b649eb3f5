/**
 * What a list of conditions leaves open, takes twice, and never takes. Only what is sure is told: a gap and an overlap
 * come with facts for which it is so; a condition is called never held when no facts whatever let it hold.
 */
import { type Condition, factsIn } from '../condition.ts';
import { type Assumption, type Example, Search } from './search.ts';
import type { Domains } from './shape.ts';

/** Where none holds: facts for which it is so; or `none` for sure; or `open`. */
export type Gap = Example | 'none' | 'open';

export type Overlap = {
  readonly one: number;
  readonly other: number;
  readonly example: Example;
};

/** A condition that never holds; or never first, since `behind` holds whenever it does (null: several together do). */
export type Never = { readonly index: number; readonly behind?: number | null };

/** Longer lists are not looked through. */
const MAX_CONDITIONS = 200;
/** Who has read of so many overlaps knows. */
const MAX_TOLD = 20;

export class Coverage {
  readonly #conditions: readonly Condition[];
  readonly #search: Search;
  #never: readonly Never[] | undefined;

  constructor(conditions: readonly Condition[], domains: Domains) {
    this.#conditions = conditions.slice(0, MAX_CONDITIONS);
    this.#search = new Search(this.#conditions, domains);
  }

  /** Facts for which none holds. `strictly`: also facts that nobody expects are in want of a condition. */
  gap(strictly = false): Gap {
    if (this.#conditions.length === MAX_CONDITIONS) return 'open';
    const none = this.#conditions.map((condition) => not(condition));
    const example = this.#search.find(none) ?? (strictly ? this.#search.find(none, true) : null);
    if (example) return example;
    return this.#search.isImpossible(none) ? 'none' : 'open';
  }

  /** In a list of which the first that holds decides. */
  never(): readonly Never[] {
    this.#never ??= this.#conditions.flatMap((_, index) => this.#neverAt(index) ?? []);
    return this.#never;
  }

  /** Conditions that hold for no facts. */
  neverAlone(): readonly Never[] {
    return this.#conditions.flatMap((condition, index) =>
      this.#search.isImpossible([is(condition)]) ? [{ index }] : [],
    );
  }

  /**
   * Two that look at the same facts and can both hold, though neither holds whenever the other does, with facts for which
   * the first of them decides and the other would have held too.
   */
  overlaps(matters: Matters = () => true): readonly Overlap[] {
    const never = new Set(this.never().map(({ index }) => index));
    const names = this.#conditions.map((one) => [...new Set(factsIn(one))].sort().join());
    return this.#pairs((one, other) => {
      if (names[one] !== names[other] || never.has(one) || never.has(other)) return null;
      const [first, second] = [this.#conditions[one], this.#conditions[other]];
      if (!first || !second || !matters(one, other)) return null;
      if (!this.#search.find([is(second), not(first)])) return null;
      if (!this.#search.find([is(first), not(second)])) return null;
      const before = this.#conditions.slice(0, one).map(not);
      return this.#search.find([is(first), is(second), ...before]);
    });
  }

  /** Two that can both hold, and the later not only where the earlier does. */
  together(matters: Matters = () => true): readonly Overlap[] {
    return this.#pairs((one, other) => {
      const [first, second] = [this.#conditions[one], this.#conditions[other]];
      if (!first || !second || !matters(one, other)) return null;
      if (!this.#search.find([is(second), not(first)])) return null;
      return this.#search.find([is(first), is(second)]);
    });
  }

  #neverAt(index: number): Never | null {
    const condition = this.#conditions[index];
    if (!condition) return null;
    if (this.#search.isImpossible([is(condition)])) return { index };
    const before = this.#conditions.slice(0, index);
    if (!this.#search.isImpossible([is(condition), ...before.map(not)])) return null;
    const behind = before.findIndex((one) => this.#search.isImpossible([is(condition), not(one)]));
    return { index, behind: behind < 0 ? null : behind };
  }

  #pairs(exampleOf: (one: number, other: number) => Example | null): readonly Overlap[] {
    const found: Overlap[] = [];
    for (const other of this.#conditions.keys()) {
      for (let one = 0; one < other && found.length < MAX_TOLD; one += 1) {
        const example = exampleOf(one, other);
        if (example) found.push({ one, other, example });
      }
    }
    return found;
  }
}

type Matters = (one: number, other: number) => boolean;

const is = (condition: Condition): Assumption => ({ condition, holds: true });
const not = (condition: Condition): Assumption => ({ condition, holds: false });
