/**
 * Whose back-test a worker plays: one at a time, so that they never take more than one core from it, and the one that has
 * waited longest next. Who is told to wait goes away and asks again: what waits holds no place in the worker.
 */

/** Who has not asked again for so long is not waiting here any more. */
export const PATIENCE_MS = 30_000;

export class Turns {
  #playing: string | null = null;
  /** By the time of their last asking, in the order of their first. */
  readonly #waiting = new Map<string, number>();

  /** Whether it may play now; it then has to leave. */
  take(id: string, nowMs: number): boolean {
    for (const [other, askedMs] of this.#waiting)
      if (nowMs - askedMs > PATIENCE_MS) this.#waiting.delete(other);
    const [first = id] = this.#waiting.keys();
    if (this.#playing !== null || first !== id) {
      this.#waiting.set(id, nowMs);
      return false;
    }
    this.#waiting.delete(id);
    this.#playing = id;
    return true;
  }

  leave(): void {
    this.#playing = null;
  }

  /** Somebody else would like to play. */
  get isAwaited(): boolean {
    return this.#waiting.size > 0;
  }
}
