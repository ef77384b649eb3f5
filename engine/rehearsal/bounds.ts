/** How far a rehearsal may go: a process that goes round in circles comes to its end here. */
import { RehearsalProblem } from './problem.ts';

export type Bounds = {
  /** So many events are taken in; a process that asks for more goes round in circles. */
  readonly events?: number;
  /** Asked before each event: whoever waits for the rehearsal waits no longer. */
  readonly isOver?: () => boolean;
  /** Waited for now and then: others on the same thread get their turn. */
  readonly rest?: () => Promise<void>;
};

const MAX_EVENTS = 10_000;
/** What all of it may come to; one event can go through thousands of elements. */
const MAX_COMMANDS = 200_000;
const COMMANDS_TO_REST = 2_000;

/** What has happened so far, held against the bounds. */
export class Bounded {
  readonly #bounds: Bounds;
  #events = 0;
  #commands = 0;
  #rested = 0;

  constructor(bounds: Bounds) {
    this.#bounds = bounds;
  }

  /** @throws RehearsalProblem when there is no end to it */
  countEvent(): void {
    const { events = MAX_EVENTS, isOver } = this.#bounds;
    this.#events += 1;
    if (this.#events > events)
      throw new RehearsalProblem(
        `After ${events} events there is still no end to it.`,
        'no_end_to_it',
      );
    if (isOver?.()) throw new RehearsalProblem('It takes too long to be played.', 'no_end_to_it');
  }

  /** @throws RehearsalProblem when there is no end to it */
  async countCommands(commands: number): Promise<void> {
    this.#commands += commands;
    if (this.#commands > MAX_COMMANDS)
      throw new RehearsalProblem(
        `After ${MAX_COMMANDS} things done there is still no end to it.`,
        'no_end_to_it',
      );
    if (this.#commands - this.#rested < COMMANDS_TO_REST) return;
    this.#rested = this.#commands;
    await this.#bounds.rest?.();
  }
}
