/** /rotas: plans, who is on call in them, and what has been changed; and /on-call, which asks all of them. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { DomainError, invalid } from '#domain/errors.ts';
import { DIRECTORY, demandEverywhere, type Principal } from '#domain/people/access.ts';
import { loadRotas } from '#domain/rotas/load.ts';
import type { Rota as RotaRow } from '#domain/rotas/rota.ts';
import { changeRota, createRota, getRota, removeRota } from '#domain/rotas/rotas.ts';
import { everybodyOnCall, scheduleOf, standingAt } from '#domain/rotas/schedules.ts';
import { demandSpan } from '#domain/rotas/spans.ts';
import type { Work } from '#domain/work.ts';
import { addSeconds, toInstant } from '#engine/instant.ts';
import { encodeCursor, pageOf } from '../pages.ts';
import { etag, ifMatch } from '../plugins/etag.ts';
import { inWork } from '../plugins/unit-of-work.ts';
import { Nothing } from '../schemas.ts';
import { feedRoutes } from './feeds.ts';
import { overrideRoutes } from './overrides.ts';
import { presentDouble, presentRota, presentSchedule, presentStanding } from './present.ts';
import {
  AtQuery,
  EverybodyOnCall,
  NewRota,
  OnCall,
  Rota,
  RotaParams,
  RotaPatch,
  RotaQuery,
  Rotas,
  Shifts,
  SpanQuery,
} from './schemas.ts';
import { swapRoutes } from './swaps.ts';

const tags = ['on call'];
const MANAGE = { permission: 'settings.manage' } as const;
const READ = { permission: DIRECTORY } as const;
const FOUR_WEEKS = 28 * 86_400;

export const rotaRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/rotas',
    {
      config: READ,
      schema: {
        tags,
        summary: 'Rotas, by key, each with who is on call now',
        querystring: RotaQuery,
        response: { 200: Rotas },
      },
    },
    async (request) => {
      const { limit, after } = pageOf(request.query, 1);
      return inWork(request, async (work, principal) => {
        const at = work.now.toISOString();
        const { standings, people } = await everybodyOnCall(work, at);
        const rest = standings.filter(({ rota }) => !after || rota.key > String(after[0]));
        const shown = rest.slice(0, limit);
        const last = shown.at(-1);
        return {
          items: shown.map((one) => presentRota(one, people, at, principal)),
          nextCursor: last && rest.length > limit ? encodeCursor([last.rota.key]) : null,
        };
      });
    },
  );

  app.post(
    '/rotas',
    {
      config: MANAGE,
      schema: { tags, summary: 'Add a rota', body: NewRota, response: { 201: Rota } },
    },
    async (request, reply) => {
      const { key, name, ...plan } = request.body;
      const made = await inWork(request, async (work, principal) => {
        demandEverywhere(principal, 'settings.manage');
        return shown(work, principal, await createRota(work, { key, name, plan }));
      });
      etag(reply, made.version);
      return reply.code(201).header('location', `/api/v1/rotas/${made.id}`).send(made);
    },
  );

  app.get(
    '/rotas/:id',
    {
      config: READ,
      schema: { tags, summary: 'A rota', params: RotaParams, response: { 200: Rota } },
    },
    async (request, reply) => {
      const found = await inWork(request, async (work, principal) =>
        shown(work, principal, await getRota(work, request.params.id)),
      );
      etag(reply, found.version);
      return found;
    },
  );

  app.patch(
    '/rotas/:id',
    {
      config: MANAGE,
      schema: {
        tags,
        summary: 'Change a rota from now on; who was on call stays who it was',
        params: RotaParams,
        body: RotaPatch,
        response: { 200: Rota },
      },
    },
    async (request, reply) => {
      const expected = ifMatch(request);
      const { name, needed, ...rest } = request.body;
      const plan = { ...rest, ...(needed === undefined ? {} : { needed: needed ?? undefined }) };
      const changed = await inWork(request, async (work, principal) => {
        demandEverywhere(principal, 'settings.manage');
        const rota = await getRota(work, request.params.id, expected);
        return shown(work, principal, await changeRota(work, rota, { name, plan }));
      });
      etag(reply, changed.version);
      return changed;
    },
  );

  app.delete(
    '/rotas/:id',
    {
      config: MANAGE,
      schema: {
        tags,
        summary: 'Remove a rota, with its past, that no policy names',
        params: RotaParams,
        response: { 204: Nothing },
      },
    },
    async (request, reply) => {
      const expected = ifMatch(request);
      await inWork(request, async (work, principal) => {
        demandEverywhere(principal, 'settings.manage');
        await removeRota(work, await getRota(work, request.params.id, expected));
      });
      return reply.code(204).send();
    },
  );

  app.get(
    '/rotas/:id/on-call',
    {
      config: READ,
      schema: {
        tags,
        summary: 'Who is on call in it, and who comes next',
        params: RotaParams,
        querystring: AtQuery,
        response: { 200: OnCall },
      },
    },
    async (request) =>
      inWork(request, async (work) => {
        const at = momentOf(request.query, work);
        const { id } = await getRota(work, request.params.id);
        const { rotas, people } = await loadRotas(work, { from: at, to: at }, { id });
        return presentStanding(standingAt(theOne(rotas), people, at), people, at);
      }),
  );

  app.get(
    '/rotas/:id/shifts',
    {
      config: READ,
      schema: {
        tags,
        summary: 'Its layers and its schedule for a while, with gaps and double bookings',
        params: RotaParams,
        querystring: SpanQuery,
        response: { 200: Shifts },
      },
    },
    async (request) =>
      inWork(request, async (work) => {
        const from = request.query.from ?? work.now.toISOString();
        const to = request.query.to ?? addSeconds(from, FOUR_WEEKS);
        const span = demandSpan('', { from, to });
        const { id } = await getRota(work, request.params.id);
        return presentSchedule(await scheduleOf(work, id, span), span);
      }),
  );

  app.get(
    '/on-call',
    {
      config: READ,
      schema: {
        tags,
        summary: 'Who is on call, in all rotas',
        querystring: AtQuery,
        response: { 200: EverybodyOnCall },
      },
    },
    async (request) =>
      inWork(request, async (work) => {
        const at = momentOf(request.query, work);
        const { rotas, people, standings, double } = await everybodyOnCall(work, at);
        return {
          items: standings.map((one) => presentStanding(one, people, at)),
          doubleBookings: double.map((one) => presentDouble(rotas, people, one)),
        };
      }),
  );

  await app.register(overrideRoutes);
  await app.register(swapRoutes);
  await app.register(feedRoutes);
};

const momentOf = ({ at }: { at?: string }, work: Work): string =>
  at === undefined ? work.now.toISOString() : (toInstant(at) ?? invalid('/at', 'is no instant.'));

async function shown(work: Work, principal: Principal, { id }: RotaRow) {
  await work.em.flush();
  const at = work.now.toISOString();
  const { rotas, people } = await loadRotas(work, { from: at, to: at }, { id });
  return presentRota(standingAt(theOne(rotas), people, at), people, at, principal);
}

function theOne<T>([rota]: readonly T[]): T {
  if (rota === undefined) throw new DomainError('not_found', 'There is no such rota.');
  return rota;
}
