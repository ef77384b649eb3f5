/**
 * Where a run stands: tokens, what each of them waits for, and the few facts that route them. JSON values only, so that
 * a state is equal to itself after the database, the history and the browser have carried it. Ids come from a counter in
 * the state and instants from the events, so that the same events always make the same state.
 */
import type { Json } from './json.ts';

export type { Json } from './json.ts';

/** The meaning of `advance`. It goes up when the commands for an existing definition would change; old runs keep theirs. */
export const SEMANTICS = 1;

/** What a token can ask the record side; the question itself is derived from its element. */
export type AskKind = 'chooseFlow' | 'runRuleset' | 'resolveInstant' | 'act';

export type Wait =
  /** A question to the record side: which flow, which instant, what does the ruleset say, carry out this record action. */
  | { readonly kind: 'answer'; readonly asked: AskKind; readonly attempt: number }
  /** A call to the outside world is under way. */
  | { readonly kind: 'call'; readonly attempt: number }
  | { readonly kind: 'task' }
  | { readonly kind: 'approval' }
  /** `at` is an absolute instant (ISO 8601, UTC). */
  | { readonly kind: 'timer'; readonly at: string }
  /** Arrived at a joining gateway; waits for the tokens of the other flows. */
  | { readonly kind: 'join' }
  /** Failed, waits for a person to retry it or cancel the run. */
  | {
      readonly kind: 'failed';
      readonly code: FailureCode;
      readonly message: string;
      readonly attempt: number;
      /** The work itself is done and came to this; a retry only leaves again. */
      readonly done?: string;
    };

/** Why a token failed: one of the engine's own codes, or the code of the ask or call that failed. */
export type FailureCode = EngineFailure | (string & {});

export type EngineFailure =
  /** No flow leaves the element for this outcome or these facts. */
  | 'no_flow'
  /** The answer named a flow that does not leave the element. */
  | 'unknown_flow'
  /** A flow leads to an element that is not there. */
  | 'unknown_element'
  /** An answer that is no instant. */
  | 'bad_instant'
  | 'loop_limit'
  | 'token_limit'
  /** What it came with would make the run's variables larger than a run may carry. */
  | 'variables_too_large'
  /** Every token left waits at a join that nothing can fill any more. */
  | 'join_stuck';

/** One stay of the flow of control at one element: a token that moves on is a new one, so an id is never reused. */
export type Token = {
  readonly id: string;
  readonly element: string;
  /** The flow it came by; null at a start event. */
  readonly flow: string | null;
  readonly enteredAt: string;
  readonly wait: Wait;
};

export type RunStatus = 'running' | 'completed' | 'cancelled';

export type State = {
  readonly semantics: number;
  readonly status: RunStatus;
  /** The next token gets this number: `t1`, `t2`, … */
  readonly nextToken: number;
  readonly tokens: { readonly [id: string]: Token };
  /** Facts the process itself made: form values, ruleset results, answers of calls. Small; bodies live in the record. */
  readonly variables: { readonly [name: string]: Json };
  /** The outcome with which each element was last left, for conditions such as `steps.review.outcome`. */
  readonly steps: { readonly [element: string]: { readonly outcome: string; readonly at: string } };
  /** How often each element on a loop was entered, held against the loop limit. */
  readonly visits: { readonly [element: string]: number };
  /** The outcome of the end event reached last that names one. */
  readonly outcome: string | null;
};

/** How often one element may be entered in one run before the token fails with `loop_limit`. */
export const MAX_VISITS = 1_000;
/** How many tokens one run may hold at once before the forking token fails with `token_limit`. */
export const MAX_TOKENS = 1_000;
/**
 * What the variables of one run may come to as UTF-8 JSON before the token that brings more fails with `variables_too_large`.
 * A run travels to its workflow as one payload, and the engine takes none above two megabytes.
 */
export const MAX_VARIABLES_BYTES = 1_000_000;
/** What one answer, of a call or a ruleset, may bring of it. */
export const MAX_RESULT_BYTES = 256_000;
/** How many elements one `advance` may enter before the token fails with `loop_limit`: a bound on a single step. */
export const MAX_ENTRIES_PER_STEP = 10_000;
