/** Signing in by address and password, and out again. The cookie is out of scripts' reach and stays on this site. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { endSession } from '#domain/people/session.ts';
import { signIn } from '#domain/people/sign-in.ts';
import { presentMe, presentMyself } from '../me/present.ts';
import { Me } from '../me/schemas.ts';
import { demandSameOrigin, principalOf, SESSION_COOKIE } from '../plugins/principal.ts';
import { inWork } from '../plugins/unit-of-work.ts';
import { Nothing } from '../schemas.ts';
import { LoggedIn, Login } from './schemas.ts';

/** The browser keeps the cookie this long; the session behind it ends sooner, by its own clock. */
const COOKIE_SECONDS = 30 * 24 * 3600;

export const authRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.post(
    '/auth/login',
    {
      config: { public: true },
      bodyLimit: 16_384,
      schema: { tags: ['access'], summary: 'Sign in', body: Login, response: { 200: LoggedIn } },
    },
    async (request, reply) => {
      demandSameOrigin(request);
      const started = await signIn(app.store, {
        email: request.body.email,
        password: request.body.password,
        tenant: request.body.tenant,
        networkAddress: request.ip,
        userAgent: request.headers['user-agent'] ?? null,
        requestId: request.id,
      });
      const found = await app.principals.find({ kind: 'session', secret: started.secret });
      if (!('principal' in found))
        throw new Error('invariant: a session that was just started is not found');
      reply.setCookie(SESSION_COOKIE, started.secret, {
        path: '/',
        httpOnly: true,
        sameSite: 'lax',
        secure: request.protocol === 'https',
        maxAge: COOKIE_SECONDS,
      });
      reply.header('cache-control', 'no-store');
      return { user: presentMyself(found.principal), csrfToken: started.csrfToken };
    },
  );

  app.post(
    '/auth/logout',
    {
      schema: {
        tags: ['access'],
        summary: 'Sign out: the session of this request ends',
        response: { 204: Nothing },
      },
    },
    async (request, reply) => {
      const { sessionId, personId } = principalOf(request);
      if (sessionId) await inWork(request, (work) => endSession(work, personId, sessionId));
      app.accessChanged(request);
      reply.clearCookie(SESSION_COOKIE, { path: '/' });
      return reply.code(204).send();
    },
  );

  app.get(
    '/auth/session',
    {
      // A page asks this before anybody has signed in: nobody is an answer, not a refusal.
      config: { public: true },
      schema: {
        tags: ['access'],
        summary: 'Who is signed in, as /me; 204 when nobody is',
        response: { 200: Me, 204: Nothing },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store');
      const found = await app.lookForPrincipal(request);
      if (found === null) return reply.code(204).send();
      request.principal = found;
      return inWork(request, presentMe);
    },
  );
};
