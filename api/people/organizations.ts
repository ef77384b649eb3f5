/** /organizations */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { DIRECTORY } from '#domain/people/access.ts';
import {
  createOrganization,
  getOrganization,
  listOrganizations,
  removeOrganization,
  updateOrganization,
} from '#domain/people/organizations.ts';
import { pageOf, toPage } from '../pages.ts';
import { etag, ifMatch } from '../plugins/etag.ts';
import { inWork } from '../plugins/unit-of-work.ts';
import { Nothing } from '../schemas.ts';
import { manage } from './manage.ts';
import { presentOrganization } from './present.ts';
import {
  ListQuery,
  NewOrganization,
  Organization,
  OrganizationPatch,
  Organizations,
  ReferenceParams,
} from './schemas.ts';

export const organizationRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/organizations',
    {
      config: { permission: DIRECTORY },
      schema: {
        tags: ['people'],
        summary: 'Organizations, by key',
        querystring: ListQuery,
        response: { 200: Organizations },
      },
    },
    async (request) => {
      const { limit, take, after } = pageOf(request.query, 1);
      return inWork(request, async (work, principal) => {
        const rows = await listOrganizations(work, {
          take,
          after: after ? [String(after[0])] : null,
        });
        return toPage(
          rows,
          limit,
          (row) => presentOrganization(row, principal),
          (row) => [row.key],
        );
      });
    },
  );

  app.post(
    '/organizations',
    {
      config: { permission: 'people.manage' },
      schema: {
        tags: ['people'],
        summary: 'Add an organization',
        body: NewOrganization,
        response: { 201: Organization },
      },
    },
    async (request, reply) => {
      const made = await manage(request, async (work, principal) => {
        const id = await createOrganization(work, request.body);
        return presentOrganization(await getOrganization(work, id), principal);
      });
      etag(reply, made.version);
      return reply.code(201).header('location', `/api/v1/organizations/${made.id}`).send(made);
    },
  );

  app.get(
    '/organizations/:id',
    {
      config: { permission: DIRECTORY },
      schema: {
        tags: ['people'],
        summary: 'An organization',
        params: ReferenceParams,
        response: { 200: Organization },
      },
    },
    async (request, reply) => {
      const found = await inWork(request, async (work, principal) =>
        presentOrganization(await getOrganization(work, request.params.id), principal),
      );
      etag(reply, found.version);
      return found;
    },
  );

  app.patch(
    '/organizations/:id',
    {
      config: { permission: 'people.manage' },
      schema: {
        tags: ['people'],
        summary: 'Change or move an organization',
        params: ReferenceParams,
        body: OrganizationPatch,
        response: { 200: Organization },
      },
    },
    async (request, reply) => {
      const expected = ifMatch(request);
      const changed = await manage(request, async (work, principal) => {
        const id = await updateOrganization(work, request.params.id, request.body, expected);
        return presentOrganization(await getOrganization(work, id), principal);
      });
      etag(reply, changed.version);
      return changed;
    },
  );

  app.delete(
    '/organizations/:id',
    {
      config: { permission: 'people.manage' },
      schema: {
        tags: ['people'],
        summary: 'Remove an organization that nothing needs',
        params: ReferenceParams,
        response: { 204: Nothing },
      },
    },
    async (request, reply) => {
      const expected = ifMatch(request);
      await manage(request, (work) => removeOrganization(work, request.params.id, expected));
      return reply.code(204).send();
    },
  );
};
