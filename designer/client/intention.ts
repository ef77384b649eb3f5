/**
 * One Idempotency-Key for each thing somebody wants done: sent again with the same key where no answer came, so that it is
 * done once; with a new one after an answer, and where something else is wanted.
 */
import { newKey } from './http.ts';
import { isProblem } from './problem.ts';

export class Intention {
  private held: { readonly what: string; readonly key: string } | null = null;

  /** @param what all that says what is wanted */
  async send<Result>(what: unknown, act: (key: string) => Promise<Result>): Promise<Result> {
    const text = JSON.stringify(what);
    const { key } = this.held?.what === text ? this.held : { key: newKey() };
    this.held = { what: text, key };
    try {
      const result = await act(key);
      this.held = null;
      return result;
    } catch (error) {
      // What is refused was not done; of all else nobody knows.
      if (isProblem(error) && !error.retryable) this.held = null;
      throw error;
    }
  }
}
