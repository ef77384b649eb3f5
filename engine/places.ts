/**
 * What a run counts by place, an element within its scope: how often a token came in where one can come back, and which
 * flows a join has had of its round. Copied only when something changes, since most turns change neither.
 */
import type { State } from './state.ts';

export type Place = { readonly element: string; readonly scope?: string | undefined };

export class Places {
  readonly #before: State;
  #visits: Record<string, number> | null = null;
  #joins: Record<string, readonly string[]> | null = null;

  constructor(state: State) {
    this.#before = state;
  }

  get visits(): State['visits'] {
    return this.#visits ?? this.#before.visits;
  }

  /** Absent where no join was ever passed early. */
  get joins(): State['joins'] {
    return this.#joins ?? this.#before.joins;
  }

  /** One visit more; returns how many there are with it. */
  visit(at: Place): number {
    this.#visits ??= { ...this.#before.visits };
    const name = nameOf(at);
    const visits = (Object.hasOwn(this.#visits, name) ? (this.#visits[name] ?? 0) : 0) + 1;
    this.#visits[name] = visits;
    return visits;
  }

  /** The flows that have come in since this join went on without all of them. */
  joined(at: Place): readonly string[] {
    const { joins } = this;
    const name = nameOf(at);
    return (joins && Object.hasOwn(joins, name) ? joins[name] : undefined) ?? [];
  }

  setJoined(at: Place, flows: readonly string[]): void {
    this.#joins ??= { ...this.#before.joins };
    if (flows.length === 0) delete this.#joins[nameOf(at)];
    else this.#joins[nameOf(at)] = flows;
  }

  /** Forgets what was counted in a scope that is over. */
  forget(scope: string): void {
    const isInside = (name: string): boolean => name.startsWith(`${scope}:`);
    if (Object.keys(this.visits).some(isInside)) this.#visits = without(this.visits, isInside);
    const { joins } = this;
    if (joins && Object.keys(joins).some(isInside)) this.#joins = without(joins, isInside);
  }
}

const nameOf = ({ scope, element }: Place): string =>
  scope === undefined ? element : `${scope}:${element}`;

function without<T>(
  counted: { readonly [name: string]: T },
  isInside: (name: string) => boolean,
): Record<string, T> {
  return Object.fromEntries(Object.entries(counted).filter(([name]) => !isInside(name)));
}
