/**
 * The vocabulary between the interpreter and its shells: events say what has happened, commands what must be done.
 * Three sorts of command, because a shell treats them differently:
 *  - records and asks are carried out together, in one transaction, with the new state (one local activity a step); an
 *    ask is answered by that same transaction with an event;
 *  - calls reach the outside world, are retried, and come back as `callDone` or `callFailed`;
 *  - timers wait. Calls and timers can always be derived again from the state (`outstanding`), so that a shell that was
 *    lost is rebuilt from the record.
 * Every token gets one `entered` and is closed by either `left` (one for each flow it leaves by) or `withdraw`.
 */
import type { CallAction, Duration, RecordAction } from './action.ts';
import type { Condition } from './condition.ts';
import type { Json } from './json.ts';
import type { ReviewOutcome } from './ports.ts';
import type { State } from './state.ts';

/** A record-side question or act that belongs to one token. */
export type Ask =
  /** The first of these flows whose conditions hold, or none of them. */
  | {
      readonly kind: 'chooseFlow';
      readonly flows: readonly { readonly id: string; readonly conditions: Condition }[];
    }
  /** All of these flows whose conditions hold. */
  | {
      readonly kind: 'chooseFlows';
      readonly flows: readonly { readonly id: string; readonly conditions: Condition }[];
    }
  | { readonly kind: 'runRuleset'; readonly ruleset: string }
  /** What these expressions come to. */
  | { readonly kind: 'compute'; readonly expressions: { readonly [name: string]: string } }
  /**
   * `after` counts from the command's `at`; with `from`, a timer comes again: asked for is the first instant after now that
   * lies a whole number of times so long after `from`. Wall time and fixed instants are resolved by the engine itself.
   */
  | {
      readonly kind: 'resolveInstant';
      readonly timer:
        | { readonly after: Duration }
        | { readonly at: string }
        | { readonly fact: string; readonly before?: Duration };
      readonly from?: string;
    }
  | { readonly kind: 'act'; readonly action: RecordAction };

type Variables = { readonly [name: string]: Json };
type At = { readonly at: string };
type Of = { readonly token: string; readonly element: string };

export type Command =
  // Records: written as they come.
  /** `beside`: it waits on the border of an activity or in the background of a scope, and nothing has moved there yet. */
  | ({ readonly type: 'entered'; readonly flow: string | null; readonly beside?: true } & Of & At)
  /** `flow` is null where the token ends; a fork says `left` once for each flow, an outcome is the same in all of them. */
  | ({
      readonly type: 'left';
      readonly flow: string | null;
      readonly outcome: string | null;
    } & Of &
      At)
  | ({ readonly type: 'openTask' } & Of & At)
  | ({ readonly type: 'openApproval' } & Of & At)
  | ({ readonly type: 'openReview' } & Of & At)
  /** This token is over without an answer (cancelled, terminated, or opened anew): close its task, approval or review if it has one. */
  | ({ readonly type: 'withdraw'; readonly reason: string } & Of & At)
  | ({ readonly type: 'failed'; readonly code: string; readonly message: string } & Of & At)
  /** Another process is to be run for this token; its end comes back as `runEnded` or `runFailed`. */
  | ({
      readonly type: 'startRun';
      readonly process: string;
      readonly version: number | null;
      readonly variables: Variables;
      readonly attempt: number;
    } & Of &
      At)
  /** This token hears messages or signals of this name (with this key) until `unlisten`, `left` or `withdraw`. */
  | ({
      readonly type: 'listen';
      readonly kind: 'message' | 'signal';
      readonly name: string;
      readonly key: string | null;
    } & Of &
      At)
  | ({ readonly type: 'unlisten' } & Of & At)
  /** The message that was handed to this token found it waiting no more: it is for whoever waits for it next. */
  | ({ readonly type: 'unheard'; readonly token: string; readonly message: string } & At)
  | ({ readonly type: 'throwSignal'; readonly name: string; readonly value: Json } & Of & At)
  | ({
      readonly type: 'sendMessage';
      readonly name: string;
      readonly key: string | null;
      readonly value: Json;
    } & Of &
      At)
  /** An error or an escalation was thrown; `by` is the element that caught it. */
  | ({
      readonly type: 'thrown';
      readonly kind: 'error' | 'escalation';
      readonly code: string;
      readonly message: string | null;
      readonly by: string | null;
    } & Of &
      At)
  /** A person repaired the run here. */
  | ({ readonly type: 'repaired'; readonly how: RepairKind; readonly reason: string } & Of & At)
  | ({
      readonly type: 'ended';
      readonly status: 'completed' | 'cancelled' | 'failed';
      readonly outcome: string | null;
      readonly reason: string | null;
      /** The error it ended with, for whoever called it. */
      readonly code?: string;
    } & At)
  // Asks: answered in the same transaction.
  | ({ readonly type: 'ask'; readonly ask: Ask } & Of & At)
  // Calls: performed after the commit, with retries.
  | ({ readonly type: 'call'; readonly attempt: number; readonly action: CallAction } & Of)
  // Timers.
  | ({ readonly type: 'timer'; readonly token: string } & At);

