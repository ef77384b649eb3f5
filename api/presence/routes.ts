/**
 * /processes/{key}/presence: a tab says that it is there, and hears who else is. What is news is told to the streams of all API
 * processes; that somebody is still there is not.
 */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import { bePresent, leave, othersPresent } from '#domain/presence/presence.ts';
import { type Notifier, PRESENCE_CHANNEL } from '#domain/wake.ts';
import { principalOf } from '../plugins/principal.ts';
import { inWork } from '../plugins/unit-of-work.ts';
import { KeyParams, Nothing } from '../schemas.ts';
import { Being, Others, TabParams } from './schemas.ts';

const tags = ['presence'];
const READ = { permission: 'process.read' } as const;

type Options = { readonly notifier: Pick<Notifier, 'notify'> };

export const presenceRoutes: FastifyPluginAsyncTypebox<Options> = async (app, { notifier }) => {
  const tell = (request: FastifyRequest, key: string) =>
    notifier.notify(PRESENCE_CHANNEL, `${principalOf(request).tenantId} ${key}`);

  app.get(
    '/processes/:key/presence',
    {
      config: READ,
      schema: {
        tags,
        summary: 'Who else has the process open in the designer',
        params: KeyParams,
        response: { 200: Others },
      },
    },
    async (request) =>
      inWork(request, async (work, principal) => ({
        items: await othersPresent(work, principal, request.params.key),
        nextCursor: null,
      })),
  );

  app.put(
    '/processes/:key/presence/:tab',
    {
      config: READ,
      schema: {
        tags,
        summary:
          'Say that a tab has the process open, for half a minute; the answer is who else has',
        params: TabParams,
        body: Being,
        response: { 200: Others },
      },
    },
    async (request) => {
      const { key, tab } = request.params;
      const { isNews, others } = await inWork(request, (work, principal) =>
        bePresent(work, principal, key, tab, request.body),
      );
      if (isNews) tell(request, key);
      return { items: others, nextCursor: null };
    },
  );

  app.delete(
    '/processes/:key/presence/:tab',
    {
      config: READ,
      schema: {
        tags,
        summary: 'Say that a tab is gone',
        params: TabParams,
        response: { 204: Nothing },
      },
    },
    async (request, reply) => {
      const { key, tab } = request.params;
      await inWork(request, (work, principal) => leave(work, principal, key, tab));
      tell(request, key);
      return reply.code(204).send();
    },
  );
};
