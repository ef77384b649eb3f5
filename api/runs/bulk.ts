/** /runs/bulk: the same act for many runs in one call. Each stands or falls alone, and has its own answer in the order asked. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { demand, type Principal } from '#domain/people/access.ts';
import { actOnRun, type RunAct } from '#domain/processes/act-on-run.ts';
import { demandOperable, getRun } from '#domain/processes/read-runs.ts';
import { holdTickets } from '#domain/tickets/update.ts';
import { inSavepoint, type Work } from '#domain/work.ts';
import { inWork } from '../plugins/unit-of-work.ts';
import { refusedItem } from '../refused-item.ts';
import { presentRun } from './present.ts';
import { Bulk, BulkAnswer } from './schemas.ts';

export const bulkRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.post(
    '/runs/bulk',
    {
      config: { permission: 'run.operate' },
      schema: {
        tags: ['runs'],
        summary: 'Retry, cancel or repair many runs',
        body: Bulk,
        response: { 200: BulkAnswer },
      },
    },
    async (request) => {
      const { ids, reason, act } = request.body;
      return inWork(request, async (work, principal) => {
        demand(principal, 'run.operate');
        const answers = new Map<string, Awaited<ReturnType<typeof actOnOne>>>();
        await holdTickets(
          work,
          'select ticket_id from run where id in (select value::uuid from jsonb_array_elements_text(?))',
          [JSON.stringify(ids)],
        );
        // Always in the order of ids, so that two calls never wait for each other in a circle.
        for (const id of [...new Set(ids)].sort())
          answers.set(id, await actOnOne(work, principal, id, act as RunAct, reason, request.id));
        return { items: ids.map((id) => ({ id, ...(answers.get(id) ?? { status: 500 }) })) };
      });
    },
  );
};

/** In a savepoint of its own: what is refused is undone, the others stay. */
async function actOnOne(
  work: Work,
  principal: Principal,
  id: string,
  act: RunAct,
  reason: string,
  requestId: string,
) {
  try {
    const run = await inSavepoint(work, async (inner) => {
      await demandOperable(inner, id, principal);
      await actOnRun(inner, id, act, reason);
      return presentRun(await getRun(inner, id, principal), true);
    });
    return { status: 200, run };
  } catch (error) {
    return refusedItem(error, requestId);
  }
}
