/** Tasks with what is shown beside them: the ticket, the place they lie, and the form and outcomes their element gives. */
import type { Outcome, Task } from '#engine/definition.ts';
import type { JsonObject } from '#engine/json.ts';
import { DomainError } from '../errors.ts';
import { demandToken, type Principal, scopeOf } from '../people/access.ts';
import { definitionOf, elementOf } from '../processes/definitions.ts';
import type { Form } from '../processes/form.ts';
import { and, marks, type Sql, sql } from '../tickets/sql.ts';
import type { Work } from '../work.ts';
import { outcomesOf } from './complete-task.ts';
import { fillInstructions } from './instructions.ts';
import { mayWork, type Placed } from './lock-task.ts';

type Person = { readonly id: string; readonly name: string; readonly email: string };
type KeyRef = { readonly id: string; readonly key: string; readonly name: string };

type Row = {
  readonly id: string;
  readonly run: string;
  readonly process: string;
  readonly process_id: string;
  readonly process_version: number;
  readonly element: string;
  readonly name: string;
  readonly state: 'open' | 'completed' | 'cancelled';
  readonly ticket: {
    readonly id: string;
    readonly number: string;
    readonly title: string;
    readonly priority: 1 | 2 | 3 | 4;
    readonly requester: Person;
  } | null;
  readonly assignee: Person | null;
  readonly queue: (KeyRef & { readonly groupId: string | null }) | null;
  readonly group: KeyRef | null;
  readonly outcome: string | null;
  readonly scoped: JsonObject | null;
  readonly values: { readonly [name: string]: unknown } | null;
  readonly dueAt: string | null;
  readonly openedAt: string;
  readonly completedAt: string | null;
  readonly completedBy: Person | null;
  readonly version: number;
};

export type TaskRecord = Row & {
  readonly instructions: string;
  readonly form: Form | null;
  readonly uiSchema: { readonly [name: string]: unknown } | null;
  readonly outcomes: readonly Outcome[];
  /** Ticket status → the outcome that it completes the task with. */
  readonly completesOnStatus: { readonly [status: string]: string };
};

const person = (alias: string) =>
  `case when ${alias}.id is null then null else jsonb_build_object('id', ${alias}.id, 'name', ${alias}.name, 'email', ${alias}.email) end`;
const instant = (column: string) => `to_json(${column}) #>> '{}'`;

/** When an open task is due: as its process says, else as the nearest clock that measures it. `task`: an alias. */
export const taskDue = (task: string): string =>
  `coalesce(${task}.due_at, case when ${task}.state = 'open' then (select min(c.due_at) from clock c
     where c.subject_id = ${task}.id and c.subject_kind = 'task' and c.standing = 'running') end)`;

const TASKS = `select k.id, k.run_id as run, r.process_key as process, k.process_id, k.process_version, k.element, k.name, k.state, k.scoped,
    case when t.id is null then null else jsonb_build_object('id', t.id, 'number', t.number, 'title', t.title, 'priority', t.priority,
      'requester', jsonb_build_object('id', o.id, 'name', o.name, 'email', o.email)) end as ticket,
    ${person('a')} as assignee, ${person('c')} as "completedBy",
    case when q.id is null then null else jsonb_build_object('id', q.id, 'key', q.key, 'name', q.name, 'groupId', q.group_id) end as queue,
    case when g.id is null then null else jsonb_build_object('id', g.id, 'key', g.key, 'name', g.name) end as "group",
    k.outcome, k.values, ${instant(taskDue('k'))} as "dueAt", ${instant('k.opened_at')} as "openedAt", ${instant('k.completed_at')} as "completedAt", k.version
  from task k join run r on r.id = k.run_id
  left join ticket t on t.id = k.ticket_id and t.deleted_at is null
  left join person o on o.id = t.requester_id
  left join person a on a.id = k.assignee_id left join person c on c.id = k.completed_by
  left join queue q on q.id = k.queue_id left join people_group g on g.id = k.group_id`;

export type TaskFilter = {
  readonly states?: readonly string[];
  /** `mine`: assigned to me, or waiting for one of my groups; `me`: assigned to me; `none`; else an address. */
  readonly assignee?: string;
  readonly queue?: string;
  readonly ticketId?: string;
};

export type TaskPlace = { readonly openedAt: string; readonly id: string };

