/** /rotas/{id}/overrides: somebody instead, for a while. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { DIRECTORY } from '#domain/people/access.ts';
import {
  getOverride,
  listOverrides,
  makeOverride,
  takeBackOverride,
} from '#domain/rotas/overrides.ts';
import { getRota } from '#domain/rotas/rotas.ts';
import { pageOf, toPage } from '../pages.ts';
import { etag, ifMatch } from '../plugins/etag.ts';
import { inWork } from '../plugins/unit-of-work.ts';
import { Nothing } from '../schemas.ts';
import { presentOverride } from './present.ts';
import {
  NewOverride,
  Override,
  OverrideParams,
  Overrides,
  RotaParams,
  RotaQuery,
} from './schemas.ts';

const tags = ['on call'];
const READ = { permission: DIRECTORY } as const;

export const overrideRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/rotas/:id/overrides',
    {
      config: READ,
      schema: {
        tags,
        summary: 'Its overrides, the latest first',
        params: RotaParams,
        querystring: RotaQuery,
        response: { 200: Overrides },
      },
    },
    async (request) => {
      const { limit, take, after } = pageOf(request.query, 1);
      return inWork(request, async (work, principal) => {
        const { id } = await getRota(work, request.params.id);
        const rows = await listOverrides(work, id, {
          take,
          after: after ? String(after[0]) : null,
        });
        return toPage(
          rows,
          limit,
          (row) => presentOverride(row, principal, work.now),
          (row) => [row.id],
        );
      });
    },
  );

  app.post(
    '/rotas/:id/overrides',
    {
      config: READ,
      schema: {
        tags,
        summary: 'Put somebody on call instead; what has passed is not rewritten',
        params: RotaParams,
        body: NewOverride,
        response: { 201: Override },
      },
    },
    async (request, reply) => {
      const made = await inWork(request, async (work, principal) => {
        const rota = await getRota(work, request.params.id);
        const override = await makeOverride(work, principal, rota, request.body);
        return presentOverride(override, principal, work.now);
      });
      etag(reply, made.version);
      const location = `/api/v1/rotas/${request.params.id}/overrides/${made.id}`;
      return reply.code(201).header('location', location).send(made);
    },
  );

  app.get(
    '/rotas/:id/overrides/:override',
    {
      config: READ,
      schema: {
        tags,
        summary: 'An override',
        params: OverrideParams,
        response: { 200: Override },
      },
    },
    async (request, reply) => {
      const found = await inWork(request, async (work, principal) => {
        const { id } = await getRota(work, request.params.id);
        const override = await getOverride(work, id, request.params.override);
        return presentOverride(override, principal, work.now);
      });
      etag(reply, found.version);
      return found;
    },
  );

  app.delete(
    '/rotas/:id/overrides/:override',
    {
      config: READ,
      schema: {
        tags,
        summary: 'Take an override back; one that has begun ends now',
        params: OverrideParams,
        response: { 204: Nothing },
      },
    },
    async (request, reply) => {
      const expected = ifMatch(request);
      await inWork(request, async (work, principal) => {
        const rota = await getRota(work, request.params.id);
        await takeBackOverride(work, principal, rota, request.params.override, expected);
      });
      return reply.code(204).send();
    },
  );
};
