/** /major-incidents: declared, read, changed. What is done about one has a file beside this one, and so have its settings. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { DomainError, invalid } from '#domain/errors.ts';
import { isId } from '#domain/ids.ts';
import { changeMajor } from '#domain/major/change.ts';
import { declareMajor } from '#domain/major/declare.ts';
import { getMajor, listMajor, type MajorPlace, placeOf } from '#domain/major/major-incident.ts';
import { demand, type Permission } from '#domain/people/access.ts';
import { type CursorValue, pageOf, toPage } from '../pages.ts';
import { etag, ifMatch } from '../plugins/etag.ts';
import { inWork } from '../plugins/unit-of-work.ts';
import { readableTicket } from '../ticket-part.ts';
import { actRoutes } from './acts.ts';
import { childRoutes } from './children.ts';
import { presentMajor } from './present.ts';
import {
  Declaration,
  MajorIncident,
  MajorIncidents,
  MajorParams,
  MajorPatch,
  MajorQuery,
} from './schemas.ts';
import { serviceRoutes } from './services.ts';
import { majorSettingRoutes } from './settings.ts';
import { statusRoutes } from './status.ts';
import { templateRoutes } from './templates.ts';

const tags = ['major incidents'];
/** Those who work on tickets; whoever leads one is asked about once it is known which. */
const DESK: readonly Permission[] = ['majorIncident.declare', 'ticket.update'];
const READ = { permission: DESK } as const;

/** @throws DomainError invalid_input for the cursor of another list */
function toPlace([isOver, severity, id]: readonly CursorValue[]): MajorPlace {
  if (typeof isOver === 'boolean' && typeof severity === 'number' && isId(String(id)))
    return [isOver, severity, String(id)];
  return invalid('/cursor', 'is not a cursor of this list; leave it out for the first page.');
}

export const majorRoutes: FastifyPluginAsyncTypebox = async (app) => {
  await app.register(actRoutes);
  await app.register(childRoutes);
  await app.register(serviceRoutes);
  await app.register(templateRoutes);
  await app.register(majorSettingRoutes);
  await app.register(statusRoutes);

  app.get(
    '/major-incidents',
    {
      config: READ,
      schema: {
        tags,
        summary: 'Major incidents under way, or those that are over; the latest first',
        querystring: MajorQuery,
        response: { 200: MajorIncidents },
      },
    },
    async (request) => {
      const { limit, take, after } = pageOf(request.query, 3);
      const { state = 'current' } = request.query;
      const place = after && toPlace(after);
      return inWork(request, async (work, principal) => {
        const rows = await listMajor(work, state, { take, after: place });
        return toPage(
          rows,
          limit,
          (row) => presentMajor(row, principal),
          (row) => placeOf(row),
        );
      });
    },
  );

  app.post(
    '/major-incidents',
    {
      config: { permission: 'majorIncident.declare' },
      schema: {
        tags,
        summary: 'Declare an incident a major one; its process begins',
        body: Declaration,
        response: { 201: MajorIncident },
      },
    },
    async (request, reply) => {
      const { ticket: ref, ...declaration } = request.body;
      const declared = await inWork(request, async (work, principal) => {
        demand(principal, 'majorIncident.declare');
        const ticket = await readableTicket(work, principal, ref);
        const { major, isNew } = await declareMajor(work, ticket.id, declaration);
        if (!isNew)
          throw new DomainError(
            'already_exists',
            `${ticket.number} is a major incident already, since ${major.declaredAt}.`,
            { values: { id: major.id } },
          );
        return presentMajor(major, principal);
      });
      etag(reply, declared.version);
      const location = `/api/v1/major-incidents/${declared.id}`;
      return reply.code(201).header('location', location).send(declared);
    },
  );

  app.get(
    '/major-incidents/:id',
    {
      config: READ,
      schema: {
        tags,
        summary: 'A major incident',
        params: MajorParams,
        response: { 200: MajorIncident },
      },
    },
    async (request, reply) => {
      const found = await inWork(request, async (work, principal) =>
        presentMajor(await getMajor(work, request.params.id), principal),
      );
      etag(reply, found.version);
      return found;
    },
  );

  app.patch(
    '/major-incidents/:id',
    {
      config: READ,
      schema: {
        tags,
        summary: 'Change its severity, commander, services, war room or audience',
        params: MajorParams,
        body: MajorPatch,
        response: { 200: MajorIncident },
      },
    },
    async (request, reply) => {
      const expected = ifMatch(request);
      const changed = await inWork(request, async (work, principal) =>
        presentMajor(
          await changeMajor(work, principal, request.params.id, request.body, expected),
          principal,
        ),
      );
      etag(reply, changed.version);
      return changed;
    },
  );
};