/** `at` is when it happened (ISO 8601, UTC). An event for a token that no longer waits for it changes nothing. */
export type Event =
  | ({
      readonly type: 'started';
      readonly start: string;
      readonly variables: Variables;
      /** Another run waits for this one. */
      readonly called?: true;
    } & At)
  /** `flow` null: no condition held. */
  | ({ readonly type: 'flowChosen'; readonly token: string; readonly flow: string | null } & At)
  | ({
      readonly type: 'flowsChosen';
      readonly token: string;
      readonly flows: readonly string[];
    } & At)
  | ({ readonly type: 'computed'; readonly token: string; readonly values: Variables } & At)
  | ({ readonly type: 'rulesetRun'; readonly token: string; readonly variables: Variables } & At)
  | ({ readonly type: 'instantResolved'; readonly token: string; readonly due: string } & At)
  | ({ readonly type: 'acted'; readonly token: string } & At)
  | ({
      readonly type: 'askFailed';
      readonly token: string;
      readonly code: string;
      readonly message: string;
    } & At)
  | ({ readonly type: 'callDone'; readonly token: string; readonly variables: Variables } & At)
  | ({
      readonly type: 'callFailed';
      readonly token: string;
      readonly code: string;
      readonly message: string;
    } & At)
  | ({
      readonly type: 'taskCompleted';
      readonly token: string;
      readonly outcome: string | null;
      readonly values: Variables;
    } & At)
  | ({
      readonly type: 'approvalDecided';
      readonly token: string;
      readonly outcome: 'approved' | 'rejected' | 'timedOut';
    } & At)
  | ({
      readonly type: 'reviewDecided';
      readonly token: string;
      readonly outcome: ReviewOutcome;
    } & At)
  | ({ readonly type: 'timerFired'; readonly token: string } & At)
  /** `message` names it where it must not be lost: one that nobody waits for any more is `unheard`. */
  | ({
      readonly type: 'messageReceived';
      readonly token: string;
      readonly value: Json;
      readonly message?: string;
    } & At)
  | ({ readonly type: 'signalReceived'; readonly token: string; readonly value: Json } & At)
  | ({
      readonly type: 'runEnded';
      readonly token: string;
      readonly outcome: string | null;
      readonly variables: Variables;
    } & At)
  | ({
      readonly type: 'runFailed';
      readonly token: string;
      readonly code: string;
      readonly message: string;
    } & At)
  /** The record cannot write down what came of the event that this one stands for; `message` is one that it had brought. */
  | ({
      readonly type: 'refused';
      readonly token: string;
      readonly why: string;
      readonly message?: string;
    } & At)
  // Repairs, by a person.
  | ({ readonly type: 'retried'; readonly token: string } & At)
  /** Goes on as if the work had been done with this outcome. */
  | ({
      readonly type: 'skipped';
      readonly token: string;
      readonly outcome: string | null;
      readonly reason: string;
    } & At)
  /** Goes on from another element of the same scope. */
  | ({
      readonly type: 'moved';
      readonly token: string;
      readonly to: string;
      readonly reason: string;
    } & At)
  /** Sets variables as this token sees them; null in `token`: those of the process itself. */
  | ({
      readonly type: 'corrected';
      readonly token: string | null;
      readonly variables: Variables;
      readonly reason: string;
    } & At)
  /** `undo`: what has been done is undone first. */
  | ({ readonly type: 'cancelled'; readonly reason: string; readonly undo?: boolean } & At);

export type RepairKind = 'skipped' | 'moved' | 'corrected';

export type EventType = Event['type'];
export type EventOf<T extends EventType> = Extract<Event, { type: T }>;
export type CommandOf<T extends Command['type']> = Extract<Command, { type: T }>;
export type StartedEvent = EventOf<'started'>;
/** An event that concerns one token. */
export type TokenEvent = Exclude<Event, { type: 'started' | 'cancelled' | 'corrected' }>;

export type Step = { readonly state: State; readonly commands: readonly Command[] };
