/** /operations: for whoever keeps it running. Everything is the caller's own tenant's. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import {
  type DeadLetter as DeadLetterRow,
  discardDeadLetter,
  listDeadLetters,
  retryDeadLetter,
} from '#domain/operations/dead-letters.ts';
import { listMail } from '#domain/operations/mail-log.ts';
import { operationsStatus } from '#domain/operations/status.ts';
import { demandEverywhere } from '#domain/people/access.ts';
import { pageOf, toPage } from '../pages.ts';
import { inWork } from '../plugins/unit-of-work.ts';
import { Nothing } from '../schemas.ts';
import {
  DeadLetter,
  DeadLetters,
  LetterParams,
  MailList,
  MailQuery,
  OperationsQuery,
  Status,
} from './schemas.ts';

const tags = ['operations'];
const OPERATOR = { permission: 'run.operate' } as const;

const presentLetter = (letter: DeadLetterRow) => ({
  id: letter.id,
  kind: letter.kind,
  target: letter.target,
  attempts: letter.attempts,
  lastError: letter.lastError,
  createdAt: letter.createdAt.toISOString(),
  allowed: ['retry', 'discard'],
});

export const operationsRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/operations/dead-letters',
    {
      config: OPERATOR,
      schema: {
        tags,
        summary: 'Messages that were given up on, newest first',
        querystring: OperationsQuery,
        response: { 200: DeadLetters },
      },
    },
    async (request) => {
      const { limit, take, after } = pageOf(request.query, 1);
      return inWork(request, async (work, principal) => {
        demandEverywhere(principal, 'run.operate');
        const rows = await listDeadLetters(work, { take, after: after ? String(after[0]) : null });
        return toPage(rows, limit, presentLetter, (row) => [row.id]);
      });
    },
  );

  app.post(
    '/operations/dead-letters/:id/retry',
    {
      config: OPERATOR,
      schema: {
        tags,
        summary: 'Send a message again',
        params: LetterParams,
        response: { 200: DeadLetter },
      },
    },
    (request) =>
      inWork(request, async (work, principal) => {
        demandEverywhere(principal, 'run.operate');
        return { ...presentLetter(await retryDeadLetter(work, request.params.id)), allowed: [] };
      }),
  );

  app.post(
    '/operations/dead-letters/:id/discard',
    {
      config: OPERATOR,
      schema: {
        tags,
        summary: 'Throw a message away',
        params: LetterParams,
        response: { 204: Nothing },
      },
    },
    async (request, reply) => {
      await inWork(request, async (work, principal) => {
        demandEverywhere(principal, 'run.operate');
        await discardDeadLetter(work, request.params.id);
      });
      return reply.code(204).send();
    },
  );

  app.get(
    '/operations/mail',
    {
      config: OPERATOR,
      schema: {
        tags,
        summary: 'Outgoing mail, newest first',
        querystring: MailQuery,
        response: { 200: MailList },
      },
    },
    async (request) => {
      const { limit, take, after } = pageOf(request.query, 2);
      const place = after ? ([String(after[0]), String(after[1])] as const) : null;
      return inWork(request, async (work, principal) => {
        demandEverywhere(principal, 'run.operate');
        const rows = await listMail(work, { state: request.query.state, take, after: place });
        const present = (mail: (typeof rows)[number]) => ({
          ...mail,
          state: mail.state as 'queued' | 'sending' | 'sent' | 'captured' | 'failed',
          createdAt: mail.createdAt.toISOString(),
          sentAt: mail.sentAt?.toISOString() ?? null,
        });
        return toPage(rows, limit, present, (mail) => [mail.createdAt.toISOString(), mail.id]);
      });
    },
  );

  app.get(
    '/operations/status',
    {
      config: OPERATOR,
      schema: { tags, summary: 'How the work stands', response: { 200: Status } },
    },
    (request) =>
      inWork(request, async (work, principal) => {
        demandEverywhere(principal, 'run.operate');
        const status = await operationsStatus(work);
        return {
          outbox: status.outbox,
          runs: { ...status.runs },
          mail: { ...status.mail },
          workers: status.workers.map(({ name, at, parts }) => ({
            name,
            at: at.toISOString(),
            parts: { ...parts },
          })),
        };
      }),
  );
};
