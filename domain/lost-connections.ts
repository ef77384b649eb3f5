/**
 * Gives connections back that were lost while a transaction held them. The query builder below the mapper returns a
 * connection after a commit or a rollback that succeeded; when the server has gone away neither does, and the pool would
 * count the dead connection as busy for ever, until none is left. Whoever notices the loss gets a moment to return it first.
 */
import type { Pool, PoolClient } from 'pg';

const GRACE_MS = 250;

export function returnLostConnections(pool: Pool): void {
  const held = new Set<PoolClient>();
  pool.on('acquire', (client) => held.add(client));
  pool.on('release', (_error, client) => held.delete(client));
  pool.on('remove', (client) => held.delete(client));
  pool.on('connect', (client) => {
    client.once('end', () => {
      setTimeout(() => {
        if (held.has(client)) client.release(true);
      }, GRACE_MS).unref();
    });
  });
}
