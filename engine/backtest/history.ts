/**
 * What a ticket's run has been, as a back-test plays it again: the facts it began with, the path it took with the answers it
 * was given, and what the world did beside it. Whoever has a record reads it from there; nothing here knows where.
 */
import type { Json } from '../json.ts';
import type { ReviewOutcome } from '../ports.ts';
import type { TicketMoment } from '../rehearsal/ticket-past.ts';
import type { State } from '../state.ts';

export type Values = { readonly [name: string]: Json };

/** How a stay that waited for somebody came to its end. A stay without an answer was called off, or answered by rules alone. */
export type Answer =
  | { readonly kind: 'task'; readonly outcome: string | null; readonly values: Values }
  | { readonly kind: 'approval'; readonly outcome: 'approved' | 'rejected' | 'timedOut' }
  | { readonly kind: 'review'; readonly outcome: ReviewOutcome }
  | { readonly kind: 'call'; readonly variables: Values }
  | { readonly kind: 'called'; readonly outcome: string | null; readonly variables: Values }
  /** The call, or the process that was called, failed, and the process went on from there by itself. */
  | { readonly kind: 'broken'; readonly code: string; readonly message: string }
  /** Somebody who operates the run went past it. */
  | { readonly kind: 'skipped'; readonly outcome: string | null }
  /** Somebody who operates the run carried on elsewhere. */
  | { readonly kind: 'moved' };

/** One stay of a token at an element, in the order in which they began. */
export type Stay = {
  readonly element: string;
  readonly flow: string | null;
  readonly enteredAt: string;
  readonly leftAt: string | null;
  readonly outcome: string | null;
  readonly answer?: Answer;
};

/** What the world did beside the answers, by its instant. */
export type Happening = { readonly at: string } & (
  | { readonly kind: 'change'; readonly set: Values }
  /** `forgotten`: that it came is known, but no longer with what key and content. */
  | {
      readonly kind: 'message';
      readonly name: string;
      readonly key: string | null;
      readonly value: Json;
      readonly forgotten?: true;
    }
  | {
      readonly kind: 'signal';
      readonly name: string;
      readonly value: Json;
      readonly forgotten?: true;
    }
  | { readonly kind: 'correct'; readonly variables: Values }
  | { readonly kind: 'cancel'; readonly reason: string; readonly undo: boolean }
);

export type History = {
  /** Null where somebody else than its ticket's opening began the run: it then begins as it began. */
  readonly trigger: { readonly catalogItem: string | null } | null;
  readonly start: { readonly element: string; readonly at: string; readonly variables: Values };
  /** With `priorityByHand`, which changes of the ticket may set too: it decides what the record makes of what is set. */
  readonly ticket: Values;
  readonly requester: Values;
  readonly stays: readonly Stay[];
  /** In their order. */
  readonly happenings: readonly Happening[];
  /** What the process itself set on the ticket, in order: only what was another value before. */
  readonly sets: readonly SetField[];
  /** What really happened to its ticket, from when it was opened: what its clocks are counted from. Empty where nobody asks. */
  readonly moments?: readonly TicketMoment[];
  readonly status: State['status'];
  readonly outcome: string | null;
};

export type SetField = { readonly field: string; readonly value: Json };
