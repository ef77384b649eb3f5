/** Which steps of the plan of a change are begun and not done in a rehearsal: the fact `ticket.change.begun`. */
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

  /** `given`: those that were begun before. */
  since(given: readonly string[]): readonly string[] {
    const before = given.filter((step) => !this.#isBegun.has(step));
    return [...before, ...[...this.#isBegun].flatMap(([step, is]) => (is ? [step] : []))];
  }
}
