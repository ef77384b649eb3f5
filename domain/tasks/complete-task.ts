/**
 * Completes a task: lock, check, write, event and message to the run in one transaction, so that whoever asks gets a certain
 * yes or no at once, whether the engine is up or not. The element completes when the engine takes the message in.
 */
import type { Outcome, Task } from '#engine/definition.ts';
import type { JsonObject } from '#engine/json.ts';
import { isOnItsWay } from '../changes/asked-back-out.ts';
import { DomainError, type FieldError } from '../errors.ts';
import { eventRow } from '../events/rows.ts';
import type { Principal } from '../people/access.ts';
import { definitionOf, elementOf } from '../processes/definitions.ts';
import { valueErrors } from '../processes/form.ts';
import { demandVersion } from '../version.ts';
import type { Work } from '../work.ts';
import { demandWorker, type LockedTask, lockTask } from './lock-task.ts';

export type Completion = {
  readonly outcome?: string | null;
  readonly values?: { readonly [name: string]: unknown };
};

/** The outcome of a task that offers no choice. */
export const DONE: Outcome = { key: 'done', label: 'Done' };

export const outcomesOf = (task: Pick<Task, 'outcomes'> | undefined): readonly Outcome[] =>
  task?.outcomes ?? [DONE];

/** The outcome that a ticket's coming to this status gives the task; undefined where it gives none. */
export function outcomeForStatus(
  task: Pick<Task, 'completesOnStatus'> | undefined,
  status: unknown,
): string | undefined {
  const outcomes = task?.completesOnStatus;
  return outcomes && typeof status === 'string' && Object.hasOwn(outcomes, status)
    ? outcomes[status]
    : undefined;
}

/**
 * @throws DomainError not_found, not_permitted, task_not_open, stale_version, invalid_input with pointers
 */
export async function completeTask(
  work: Work,
  principal: Principal,
  id: string,
  completion: Completion,
  expectedVersion?: number,
): Promise<void> {
  const task = await lockTask(work, id);
  demandWorker(principal, task);
  if (task.state !== 'open' || !task.run_open) {
    throw new DomainError(
      'task_not_open',
      `“${task.name}” is ${task.state === 'open' ? 'no longer needed: its run has ended' : task.state}.`,
      { values: { state: task.state } },
    );
  }
  await demandGoingOn(work, task);
  demandVersion(expectedVersion, task.version);
  const definition = await definitionOf(work, task.process_id, task.process_version);
  const element = elementOf(definition, 'userTask', task.element);
  const outcome = checked(element?.task, completion);
  await closeTask(work, task, outcome, (completion.values ?? {}) as JsonObject, 'person');
}

/** What is done of a step after somebody has asked for a back-out would not be taken back with the rest. */
async function demandGoingOn(
  work: Work,
  { step, undoes, ticket_id, run_id, name }: LockedTask,
): Promise<void> {
  if (step === null || undoes || ticket_id === null) return;
  if (await isOnItsWay(work, run_id, ticket_id))
    throw new DomainError(
      'task_not_open',
      `“${name}” is being called off: somebody has asked that the change be backed out.`,
      { values: { state: 'open' } },
    );
}

/** Writes an open, locked task as completed and tells its run. */
export async function closeTask(
  work: Work,
  task: Pick<LockedTask, 'id' | 'run_id' | 'token' | 'ticket_id' | 'element' | 'name'>,
  outcome: string,
  values: JsonObject,
  by: 'person' | 'status',
): Promise<void> {
  const at = work.now.toISOString();
  const event = eventRow(work, {
    type: 'task.completed',
    subject: { kind: 'task', id: task.id },
    ticketId: task.ticket_id,
    changes: {
      state: { before: 'open', after: 'completed' },
      outcome: { before: null, after: outcome },
    },
    data: { element: task.element, name: task.name, run: task.run_id, by },
  });
  const payload = {
    id: task.id,
    run_id: task.run_id,
    at,
    outcome,
    values,
    completed_by: work.actor.kind === 'person' ? work.actor.id : null,
    event_id: event.id,
    events: [event],
    message: { type: 'taskCompleted', token: task.token, at, outcome, values },
  };
  await work.em.flush();
  await work.em.execute('select task_complete(?)', [JSON.stringify(payload)]);
  work.sent.value = true;
}

/** What of a completion the task does not take, each with its pointer below `at`; none when it can be completed so. */
export function completionErrors(
  task: Task | undefined,
  completion: Completion,
  at = '',
): readonly FieldError[] {
  const errors: FieldError[] = [];
  const { values = {} } = completion;
  const keys = outcomesOf(task).map(({ key }) => key);
  if (!keys.includes(chosenBy(task, completion) ?? ''))
    errors.push({
      pointer: `${at}/outcome`,
      detail: `must be one of ${keys.map((key) => `“${key}”`).join(', ')}.`,
    });
  if (task?.form) errors.push(...valueErrors(task.form, values, `${at}/values`));
  else if (Object.keys(values).length > 0)
    errors.push({ pointer: `${at}/values`, detail: 'This task asks for no values.' });
  return errors;
}

/** The outcome that is asked for, or the only one there is. */
function chosenBy(task: Task | undefined, { outcome }: Completion): string | undefined {
  const [only, ...others] = outcomesOf(task);
  return outcome ?? (others.length === 0 ? only?.key : undefined);
}

function checked(task: Task | undefined, completion: Completion): string {
  const errors = completionErrors(task, completion);
  const chosen = chosenBy(task, completion);
  if (errors.length > 0 || chosen === undefined) {
    throw new DomainError('invalid_input', 'The task cannot be completed like this.', { errors });
  }
  return chosen;
}
