/** What processes send to other systems as credentials. Values go in and do not come out. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { demandEverywhere, type Principal, scopeOf } from '#domain/people/access.ts';
import { listSecrets, putSecret, removeSecret, type SecretInfo } from '#domain/secrets/secrets.ts';
import { pageOf, toPage } from '../pages.ts';
import { etag, ifMatch } from '../plugins/etag.ts';
import { principalOf } from '../plugins/principal.ts';
import { inWork } from '../plugins/unit-of-work.ts';
import { Nothing } from '../schemas.ts';
import { Secret, SecretBody, SecretParams, SecretQuery, Secrets } from './schemas.ts';

const presentSecret = ({ key, version, updatedAt }: SecretInfo, principal: Principal) => ({
  key,
  version,
  updatedAt: updatedAt.toISOString(),
  allowed: scopeOf(principal, 'settings.manage') === 'all' ? ['update', 'delete'] : [],
});

export const secretRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/secrets',
    {
      config: { permission: 'settings.manage' },
      schema: {
        tags: ['settings'],
        summary: 'Names of secrets',
        querystring: SecretQuery,
        response: { 200: Secrets },
      },
    },
    async (request) => {
      const { limit, take, after } = pageOf(request.query, 1);
      return inWork(request, async (work, principal) => {
        const rows = await listSecrets(work, { take, after: after ? [String(after[0])] : null });
        return toPage(
          rows,
          limit,
          (row) => presentSecret(row, principal),
          (row) => [row.key],
        );
      });
    },
  );

  app.put(
    '/secrets/:key',
    {
      config: { permission: 'settings.manage' },
      schema: {
        tags: ['settings'],
        summary: 'Write a secret',
        params: SecretParams,
        body: SecretBody,
        response: { 200: Secret, 201: Secret },
      },
    },
    async (request, reply) => {
      const expected = ifMatch(request);
      const written = await inWork(request, (work, principal) => {
        demandEverywhere(principal, 'settings.manage');
        return putSecret(work, request.params.key, request.body.value, expected);
      });
      etag(reply, written.version);
      return reply
        .code(written.created ? 201 : 200)
        .send(presentSecret(written, principalOf(request)));
    },
  );

  app.delete(
    '/secrets/:key',
    {
      config: { permission: 'settings.manage' },
      schema: {
        tags: ['settings'],
        summary: 'Remove a secret',
        params: SecretParams,
        response: { 204: Nothing },
      },
    },
    async (request, reply) => {
      const expected = ifMatch(request);
      await inWork(request, (work, principal) => {
        demandEverywhere(principal, 'settings.manage');
        return removeSecret(work, request.params.key, expected);
      });
      return reply.code(204).send();
    },
  );
};
