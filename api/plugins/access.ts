/**
 * Keeps what this process remembers of sessions and tokens true: a change made here is forgotten at once and told to the
 * other processes, and theirs are heard.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { createPrincipals, type Principals } from '#domain/people/principals.ts';
import { ACCESS_CHANNEL, type Notifier } from '#domain/wake.ts';
import type { Store } from '#domain/work.ts';
import { principalOf } from './principal.ts';

declare module 'fastify' {
  interface FastifyInstance {
    principals: Principals;
    /** To be called after the commit of whatever changed who may do what in the caller's tenant. */
    accessChanged(request: FastifyRequest): void;
  }
}

export const access = fp<{ store: Store; notifier: Notifier }>(
  async (app: FastifyInstance, { store, notifier }) => {
    const principals = createPrincipals(store);
    app.decorate('principals', principals);
    app.decorate('accessChanged', (request: FastifyRequest) => {
      const { tenantId } = principalOf(request);
      principals.forget(tenantId);
      notifier.notify(ACCESS_CHANNEL, tenantId);
    });
    app.notices.on(ACCESS_CHANNEL, (tenantId) => principals.forget(tenantId || undefined));
  },
  { name: 'access', dependencies: ['notices'] },
);
