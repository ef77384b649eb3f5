/** /rotas/{id}/swaps: one asks, the other accepts or declines, and both may take it back. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { DIRECTORY } from '#domain/people/access.ts';
import { getSwap, listSwaps } from '#domain/rotas/read-swaps.ts';
import { getRota } from '#domain/rotas/rotas.ts';
import { acceptSwap, askSwap, declineSwap, takeBackSwap } from '#domain/rotas/swaps.ts';
import { pageOf, toPage } from '../pages.ts';
import { etag, ifMatch } from '../plugins/etag.ts';
import { inWork } from '../plugins/unit-of-work.ts';
import { presentSwap } from './present.ts';
import { NewSwap, RotaParams, RotaQuery, Swap, SwapParams, Swaps } from './schemas.ts';

const tags = ['on call'];
const READ = { permission: DIRECTORY } as const;

/** What may be said of a swap that was asked for. */
const ACTS = [
  { act: 'accept', does: acceptSwap, summary: 'Accept: from now on each has the other’s shift' },
  { act: 'decline', does: declineSwap, summary: 'Decline: everything stays as it is' },
  { act: 'take-back', does: takeBackSwap, summary: 'Take a swap back before it begins' },
] as const;

export const swapRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/rotas/:id/swaps',
    {
      config: READ,
      schema: {
        tags,
        summary: 'Its swaps, the latest first',
        params: RotaParams,
        querystring: RotaQuery,
        response: { 200: Swaps },
      },
    },
    async (request) => {
      const { limit, take, after } = pageOf(request.query, 1);
      return inWork(request, async (work, principal) => {
        const { id } = await getRota(work, request.params.id);
        const rows = await listSwaps(work, id, { take, after: after ? String(after[0]) : null });
        return toPage(
          rows,
          limit,
          (row) => presentSwap(row, principal, work.now),
          (row) => [row.id],
        );
      });
    },
  );

  app.post(
    '/rotas/:id/swaps',
    {
      config: READ,
      schema: {
        tags,
        summary: 'Ask somebody to exchange shifts',
        params: RotaParams,
        body: NewSwap,
        response: { 201: Swap },
      },
    },
    async (request, reply) => {
      const made = await inWork(request, async (work, principal) => {
        const rota = await getRota(work, request.params.id);
        const swap = await askSwap(work, principal, rota, request.body);
        return presentSwap(swap, principal, work.now);
      });
      etag(reply, made.version);
      const location = `/api/v1/rotas/${request.params.id}/swaps/${made.id}`;
      return reply.code(201).header('location', location).send(made);
    },
  );

  app.get(
    '/rotas/:id/swaps/:swap',
    {
      config: READ,
      schema: { tags, summary: 'A swap', params: SwapParams, response: { 200: Swap } },
    },
    async (request, reply) => {
      const found = await inWork(request, async (work, principal) => {
        const { id } = await getRota(work, request.params.id);
        return presentSwap(await getSwap(work, id, request.params.swap), principal, work.now);
      });
      etag(reply, found.version);
      return found;
    },
  );

  for (const { act, does, summary } of ACTS)
    app.post(
      `/rotas/:id/swaps/:swap/${act}`,
      { config: READ, schema: { tags, summary, params: SwapParams, response: { 200: Swap } } },
      async (request, reply) => {
        const expected = ifMatch(request);
        const { id, swap } = request.params;
        const closed = await inWork(request, async (work, principal) => {
          const rota = await getRota(work, id);
          const done = await does(work, principal, rota, swap, expected);
          return presentSwap(done, principal, work.now);
        });
        etag(reply, closed.version);
        return closed;
      },
    );
};
