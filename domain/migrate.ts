/**
 * Brings a database to this version, as its owner. Several servers starting at once are safe: they queue on an advisory
 * lock and the later ones find nothing to do. Refuses a database that is newer than itself. A dump that was restored into
 * another cluster is put in order, too.
 */

import { Migrator } from '@mikro-orm/migrations';
import { MikroORM } from '@mikro-orm/postgresql';
import pg from 'pg';
import { ADVISORY_LOCKS } from './advisory-locks.ts';
import { DomainError } from './errors.ts';
import { MIGRATIONS } from './migration-list.ts';

export async function migrate(ownerUrl: string): Promise<{ applied: string[] }> {
  const lock = new pg.Client({ connectionString: ownerUrl });
  await lock.connect();
  try {
    await lock.query('select pg_advisory_lock($1)', [ADVISORY_LOCKS.migrate]);
    const orm = await migratorFor(ownerUrl);
    try {
      await refuseNewer(lock);
      const done = await orm.migrator.up();
      await followEvents(lock);
      return { applied: done.map((migration) => migration.name) };
    } finally {
      await orm.close(true);
    }
  } finally {
    await lock.end();
  }
}

/**
 * Readers of events go by transaction numbers, and those of a younger cluster would lie among those of a restored dump: what
 * happens from now on is numbered behind it. Touches no event.
 */
async function followEvents(client: pg.Client): Promise<void> {
  if ((await offsetWanted(client)) === null) return;
  await client.query('begin');
  await client.query('lock table event in exclusive mode');
  const offset = await offsetWanted(client);
  if (offset !== null)
    await client.query(
      `create or replace function event_offset() returns bigint language sql stable parallel safe as 'select ${BigInt(offset)}::bigint'`,
    );
  await client.query('commit');
}

async function offsetWanted(client: pg.Client): Promise<string | null> {
  const { rows } = await client.query<{ offset: string | null }>(
    'select event_offset_wanted() as offset',
  );
  return rows[0]?.offset ?? null;
}

/** The latest migration first, back to nothing; for the test that goes down and up again. */
export async function migrateDown(ownerUrl: string): Promise<void> {
  const orm = await migratorFor(ownerUrl);
  try {
    await orm.migrator.down({ to: 0 });
  } finally {
    await orm.close(true);
  }
}

function migratorFor(ownerUrl: string): Promise<MikroORM> {
  return MikroORM.init({
    clientUrl: ownerUrl,
    entities: [],
    discovery: { warnWhenNoEntities: false },
    extensions: [Migrator],
    migrations: {
      migrationsList: MIGRATIONS,
      tableName: 'schema_migration',
      snapshot: false,
      transactional: true,
      silent: true,
    },
  });
}

async function refuseNewer(client: pg.Client): Promise<void> {
  const known = new Set(MIGRATIONS.map((migration) => migration.name));
  const table = await client.query<{ found: string | null }>(
    "select to_regclass('schema_migration') as found",
  );
  if (!table.rows[0]?.found) return;
  const { rows } = await client.query<{ name: string }>('select name from schema_migration');
  const unknown = rows.map((row) => row.name).filter((name) => !known.has(name));
  if (unknown.length > 0) {
    throw new DomainError(
      'stale_version',
      `The database is newer than this program: it has ${unknown.join(', ')}. Start the newer version, or restore a backup made by this one.`,
    );
  }
}

/**
 * Makes the login role of `appUrl` (when missing) and lets it act as the application. Refuses a role that could pass
 * row-level security: one that is a superuser, bypasses it, or owns the tables.
 */
export async function ensureAppRole(ownerUrl: string, appUrl: string): Promise<void> {
  const { username, password } = new URL(appUrl);
  const role = decodeURIComponent(username);
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const name = client.escapeIdentifier(role);
    const found = await client.query<{ super: boolean; bypass: boolean }>(
      'select rolsuper as super, rolbypassrls as bypass from pg_roles where rolname = $1',
      [role],
    );
    const existing = found.rows[0];
    if (existing?.super || existing?.bypass) {
      throw new DomainError(
        'not_permitted',
        `The role "${role}" in DATABASE_URL bypasses row-level security. Use an ordinary role there and the owner in DATABASE_OWNER_URL.`,
      );
    }
    if (!existing) {
      const secret = password
        ? ` password ${client.escapeLiteral(decodeURIComponent(password))}`
        : '';
      await client.query(`create role ${name} login${secret}`).catch((error: { code?: string }) => {
        if (error.code !== '42710' && error.code !== '23505') throw error;
      });
    }
    await client.query(`grant perdura_app to ${name}`);
    await limitStatements(client, name);
    const owns = await client.query(
      "select 1 from pg_tables where schemaname = 'public' and tableowner = $1 limit 1",
      [role],
    );
    if (owns.rowCount) {
      throw new DomainError(
        'not_permitted',
        `The role "${role}" in DATABASE_URL owns tables and would pass row-level security.`,
      );
    }
  } finally {
    await client.end();
  }
}

/**
 * A statement that hangs, or a process that forgot its transaction, must not hold the others up for ever. Only a net: where
 * somebody else made the role and the owner may not change it, or another start is just changing it, it is left out.
 */
async function limitStatements(client: pg.Client, role: string): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    'select quote_ident(current_database()) as name',
  );
  for (const limit of [
    "statement_timeout = '60s'",
    "idle_in_transaction_session_timeout = '120s'",
  ]) {
    await client
      .query(`alter role ${role} in database ${rows[0]?.name} set ${limit}`)
      .catch((error: { code?: string }) => {
        if (error.code !== '42501' && error.code !== 'XX000') throw error;
      });
  }
}
