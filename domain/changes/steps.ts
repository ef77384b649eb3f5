/**
 * The steps of a change's plan as the record keeps them, by the ids of people, groups and queues, and how far each is by the
 * tasks that were opened for it. Whoever plans them holds the ticket's lock, behind which alone tasks are opened: no step is
 * begun between the look at it and its being planned anew.
 */
import {
  freshKey,
  isTakenBack,
  isToCome,
  mistakesIn,
  type PlannedStep,
  passedOver,
  type StepCourse,
  type StepState,
  type StepTask,
  stateOfStep,
} from '#engine/changes/steps.ts';
import { DomainError } from '../errors.ts';
import { toIso } from '../instants.ts';
import { taskDue } from '../tasks/read.ts';
import { isFinished } from '../tickets/values.ts';
import type { Work } from '../work.ts';
import { isBeingAsked, lastAsked } from './asked-back-out.ts';
import type { Change } from './change.ts';
import { isOver } from './follow.ts';
import { type Asking, demandLetters, type StepWish, settled } from './step-wish.ts';

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
  const course = await courseOf(work, change, tasks);
  const passed = passedOver(
    steps.map(({ step }) => step),
    tasks,
  );
  const { isAsked, askedAt } = course;
  /** Behind the last that was begun nothing shows that its process went past it, but that the change is further than that. */
  const isSkipped = (key: string): boolean => {
    const last = tasks.findLast(({ step }) => step === key);
    if (last?.state !== 'cancelled' || !isOver(change.status)) return false;
    return !isAsked || (askedAt !== null && last.at < askedAt);
  };
  return steps.map(({ step, place }) => {
    const isPassed = passed.has(step.key) || isSkipped(step.key);
    const { state, task } = stateOfStep(step, tasks, {
      ...course,
      isOver: course.isOver || isPassed,
      isAsked: course.isAsked && !isPassed,
    });
    return {
      ...step,
      assignment: place,
      state,
      by: task?.by ?? null,
      task: task?.id ?? null,
      at: task ? toIso(task.at) : null,
      dueAt: task?.state === 'open' && task.dueAt !== null ? toIso(task.dueAt) : null,
    };
  });
}

/** The tasks in which steps were carried out or taken back, the oldest first. */
const tasksOf = (work: Work, changeId: string): Promise<TaskNow[]> =>
  work.em.execute<TaskNow[]>(
    `select k.id, k.step, k.undoes, k.state, k.outcome, to_json(${taskDue('k')}) #>> '{}' as "dueAt",
       to_json(coalesce(k.completed_at, case when k.state = 'cancelled' then (select max(e.left_at) from run_element e
         where e.run_id = k.run_id and e.token = k.token and e.element = k.element) end, k.opened_at)) #>> '{}' as at,
       case when k.state = 'open' then ${person('a')} else ${person('c')} end as by
     from task k left join person a on a.id = k.assignee_id left join person c on c.id = k.completed_by
     where k.ticket_id = ? and k.step is not null order by k.opened_at, k.id`,
    [changeId],
  );

/** Whether what was done of it is being taken back, or is taken back. */
export const isBackedOut = async (work: Work, change: Change): Promise<boolean> =>
  isTakenBack(await tasksOf(work, change.ticketId), change.result === 'backed_out');

async function courseOf(
  work: Work,
  change: Change,
  tasks: readonly StepTask[],
): Promise<StepCourse & { readonly askedAt: string | null }> {
  const isBackedOut = isTakenBack(tasks, change.result === 'backed_out');
  // It is of interest only where something was called off.
  const isAsked =
    tasks.some(({ state }) => state === 'cancelled') && (await isBeingAsked(work, change));
  return {
    isBackedOut,
    isOver: isBackedOut || isFinished(change.status),
    isAsked,
    // Somebody may have called the change done while its steps went on: what is called off since then was not skipped.
    askedAt: isAsked ? await lastAsked(work, change.ticketId) : null,
  };
}

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
  demandLetters(after, pointer);
  const course = await courseOf(work, change, tasks);
  // Whoever wants one done that was passed over plans another: its process does not come back to it.
  const passed = course.isBackedOut ? new Set() : passedOver(before, tasks);
  const begun = [...before.entries()].filter(
    ([, step]) => passed.has(step.key) || !isToCome(stateOfStep(step, tasks, course).state),
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
    title,
    details,
    undo,
    assignment,
    minutes,
    key,
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
