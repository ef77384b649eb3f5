/** The steps of plans to come: as a change has them, and as they are proposed. */
import { freshKey, mistakesIn, type PlannedStep, type StepPlace } from '#engine/changes/steps.ts';
import { invalid } from '../errors.ts';
import type { Work } from '../work.ts';
import type { Change } from './change.ts';
import { type Asking, demandLetters, type StepWish, settled } from './step-wish.ts';
import { type StepNow, stepsOf } from './steps.ts';

/** As they would be asked for again. */
export async function wishesOf(work: Work, change: Change): Promise<StepWish[]> {
  const steps = await stepsOf(work, change);
  return steps.map(({ key, title, details, undo, assignment, minutes }) => ({
    key,
    title,
    details,
    undo,
    minutes,
    assignment: assignment && wishedPlace(assignment),
  }));
}

function wishedPlace({
  user,
  group,
  queue,
}: NonNullable<StepNow['assignment']>): StepPlace<string> | null {
  if (user) return { user: user.email };
  if (group) return { group: group.key };
  return queue && { queue: queue.key };
}

/** For plans to come: each with a key. @throws DomainError invalid_input with pointers */
export async function checkedWishes(
  work: Work,
  wishes: readonly StepWish[],
  { pointer, missing }: Asking,
): Promise<StepWish[]> {
  const taken = new Set(wishes.flatMap(({ key }) => key ?? []));
  const steps: PlannedStep[] = [];
  for (const [at, wish] of wishes.entries()) {
    const key = wish.key ?? freshKey(taken);
    taken.add(key);
    const asking = { pointer: `${pointer}/${at}`, missing };
    steps.push({ ...(await settled(work, wish, null, asking)), key });
  }
  demandLetters(steps, pointer);
  const [mistake] = mistakesIn(steps, new Map());
  if (mistake) return invalid(`${pointer}/${mistake.at}/${mistake.field}`, mistake.detail);
  // As they were named: ids would say nothing to who reads it.
  return steps.map((step, at) => ({
    ...step,
    assignment: step.assignment && (wishes[at]?.assignment ?? null),
  }));
}
