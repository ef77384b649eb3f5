/** Reading without a transaction around it: each statement is one of its own, fenced by the caller's tenant. */
import type { FastifyRequest } from 'fastify';
import type { Reader } from '#domain/tickets/read.ts';
import { forkFor } from '#domain/work.ts';
import { principalOf } from './plugins/principal.ts';

export function readerOf(request: FastifyRequest): Reader {
  const { store } = request.server;
  const { tenantId } = principalOf(request);
  return { em: forkFor(store.orm, tenantId), tenantId, now: store.clock() };
}
