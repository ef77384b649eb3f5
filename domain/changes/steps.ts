/**
 * The steps of a change's plan as the record keeps them, by the ids of people, groups and queues, and how far each is by the
 * tasks that were opened for it. Whoever plans them holds the ticket's lock, behind which alone tasks are opened: no step is
 * begun between the look at it and its being planned anew.
 */
import {
  freshKey,
  isTakenBack,
  isToCome,
  MOST_STEP_LETTERS,
  mistakesIn,
  type PlannedStep,
  type StepPlace,
  type StepState,
  type StepTask,
  stateOfStep,
} from '#engine/changes/steps.ts';
import { DomainError, invalid } from '../errors.ts';
import { toIso } from '../instants.ts';
import { resolveGroup, resolvePerson, resolveQueue } from '../tickets/references.ts';
import { isFinished } from '../tickets/values.ts';
import type { Work } from '../work.ts';
import type { Change } from './change.ts';

/** As it is asked for: without a key it is a new one; people by address or id, groups and queues by key or id. */
export type StepWish = {
  readonly key?: string;
  readonly title: string;
  readonly details?: string;
  readonly undo?: string;
  readonly assignment?: StepPlace<string> | null;
  readonly minutes?: number | null;
};

type Person = { readonly id: string; readonly name: string; readonly email: string };
type Named = { readonly id: string; readonly key: string; readonly name: string };

export type StepNow = Omit<PlannedStep, 'assignment'> & {
  readonly assignment: {
    readonly user: Person | null;
    readonly group: Named | null;
    readonly queue: Named | null;
  } | null;
  readonly state: StepState;
  /** Who has done, or is doing, what its state says, and since when. */
  readonly by: Person | null;
  readonly at: string | null;
  readonly dueAt: string | null;
  /** The task that its state tells of. */
  readonly task: string | null;
};

type TaskNow = StepTask & {
  readonly id: string;
  readonly by: Person | null;
  readonly at: string;
  readonly dueAt: string | null;
};

const person = (alias: string) =>
  `case when ${alias}.id is null then null else jsonb_build_object('id', ${alias}.id, 'name', ${alias}.name, 'email', ${alias}.email) end`;
const named = (table: string, place: string) =>
  `(select jsonb_build_object('id', x.id, 'key', x.key, 'name', x.name) from ${table} x where x.id = (s.step #>> '{assignment,${place}}')::uuid)`;

/** With how far each is, in order. */
export async function stepsOf(work: Work, change: Change): Promise<StepNow[]> {
  const steps = await work.em.execute<{ step: PlannedStep; place: StepNow['assignment'] }[]>(
    `select s.step, case when s.step -> 'assignment' = 'null' then null else jsonb_build_object(
         'user', (select ${person('x')} from person x where x.id = (s.step #>> '{assignment,user}')::uuid),
         'group', ${named('people_group', 'group')}, 'queue', ${named('queue', 'queue')}) end as place
     from change_plan p, jsonb_array_elements(p.steps) with ordinality s(step, at) where p.ticket_id = ? order by s.at`,
    [change.ticketId],
  );
  if (steps.length === 0) return [];
  const tasks = await tasksOf(work, change.ticketId);
  const course = courseOf(change, tasks);
  const begun = steps.findLastIndex(({ step }) => isBegun(step, tasks));
  return steps.map(({ step, place }, at) => {
    // Whoever has passed over one does not come back to it.
    const isOver = course.isOver || at < begun;
    const { state, task } = stateOfStep(step, tasks, { ...course, isOver });
    return {
      ...{ ...step, assignment: place, state },
      ...{ by: task?.by ?? null, task: task?.id ?? null },
      at: task ? toIso(task.at) : null,
      dueAt: task?.state === 'open' && task.dueAt !== null ? toIso(task.dueAt) : null,
    };
  });
}

/** The tasks in which steps were carried out or taken back, the oldest first. */
const tasksOf = (work: Work, changeId: string): Promise<TaskNow[]> =>
  work.em.execute<TaskNow[]>(
    `select k.id, k.step, k.undoes, k.state, k.outcome, to_json(k.due_at) #>> '{}' as "dueAt",
       to_json(coalesce(k.completed_at, k.opened_at)) #>> '{}' as at,
       case when k.state = 'open' then ${person('a')} else ${person('c')} end as by
     from task k left join person a on a.id = k.assignee_id left join person c on c.id = k.completed_by
     where k.ticket_id = ? and k.step is not null order by k.opened_at, k.id`,
    [changeId],
  );

