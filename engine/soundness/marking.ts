/**
 * What tells one state from another as far as the way on is concerned: which tokens stand where and wait for what, in
 * which scopes, what has come to the joins, and what can be undone. Ids, times and variables make no difference.
 */
import type { Scope, State, Token, Undo, Wait } from '../state.ts';

/** So often the same thing to undo is told apart. */
const UNDOS_TOLD = 2;

/** The state without what makes no difference. */
export function bare(state: State, keepsUndos: boolean): State {
  const { undos, ...rest } = state;
  const scopes =
    !keepsUndos && state.scopes
      ? Object.fromEntries(
          Object.entries(state.scopes).map(([id, { undos: _, ...scope }]) => [id, scope]),
        )
      : state.scopes;
  return {
    ...rest,
    ...(scopes ? { scopes } : {}),
    ...(keepsUndos && undos ? { undos } : {}),
    steps: {},
    visits: {},
    variables: {},
    outcome: null,
  };
}

/** The key of every run that is over. */
export const OVER = 'over';

export function keyOf(state: State): string {
  if (state.status !== 'running') return OVER;
  const reader = new Reader(state);
  return `${state.ending ? '!' : ''}${reader.inScope(null)}`;
}

class Reader {
  readonly #state: State;
  readonly #tokens = new Map<string | null, Token[]>();
  readonly #guards = new Map<string, Token[]>();
  readonly #hosted = new Map<string, Scope[]>();
  readonly #beside = new Map<string | null, Scope[]>();

  constructor(state: State) {
    this.#state = state;
    for (const token of Object.values(state.tokens)) {
      if (token.guards !== undefined) push(this.#guards, token.guards, token);
      else push(this.#tokens, token.scope ?? null, token);
    }
    for (const scope of Object.values(state.scopes ?? {})) {
      if (scope.host === null) push(this.#beside, scope.parent, scope);
      else push(this.#hosted, scope.host, scope);
    }
  }

  inScope(id: string | null): string {
    const tokens = this.#tokens.get(id) ?? [];
    const racing = new Map<string, string[]>();
    const parts: string[] = [];
    for (const token of tokens) {
      if (token.race === undefined) parts.push(this.#token(token));
      else push(racing, token.race, this.#token(token));
    }
    for (const race of racing.values()) parts.push(`<${race.sort().join()}>`);
    for (const scope of this.#beside.get(id) ?? []) parts.push(this.#scope(scope));
    const undos = id === null ? this.#state.undos : this.#state.scopes?.[id]?.undos;
    return `${parts.sort().join(' ')}${undosKey(undos)}${this.#joins(id)}`;
  }

  #token(token: Token): string {
    const { element, wait, flow, listens } = token;
    const at = wait.kind === 'join' ? `@${flow}` : '';
    const guards = this.#guards.get(token.id)?.map((one) => this.#token(one));
    const hosted = this.#hosted.get(token.id)?.map((one) => this.#scope(one));
    return `${listens ? '~' : ''}${element}/${waitKey(wait)}${at}${guards ? `{${guards.sort().join(' ')}}` : ''}${hosted ? `[${hosted.sort().join(' ')}]` : ''}`;
  }

  #scope({ id, kind, element, outcome }: Scope): string {
    return `${kind}:${element}${outcome === undefined || outcome === null ? '' : `=${outcome}`}(${this.inScope(id)})`;
  }

  #joins(id: string | null): string {
    const { joins } = this.#state;
    if (!joins) return '';
    const own = Object.entries(joins).flatMap(([place, flows]) => {
      const [scope, element] = place.includes(':') ? place.split(':') : [null, place];
      return scope === id ? [`${element}+${[...flows].sort().join('+')}`] : [];
    });
    return own.length === 0 ? '' : `;${own.sort().join()}`;
  }
}

function waitKey(wait: Wait): string {
  switch (wait.kind) {
    case 'each':
      return `each${wait.items.length},${wait.next},${wait.completed},${wait.outcome ?? ''}`;
    case 'undoing':
      return `undoing${undosKey(wait.left)}`;
    case 'timer':
      return `timer${wait.round ?? ''}`;
    case 'failed':
      return `failed${wait.code}`;
    case 'answer':
      return `${wait.asked}${wait.again?.round ?? ''}`;
    default:
      return wait.kind;
  }
}

function undosKey(undos: readonly Undo[] | undefined): string {
  if (!undos || undos.length === 0) return '';
  const counts = new Map<string, number>();
  const told = undos.flatMap((undo) => {
    const key = `${undo.element}${undo.inner ? undosKey(undo.inner) : ''}`;
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    return count > UNDOS_TOLD ? [] : [key];
  });
  return `-(${told.join(' ')})`;
}

function push<K, V>(groups: Map<K, V[]>, key: K, value: V): void {
  const group = groups.get(key);
  if (group) group.push(value);
  else groups.set(key, [value]);
}

/** How many tokens stand at each place; tokens that only wait beside the flow are left out. */
export function placesOf(state: State): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { element, scope, wait, flow, guards, listens } of Object.values(state.tokens)) {
    if (guards !== undefined || listens) continue;
    const place = `${scopeKey(state, scope)}${element}@${wait.kind === 'join' ? flow : waitKey(wait)}`;
    counts.set(place, (counts.get(place) ?? 0) + 1);
  }
  return counts;
}

/** Elements that hold more than one token of the same scope. */
export function doubledIn(state: State): readonly string[] {
  const seen = new Set<string>();
  const doubled: string[] = [];
  for (const { element, scope, guards, listens } of Object.values(state.tokens)) {
    if (guards !== undefined || listens) continue;
    const place = `${scope ?? ''} ${element}`;
    if (seen.has(place)) doubled.push(element);
    seen.add(place);
  }
  return doubled;
}

function scopeKey(state: State, id: string | null | undefined): string {
  const scope = id === null || id === undefined ? undefined : state.scopes?.[id];
  return scope ? `${scopeKey(state, scope.parent)}${scope.kind}:${scope.element}/` : '';
}
