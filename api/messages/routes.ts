/** /messages and /signals: what the world tells processes that wait for it; whichever they are, so the permission must be for all. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { sendMessage } from '#domain/correlation/send-message.ts';
import { demandEverywhere } from '#domain/people/access.ts';
import type { Json } from '#engine/json.ts';
import { inWork } from '../plugins/unit-of-work.ts';
import { NewMessage, NewSignal, Sent } from './schemas.ts';

const tags = ['messages'];
const SEND = { permission: 'message.send' } as const;

export const messageRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.post(
    '/messages',
    {
      config: SEND,
      schema: {
        tags,
        summary: 'Send a message to the run that waits for it, or will',
        body: NewMessage,
        response: { 202: Sent },
      },
    },
    async (request, reply) => {
      const { value = null, ...sending } = request.body;
      const id = await inWork(request, (work, principal) => {
        demandEverywhere(principal, 'message.send');
        return sendMessage(work, { kind: 'message', ...sending, value: value as Json });
      });
      return reply.code(202).send({ id });
    },
  );

  app.post(
    '/signals',
    {
      config: SEND,
      schema: {
        tags,
        summary: 'Give a signal to every run that waits for it now',
        body: NewSignal,
        response: { 202: Sent },
      },
    },
    async (request, reply) => {
      const { name, value = null } = request.body;
      const id = await inWork(request, (work, principal) => {
        demandEverywhere(principal, 'message.send');
        return sendMessage(work, { kind: 'signal', name, value: value as Json });
      });
      return reply.code(202).send({ id });
    },
  );
};
