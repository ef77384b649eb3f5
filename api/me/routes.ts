/**
 * One's own account: profile, password, sessions, access tokens. Needs no permission but to be signed in; a token that is
 * limited to some permissions reads who it is, makes tokens within its own limits and revokes itself, and no more.
 */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import {
  accessTokensOf,
  createAccessToken,
  revokeAccessToken,
} from '#domain/people/access-token.ts';
import { narrowed } from '#domain/people/access-token-limits.ts';
import { endSession, sessionsOf } from '#domain/people/session.ts';
import { updatePerson } from '#domain/people/update-person.ts';
import { demandOwnPassword } from '../own-password.ts';
import { principalOf } from '../plugins/principal.ts';
import { inWork } from '../plugins/unit-of-work.ts';
import { IdParams, Nothing } from '../schemas.ts';
import { presentMe } from './present.ts';
import { MadeToken, Me, MePatch, NewToken, PasswordChange, Sessions, Tokens } from './schemas.ts';
import { demandWhole } from './whole.ts';

export const meRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/me',
    { schema: { tags: ['access'], summary: 'The caller', response: { 200: Me } } },
    (request) => inWork(request, presentMe),
  );

  app.patch(
    '/me',
    {
      schema: {
        tags: ['access'],
        summary: 'Change one’s own profile',
        body: MePatch,
        response: { 200: Me },
      },
    },
    async (request) => {
      demandWhole(principalOf(request));
      await inWork(request, (work, principal) =>
        updatePerson(work, principal.personId, request.body),
      );
      app.accessChanged(request);
      const found = await app.findPrincipal(request);
      return inWork(request, (work) => presentMe(work, found));
    },
  );

  app.post(
    '/me/password',
    {
      schema: {
        tags: ['access'],
        summary: 'Change one’s own password; all sessions end',
        body: PasswordChange,
        response: { 204: Nothing },
      },
    },
    async (request, reply) => {
      demandWhole(principalOf(request));
      await demandOwnPassword(request, request.body.current, '/current');
      await inWork(request, (work, principal) =>
        updatePerson(work, principal.personId, { password: request.body.next }),
      );
      app.accessChanged(request);
      return reply.code(204).send();
    },
  );

  app.get(
    '/me/sessions',
    { schema: { tags: ['access'], summary: 'One’s own sessions', response: { 200: Sessions } } },
    (request) =>
      inWork(request, async (work, principal) => ({
        items: (await sessionsOf(work, demandWhole(principal))).map((session) => ({
          id: session.id,
          userAgent: session.userAgent,
          createdAt: session.createdAt.toISOString(),
          lastSeenAt: session.lastSeenAt.toISOString(),
          expiresAt: session.expiresAt.toISOString(),
          current: session.id === principal.sessionId,
          allowed: ['end'],
        })),
        nextCursor: null,
      })),
  );

  app.delete(
    '/me/sessions/:id',
    {
      schema: {
        tags: ['access'],
        summary: 'End one of one’s sessions',
        params: IdParams,
        response: { 204: Nothing },
      },
    },
    async (request, reply) => {
      await inWork(request, (work, principal) =>
        endSession(work, demandWhole(principal), request.params.id),
      );
      app.accessChanged(request);
      return reply.code(204).send();
    },
  );

  app.get(
    '/me/tokens',
    { schema: { tags: ['access'], summary: 'One’s own access tokens', response: { 200: Tokens } } },
    (request) =>
      inWork(request, async (work, principal) => ({
        items: (await accessTokensOf(work, demandWhole(principal))).map((token) => ({
          id: token.id,
          name: token.name,
          scopes: token.scopes,
          createdAt: token.createdAt.toISOString(),
          expiresAt: token.expiresAt?.toISOString() ?? null,
          lastUsedAt: token.lastUsedAt?.toISOString() ?? null,
          allowed: ['revoke'],
        })),
        nextCursor: null,
      })),
  );

  app.post(
    '/me/tokens',
    {
      schema: {
        tags: ['access'],
        summary: 'Make an access token; it is shown this once',
        body: NewToken,
        response: { 201: MadeToken },
      },
    },
    async (request, reply) => {
      const { name, scopes, expiresAt, password } = request.body;
      if (principalOf(request).via === 'session') await demandOwnPassword(request, password);
      const made = await inWork(request, (work, principal) => {
        const asked = {
          name,
          scopes: scopes ?? null,
          expiresAt: expiresAt ? new Date(expiresAt) : null,
        };
        return createAccessToken(work, principal.personId, narrowed(work, principal, asked));
      });
      reply.header('cache-control', 'no-store');
      return reply.code(201).send(made);
    },
  );

  app.delete(
    '/me/tokens/:id',
    {
      schema: {
        tags: ['access'],
        summary: 'Revoke an access token',
        params: IdParams,
        response: { 204: Nothing },
      },
    },
    async (request, reply) => {
      await inWork(request, (work, principal) => {
        if (request.params.id !== principal.tokenId) demandWhole(principal);
        return revokeAccessToken(work, principal.personId, request.params.id);
      });
      app.accessChanged(request);
      return reply.code(204).send();
    },
  );
};
