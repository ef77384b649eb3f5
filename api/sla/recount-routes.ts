/** /sla/recounts: what an edit would do to the clocks of open tickets, and doing it. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import {
  applyRecount,
  beginRecount,
  cancelRecount,
  getRecount,
  listRecounts,
  type RecountRecord,
  type RecountState,
  recountedClocks,
} from '#domain/clocks/recount.ts';
import { demandEverywhere, type Principal, scopeOf } from '#domain/people/access.ts';
import { toIso, toIsoOrNull } from '../instants.ts';
import { pageOf, toPage } from '../pages.ts';
import { inWork } from '../plugins/unit-of-work.ts';
import {
  NewRecount,
  Recount,
  RecountedClocks,
  RecountedQuery,
  RecountParams,
  RecountQuery,
  Recounts,
} from './recount-schemas.ts';

const tags = ['service targets'];
const MANAGE = { permission: 'settings.manage' } as const;

const ACTS: Readonly<Partial<Record<RecountState, readonly string[]>>> = {
  looking: ['cancel'],
  ready: ['apply', 'cancel'],
  applying: ['cancel'],
};

const present = (recount: RecountRecord, principal: Principal) => ({
  ...recount,
  scope: {
    ...recount.scope,
    policies: recount.scope.policies && [...recount.scope.policies],
    calendars: recount.scope.calendars && [...recount.scope.calendars],
  },
  createdAt: toIso(recount.createdAt),
  endedAt: toIsoOrNull(recount.endedAt),
  allowed:
    scopeOf(principal, 'settings.manage') === 'all'
      ? ['read', ...(ACTS[recount.state] ?? [])]
      : ['read'],
});

export const recountRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/sla/recounts',
    {
      config: MANAGE,
      schema: {
        tags,
        summary: 'Recounts, the latest first',
        querystring: RecountQuery,
        response: { 200: Recounts },
      },
    },
    async (request) => {
      const { limit, take, after } = pageOf(request.query, 2);
      return inWork(request, async (work, principal) => {
        demandEverywhere(principal, 'settings.manage');
        const place = after && { at: String(after[0]), id: String(after[1]) };
        const rows = await listRecounts(work, { take, after: place });
        return toPage(
          rows,
          limit,
          (row) => present(row, principal),
          (row) => [row.createdAt, row.id],
        );
      });
    },
  );

  app.post(
    '/sla/recounts',
    {
      config: MANAGE,
      schema: {
        tags,
        summary: 'Look at what counting clocks again would come to; nothing is changed',
        body: NewRecount,
        response: { 201: Recount },
      },
    },
    async (request, reply) => {
      const { reason = '', ...scope } = request.body;
      const made = await inWork(request, async (work, principal) => {
        demandEverywhere(principal, 'settings.manage');
        const id = await beginRecount(work, scope, reason);
        return present(await getRecount(work, id), principal);
      });
      return reply.code(201).header('location', `/api/v1/sla/recounts/${made.id}`).send(made);
    },
  );

  app.get(
    '/sla/recounts/:id',
    {
      config: MANAGE,
      schema: { tags, summary: 'A recount', params: RecountParams, response: { 200: Recount } },
    },
    async (request) =>
      inWork(request, async (work, principal) => {
        demandEverywhere(principal, 'settings.manage');
        return present(await getRecount(work, request.params.id), principal);
      }),
  );

  app.get(
    '/sla/recounts/:id/clocks',
    {
      config: MANAGE,
      schema: {
        tags,
        summary:
          'The clocks that would stand otherwise, of tickets the caller may read, before and after',
        params: RecountParams,
        querystring: RecountedQuery,
        response: { 200: RecountedClocks },
      },
    },
    async (request) => {
      const { limit, take, after } = pageOf(request.query, 2);
      return inWork(request, async (work, principal) => {
        demandEverywhere(principal, 'settings.manage');
        const { id } = await getRecount(work, request.params.id);
        const place = after && ([String(after[0]), String(after[1])] as const);
        const { flips = false, becomes = null } = request.query;
        const rows = await recountedClocks(work, principal, id, {
          take,
          after: place,
          flips,
          becomes,
        });
        return toPage(
          rows,
          limit,
          (row) => row,
          (row) => [row.ticket.id, row.clock],
        );
      });
    },
  );

  for (const [act, summary, move] of [
    ['apply', 'Count them again; the old result stays beside the new', applyRecount],
    ['cancel', 'Stop it, or leave it; what was applied stays', cancelRecount],
  ] as const)
    app.post(
      `/sla/recounts/:id/${act}`,
      {
        config: MANAGE,
        schema: { tags, summary, params: RecountParams, response: { 200: Recount } },
      },
      async (request) =>
        inWork(request, async (work, principal) => {
          demandEverywhere(principal, 'settings.manage');
          await move(work, request.params.id);
          return present(await getRecount(work, request.params.id), principal);
        }),
    );
};
