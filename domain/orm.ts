/**
 * The one place that makes the object mapper. The entity list is explicit, so that nothing is discovered from the disk.
 * It connects as the application's role, which owns nothing: PostgreSQL's row-level security stands below every query.
 */
import { MikroORM, type Options, UnderscoreNamingStrategy } from '@mikro-orm/postgresql';
import { ENTITIES } from './entities.ts';
import { returnLostConnections } from './lost-connections.ts';

export type Orm = MikroORM;

const CONNECT_WITHIN_MS = 10_000;

export type OrmOptions = {
  /** Connections this process may hold; PostgreSQL's limit is shared by all processes. */
  readonly poolSize?: number;
  readonly debug?: boolean;
};

export async function createOrm(databaseUrl: string, options: OrmOptions = {}): Promise<Orm> {
  return new MikroORM(ormConfig(databaseUrl, options));
}

function ormConfig(clientUrl: string, options: OrmOptions): Options {
  return {
    clientUrl,
    entities: [...ENTITIES],
    namingStrategy: UnderscoreNamingStrategy,
    pool: { min: 1, max: options.poolSize ?? 16, idleTimeoutMillis: 60_000 },
    // Whoever waits longer for a connection is better told that the database does not answer.
    driverOptions: {
      connectionTimeoutMillis: CONNECT_WITHIN_MS,
      keepAlive: true,
      onPoolCreated: returnLostConnections,
    },
    forceUtcTimezone: true,
    discovery: { warnWhenNoEntities: false },
    debug: options.debug ?? false,
  };
}
