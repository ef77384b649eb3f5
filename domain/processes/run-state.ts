/** What people are told about a run, worked out from the interpreter's state: nothing of it is kept a second time. */
import type { State, Token } from '#engine/state.ts';

export const RUN_STATES = [
  'running',
  'waiting',
  'suspended',
  'completed',
  'cancelled',
  'faulted',
  'failed',
] as const;
export type RunState = (typeof RUN_STATES)[number];

export type RunFailure = {
  readonly token: string;
  readonly element: string;
  readonly code: string;
  readonly message: string;
};

/** `waiting`: nothing goes on until a person acts or a time comes. `faulted`: a token failed and waits to be retried. `failed`: ended by an error, for the run that had called it. */
export function runStateOf(state: State): RunState {
  if (state.status !== 'running') return state.status;
  const waits = Object.values(state.tokens).map((token) => token.wait.kind);
  if (waits.includes('failed')) return 'faulted';
  return waits.every((kind) => kind !== 'answer' && kind !== 'call') ? 'waiting' : 'running';
}

/** The failure that has stood for the longest, or null. */
export function failureOf(state: State): RunFailure | null {
  if (state.status !== 'running') return null;
  for (const token of Object.values(state.tokens)) {
    const failure = failureOfToken(token);
    if (failure) return failure;
  }
  return null;
}

export const failedTokens = (state: State): readonly Token[] =>
  Object.values(state.tokens).filter((token) => token.wait.kind === 'failed');

function failureOfToken({ id, element, wait }: Token): RunFailure | null {
  return wait.kind === 'failed'
    ? { token: id, element, code: wait.code, message: wait.message }
    : null;
}
