/**
 * What an element type has to say: how a token comes in, what it asks or calls, and what each event it can wait for
 * does. The interpreter calls a handler only when a token stands at this element and waits for exactly that event, so a
 * behaviour never checks; every `enter` and handler must end in a wait, a failure, or the token's end.
 */
import type { CallAction, ElementOf, ElementType } from '../definition.ts';
import type { Graph } from '../graph.ts';
import type { Ask, EventOf, TokenEvent } from '../messages.ts';
import type { Token } from '../state.ts';
import type { Turn } from '../turn.ts';

/** Events that mean something else to each element; failures and repairs mean the same everywhere. */
export type HandledEvent = Exclude<
  TokenEvent,
  { type: 'askFailed' | 'callFailed' | 'runFailed' | 'refused' | 'retried' | 'skipped' | 'moved' }
>;

export type Behaviour<T extends ElementType> = {
  /** A token has come in; `attempt` counts from 1 and goes up when a person retries a failure. */
  readonly enter: (turn: Turn, token: Token, element: ElementOf<T>, attempt: number) => void;
  readonly on?: {
    readonly [E in HandledEvent['type']]?: (
      turn: Turn,
      token: Token,
      element: ElementOf<T>,
      event: EventOf<E>,
    ) => void;
  };
  /** Everything it had undone is undone. */
  readonly undone?: (turn: Turn, token: Token, element: ElementOf<T>) => void;
  /** The question this element asks the record side, also when it must be asked again after a restart. */
  readonly ask?: (element: ElementOf<T>, graph: Graph) => Ask | null;
  /** The call this element makes, also when it must be made again after a restart. */
  readonly call?: (element: ElementOf<T>) => CallAction | null;
};
