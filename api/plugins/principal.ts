/**
 * Who is asking. Every route needs somebody, unless its config says `public`; a route whose config names a
 * permission is refused before its input is read. Writes that come with a cookie must prove that our own page sent them.
 */
import { timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { DomainError } from '#domain/errors.ts';
import { demand, may, type Permission, type Principal } from '#domain/people/access.ts';
import { type Credential, TOKEN_PREFIX } from '#domain/people/principals.ts';
import { HttpProblem } from '../problems.ts';

export const SESSION_COOKIE = 'perdura_session';
const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

declare module 'fastify' {
  interface FastifyRequest {
    principal: Principal | null;
  }
  interface FastifyInstance {
    /** Asks again who the caller is, after a change to what is known of them. */
    findPrincipal(request: FastifyRequest): Promise<Principal>;
    /** The same where it may be nobody: null then. */
    lookForPrincipal(request: FastifyRequest): Promise<Principal | null>;
    /** The same for a stream that stays open: null when nobody is signed in any more, and no session lives longer by it. */
    peekPrincipal(request: FastifyRequest): Promise<Principal | null>;
  }
  interface FastifyContextConfig {
    /** Anybody may ask, signed in or not. */
    public?: boolean;
    /** Without one of these permissions (in any scope) the answer is 403 before anything is read. */
    permission?: Permission | readonly Permission[];
  }
}

/** @throws HttpProblem unauthenticated */
export function principalOf(request: FastifyRequest): Principal {
  if (!request.principal) throw unauthenticated();
  return request.principal;
}

export const principal = fp(
  async (app: FastifyInstance) => {
    app.decorateRequest('principal', null);
    app.decorate('lookForPrincipal', async (request: FastifyRequest) => {
      const credential = credentialOf(request);
      const found = credential ? await app.principals.find(credential) : null;
      return found && 'principal' in found ? found.principal : null;
    });
    app.decorate('findPrincipal', async (request: FastifyRequest) => {
      const found = await app.lookForPrincipal(request);
      if (!found) throw unauthenticated();
      return found;
    });
    app.decorate('peekPrincipal', async (request: FastifyRequest) => {
      const credential = credentialOf(request);
      const found = credential ? await app.principals.find(credential, { isUse: false }) : null;
      return found && 'principal' in found ? found.principal : null;
    });
    app.addHook('onRequest', async (request) => {
      const { config } = request.routeOptions;
      // Health, pages and files must not depend on the database, whoever asks.
      if (config.public || request.is404) return;
      const credential = credentialOf(request);
      const found = credential ? await app.principals.find(credential) : null;
      if (!found) throw unauthenticated();
      if (!('principal' in found)) {
        if (found.refused === 'unknown') throw unauthenticated();
        throw new DomainError('token_expired', 'This access token has expired or was revoked.');
      }
      request.principal = found.principal;
      demandOwnPage(request, found.principal);
      if (config.permission) demandOneOf(found.principal, [config.permission].flat());
    });
  },
  { name: 'principal', dependencies: ['@fastify/cookie', 'access'] },
);

function demandOneOf(who: Principal, permissions: readonly Permission[]): void {
  const [first] = permissions;
  if (first && !permissions.some((permission) => may(who, permission))) demand(who, first);
}

function credentialOf(request: FastifyRequest): Credential | null {
  const header = request.headers.authorization;
  if (header !== undefined) {
    const secret = /^Bearer +(\S+) *$/i.exec(header)?.[1];
    return secret?.startsWith(TOKEN_PREFIX) ? { kind: 'token', secret } : null;
  }
  const cookie = request.cookies[SESSION_COOKIE];
  return cookie ? { kind: 'session', secret: cookie } : null;
}

/** A browser sends cookies with anybody's form; only our page knows the token, and the browser says where it came from. */
function demandOwnPage(request: FastifyRequest, who: Principal): void {
  if (who.via !== 'session' || SAFE_METHODS.has(request.method)) return;
  demandSameOrigin(request);
  const sent = request.headers['x-csrf-token'];
  if (typeof sent !== 'string' || who.csrfToken === null || !sameText(sent, who.csrfToken))
    throw csrfFailed();
}

/** What a browser says of where a request came from; other programs say nothing. @throws HttpProblem csrf_failed */
export function demandSameOrigin(request: FastifyRequest): void {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw csrfFailed();
  const origin = request.headers.origin;
  if (origin !== undefined && hostOf(origin) !== request.host) throw csrfFailed();
}

const sameText = (left: string, right: string): boolean => {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
};

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}

const csrfFailed = (): HttpProblem =>
  new HttpProblem(
    'csrf_failed',
    'Send the csrfToken of the sign-in as X-CSRF-Token, from the same origin.',
  );

const unauthenticated = (): HttpProblem =>
  new HttpProblem(
    'unauthenticated',
    'Send a session cookie or "Authorization: Bearer perdura_pat_…".',
    {
      headers: { 'www-authenticate': 'Bearer realm="perdura"' },
    },
  );
