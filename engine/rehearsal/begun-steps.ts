/** Which steps of the plan of a change are begun and not done in a rehearsal: the fact `ticket.change.begun`. */
import { BEGUN_FACT } from '../changes/plan.ts';
import { isObject, type Json } from '../json.ts';

type Values = { readonly [name: string]: Json };

export class BegunSteps {
  /** Those whose last task is open, or was called off; the others that had one, with false. */
  readonly #isBegun = new Map<string, boolean>();
  /** By the token that its task waits in. */
  readonly #open = new Map<string, string>();

  open(token: string, step: string, isUndoing: boolean): void {
    this.#open.set(token, step);
    this.#isBegun.set(step, !isUndoing);
  }

  /** Its task was completed. */
  close(token: string): void {
    const step = this.#open.get(token);
    if (step !== undefined) this.#isBegun.set(step, false);
  }

  /** The ticket with those that are begun now, and those that were before and had no task since. */
  in(ticket: Values): Values {
    const { change } = ticket;
    if (!isObject(change) || this.#isBegun.size === 0) return ticket;
    const before = Array.isArray(change.begun) ? change.begun : [];
    const begun = [
      ...before.filter((step) => !this.#isBegun.has(step)),
      ...[...this.#isBegun].flatMap(([step, is]) => (is ? [step] : [])),
    ];
    return { ...ticket, change: { ...(change as Values), [BEGUN_FACT]: begun } };
  }
}
