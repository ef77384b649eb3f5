/** One step as it is asked for, and what is kept of it: whoever is named by address or key is kept by their id. */
import { MOST_STEP_LETTERS, type PlannedStep, type StepPlace } from '#engine/changes/steps.ts';
import { DomainError, invalid } from '../errors.ts';
import { resolveGroup, resolvePerson, resolveQueue } from '../tickets/references.ts';
import type { Work } from '../work.ts';

/** As it is asked for: without a key it is a new one; people by address or id, groups and queues by key or id. */
export type StepWish = {
  readonly key?: string;
  readonly title: string;
  readonly details?: string;
  readonly undo?: string;
  readonly assignment?: StepPlace<string> | null;
  readonly minutes?: number | null;
};

export type Asking = {
  readonly pointer: string;
  /** Whether a step may name who is not there any more, and then names nobody. */
  readonly missing: 'refused' | 'nobody';
};

/** @throws DomainError invalid_input */
export async function settled(
  work: Work,
  { title, details = '', undo = '', assignment = null, minutes = null }: StepWish,
  kept: PlannedStep['assignment'],
  asking: Asking,
): Promise<Omit<PlannedStep, 'key'>> {
  const texts = { title: title.trim(), details: details.trim(), undo: undo.trim() };
  // Whoever has left since stays named where nobody names another.
  const isKept = JSON.stringify(assignment) === JSON.stringify(kept);
  return {
    ...texts,
    assignment: isKept ? kept : assignment && (await placeIn(work, assignment, asking)),
    minutes,
  };
}

async function placeIn(
  work: Work,
  place: StepPlace<string>,
  { pointer, missing }: Asking,
): Promise<StepPlace<string> | null> {
  try {
    return await placeOf(work, place, `${pointer}/assignment`);
  } catch (error) {
    if (missing === 'nobody' && error instanceof DomainError && error.code === 'invalid_input')
      return null;
    throw error;
  }
}

async function placeOf(
  work: Work,
  place: StepPlace<string>,
  pointer: string,
): Promise<StepPlace<string>> {
  if ('user' in place)
    return { user: (await resolvePerson(work, place.user, `${pointer}/user`)).id };
  if ('group' in place)
    return { group: (await resolveGroup(work, place.group, `${pointer}/group`)).id };
  return { queue: (await resolveQueue(work, place.queue, `${pointer}/queue`)).id };
}

/** @throws DomainError invalid_input */
export function demandLetters(steps: readonly PlannedStep[], pointer: string): void {
  const letters = steps.reduce(
    (sum, { title, details, undo }) => sum + title.length + details.length + undo.length,
    0,
  );
  if (letters > MOST_STEP_LETTERS)
    invalid(pointer, `All steps together hold at most ${MOST_STEP_LETTERS} letters.`);
}
