/**
 * Opens the task of a user task: who it is for, when it is due, and a word to its assignee. A place that cannot be found
 * (somebody left, a group was renamed) falls back to the ticket's own assignee and queue, so that no task is lost.
 */
import { LIMITS } from '#engine/definition/limits.ts';
import type { ElementOf, Task } from '#engine/definition.ts';
import { addSeconds } from '#engine/instant.ts';
import { isObject, type JsonObject } from '#engine/json.ts';
import type { CommandOf } from '#engine/messages.ts';
import { valueAt } from '#engine/paths.ts';
import { isUndoing, scopedVariablesAt } from '#engine/scope-list.ts';
import { fill, placeholdersOf } from '#engine/template.ts';
import { cut } from '../cut.ts';
import { newId } from '../ids.ts';
import { elementOf } from '../processes/definitions.ts';
import { dueOrNone } from '../processes/due.ts';
import { keptQueue } from '../processes/kept.ts';
import { addMessages, type StepContext, tell } from '../processes/step-context.ts';
import { aboutElement } from '../processes/tell-people.ts';
import { outcomeForStatus } from './complete-task.ts';

type Place = {
  readonly assignee_id: string | null;
  readonly assignee_email: string | null;
  readonly assignee_locale: string | null;
  readonly assignee_time_zone: string | null;
  readonly queue_id: string | null;
  readonly group_id: string | null;
};

const NOWHERE: Place = {
  assignee_id: null,
  assignee_email: null,
  assignee_locale: null,
  assignee_time_zone: null,
  queue_id: null,
  group_id: null,
};

export async function openTask(step: StepContext, command: CommandOf<'openTask'>): Promise<void> {
  const element = elementOf(step.definition, 'userTask', command.element);
  if (!element) throw new Error(`invariant: “${command.element}” is a user task of the definition`);
  const { work, run } = step;
  const place = await placeOf(step, command.token, element);
  const { assignee_id, assignee_email, queue_id, group_id } = place;
  const planned = await plannedStep(step, command.token, element.task);
  const dueAt = (await dueOrNone(step, element.id, element.task.due)) ?? planned.dueAt;
  const id = newId();
  const name = await titleOf(step, command.token, element);
  step.rows.tasks.push({
    id,
    token: command.token,
    element: element.id,
    process_id: run.process_id,
    process_version: run.process_version,
    ticket_id: run.ticket_id,
    name,
    scoped: scopedIn(element.task.instructions ?? '', step, command.token),
    step: planned.key,
    undoes: planned.key !== null && isUndoing(step.turn.state, command.token),
    assignee_id,
    queue_id,
    group_id,
    due_at: dueAt,
    opened_at: work.now.toISOString(),
  });
  tell(step, element.id, {
    type: 'task.opened',
    subject: { kind: 'task', id },
    data: {
      element: element.id,
      name,
      assignee: assignee_id,
      queue: queue_id,
      group: group_id,
      ...(planned.key === null ? {} : { step: planned.key }),
    },
  });
  if (assignee_email === null && !element.task.completesOnStatus) return;
  const facts = await step.facts(command.token);
  const outcome = outcomeForStatus(element.task, facts.ticket.status);
  if (outcome !== undefined) {
    // The ticket was moved there before the engine came this far: the task is done as soon as it is opened.
    step.doneAlready.push({ id, token: command.token, element: element.id, name, outcome });
    return;
  }
  if (assignee_id === null || assignee_email === null) return;
  const text = fill(element.task.instructions ?? '', facts);
  addMessages(step, {
    kind: 'taskOpened',
    key: `task:${id}:opened`,
    to: [
      {
        id: assignee_id,
        email: assignee_email,
        locale: place.assignee_locale ?? 'en',
        timeZone: place.assignee_time_zone ?? 'UTC',
      },
    ],
    about: aboutElement(facts, { name, text, dueAt, process: step.definition.name }),
    ticketId: run.ticket_id,
    runId: step.runId,
  });
}

/** What this doing of it is called; a title that comes to nothing is none. */
async function titleOf(
  step: StepContext,
  token: string,
  { id, name = id, task }: ElementOf<'userTask'>,
): Promise<string> {
  if (task.title === undefined) return name;
  const title = fill(task.title, await step.facts(token)).trim();
  return title === '' ? name : cut(title, LIMITS.nameLength);
}

/** The step of the plan that it carries out or takes back, and until when it should be carried out. */
async function plannedStep(
  step: StepContext,
  token: string,
  task: Task,
): Promise<{ readonly key: string | null; readonly dueAt: string | null }> {
  if (task.step === undefined) return { key: null, dueAt: null };
  const facts = await step.facts(token);
  const key = fill(task.step, facts).trim();
  if (key === '') return { key: null, dueAt: null };
  const steps = valueAt(facts, 'ticket.change.steps');
  const found: unknown = Array.isArray(steps) ? steps.find((one) => one.key === key) : undefined;
  const minutes = isObject(found) ? found.minutes : null;
  const isTimed = typeof minutes === 'number' && !isUndoing(step.turn.state, token);
  const dueAt = isTimed ? addSeconds(step.work.now.toISOString(), minutes * 60) : null;
  return { key, dueAt };
}

/** What the text names of the scope that the task is in, while there is that scope; null for nothing. */
function scopedIn(text: string, step: StepContext, token: string): JsonObject | null {
  const names = new Set(placeholdersOf(text).map((path) => path.split('.')[1]));
  const scoped = Object.entries(scopedVariablesAt(step.turn.state, token));
  const named = scoped.filter(([name]) => names.has(name));
  return named.length > 0 ? Object.fromEntries(named) : null;
}

async function placeOf(
  step: StepContext,
  token: string,
  element: ElementOf<'userTask'>,
): Promise<Place> {
  const { otherwise, ...named } = element.task.assignment ?? {};
  if (Object.keys(named).join() === 'queue' && !hasPlaceholder(named.queue)) {
    const queue = await keptQueue(step.work, step.run.revision, named.queue ?? '');
    if (queue !== null) return { ...NOWHERE, queue_id: queue };
  }
  const filled = async (who: Who) => {
    const { user, queue, group } = who;
    const facts = [user, queue, group].some(hasPlaceholder) ? await step.facts(token) : {};
    const said = (text: string | undefined) =>
      text === undefined ? undefined : fill(text, facts).trim();
    return { ...who, user: said(user)?.toLowerCase(), queue: said(queue), group: said(group) };
  };
  const asked = {
    ...(await filled(named)),
    ...(otherwise && { otherwise: await filled(otherwise) }),
  };
  const rows = await step.work.em.execute<Place[]>('select * from task_place(?, ?)', [
    JSON.stringify(asked),
    step.run.ticket_id,
  ]);
  return rows[0] ?? NOWHERE;
}

type Who = Omit<NonNullable<Task['assignment']>, 'otherwise'>;

const hasPlaceholder = (text: string | undefined): boolean =>
  text !== undefined && placeholdersOf(text).length > 0;
