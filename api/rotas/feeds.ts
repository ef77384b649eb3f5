/**
 * Calendars to subscribe to: one for each rota, and one for all of one's own shifts. Their addresses are secret and public: a
 * calendar program cannot sign in. Whoever holds one reads what its owner may read, for as long as they may.
 */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type FeedEvent, stamp, toICalendar } from '#domain/calendars/to-icalendar.ts';
import { DomainError } from '#domain/errors.ts';
import { DIRECTORY, type Principal } from '#domain/people/access.ts';
import { endFeed, type FeedOwner, feedMadeAt, findFeed, makeFeed } from '#domain/rotas/feeds.ts';
import { type LoadedRotas, loadRotas } from '#domain/rotas/load.ts';
import { getRota } from '#domain/rotas/rotas.ts';
import { inTenant, SYSTEM, type Work } from '#domain/work.ts';
import { addSeconds } from '#engine/instant.ts';
import { wholeShiftsBetween } from '#engine/rota/shifts.ts';
import { toIso, toIsoOrNull } from '../instants.ts';
import { inWork } from '../plugins/unit-of-work.ts';
import { ICalendar, Nothing } from '../schemas.ts';
import { presentShift } from './present.ts';
import { Feed, FeedQuery, MadeFeed, PersonFeedParams, RotaParams } from './schemas.ts';

const tags = ['on call'];
const READ = { permission: DIRECTORY } as const;
const PUBLIC = { public: true } as const;
const produces = ['text/calendar'];
const DAY = 86_400;
const PAST_DAYS = 31;
const AHEAD_DAYS = 366;

/** Of a rota, or of one's own shifts. */
type Place = { readonly id: string | null; readonly path: string };

const ownPlace = (_work: Work, { personId }: Principal): Place => ({
  id: null,
  path: `on-call/${personId}`,
});
async function placeOf(work: Work, ref: string): Promise<Place> {
  const { id } = await getRota(work, ref);
  return { id, path: `rotas/${id}` };
}

export const feedRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const made = (request: FastifyRequest, placed: Placed) =>
    inWork(request, async (work, principal) => {
      const { id, path } = await placed(work, principal);
      const token = await makeFeed(work, principal.personId, id);
      const base = work.webUrl ?? `${request.protocol}://${request.host}`;
      return {
        address: `${base.replace(/\/$/, '')}/api/v1/${path}/feed.ics?token=${token}`,
        madeAt: work.now.toISOString(),
      };
    });
  const since = (request: FastifyRequest, placed: Placed) =>
    inWork(request, async (work, principal) => {
      const { id } = await placed(work, principal);
      return { madeAt: toIsoOrNull(await feedMadeAt(work, principal.personId, id)) };
    });
  const ended = (request: FastifyRequest, placed: Placed) =>
    inWork(request, async (work, principal) => {
      const { id } = await placed(work, principal);
      await endFeed(work, principal.personId, id);
    });

  app.get(
    '/rotas/:id/feed',
    {
      config: READ,
      schema: {
        tags,
        summary: 'Since when the caller has an address for its calendar',
        params: RotaParams,
        response: { 200: Feed },
      },
    },
    (request) => since(request, (work) => placeOf(work, request.params.id)),
  );
  app.post(
    '/rotas/:id/feed',
    {
      config: READ,
      schema: {
        tags,
        summary: 'Make an address for its calendar; the one before ends',
        params: RotaParams,
        response: { 201: MadeFeed },
      },
    },
    async (request, reply) =>
      reply.code(201).send(await made(request, (work) => placeOf(work, request.params.id))),
  );
  app.delete(
    '/rotas/:id/feed',
    {
      config: READ,
      schema: {
        tags,
        summary: 'End the caller’s address for its calendar',
        params: RotaParams,
        response: { 204: Nothing },
      },
    },
    async (request, reply) => {
      await ended(request, (work) => placeOf(work, request.params.id));
      return reply.code(204).send();
    },
  );
  app.get(
    '/on-call/feed',
    {
      config: READ,
      schema: {
        tags,
        summary: 'Since when the caller has an address for all of their shifts',
        response: { 200: Feed },
      },
    },
    (request) => since(request, ownPlace),
  );
  app.post(
    '/on-call/feed',
    {
      config: READ,
      schema: {
        tags,
        summary: 'Make an address for all of the caller’s shifts; the one before ends',
        response: { 201: MadeFeed },
      },
    },
    async (request, reply) => reply.code(201).send(await made(request, ownPlace)),
  );
  app.delete(
    '/on-call/feed',
    {
      config: READ,
      schema: {
        tags,
        summary: 'End the caller’s address for all of their shifts',
        response: { 204: Nothing },
      },
    },
    async (request, reply) => {
      await ended(request, ownPlace);
      return reply.code(204).send();
    },
  );

  app.get(
    '/rotas/:id/feed.ics',
    {
      config: PUBLIC,
      schema: {
        tags,
        summary: 'Its calendar, for whoever has the address',
        produces,
        params: RotaParams,
        querystring: FeedQuery,
        response: { 200: ICalendar },
      },
    },
    async (request, reply) => {
      const owner = await ownerOf(request, request.query.token);
      if (owner.rotaId !== request.params.id) throw noFeed();
      const text = await written(request, owner, ({ rotas }) => rotas[0]?.name ?? '', null);
      return send(reply, text);
    },
  );
  app.get(
    '/on-call/:person/feed.ics',
    {
      config: PUBLIC,
      schema: {
        tags,
        summary: 'Somebody’s shifts in all rotas, for whoever has the address',
        produces,
        params: PersonFeedParams,
        querystring: FeedQuery,
        response: { 200: ICalendar },
      },
    },
    async (request, reply) => {
      const owner = await ownerOf(request, request.query.token);
      const { personId, rotaId } = owner;
      if (rotaId !== null || personId !== request.params.person) throw noFeed();
      const nameOf = ({ people }: LoadedRotas) => people.get(personId)?.name ?? '';
      return send(reply, await written(request, owner, nameOf, personId));
    },
  );
};

