/**
 * The open scopes of a run and their variables. Copied only when something changes, since most runs have none.
 * The process itself is no scope here: `null` stands for it wherever a scope is named.
 */
import type { Json, Scope, State, Undo } from './state.ts';
import type { Part } from './variables.ts';

type Variables = { readonly [name: string]: Json };

/** The variables of a run as this token sees them; those of the process itself for null or a token that is over. */
export function variablesAt(state: State, token: string | null): Variables {
  const scope =
    token !== null && Object.hasOwn(state.tokens, token) ? state.tokens[token]?.scope : null;
  return new ScopeList(state).variablesIn(scope);
}

/** Those of them that are not the process's own: of the sub-process, the item or the mapping this token is in. */
export function scopedVariablesAt(state: State, token: string): Variables {
  const scope = Object.hasOwn(state.tokens, token) ? state.tokens[token]?.scope : null;
  return new ScopeList(state).scopedIn(scope);
}

/** Whether what this token does is done to undo something. */
export function isUndoing(state: State, token: string): boolean {
  const scopes = new ScopeList(state);
  const id = Object.hasOwn(state.tokens, token) ? state.tokens[token]?.scope : null;
  for (let scope = scopes.get(id); scope; scope = scopes.get(scope.parent))
    if (scope.kind === 'undo') return true;
  return false;
}

const nameIn = ({ id, element }: Scope, name: string): string => `${element}.${name} (${id})`;

const NO_UNDOS: readonly Undo[] = [];

export class ScopeList {
  readonly #before: State;
  #scopes: Record<string, Scope> | null = null;
  variables: Variables;
  #undos: readonly Undo[];

  constructor(state: State) {
    this.#before = state;
    this.variables = state.variables;
    this.#undos = state.undos ?? NO_UNDOS;
  }

  get isEmpty(): boolean {
    const scopes = this.#scopes ?? this.#before.scopes;
    if (scopes === undefined) return true;
    for (const _ in scopes) return false;
    return true;
  }

  get all(): readonly Scope[] {
    return Object.values(this.#scopes ?? this.#before.scopes ?? {});
  }

  get(id: string | null | undefined): Scope | null {
    if (id === null || id === undefined) return null;
    const scopes = this.#scopes ?? this.#before.scopes;
    return scopes && Object.hasOwn(scopes, id) ? (scopes[id] ?? null) : null;
  }

  set(scope: Scope): void {
    this.#scopes ??= { ...this.#before.scopes };
    this.#scopes[scope.id] = scope;
  }

  remove(id: string): void {
    this.#scopes ??= { ...this.#before.scopes };
    delete this.#scopes[id];
  }

  /** The variables as they are seen from within this scope: its own before those around it. */
  variablesIn(id: string | null | undefined): Variables {
    const scope = this.get(id);
    if (scope === null) return this.variables;
    return { ...this.variablesIn(scope.parent), ...scope.variables };
  }

  /** The same without those of the process itself. */
  scopedIn(id: string | null | undefined): Variables {
    const scope = this.get(id);
    return scope === null ? {} : { ...this.scopedIn(scope.parent), ...scope.variables };
  }

  /**
   * Sets each value where its name is known, from this scope outwards; a new name stays in the first scope that keeps its
   * results, else it becomes the process's own.
   */
  assign(id: string | null | undefined, values: Variables): void {
    for (const [name, value] of Object.entries(values)) {
      const home = this.#homeOf(id, name);
      if (home === null) this.variables = { ...this.variables, [name]: value };
      else this.set({ ...home, variables: { ...home.variables, [name]: value } });
    }
  }

  /** Everything that is kept here, each under a name of its own: what the bound on a run is held against. */
  *parts(): Iterable<Part> {
    yield* Object.entries(this.variables);
    if (this.#undos.length > 0) yield ['undos ()', this.#undos as unknown as Json];
    if (this.isEmpty) return;
    for (const scope of this.all) {
      for (const [name, value] of Object.entries(scope.variables))
        yield [nameIn(scope, name), value];
      if (scope.undos) yield [nameIn(scope, 'undos'), scope.undos as unknown as Json];
    }
  }

  /** What these values would take the place of. */
  replacedBy(id: string | null | undefined, values: Variables): readonly Json[] {
    return Object.keys(values).flatMap((name) => {
      const variables = this.#homeOf(id, name)?.variables ?? this.variables;
      return Object.hasOwn(variables, name) ? [variables[name] ?? null] : [];
    });
  }

  undosOf(id: string | null): readonly Undo[] {
    return id === null ? this.#undos : (this.get(id)?.undos ?? []);
  }

  setUndos(id: string | null, undos: readonly Undo[]): void {
    const scope = this.get(id);
    if (id === null) this.#undos = undos;
    else if (scope) this.set({ ...scope, undos });
  }

  /** What was being undone, the next first, and is not any more: it can be undone again, also by an event sub-process. */
  giveBackUndos(id: string | null | undefined, left: readonly Undo[]): void {
    let scope = this.get(id);
    while (scope?.kind === 'event') scope = this.get(scope.parent);
    const home = scope?.id ?? null;
    this.setUndos(home, [...this.undosOf(home), ...[...left].reverse()]);
  }

  /** Only what there is, and null where there is nothing: a run without scopes keeps a small state. */
  toState(): Pick<State, 'scopes' | 'undos'> | null {
    const scopes = this.#scopes ?? this.#before.scopes;
    if (scopes === undefined && this.#undos.length === 0) return null;
    return {
      ...(scopes && !this.isEmpty ? { scopes } : {}),
      ...(this.#undos.length > 0 ? { undos: this.#undos } : {}),
    };
  }

  #homeOf(id: string | null | undefined, name: string): Scope | null {
    for (let scope = this.get(id); scope; scope = this.get(scope.parent)) {
      if (Object.hasOwn(scope.variables, name) || scope.keeps) return scope;
    }
    return null;
  }
}
