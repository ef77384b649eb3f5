/** /services: what can be affected, by name. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import {
  addService,
  changeService,
  getService,
  listServices,
  removeService,
} from '#domain/major/services.ts';
import { demandEverywhere, type Permission } from '#domain/people/access.ts';
import { pageOf, toPage } from '../pages.ts';
import { etag, ifMatch } from '../plugins/etag.ts';
import { inWork } from '../plugins/unit-of-work.ts';
import { Nothing } from '../schemas.ts';
import {
  KeyOrIdParams,
  NewService,
  Service,
  ServicePatch,
  Services,
  SettingQuery,
} from './setting-schemas.ts';

const tags = ['major incidents'];
const READERS: readonly Permission[] = [
  'majorIncident.declare',
  'ticket.update',
  'settings.manage',
];
const READ = { permission: READERS } as const;
const MANAGE = { permission: 'settings.manage' } as const;

export const serviceRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/services',
    {
      config: READ,
      schema: {
        tags,
        summary: 'Services, by key',
        querystring: SettingQuery,
        response: { 200: Services },
      },
    },
    async (request) => {
      const { limit, take, after } = pageOf(request.query, 1);
      return inWork(request, async (work) =>
        toPage(
          await listServices(work, { take, after: after ? String(after[0]) : null }),
          limit,
          (row) => row,
          (row) => [row.key],
        ),
      );
    },
  );

  app.post(
    '/services',
    {
      config: MANAGE,
      schema: { tags, summary: 'Add a service', body: NewService, response: { 201: Service } },
    },
    async (request, reply) => {
      const made = await inWork(request, (work, principal) => {
        demandEverywhere(principal, 'settings.manage');
        return addService(work, request.body);
      });
      etag(reply, made.version);
      return reply.code(201).header('location', `/api/v1/services/${made.id}`).send(made);
    },
  );

  app.get(
    '/services/:id',
    {
      config: READ,
      schema: { tags, summary: 'A service', params: KeyOrIdParams, response: { 200: Service } },
    },
    async (request, reply) => {
      const found = await inWork(request, (work) => getService(work, request.params.id));
      etag(reply, found.version);
      return found;
    },
  );

  app.patch(
    '/services/:id',
    {
      config: MANAGE,
      schema: {
        tags,
        summary: 'Change a service',
        params: KeyOrIdParams,
        body: ServicePatch,
        response: { 200: Service },
      },
    },
    async (request, reply) => {
      const expected = ifMatch(request);
      const changed = await inWork(request, (work, principal) => {
        demandEverywhere(principal, 'settings.manage');
        return changeService(work, request.params.id, request.body, expected);
      });
      etag(reply, changed.version);
      return changed;
    },
  );

  app.delete(
    '/services/:id',
    {
      config: MANAGE,
      schema: {
        tags,
        summary: 'Remove a service',
        params: KeyOrIdParams,
        response: { 204: Nothing },
      },
    },
    async (request, reply) => {
      const expected = ifMatch(request);
      await inWork(request, (work, principal) => {
        demandEverywhere(principal, 'settings.manage');
        return removeService(work, request.params.id, expected);
      });
      return reply.code(204).send();
    },
  );
};
