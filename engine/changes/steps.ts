/**
 * The steps of a change's plan: how it is carried out, in order, and how each is taken back. What has been begun stays as it is
 * planned, so that what was done and what is undone are the same; what is still to come may be planned anew. How far a step is
 * follows from the tasks that were opened for it.
 */

export const MOST_STEPS = 100;
/** Of all texts together: a plan travels with every look at its ticket. */
export const MOST_STEP_LETTERS = 60_000;

export type StepPlace<Who> =
  | { readonly user: Who }
  | { readonly group: Who }
  | { readonly queue: Who };

/** `Who`: how people, groups and queues are named. */
export type PlannedStep<Who = string> = {
  /** Unique in its plan, for good. */
  readonly key: string;
  readonly title: string;
  readonly details: string;
  /** How it is taken back; empty where there is nothing to take back. */
  readonly undo: string;
  readonly assignment: StepPlace<Who> | null;
  /** How long it is expected to take. */
  readonly minutes: number | null;
};

/** As conditions, expressions and templates know it: people by their address, groups and queues by their key. */
export type StepFacts = {
  readonly key: string;
  readonly title: string;
  readonly details: string;
  readonly undo: string;
  /** Left out where nobody is named. */
  readonly assignment?: {
    readonly user?: string;
    readonly group?: string;
    readonly queue?: string;
  };
  readonly minutes: number | null;
};

export const STEP_STATES = [
  'waiting',
  'doing',
  'called_off',
  'done',
  'failed',
  'undoing',
  'undone',
  'nothing_to_undo',
  'not_done',
] as const;
export type StepState = (typeof STEP_STATES)[number];

/** What tells how far a step is: the last task in which it was carried out or taken back. */
export type StepTask = {
  readonly step: string;
  readonly undoes: boolean;
  readonly state: 'open' | 'completed' | 'cancelled';
  readonly outcome: string | null;
};

/** The element that decides about taking steps back: what it approves is that, and nothing else. */
export const BACK_OUT_APPROVAL = 'approve-back-out';

/** The outcome by which a task says that its step did not work. */
export const FAILED = 'failed';

export type StepCourse = {
  /** No more steps are begun, since the change was backed out or is over. */
  readonly isOver: boolean;
  readonly isBackedOut: boolean;
  /** Whether it is to be backed out is not decided yet: nothing is carried on, and nothing taken back. */
  readonly isAsked: boolean;
};

/** `tasks`: the oldest first. */
export function stateOfStep<T extends StepTask>(
  { key, undo }: Pick<PlannedStep, 'key' | 'undo'>,
  tasks: readonly T[],
  { isOver, isBackedOut, isAsked }: StepCourse,
): { readonly state: StepState; readonly task: T | null } {
  const all = tasks.filter(({ step }) => step === key);
  const last = all.at(-1);
  if (isAsked && last?.state === 'cancelled' && !last.undoes)
    return { state: 'called_off', task: last };
  const own = all.filter(({ state }) => state !== 'cancelled');
  const task = own.at(-1) ?? null;
  if (task === null) return { state: isOver ? 'not_done' : 'waiting', task };
  if (task.undoes) return { state: task.state === 'open' ? 'undoing' : 'undone', task };
  if (task.state === 'open') return { state: 'doing', task };
  if (task.outcome === FAILED) return { state: 'failed', task };
  return { state: isBackedOut && undo === '' ? 'nothing_to_undo' : 'done', task };
}

/**
 * Steps that were passed over, by their keys: they were called off, and others that stand behind them are begun since, or those are
 * done already. Nobody comes back to them. What was put before a step that failed is none: that one is tried again.
 */
export function passedOver(
  steps: readonly Pick<PlannedStep, 'key'>[],
  tasks: readonly StepTask[],
): ReadonlySet<string> {
  const carried = (key: string) =>
    tasks.filter(({ step, undoes, state }) => step === key && !undoes && state !== 'cancelled');
  const begun = steps.findLastIndex(({ key }) => carried(key).length > 0);
  const holding = steps.findLastIndex(({ key }) =>
    carried(key).some(({ outcome }) => outcome !== FAILED),
  );
  const isPassed = (key: string, at: number): boolean =>
    carried(key).length === 0 &&
    (at < holding || (at < begun && tasks.some(({ step }) => step === key)));
  return new Set(steps.flatMap(({ key }, at) => (isPassed(key, at) ? [key] : [])));
}

/**
 * Whether the last that was done of the steps was to take them back, or the change ended so. Whoever has carried steps out
 * again since then is past it. `tasks`: the oldest first.
 */
export function isTakenBack(tasks: readonly StepTask[], isNotedSo: boolean): boolean {
  const said = tasks.filter(({ state }) => state !== 'cancelled');
  const last = said.at(-1);
  if (last?.undoes) return true;
  const isAgain = last?.state === 'open' || said.some(({ undoes }) => undoes);
  return isNotedSo && !isAgain;
}

/** Whether a step in this state may still be planned anew: nothing of it holds. */
export const isToCome = (state: StepState): boolean =>
  state === 'waiting' || state === 'failed' || state === 'not_done';

export type StepMistake = { readonly at: number; readonly field: string; readonly detail: string };

/**
 * What is wrong with a new list of steps: a key twice, or a begun step that is gone, changed or at another place. `fixed` are the
 * begun steps of the plan as it was, by their place in it.
 */
export function mistakesIn(
  steps: readonly PlannedStep<unknown>[],
  fixed: ReadonlyMap<number, PlannedStep<unknown>>,
): readonly StepMistake[] {
  const mistakes: StepMistake[] = [];
  const seen = new Set<string>();
  for (const [at, { key }] of steps.entries()) {
    if (seen.has(key))
      mistakes.push({ at, field: 'key', detail: `Another step has the key “${key}” already.` });
    seen.add(key);
  }
  for (const [at, was] of fixed) {
    const is = steps[at];
    if (is?.key !== was.key)
      mistakes.push({
        at,
        field: '',
        detail: `“${was.title}” has been begun: it stays, as number ${at + 1}.`,
      });
    else if (JSON.stringify(is) !== JSON.stringify(was))
      mistakes.push({
        at,
        field: '',
        detail: `“${was.title}” has been begun and is not planned anew.`,
      });
  }
  return mistakes;
}

/** A key for a step that was given none: the first `s<number>` that no step of the plan has or had. */
export function freshKey(taken: ReadonlySet<string>): string {
  let number = taken.size + 1;
  while (taken.has(`s${number}`)) number += 1;
  return `s${number}`;
}
