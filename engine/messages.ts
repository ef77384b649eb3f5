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
import type { State } from './state.ts';

/** A record-side question or act that belongs to one token. */
export type Ask =
  /** The first of these flows whose conditions hold, or none of them. */
  | {
      readonly kind: 'chooseFlow';
      readonly flows: readonly { readonly id: string; readonly conditions: Condition }[];
    }
  | { readonly kind: 'runRuleset'; readonly ruleset: string }
  /** `after` counts from the command's `at`. Wall time and fixed instants are resolved by the engine itself. */
  | {
      readonly kind: 'resolveInstant';
      readonly timer:
        | { readonly after: Duration }
        | { readonly at: string }
        | { readonly fact: string };
    }
  | { readonly kind: 'act'; readonly action: RecordAction };

type At = { readonly at: string };
type Of = { readonly token: string; readonly element: string };

export type Command =
  // Records: written as they come.
  | ({ readonly type: 'entered'; readonly flow: string | null } & Of & At)
  /** `flow` is null where the token ends; a fork says `left` once for each flow, an outcome is the same in all of them. */
  | ({
      readonly type: 'left';
      readonly flow: string | null;
      readonly outcome: string | null;
    } & Of &
      At)
  | ({ readonly type: 'openTask' } & Of & At)
  | ({ readonly type: 'openApproval' } & Of & At)
  /** This token is over without an answer (cancelled, terminated, or opened anew): close its task or approval if it has one. */
  | ({ readonly type: 'withdraw'; readonly reason: string } & Of & At)
  | ({ readonly type: 'failed'; readonly code: string; readonly message: string } & Of & At)
  | ({
      readonly type: 'ended';
      readonly status: 'completed' | 'cancelled';
      readonly outcome: string | null;
      readonly reason: string | null;
    } & At)
  // Asks: answered in the same transaction.
  | ({ readonly type: 'ask'; readonly ask: Ask } & Of & At)
  // Calls: performed after the commit, with retries.
  | ({ readonly type: 'call'; readonly attempt: number; readonly action: CallAction } & Of)
  // Timers.
  | ({ readonly type: 'timer'; readonly token: string } & At);

type Variables = { readonly [name: string]: Json };

/** `at` is when it happened (ISO 8601, UTC). An event for a token that no longer waits for it changes nothing. */
export type Event =
  | ({ readonly type: 'started'; readonly start: string; readonly variables: Variables } & At)
  /** `flow` null: no condition held. */
  | ({ readonly type: 'flowChosen'; readonly token: string; readonly flow: string | null } & At)
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
  | ({ readonly type: 'timerFired'; readonly token: string } & At)
  | ({ readonly type: 'retried'; readonly token: string } & At)
  | ({ readonly type: 'cancelled'; readonly reason: string } & At);

export type EventType = Event['type'];
export type EventOf<T extends EventType> = Extract<Event, { type: T }>;
export type CommandOf<T extends Command['type']> = Extract<Command, { type: T }>;
export type StartedEvent = EventOf<'started'>;
/** An event that concerns one token. */
export type TokenEvent = Exclude<Event, { type: 'started' | 'cancelled' }>;

export type Step = { readonly state: State; readonly commands: readonly Command[] };
