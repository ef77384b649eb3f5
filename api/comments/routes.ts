/** /processes/{key}/threads: what is said about a process. Whoever may read it may say something. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { readersOf } from '#domain/comments/mentions.ts';
import { getThread, listThreads } from '#domain/comments/read.ts';
import {
  answerThread,
  deleteComment,
  editComment,
  settleThread,
  startThread,
} from '#domain/comments/write.ts';
import { invalid } from '#domain/errors.ts';
import { isId } from '#domain/ids.ts';
import { getProcess } from '#domain/processes/read-processes.ts';
import { keyPlaceOf } from '../filters.ts';
import { pageOf, toPage } from '../pages.ts';
import { etag, ifMatch } from '../plugins/etag.ts';
import { inWork } from '../plugins/unit-of-work.ts';
import { KeyParams } from '../schemas.ts';
import { presentThread } from './present.ts';
import {
  CommentParams,
  NewComment,
  NewThread,
  ReaderQuery,
  Readers,
  Thread,
  ThreadChange,
  ThreadParams,
  ThreadQuery,
  Threads,
} from './schemas.ts';

const tags = ['comments'];
const READ = { permission: 'process.read' } as const;

export const commentRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/processes/:key/threads',
    {
      config: READ,
      schema: {
        tags,
        summary: 'What is said about a process, the newest thread first',
        params: KeyParams,
        querystring: ThreadQuery,
        response: { 200: Threads },
      },
    },
    async (request) => {
      const { limit, take, after } = pageOf(request.query, 1);
      const before = keyPlaceOf(after);
      if (before !== null && !isId(before))
        return invalid('/cursor', 'is not a cursor of this list.');
      const { state, mine } = request.query;
      return inWork(request, async (work, principal) => {
        const { key } = await getProcess(work, principal, request.params.key);
        const query = { state, with: mine ? principal.personId : undefined, take, before };
        return toPage(
          await listThreads(work, key, query),
          limit,
          (thread) => presentThread(thread, principal),
          (thread) => [thread.id],
        );
      });
    },
  );

  app.post(
    '/processes/:key/threads',
    {
      config: READ,
      schema: {
        tags,
        summary: 'Begin a thread on an element or on the whole process; who is named gets a mail',
        params: KeyParams,
        body: NewThread,
        response: { 201: Thread },
      },
    },
    async (request, reply) => {
      const { key } = request.params;
      const thread = await inWork(request, async (work, principal) => {
        const id = await startThread(work, principal, key, request.body);
        return presentThread(await getThread(work, key, id), principal);
      });
      return reply
        .code(201)
        .header('location', `/api/v1/processes/${key}/threads/${thread.id}`)
        .send(thread);
    },
  );

  app.get(
    '/processes/:key/threads/:id',
    {
      config: READ,
      schema: { tags, summary: 'One thread', params: ThreadParams, response: { 200: Thread } },
    },
    async (request, reply) => {
      const { key, id } = request.params;
      const thread = await inWork(request, async (work, principal) =>
        presentThread(await getThread(work, key, id), principal),
      );
      etag(reply, thread.revision);
      return thread;
    },
  );

  app.patch(
    '/processes/:key/threads/:id',
    {
      config: READ,
      schema: {
        tags,
        summary: 'Resolve a thread, or reopen it',
        params: ThreadParams,
        body: ThreadChange,
        response: { 200: Thread },
      },
    },
    async (request, reply) => {
      const { key, id } = request.params;
      const thread = await inWork(request, async (work, principal) => {
        await settleThread(work, principal, key, id, request.body.resolved, ifMatch(request));
        return presentThread(await getThread(work, key, id), principal);
      });
      etag(reply, thread.revision);
      return thread;
    },
  );

  app.post(
    '/processes/:key/threads/:id/comments',
    {
      config: READ,
      schema: {
        tags,
        summary: 'Answer in an open thread; who is named gets a mail',
        params: ThreadParams,
        body: NewComment,
        response: { 201: Thread },
      },
    },
    async (request, reply) => {
      const { key, id } = request.params;
      const thread = await inWork(request, async (work, principal) => {
        await answerThread(work, principal, key, id, request.body.body);
        return presentThread(await getThread(work, key, id), principal);
      });
      return reply.code(201).send(thread);
    },
  );

  app.patch(
    '/processes/:key/threads/:id/comments/:comment',
    {
      config: READ,
      schema: {
        tags,
        summary: 'Change what oneself has said',
        params: CommentParams,
        body: NewComment,
        response: { 200: Thread },
      },
    },
    async (request) => {
      const { key, id, comment } = request.params;
      const ids = { thread: id, comment };
      return inWork(request, async (work, principal) => {
        const { body } = request.body;
        await editComment(work, principal, key, ids, body, ifMatch(request));
        return presentThread(await getThread(work, key, id), principal);
      });
    },
  );

  app.delete(
    '/processes/:key/threads/:id/comments/:comment',
    {
      config: READ,
      schema: {
        tags,
        summary: 'Delete what oneself has said; that something was said stays',
        params: CommentParams,
        response: { 200: Thread },
      },
    },
    async (request) => {
      const { key, id, comment } = request.params;
      return inWork(request, async (work, principal) => {
        await deleteComment(work, principal, key, { thread: id, comment }, ifMatch(request));
        return presentThread(await getThread(work, key, id), principal);
      });
    },
  );

  app.get(
    '/processes/:key/readers',
    {
      config: READ,
      schema: {
        tags,
        summary: 'Who may read a process and so can be named in a comment on it: the first by name',
        params: KeyParams,
        querystring: ReaderQuery,
        response: { 200: Readers },
      },
    },
    async (request) =>
      inWork(request, async (work, principal) => {
        await getProcess(work, principal, request.params.key);
        return { items: await readersOf(work, request.query.q ?? ''), nextCursor: null };
      }),
  );
};
