/** /processes/:key/rollout: a version on its way, how it does beside the other, and who takes it from now on. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { getProcess } from '#domain/processes/read-processes.ts';
import { callOffRollout, changeRollout, type Way } from '#domain/processes/rollout.ts';
import { rolloutFigures } from '#domain/processes/rollout-figures.ts';
import { toIso } from '../instants.ts';
import { etag, ifMatch } from '../plugins/etag.ts';
import { inWork } from '../plugins/unit-of-work.ts';
import { KeyParams, Nothing } from '../schemas.ts';
import { presentProcess } from './present.ts';
import { RolloutChange, RolloutFigures } from './publish-schemas.ts';
import { Process } from './schemas.ts';

const tags = ['processes'];
const PUBLISH = { permission: 'process.publish' } as const;

export const rolloutRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/processes/:key/rollout',
    {
      config: { permission: 'run.read' },
      schema: {
        tags,
        summary: 'How a version that takes a share of the new runs does, beside the other',
        params: KeyParams,
        response: { 200: RolloutFigures },
      },
    },
    async (request) =>
      inWork(request, async (work, principal) => {
        const process = await getProcess(work, principal, request.params.key);
        const { since, sides } = await rolloutFigures(work, principal, process);
        return {
          since: toIso(since),
          share: process.next?.share ?? null,
          sides: sides.map((side) => ({ ...side })),
        };
      }),
  );

  app.put(
    '/processes/:key/rollout',
    {
      config: PUBLISH,
      schema: {
        tags,
        summary: 'Say from when, or for what share of them, new runs take a version',
        description:
          'The whole of it is said anew: without `share` all of them take it, without `from` at once. The version is one on its way, or, with a share, the one that takes all new runs.',
        params: KeyParams,
        body: RolloutChange,
        response: { 200: Process },
      },
    },
    async (request, reply) => {
      const { key } = request.params;
      const { version } = request.body;
      const shown = await inWork(request, async (work, principal) => {
        await changeRollout(work, key, { version, ...toWay(request.body) }, ifMatch(request));
        return presentProcess(await getProcess(work, principal, key), principal);
      });
      etag(reply, shown.revision);
      return shown;
    },
  );

  app.delete(
    '/processes/:key/rollout',
    {
      config: PUBLISH,
      schema: {
        tags,
        summary: 'Call off the version on its way: all new runs take the one before',
        params: KeyParams,
        response: { 204: Nothing },
      },
    },
    async (request, reply) => {
      await inWork(request, (work) => callOffRollout(work, request.params.key, ifMatch(request)));
      return reply.code(204).send();
    },
  );
};

export const toWay = ({
  from,
  share,
}: {
  readonly from?: string | null;
  readonly share?: number | null;
}): Way => ({ from: from == null ? null : new Date(from), share: share ?? null });
