/**
 * What a run has been told and has not yet taken in. Messages are numbered by the record: each is taken once, in order,
 * and one that came early waits for those before it. What the run makes itself (answers, call results, timers) comes first.
 */
import type { RunMessage } from '#domain/processes/step-types.ts';
import type { Event } from '#engine/messages.ts';

export type Taken = { readonly events: readonly Event[]; readonly appliedMessage: number };

export class Inbox {
  #own: Event[] = [];
  readonly #messages = new Map<number, Event>();
  #applied = 0;

  /** Goes on from the record: what it has applied is dropped, what it still holds is taken in. */
  restart(
    appliedMessage: number,
    answers: readonly Event[],
    messages: readonly RunMessage[],
  ): void {
    this.#own = [...answers];
    this.#applied = appliedMessage;
    for (const seq of [...this.#messages.keys()])
      if (seq <= appliedMessage) this.#messages.delete(seq);
    this.accept(messages);
  }

  accept(messages: readonly RunMessage[]): void {
    for (const { seq, event } of messages) if (seq > this.#applied) this.#messages.set(seq, event);
  }

  push(...events: readonly Event[]): void {
    this.#own.push(...events);
  }

  get hasNext(): boolean {
    return this.#own.length > 0 || this.#messages.has(this.#applied + 1);
  }

  /** Whether there are messages that wait for one that has not come. */
  get hasGap(): boolean {
    return this.#messages.size > 0 && !this.#messages.has(this.#applied + 1);
  }

  take(most: number): Taken {
    const events = this.#own.splice(0, most);
    while (events.length < most) {
      const event = this.#messages.get(this.#applied + 1);
      if (!event) break;
      this.#applied += 1;
      this.#messages.delete(this.#applied);
      events.push(event);
    }
    return { events, appliedMessage: this.#applied };
  }
}
