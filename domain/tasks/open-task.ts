/**
 * Opens the task of a user task: who it is for, when it is due, and a word to its assignee. A place that cannot be found
 * (somebody left, a group was renamed) falls back to the ticket's own assignee and queue, so that no task is lost.
 */
import type { ElementOf } from '#engine/definition.ts';
import type { JsonObject } from '#engine/json.ts';
import type { CommandOf } from '#engine/messages.ts';
import { scopedVariablesAt } from '#engine/scope-list.ts';
import { fill, placeholdersOf } from '#engine/template.ts';
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
  const dueAt = await dueOrNone(step, element.id, element.task.due);
  const id = newId();
  const name = element.name ?? element.id;
  step.rows.tasks.push({
    id,
    token: command.token,
    element: element.id,
    process_id: run.process_id,
    process_version: run.process_version,
    ticket_id: run.ticket_id,
    name,
    scoped: scopedIn(element.task.instructions ?? '', step, command.token),
    assignee_id,
    queue_id,
    group_id,
    due_at: dueAt,
    opened_at: work.now.toISOString(),
  });
  tell(step, element.id, {
    type: 'task.opened',
    subject: { kind: 'task', id },
    data: { element: element.id, name, assignee: assignee_id, queue: queue_id, group: group_id },
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
  const { assignment = {} } = element.task;
  if (Object.keys(assignment).join() === 'queue') {
    const queue = await keptQueue(step.work, step.run.revision, assignment.queue ?? '');
    if (queue !== null) return { ...NOWHERE, queue_id: queue };
  }
  const user =
    assignment.user === undefined ? null : fill(assignment.user, await step.facts(token));
  const rows = await step.work.em.execute<Place[]>('select * from task_place(?, ?)', [
    JSON.stringify({ ...assignment, user: user?.trim().toLowerCase() }),
    step.run.ticket_id,
  ]);
  return rows[0] ?? NOWHERE;
}
