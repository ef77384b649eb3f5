/** /users */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { DIRECTORY, demandEverywhere } from '#domain/people/access.ts';
import { createPerson } from '#domain/people/create-person.ts';
import { getPerson, listPeople, nobodyHere } from '#domain/people/directory.ts';
import { erasePerson } from '#domain/people/erase-person.ts';
import { updatePerson } from '#domain/people/update-person.ts';
import { pageOf, toPage } from '../pages.ts';
import { etag, ifMatch } from '../plugins/etag.ts';
import { inWork } from '../plugins/unit-of-work.ts';
import { Nothing } from '../schemas.ts';
import { manage } from './manage.ts';
import { mayManagePeople } from './policy.ts';
import { presentUser } from './present.ts';
import { NewUser, ReferenceParams, User, UserPatch, UserQuery, Users } from './schemas.ts';

export const userRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/users',
    {
      config: { permission: DIRECTORY },
      schema: {
        tags: ['people'],
        summary: 'People, by name',
        querystring: UserQuery,
        response: { 200: Users },
      },
    },
    async (request) => {
      const { limit, take, after } = pageOf(request.query, 2);
      const { q, active, outside, role, group } = request.query;
      return inWork(request, async (work, principal) => {
        if (outside) demandEverywhere(principal, 'people.manage');
        const place = after ? ([String(after[0]), String(after[1])] as const) : null;
        const asked = { q, active, outside, role, group, take, after: place };
        const people = await listPeople(work, asked);
        return toPage(
          people,
          limit,
          (one) => presentUser(one, principal),
          (one) => [one.name, one.id],
        );
      });
    },
  );

  app.post(
    '/users',
    {
      config: { permission: 'people.manage' },
      schema: { tags: ['people'], summary: 'Add a person', body: NewUser, response: { 201: User } },
    },
    async (request, reply) => {
      const user = await inWork(request, async (work, principal) => {
        demandEverywhere(principal, 'people.manage');
        const person = await createPerson(work, request.body);
        return presentUser(await getPerson(work, person.id), principal);
      });
      etag(reply, user.version);
      return reply.code(201).header('location', `/api/v1/users/${user.id}`).send(user);
    },
  );

  app.get(
    '/users/:id',
    {
      config: { permission: DIRECTORY },
      schema: {
        tags: ['people'],
        summary: 'A person',
        params: ReferenceParams,
        response: { 200: User },
      },
    },
    async (request, reply) => {
      const user = await inWork(request, async (work, principal) => {
        const person = await getPerson(work, request.params.id);
        if (person.outside && !mayManagePeople(principal)) throw nobodyHere();
        return presentUser(person, principal);
      });
      etag(reply, user.version);
      return user;
    },
  );

  app.patch(
    '/users/:id',
    {
      config: { permission: 'people.manage' },
      schema: {
        tags: ['people'],
        summary: 'Change a person',
        params: ReferenceParams,
        body: UserPatch,
        response: { 200: User },
      },
    },
    async (request, reply) => {
      const expected = ifMatch(request);
      const user = await manage(request, async (work, principal) => {
        const id = await updatePerson(work, request.params.id, request.body, expected);
        return presentUser(await getPerson(work, id), principal);
      });
      etag(reply, user.version);
      return user;
    },
  );

  app.post(
    '/users/:id/erase',
    {
      config: { permission: 'people.manage' },
      schema: {
        tags: ['people'],
        summary: 'Erase a person: their key is thrown away; this cannot be taken back',
        params: ReferenceParams,
        response: { 204: Nothing },
      },
    },
    async (request, reply) => {
      const expected = ifMatch(request);
      await manage(request, (work) => erasePerson(work, request.params.id, expected));
      return reply.code(204).send();
    },
  );
};
