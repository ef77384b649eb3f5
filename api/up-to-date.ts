/**
 * Opens something in one transaction with its kept answer. The copy of the configuration that this needs is made ready
 * before the transaction, which keeps none; one that turned out to be old ends it, and its whole work is done again.
 */
import type { FastifyRequest } from 'fastify';
import { readyConfiguration } from '#domain/configuration.ts';
import { DomainError } from '#domain/errors.ts';
import { principalOf } from './plugins/principal.ts';

/** More often than this in a row the configuration does not change. */
const TRIES = 3;

export async function upToDate<T>(request: FastifyRequest, attempt: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    await readyConfiguration(request.server.store, principalOf(request).tenantId);
    try {
      return await attempt();
    } catch (error) {
      if (tried >= TRIES || !(error instanceof DomainError) || error.code !== 'stale_configuration')
        throw error;
    }
  }
}
