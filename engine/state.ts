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
export type AskKind =
  | 'chooseFlow'
  | 'chooseFlows'
  | 'runRuleset'
  | 'resolveInstant'
  | 'compute'
  | 'act';

type Variables = { readonly [name: string]: Json };

export type Wait =
  /** A question to the record side: which flow, which instant, what does the ruleset say, carry out this record action. */
  | {
      readonly kind: 'answer';
      readonly asked: AskKind;
      readonly attempt: number;
      readonly again?: Again;
    }
  /** A call to the outside world is under way. */
  | { readonly kind: 'call'; readonly attempt: number }
  | { readonly kind: 'task' }
  | { readonly kind: 'approval' }
  /** A board's meeting. */
  | { readonly kind: 'review' }
  /** `at` is an absolute instant (ISO 8601, UTC); `round` counts what a repeating timer has said, from 1. */
  | { readonly kind: 'timer'; readonly at: string; readonly round?: number }
  /** A message or a signal; `key` is null where any run's will do. */
  | { readonly kind: 'message'; readonly name: string; readonly key: string | null }
  | { readonly kind: 'signal'; readonly name: string }
  /** An error or an escalation from within: only the engine itself can end this wait. */
  | { readonly kind: 'throw' }
  /** What is done inside: a sub-process, or the doings of an activity with a scope of its own. */
  | { readonly kind: 'scope' }
  | ({ readonly kind: 'each' } & Round)
  /** Another process. */
  | { readonly kind: 'called'; readonly attempt: number }
  /** What has been done is being undone, the first of these now. */
  | { readonly kind: 'undoing'; readonly left: readonly Undo[] }
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
      readonly again?: Again;
    };

/** A timer is to come again: for the how manieth time, and counted from which instant. */
export type Again = { readonly round: number; readonly from: string };

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
  | 'join_stuck'
  /** An error that was thrown and is caught nowhere. */
  | 'uncaught_error'
  | 'item_limit'
  /** An expression that cannot be computed from what there is. */
  | 'bad_expression'
  /** The record cannot write down what came of it. */
  | 'unstorable'
  /** A sub-process without a start, a catch event without anything to catch, and the like. */
  | 'incomplete_element';

/** How far an activity that is done once for each item has come. */
export type Round = {
  readonly items: readonly Json[];
  /** The items before this one have been begun. */
  readonly next: number;
  readonly completed: number;
  /** What was collected, by item. */
  readonly results: readonly Json[];
  /** The outcome that all have come to so far; null where they differ. */
  readonly outcome?: string | null;
};

/** Something that was done and can be undone. */
export type Undo = {
  readonly element: string;
  /** The variables of its own scope, as they were. */
  readonly variables?: Variables;
  /** What was done inside, the oldest first, where the activity as a whole has nothing that undoes it. */
  readonly inner?: readonly Undo[];
};

/**
 * A part of a run with tokens and variables of its own, closed when no token is left in it. `inside`: what lies in a
 * sub-process; `event`: an event sub-process, beside the tokens of its parent; `doing`: one doing of an activity that is
 * repeated or has mappings; `undo`: what undoes one activity.
 */
export type Scope = {
  readonly id: string;
  readonly kind: 'inside' | 'event' | 'doing' | 'undo';
  readonly element: string;
  /** The scope it lies in; null in the process itself. */
  readonly parent: string | null;
  /** The token that waits for it; null for an event sub-process and for what undoes a cancelled run. */
  readonly host: string | null;
  readonly variables: Variables;
  /** The number of its item, from 0. */
  readonly index?: number;
  /** Results stay here and do not reach the variables outside. */
  readonly keeps?: boolean;
  /** What it came to: the outcome of an end event or of the work. */
  readonly outcome?: string | null;
  readonly undos?: readonly Undo[];
};

/** One stay of the flow of control at one element: a token that moves on is a new one, so an id is never reused. */
export type Token = {
  readonly id: string;
  readonly element: string;
  /** The flow it came by; null at a start event. */
  readonly flow: string | null;
  readonly enteredAt: string;
  readonly wait: Wait;
  /** The scope it is in; absent in the process itself. */
  readonly scope?: string;
  /** It stands on the border of this token's activity and is no part of the flow before it is called. */
  readonly guards?: string;
  /** It waits in the background of its scope to begin an event sub-process, and does not keep the scope open. */
  readonly listens?: true;
  /** Of those in one race, the first that goes on calls off the others. */
  readonly race?: string;
};

export type RunStatus = 'running' | 'completed' | 'cancelled' | 'failed';

export type State = {
  readonly semantics: number;
  readonly status: RunStatus;
  /** The next token gets this number: `t1`, `t2`, … */
  readonly nextToken: number;
  readonly tokens: { readonly [id: string]: Token };
  /** Facts the process itself made: form values, ruleset results, answers of calls. Small; bodies live in the record. */
  readonly variables: Variables;
  /** Open scopes; absent where there are none, as in a process without sub-processes. */
  readonly scopes?: { readonly [id: string]: Scope };
  /** What the process itself has done and can undo, the oldest first. */
  readonly undos?: readonly Undo[];
  /** Joins that went on before all had come, by `scope:element`: the flows that have come in this round. */
  readonly joins?: { readonly [place: string]: readonly string[] };
  /** It is being undone before it ends as cancelled. */
  readonly ending?: { readonly reason: string };
  /** Somebody waits for this run: an error that nothing catches ends it. */
  readonly called?: true;
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
/** How long the key of a message may be: it is looked up in an index. */
export const MAX_KEY_LENGTH = 500;
/** What one answer, of a call or a ruleset, may bring of it. */
export const MAX_RESULT_BYTES = 256_000;
/** How many items one repeated activity may have before it fails with `item_limit`. */
export const MAX_ITEMS = 10_000;
/** How many of them are under way at once where the activity does not say. */
export const ITEMS_AT_ONCE = 50;
/** How many elements one `advance` may enter before the token fails with `loop_limit`: a bound on a single step. */
export const MAX_ENTRIES_PER_STEP = 20_000;