/** Whether what was done of it is being taken back, or is taken back. */
export const isBackedOut = async (work: Work, change: Change): Promise<boolean> =>
  courseOf(change, await tasksOf(work, change.ticketId)).isBackedOut;

const isBegun = ({ key }: PlannedStep, tasks: readonly StepTask[]): boolean =>
  tasks.some(({ step, undoes, state }) => step === key && !undoes && state !== 'cancelled');

function courseOf({ result, status }: Change, tasks: readonly StepTask[]) {
  const isBackedOut = isTakenBack(tasks, result === 'backed_out');
  return { isBackedOut, isOver: isBackedOut || isFinished(status) };
}

type Asking = {
  readonly pointer: string;
  /** Whether a step may name who is not there any more, and then names nobody. */
  readonly missing: 'refused' | 'nobody';
};

/** Null where they stay as they are. @throws DomainError invalid_input with pointers */
export async function changeOfSteps(
  work: Work,
  change: Change,
  wished: readonly StepWish[],
  { pointer, missing }: Asking,
): Promise<{ before: readonly PlannedStep[]; after: readonly PlannedStep[] } | null> {
  const before = await storedSteps(work, change.ticketId);
  const tasks = await tasksOf(work, change.ticketId);
  const taken = new Set([
    ...before.map(({ key }) => key),
    ...tasks.map(({ step }) => step),
    ...wished.flatMap(({ key }) => key ?? []),
  ]);
  const after: PlannedStep[] = [];
  for (const [at, wish] of wished.entries()) {
    const key = wish.key ?? freshKey(taken);
    taken.add(key);
    const kept = before.find((one) => one.key === key)?.assignment ?? null;
    after.push({
      ...(await settled(work, wish, kept, { pointer: `${pointer}/${at}`, missing })),
      key,
    });
  }
  if (JSON.stringify(before) === JSON.stringify(after)) return null;
  if (lettersIn(after) > MOST_STEP_LETTERS)
    return invalid(pointer, `All steps together hold at most ${MOST_STEP_LETTERS} letters.`);
  const course = courseOf(change, tasks);
  const begun = [...before.entries()].filter(
    ([, step]) => !isToCome(stateOfStep(step, tasks, course).state),
  );
  const mistakes = mistakesIn(after, new Map(begun));
  if (mistakes.length > 0)
    throw new DomainError('invalid_input', mistakes[0]?.detail ?? '', {
      errors: mistakes.map(({ at, field, detail }) => ({
        pointer: [pointer, at, ...(field === '' ? [] : [field])].join('/'),
        detail,
      })),
    });
  return { before, after };
}

/** In the order of fields in which all are kept, so that equal steps are equal texts. */
async function storedSteps(work: Work, changeId: string): Promise<PlannedStep[]> {
  const [row] = await work.em.execute<{ steps: PlannedStep[] }[]>(
    'select steps from change_plan where ticket_id = ?',
    [changeId],
  );
  return (row?.steps ?? []).map(({ title, details, undo, assignment, minutes, key }) => ({
    ...{ title, details, undo, assignment, minutes, key },
  }));
}

async function settled(
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

const lettersIn = (steps: readonly PlannedStep[]): number =>
  steps.reduce(
    (sum, { title, details, undo }) => sum + title.length + details.length + undo.length,
    0,
  );

/** As they would be asked for again. */
export async function wishesOf(work: Work, change: Change): Promise<StepWish[]> {
  const steps = await stepsOf(work, change);
  return steps.map(({ key, title, details, undo, assignment, minutes }) => ({
    ...{ key, title, details, undo, minutes, assignment: assignment && wishedPlace(assignment) },
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
  if (lettersIn(steps) > MOST_STEP_LETTERS)
    return invalid(pointer, `All steps together hold at most ${MOST_STEP_LETTERS} letters.`);
  const [mistake] = mistakesIn(steps, new Map());
  if (mistake) return invalid(`${pointer}/${mistake.at}/${mistake.field}`, mistake.detail);
  // As they were named: ids would say nothing to who reads it.
  return steps.map((step, at) => ({
    ...step,
    assignment: step.assignment && (wishes[at]?.assignment ?? null),
  }));
}

/** The plan has a row already: it has just been written. */
export async function writeSteps(
  work: Work,
  changeId: string,
  steps: readonly PlannedStep[],
): Promise<void> {
  await work.em.execute('update change_plan set steps = ? where ticket_id = ?', [
    JSON.stringify(steps),
    changeId,
  ]);
}
