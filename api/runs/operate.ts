/** What operators do with a run by hand: try again what has failed, end it, repair it. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { Principal } from '#domain/people/access.ts';
import { cancelOpenRun, retryRun } from '#domain/processes/operate-run.ts';
import { demandOperable, getRun } from '#domain/processes/read-runs.ts';
import { type Repair as RunRepair, repairRun } from '#domain/processes/repair-run.ts';
import type { Work } from '#domain/work.ts';
import { etag, ifMatch } from '../plugins/etag.ts';
import { inWork } from '../plugins/unit-of-work.ts';
import { IdParams } from '../schemas.ts';
import { presentRun } from './present.ts';
import { Cancel, Reason, Repair, Run } from './schemas.ts';

const tags = ['runs'];
const OPERATE = { permission: 'run.operate' } as const;

export const operateRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.post(
    '/runs/:id/retry',
    {
      config: OPERATE,
      schema: {
        tags,
        summary: 'Try again what has failed',
        params: IdParams,
        body: Reason,
        response: { 200: Run },
      },
    },
    async (request, reply) => {
      const shown = await inWork(request, (work, principal) =>
        operate(work, principal, request.params.id, (id) =>
          retryRun(work, id, request.body.reason ?? '', ifMatch(request)),
        ),
      );
      etag(reply, shown.revision);
      return shown;
    },
  );

  app.post(
    '/runs/:id/cancel',
    {
      config: OPERATE,
      schema: {
        tags,
        summary: 'End a run before its time',
        params: IdParams,
        body: Cancel,
        response: { 200: Run },
      },
    },
    async (request, reply) => {
      const shown = await inWork(request, (work, principal) =>
        operate(work, principal, request.params.id, (id) =>
          cancelOpenRun(
            work,
            id,
            request.body.reason ?? 'Cancelled by an operator.',
            ifMatch(request),
            request.body.undo,
          ),
        ),
      );
      etag(reply, shown.revision);
      return shown;
    },
  );

  app.post(
    '/runs/:id/repairs',
    {
      config: OPERATE,
      schema: {
        tags,
        summary: 'Skip an element, move a token or correct variables',
        params: IdParams,
        body: Repair,
        response: { 200: Run },
      },
    },
    async (request, reply) => {
      const { reason, ...repair } = request.body;
      const shown = await inWork(request, (work, principal) =>
        operate(work, principal, request.params.id, (id) =>
          repairRun(work, id, repair as RunRepair, reason, ifMatch(request)),
        ),
      );
      etag(reply, shown.revision);
      return shown;
    },
  );
};

async function operate(
  work: Work,
  principal: Principal,
  id: string,
  act: (id: string) => Promise<void>,
) {
  await demandOperable(work, id, principal);
  await act(id);
  return presentRun(await getRun(work, id, principal), true);
}
