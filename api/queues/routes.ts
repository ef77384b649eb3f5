/** /queues */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import {
  demandEverywhere,
  demandToken,
  PERMISSIONS,
  type Principal,
  scopeOf,
} from '#domain/people/access.ts';
import {
  changeQueue,
  createQueue,
  getQueue,
  listQueues,
  type QueueRecord,
  removeQueue,
} from '#domain/tickets/queues.ts';
import { pageOf, toPage } from '../pages.ts';
import { etag, ifMatch } from '../plugins/etag.ts';
import { inWork } from '../plugins/unit-of-work.ts';
import { Nothing } from '../schemas.ts';
import { NewQueue, Queue, QueueParams, QueuePatch, QueueQuery, Queues } from './schemas.ts';

const tags = ['queues'];
const MANAGE = { permission: 'queue.manage' } as const;

const present = (queue: QueueRecord, principal: Principal) => ({
  ...queue,
  allowed: scopeOf(principal, 'queue.manage') === 'all' ? ['read', 'update', 'delete'] : ['read'],
});

/** Whoever has to do with tickets names queues; what is for something else only does not. */
const NAMING_QUEUES = PERMISSIONS.filter((permission) => permission !== 'wallboard.read');

export const queueRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/queues',
    {
      schema: {
        tags,
        summary: 'Queues, by key',
        querystring: QueueQuery,
        response: { 200: Queues },
      },
    },
    async (request) => {
      const { limit, take, after } = pageOf(request.query, 1);
      return inWork(request, async (work, principal) => {
        demandToken(principal, NAMING_QUEUES);
        const rows = await listQueues(work, { take, after: after ? String(after[0]) : null });
        return toPage(
          rows,
          limit,
          (row) => present(row, principal),
          (row) => [row.key],
        );
      });
    },
  );

  app.post(
    '/queues',
    {
      config: MANAGE,
      schema: { tags, summary: 'Add a queue', body: NewQueue, response: { 201: Queue } },
    },
    async (request, reply) => {
      const made = await inWork(request, async (work, principal) => {
        demandEverywhere(principal, 'queue.manage');
        return present(await getQueue(work, await createQueue(work, request.body)), principal);
      });
      etag(reply, made.version);
      return reply.code(201).header('location', `/api/v1/queues/${made.id}`).send(made);
    },
  );

  app.get(
    '/queues/:id',
    { schema: { tags, summary: 'A queue', params: QueueParams, response: { 200: Queue } } },
    async (request, reply) => {
      const found = await inWork(request, async (work, principal) =>
        present(await getQueue(work, request.params.id), principal),
      );
      etag(reply, found.version);
      return found;
    },
  );

  app.patch(
    '/queues/:id',
    {
      config: MANAGE,
      schema: {
        tags,
        summary: 'Change a queue',
        params: QueueParams,
        body: QueuePatch,
        response: { 200: Queue },
      },
    },
    async (request, reply) => {
      const expected = ifMatch(request);
      const changed = await inWork(request, async (work, principal) => {
        demandEverywhere(principal, 'queue.manage');
        return present(
          await getQueue(work, await changeQueue(work, request.params.id, request.body, expected)),
          principal,
        );
      });
      etag(reply, changed.version);
      return changed;
    },
  );

  app.delete(
    '/queues/:id',
    {
      config: MANAGE,
      schema: {
        tags,
        summary: 'Remove an empty queue',
        params: QueueParams,
        response: { 204: Nothing },
      },
    },
    async (request, reply) => {
      const expected = ifMatch(request);
      await inWork(request, async (work, principal) => {
        demandEverywhere(principal, 'queue.manage');
        await removeQueue(work, request.params.id, expected);
      });
      return reply.code(204).send();
    },
  );
};
