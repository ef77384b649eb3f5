/**
 * The one place that makes the object mapper. The entity list is explicit, so that nothing is discovered from the disk.
 * It connects as the application's role, which owns nothing: PostgreSQL's row-level security stands below every query.
 */
import { MikroORM, type Options, UnderscoreNamingStrategy } from '@mikro-orm/postgresql';
import { ENTITIES } from './entities.ts';

export type Orm = MikroORM;

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
    forceUtcTimezone: true,
    discovery: { warnWhenNoEntities: false },
    debug: options.debug ?? false,
  };
}