/** What the principal may see, the oldest first. */
export async function listTasks(
  work: Work,
  principal: Principal,
  query: { readonly filter: TaskFilter; readonly take: number; readonly after: TaskPlace | null },
): Promise<TaskRecord[]> {
  const { states = [], assignee, queue, ticketId } = query.filter;
  demandToken(principal, ['task.work', 'ticket.read']);
  const conditions: Sql[] = [sql('k.tenant_id = ?', work.tenantId)];
  const seesAll = scopeOf(principal, 'task.work') === 'all';
  if (!seesAll) conditions.push(withMe(principal));
  if (states.length > 0) conditions.push(sql(`k.state in (${marks(states)})`, ...states));
  if (assignee === 'mine') conditions.push(waitingForMe(principal, seesAll));
  else if (assignee === 'me') conditions.push(sql('k.assignee_id = ?', principal.personId));
  else if (assignee === 'none') conditions.push(sql('k.assignee_id is null'));
  else if (assignee !== undefined) conditions.push(sql('a.email = ?', assignee.toLowerCase()));
  if (queue !== undefined) conditions.push(sql('q.key = ?', queue));
  if (ticketId !== undefined) conditions.push(sql('k.ticket_id = ?', ticketId));
  if (query.after)
    conditions.push(sql('(k.opened_at, k.id) > (?, ?)', query.after.openedAt, query.after.id));
  const where = and(conditions);
  const rows = await work.em.execute<Row[]>(
    `${TASKS} where ${where.text} order by k.opened_at, k.id limit ?`,
    [...where.params, query.take],
  );
  return withElements(work, rows);
}

/** A ticket's tasks in the order they were opened; who may see the ticket may see them. */
export async function tasksOfTicket(work: Work, ticketId: string): Promise<TaskRecord[]> {
  const rows = await work.em.execute<Row[]>(
    `${TASKS} where k.ticket_id = ? order by k.opened_at, k.id`,
    [ticketId],
  );
  return withElements(work, rows);
}

/** Whoever it is; who may see it is the caller's to ask. @throws DomainError not_found */
export async function getTask(work: Work, id: string): Promise<TaskRecord> {
  const rows = await work.em.execute<Row[]>(`${TASKS} where k.id = ?`, [id]);
  const [task] = await withElements(work, rows);
  if (!task) throw new DomainError('not_found', 'There is no such task, or you may not see it.');
  return task;
}

export const placedOf = ({
  assignee,
  group,
  queue,
}: Pick<TaskRecord, 'assignee' | 'group' | 'queue'>): Placed => ({
  assigneeId: assignee?.id ?? null,
  groupId: group?.id ?? null,
  queueGroupId: queue?.groupId ?? null,
});

/** What this person may do with it now. */
export function allowedOnTask(principal: Principal, task: TaskRecord): string[] {
  if (task.state !== 'open' || !mayWork(principal, placedOf(task))) return [];
  return task.assignee === null ? ['complete', 'claim'] : ['complete'];
}

function withMe({ personId, groupIds }: Principal): Sql {
  if (groupIds.length === 0) return sql('k.assignee_id = ?', personId);
  const groups = marks(groupIds);
  return sql(
    `(k.assignee_id = ? or k.group_id in (${groups}) or q.group_id in (${groups}))`,
    personId,
    ...groupIds,
    ...groupIds,
  );
}

/** What a colleague has taken is theirs; what lies with nobody at all waits for everybody who may work on all tasks. */
function waitingForMe(principal: Principal, seesAll: boolean): Sql {
  const mine = withMe(principal);
  const nobodys = seesAll
    ? ' or (k.assignee_id is null and k.group_id is null and k.queue_id is null)'
    : '';
  return sql(
    `((${mine.text}${nobodys}) and (k.assignee_id is null or k.assignee_id = ?))`,
    ...mine.params,
    principal.personId,
  );
}

async function withElements(work: Work, rows: readonly Row[]): Promise<TaskRecord[]> {
  const tasks: TaskRecord[] = [];
  for (const row of rows) {
    const definition = await definitionOf(work, row.process_id, row.process_version);
    const task: Task | undefined = elementOf(definition, 'userTask', row.element)?.task;
    tasks.push({
      ...row,
      instructions: task?.instructions ?? '',
      form: task?.form ?? null,
      uiSchema: task?.uiSchema ?? null,
      outcomes: outcomesOf(task),
      completesOnStatus: task?.completesOnStatus ?? {},
    });
  }
  return fillInstructions(work, tasks);
}
