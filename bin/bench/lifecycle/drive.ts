/**
 * Drives whole tickets through one side of the benchmark: a fixed number is under way at any time, each is opened, its
 * approval decided as soon as it is there, and counted when its process has finished and its clock has stopped.
 */
export type Side = {
  readonly open: () => Promise<void>;
  /** Approvals that opened since the last call. */
  readonly approvals: () => Promise<readonly string[]>;
  readonly decide: (approvalId: string) => Promise<void>;
  /** Tickets that are through, of all opened so far. */
  readonly finished: () => Promise<number>;
  /** Nothing is left to be done in the background. */
  readonly settled: () => Promise<boolean>;
  /** Workflow ids of some tickets that are through, a list for each. */
  readonly workflows: () => Promise<readonly (readonly string[])[]>;
};

const LOOK_MS = 25;
const PATIENCE_MS = 300_000;

/** Tickets a second, from the first one opened until the last one is through and nothing is left over. */
export async function drive(side: Side, tickets: number, underWay: number): Promise<number> {
  const before = await side.finished();
  const began = performance.now();
  const acts = new Set<Promise<void>>();
  let opened = 0;
  let finished = 0;
  let failure: unknown;
  const act = (work: Promise<void>): void => {
    const tracked: Promise<void> = work
      .catch((error: unknown) => {
        failure ??= error;
      })
      .finally(() => acts.delete(tracked));
    acts.add(tracked);
  };
  while (finished < tickets || acts.size > 0 || !(await side.settled())) {
    for (; opened < tickets && opened - finished < underWay; opened += 1) act(side.open());
    for (const id of await side.approvals()) act(side.decide(id));
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    finished = (await side.finished()) - before;
    if (failure) throw failure;
    if (performance.now() - began > PATIENCE_MS) {
      throw new Error(`Only ${finished} of ${tickets} tickets came through.`);
    }
  }
  return tickets / ((performance.now() - began) / 1_000);
}
