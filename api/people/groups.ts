/** /groups */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { DIRECTORY } from '#domain/people/access.ts';
import {
  createGroup,
  getGroup,
  listGroups,
  removeGroup,
  updateGroup,
} from '#domain/people/groups.ts';
import { pageOf, toPage } from '../pages.ts';
import { etag, ifMatch } from '../plugins/etag.ts';
import { inWork } from '../plugins/unit-of-work.ts';
import { Nothing } from '../schemas.ts';
import { manage } from './manage.ts';
import { presentGroup } from './present.ts';
import { Group, GroupPatch, Groups, ListQuery, NewGroup, ReferenceParams } from './schemas.ts';

export const groupRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/groups',
    {
      config: { permission: DIRECTORY },
      schema: {
        tags: ['people'],
        summary: 'Groups, by key',
        querystring: ListQuery,
        response: { 200: Groups },
      },
    },
    async (request) => {
      const { limit, take, after } = pageOf(request.query, 1);
      return inWork(request, async (work, principal) => {
        const rows = await listGroups(work, { take, after: after ? [String(after[0])] : null });
        return toPage(
          rows,
          limit,
          (row) => presentGroup(row, principal),
          (row) => [row.key],
        );
      });
    },
  );

  app.post(
    '/groups',
    {
      config: { permission: 'people.manage' },
      schema: {
        tags: ['people'],
        summary: 'Add a group',
        body: NewGroup,
        response: { 201: Group },
      },
    },
    async (request, reply) => {
      const made = await manage(request, async (work, principal) => {
        const id = await createGroup(work, request.body);
        return presentGroup(await getGroup(work, id), principal);
      });
      etag(reply, made.version);
      return reply.code(201).header('location', `/api/v1/groups/${made.id}`).send(made);
    },
  );

  app.get(
    '/groups/:id',
    {
      config: { permission: DIRECTORY },
      schema: {
        tags: ['people'],
        summary: 'A group',
        params: ReferenceParams,
        response: { 200: Group },
      },
    },
    async (request, reply) => {
      const found = await inWork(request, async (work, principal) =>
        presentGroup(await getGroup(work, request.params.id), principal),
      );
      etag(reply, found.version);
      return found;
    },
  );

  app.patch(
    '/groups/:id',
    {
      config: { permission: 'people.manage' },
      schema: {
        tags: ['people'],
        summary: 'Change a group; members are given whole',
        params: ReferenceParams,
        body: GroupPatch,
        response: { 200: Group },
      },
    },
    async (request, reply) => {
      const expected = ifMatch(request);
      const changed = await manage(request, async (work, principal) => {
        const id = await updateGroup(work, request.params.id, request.body, expected);
        return presentGroup(await getGroup(work, id), principal);
      });
      etag(reply, changed.version);
      return changed;
    },
  );

  app.delete(
    '/groups/:id',
    {
      config: { permission: 'people.manage' },
      schema: {
        tags: ['people'],
        summary: 'Remove a group that nothing needs',
        params: ReferenceParams,
        response: { 204: Nothing },
      },
    },
    async (request, reply) => {
      const expected = ifMatch(request);
      await manage(request, (work) => removeGroup(work, request.params.id, expected));
      return reply.code(204).send();
    },
  );
};
