/** /roles */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { DIRECTORY } from '#domain/people/access.ts';
import { createRole, getRole, listRoles, removeRole, updateRole } from '#domain/people/roles.ts';
import { pageOf, toPage } from '../pages.ts';
import { etag, ifMatch } from '../plugins/etag.ts';
import { inWork } from '../plugins/unit-of-work.ts';
import { Nothing } from '../schemas.ts';
import { manage } from './manage.ts';
import { presentRole } from './present.ts';
import { ListQuery, NewRole, ReferenceParams, Role, RolePatch, Roles } from './schemas.ts';

export const roleRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/roles',
    {
      config: { permission: DIRECTORY },
      schema: {
        tags: ['people'],
        summary: 'Roles, by key',
        querystring: ListQuery,
        response: { 200: Roles },
      },
    },
    async (request) => {
      const { limit, take, after } = pageOf(request.query, 1);
      return inWork(request, async (work, principal) => {
        const rows = await listRoles(work, { take, after: after ? [String(after[0])] : null });
        return toPage(
          rows,
          limit,
          (row) => presentRole(row, principal),
          (row) => [row.key],
        );
      });
    },
  );

  app.post(
    '/roles',
    {
      config: { permission: 'people.manage' },
      schema: {
        tags: ['people'],
        summary: 'Add a role of your own',
        body: NewRole,
        response: { 201: Role },
      },
    },
    async (request, reply) => {
      const made = await manage(request, async (work, principal) =>
        presentRole(await createRole(work, request.body), principal),
      );
      etag(reply, made.version);
      return reply.code(201).header('location', `/api/v1/roles/${made.id}`).send(made);
    },
  );

  app.get(
    '/roles/:id',
    {
      config: { permission: DIRECTORY },
      schema: {
        tags: ['people'],
        summary: 'A role',
        params: ReferenceParams,
        response: { 200: Role },
      },
    },
    async (request, reply) => {
      const found = await inWork(request, async (work, principal) =>
        presentRole(await getRole(work, request.params.id), principal),
      );
      etag(reply, found.version);
      return found;
    },
  );

  app.patch(
    '/roles/:id',
    {
      config: { permission: 'people.manage' },
      schema: {
        tags: ['people'],
        summary: 'Change a role of your own',
        params: ReferenceParams,
        body: RolePatch,
        response: { 200: Role },
      },
    },
    async (request, reply) => {
      const expected = ifMatch(request);
      const changed = await manage(request, async (work, principal) =>
        presentRole(await updateRole(work, request.params.id, request.body, expected), principal),
      );
      etag(reply, changed.version);
      return changed;
    },
  );

  app.delete(
    '/roles/:id',
    {
      config: { permission: 'people.manage' },
      schema: {
        tags: ['people'],
        summary: 'Remove a role; whoever held it holds it no longer',
        params: ReferenceParams,
        response: { 204: Nothing },
      },
    },
    async (request, reply) => {
      const expected = ifMatch(request);
      await manage(request, (work) => removeRole(work, request.params.id, expected));
      return reply.code(204).send();
    },
  );
};