type Placed = (work: Work, principal: Principal) => Place | Promise<Place>;

const send = (reply: FastifyReply, text: string) =>
  reply
    .type('text/calendar; charset=utf-8')
    .header('cache-control', 'private, no-store')
    .header('content-disposition', 'inline; filename="on-call.ics"')
    .serializer(String)
    .send(text);

async function ownerOf(request: FastifyRequest, token = ''): Promise<FeedOwner> {
  const owner = await findFeed(request.server.store, token);
  if (!owner) throw noFeed();
  return owner;
}

/** A month back and a year ahead; only the shifts of one person where one is named. */
function written(
  request: FastifyRequest,
  { tenantId, rotaId }: FeedOwner,
  nameOf: (loaded: LoadedRotas) => string,
  only: string | null,
): Promise<string> {
  const who = {
    tenantId,
    actor: SYSTEM,
    cause: { kind: 'request', id: request.id, label: 'GET feed.ics' },
  } as const;
  return inTenant(request.server.store, who, async (work) => {
    const now = work.now.toISOString();
    const [from, to] = [addSeconds(now, -PAST_DAYS * DAY), addSeconds(now, AHEAD_DAYS * DAY)];
    const loaded = await loadRotas(
      work,
      { from, to },
      rotaId === null ? undefined : { id: rotaId },
    );
    const shifts = loaded.rotas.flatMap((rota) =>
      wholeShiftsBetween(rota.rota, from, to)
        .filter(({ person }) => only === null || person === only)
        .map((shift): FeedEvent => {
          const { person, layer } = presentShift(rota, loaded.people, shift);
          return {
            // A shift is the same one for as long as it begins when it does.
            uid: `${stamp(toIso(shift.from))}-${rota.id}`,
            from: toIso(shift.from),
            to: toIso(shift.to),
            summary: only === null ? person.name : rota.name,
            description: [rota.name, layer?.name].filter(Boolean).join(' · '),
          };
        }),
    );
    return toICalendar({ product: 'On call', name: nameOf(loaded), events: shifts }, work.now);
  });
}

const noFeed = (): DomainError =>
  new DomainError('not_found', 'There is no such calendar, or its address has been made anew.');
