/**
 * What one expression may cost: a step for every node it computes, every item it is handed and every few characters, and
 * for what looks at all of a value, a step for everything in it. What it comes to is measured without being written out,
 * since a small expression can name one large value a thousand times.
 */
import type { Json } from '../json.ts';
import { MAX_VARIABLES_BYTES } from '../state.ts';
import { ExpressionProblem } from './problem.ts';

export const MAX_WORK = 100_000;
/** How deep a value may be nested; far above what a form or a call brings in, and far below what a stack holds. */
export const MAX_DEPTH = 500;
const CHARACTERS_A_STEP = 16;
/** A run carries no more, so nothing larger is of use to it. */
export const MAX_RESULT = MAX_VARIABLES_BYTES;

export class Work {
  #left = MAX_WORK;
  readonly #names = new Map<object, readonly string[]>();

  /** @throws ExpressionProblem when more is spent than there is */
  spend(steps: number, at: number): void {
    this.#left -= steps;
    if (this.#left < 0)
      throw new ExpressionProblem(`This takes more than ${MAX_WORK} steps to compute.`, at);
  }

  /** For handing a value on: its items, or its characters. */
  spendOn(value: Json, at: number): void {
    if (Array.isArray(value)) this.spend(value.length, at);
    else if (typeof value === 'string') this.spend(value.length / CHARACTERS_A_STEP, at);
  }

  /** For looking at everything in it. */
  spendOnAll(value: Json, at: number): void {
    this.spend(stepsThrough(value, this.#left, at), at);
  }

  /** The names in an object. Only the first look at it goes through them, and costs as much. */
  namesIn(value: object, at: number): readonly string[] {
    const known = this.#names.get(value);
    if (known) return known;
    const names = Object.keys(value);
    this.#names.set(value, names);
    this.spend(names.length, at);
    return names;
  }
}

/** How much is in a value; once it is more than `most`, no further look is taken. */
function stepsThrough(value: Json, most: number, at: number): number {
  let steps = 0;
  walk(value, at, (one) => {
    steps += typeof one === 'string' ? 1 + one.length / CHARACTERS_A_STEP : 1;
    return steps <= most;
  });
  return steps;
}

/** The length of a value as JSON, in characters; once it is more than `most`, no further look is taken. */
export function lengthOf(value: Json, most: number, at = 0): number {
  let length = 0;
  walk(value, at, (one) => {
    if (typeof one === 'string') length += one.length + 3;
    else if (typeof one === 'object' && one !== null) {
      length += 3;
      if (!Array.isArray(one)) for (const name of Object.keys(one)) length += name.length + 3;
    } else length += String(one).length + 1;
    return length <= most;
  });
  return length;
}

/** Goes through everything in a value until it is told to stop. */
function walk(value: Json, at: number, look: (one: Json) => boolean, depth = 0): boolean {
  if (!look(value)) return false;
  if (typeof value !== 'object' || value === null) return true;
  if (depth >= MAX_DEPTH)
    throw new ExpressionProblem(`This is nested deeper than ${MAX_DEPTH} levels.`, at);
  for (const inner of Array.isArray(value) ? value : Object.values(value))
    if (!walk(inner as Json, at, look, depth + 1)) return false;
  return true;
}
