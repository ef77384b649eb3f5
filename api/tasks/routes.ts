/** /tasks and /tickets/:id/tasks. Being asked is enough to see and do a task: no role is needed. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { DomainError } from '#domain/errors.ts';
import { may, type Principal } from '#domain/people/access.ts';
import { claimTask } from '#domain/tasks/claim-task.ts';
import { completeTask } from '#domain/tasks/complete-task.ts';
import { mayWork } from '#domain/tasks/lock-task.ts';
import {
  getTask,
  listTasks,
  placedOf,
  type TaskRecord,
  tasksOfTicket,
} from '#domain/tasks/read.ts';
import { mayOn } from '#domain/tickets/policy.ts';
import { findTicket } from '#domain/tickets/read.ts';
import type { TicketRecord } from '#domain/tickets/record.ts';
import type { Work } from '#domain/work.ts';
import { choicesOf, placeOf } from '../filters.ts';
import { pageOf, toPage } from '../pages.ts';
import { etag, ifMatch } from '../plugins/etag.ts';
import { inWork } from '../plugins/unit-of-work.ts';
import { IdParams } from '../schemas.ts';
import { readableTicket, TicketPartParams, TicketPartQuery } from '../ticket-part.ts';
import { presentTask } from './present.ts';
import { Completion, TASK_STATES, Task, TaskQuery, Tasks } from './schemas.ts';

const tags = ['tasks'];

export const taskRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/tasks',
    {
      schema: {
        tags,
        summary: 'Tasks the caller may see, the oldest first',
        querystring: TaskQuery,
        response: { 200: Tasks },
      },
    },
    async (request) => {
      const { limit, take, after } = pageOf(request.query, 2);
      const { state, assignee, exact, queue, ticket } = request.query;
      const filter = {
        states: choicesOf('state', TASK_STATES, state),
        assignee: assignee === 'me' && !exact ? 'mine' : assignee,
        queue,
        ticketId: ticket,
      };
      const place = placeOf(after);
      return inWork(request, async (work, principal) => {
        const rows = await listTasks(work, principal, {
          filter,
          take,
          after: place && { openedAt: place.at, id: place.id },
        });
        return toPage(
          rows,
          limit,
          (row) => presentTask(row, principal, true),
          (row) => [row.openedAt, row.id],
        );
      });
    },
  );

  app.get(
    '/tasks/:id',
    {
      schema: { tags, summary: 'A task with its form', params: IdParams, response: { 200: Task } },
    },
    async (request, reply) => {
      const shown = await inWork(request, (work, principal) =>
        show(work, principal, request.params.id),
      );
      etag(reply, shown.version);
      return shown;
    },
  );

  app.post(
    '/tasks/:id/claim',
    {
      schema: {
        tags,
        summary: 'Take a task that waits for one of my groups',
        params: IdParams,
        response: { 200: Task },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const claimed = await inWork(request, async (work, principal) => {
        await claimTask(work, principal, id, ifMatch(request));
        return show(work, principal, id);
      });
      etag(reply, claimed.version);
      return claimed;
    },
  );

  app.post(
    '/tasks/:id/complete',
    {
      schema: {
        tags,
        summary: 'Say that it is done, and how it ended',
        params: IdParams,
        body: Completion,
        response: { 200: Task },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const completed = await inWork(request, async (work, principal) => {
        await completeTask(work, principal, id, request.body, ifMatch(request));
        return show(work, principal, id);
      });
      etag(reply, completed.version);
      return completed;
    },
  );

  app.get(
    '/tickets/:id/tasks',
    {
      config: { permission: 'ticket.read' },
      schema: {
        tags,
        summary: 'A ticket’s tasks, in the order they were opened',
        params: TicketPartParams,
        querystring: TicketPartQuery,
        response: { 200: Tasks },
      },
    },
    async (request) =>
      inWork(request, async (work, principal) => {
        const ticket = await readableTicket(work, principal, request.params.id);
        const rows = await tasksOfTicket(work, ticket.id);
        return {
          items: rows.map((row) => presentTask(row, principal, seesInside(principal, row, ticket))),
          nextCursor: null,
        };
      }),
  );
};

/** Seen by those who may work on it, and by those who may see its ticket. */
async function show(work: Work, principal: Principal, id: string) {
  const task = await getTask(work, id);
  const ticket = task.ticket && (await findTicket(work, task.ticket.id));
  const visible =
    mayWork(principal, placedOf(task)) ||
    (task.ticket
      ? ticket !== null && mayOn(principal, 'ticket.read', ticket)
      : may(principal, 'run.read'));
  if (!visible) throw new DomainError('not_found', 'There is no such task, or you may not see it.');
  return presentTask(task, principal, seesInside(principal, task, ticket));
}

/** Of a task without a ticket nobody else sees anything at all. */
const seesInside = (principal: Principal, task: TaskRecord, ticket: TicketRecord | null): boolean =>
  mayWork(principal, placedOf(task)) ||
  ticket === null ||
  mayOn(principal, 'ticket.update', ticket) ||
  mayOn(principal, 'run.read', ticket);
