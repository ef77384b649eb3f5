/**
 * The tokens of a run by age. A run holds a few, so a list is quicker than a table; the youngest, which move most, are
 * looked for first. The order never depends on that of the names in a stored state, since a database turns those round.
 */
import type { State, Token } from './state.ts';

export class TokenList {
  readonly #tokens: Token[];

  constructor(tokens: State['tokens']) {
    this.#tokens = Object.values(tokens);
    if (this.#tokens.length > 1) this.#tokens.sort(byAge);
  }

  get all(): readonly Token[] {
    return this.#tokens;
  }

  get size(): number {
    return this.#tokens.length;
  }

  find(id: string): Token | undefined {
    return this.#tokens[this.#indexOf(id)];
  }

  add(token: Token): void {
    this.#tokens.push(token);
  }

  /** Puts this token in the place of the one with the same id. */
  replace(token: Token): void {
    const index = this.#indexOf(token.id);
    if (index >= 0) this.#tokens[index] = token;
  }

  remove({ id }: Token): void {
    const index = this.#indexOf(id);
    if (index >= 0) this.#tokens.splice(index, 1);
  }

  toState(): State['tokens'] {
    const tokens: Record<string, Token> = {};
    for (const token of this.#tokens) tokens[token.id] = token;
    return tokens;
  }

  #indexOf(id: string): number {
    let index = this.#tokens.length - 1;
    while (index >= 0 && this.#tokens[index]?.id !== id) index -= 1;
    return index;
  }
}

/** `t2` before `t10`. */
function byAge({ id: one }: Token, { id: other }: Token): number {
  if (one.length !== other.length) return one.length - other.length;
  return one < other ? -1 : 1;
}
