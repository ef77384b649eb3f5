/** The stays of the past, handed out to the tokens of a back-test: each to one token, the oldest of its element first. */

import type { Definition } from '../definition.ts';
import { graphOf, groupBy } from '../graph.ts';
import type { Stay } from './history.ts';
import { isAt } from './instants.ts';
import type { Matches } from './match.ts';

/** A stay of the past, and whether the token came to it at the very same instant. */
export type Found = { readonly stay: Stay; readonly isInStep: boolean };

export class Stays {
  readonly #left: Map<string, Stay[]>;
  readonly #found = new Map<string, Found>();
  readonly #matches: Matches;
  readonly #before: Definition;
  readonly #now: Definition;

  constructor(stays: readonly Stay[], draft: Definition, past: Definition, matches: Matches) {
    this.#left = groupBy(stays, ({ element }) => element);
    this.#matches = matches;
    this.#now = draft;
    this.#before = past;
  }

  /** A token of the back-test has come to an element. */
  enter(token: string, element: string, at: string): void {
    const stay = this.#left.get(this.#matches.get(element) ?? '')?.shift();
    if (stay) this.#found.set(token, { stay, isInStep: isAt(stay.enteredAt, at) });
  }

  of(token: string): Found | undefined {
    return this.#found.get(token);
  }

  /** Whether history knows when the time of this token came: it began at the same instant to wait for the same length. */
  hasSameTime(token: string, element: string): boolean {
    const found = this.#found.get(token);
    if (!found?.isInStep) return false;
    return timeOf(this.#now, element) === timeOf(this.#before, found.stay.element);
  }
}

function timeOf(definition: Definition, id: string): string {
  const element = graphOf(definition).elements.get(id);
  if (!element) return '';
  if (element.type === 'approval') return JSON.stringify(element.approval.due ?? null);
  if (element.type === 'startEvent') return JSON.stringify(element.trigger);
  return JSON.stringify([
    'timer' in element ? element.timer : null,
    'repeat' in element ? element.repeat : null,
  ]);
}
