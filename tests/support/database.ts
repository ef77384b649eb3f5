/**
 * A database for each test file, in a fraction of a second: the migrations are run once into a template, and every
 * file gets a clone of it. The template is named after the migrations' text, so that a changed migration makes a new one.
 */
import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import pg from 'pg';
import { inject } from 'vitest';
import { ADVISORY_LOCKS } from '#domain/advisory-locks.ts';
import { ensureAppRole, migrate } from '#domain/migrate.ts';

export type TestDatabase = {
  /** The owner of the tables: for migrations, and for looking behind row-level security. */
  readonly ownerUrl: string;
  /** The application's role, which cannot pass row-level security. */
  readonly appUrl: string;
  /** Removes the database. Fails when a connection was left open, and names what it was doing. */
  drop(): Promise<void>;
};

const appRole = 'perdura_test';

export async function createTestDatabase(): Promise<TestDatabase> {
  const admin = inject('databaseAdminUrl');
  const name = `perdura_test_${randomBytes(6).toString('hex')}`;
  const template = await ensureTemplate(admin);
  await withClient(admin, (client) => client.query(`create database ${name} template ${template}`));
  const ownerUrl = addressOf(admin, name);
  return {
    ownerUrl,
    appUrl: addressOf(admin, name, appRole),
    drop: () => drop(admin, name),
  };
}

/** An empty database, for the tests of the migrations themselves. */
export async function createEmptyDatabase(): Promise<TestDatabase> {
  const admin = inject('databaseAdminUrl');
  const name = `perdura_test_${randomBytes(6).toString('hex')}`;
  await withClient(admin, (client) => client.query(`create database ${name}`));
  const ownerUrl = addressOf(admin, name);
  const appUrl = addressOf(admin, name, appRole);
  return { ownerUrl, appUrl, drop: () => drop(admin, name) };
}

async function ensureTemplate(admin: string): Promise<string> {
  const name = `perdura_template_${fingerprint()}`;
  await withClient(admin, async (client) => {
    // Files run side by side: one makes the template, the others wait for it here.
    await client.query('select pg_advisory_lock($1)', [ADVISORY_LOCKS.testTemplate]);
    const found = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (found.rowCount) return;
    const unfinished = `${name}_new`;
    await client.query(`drop database if exists ${unfinished} with (force)`);
    await client.query(`create database ${unfinished}`);
    const ownerUrl = addressOf(admin, unfinished);
    await migrate(ownerUrl);
    await ensureAppRole(ownerUrl, addressOf(admin, unfinished, appRole));
    await client.query(`alter database ${unfinished} rename to ${name}`);
  });
  return name;
}

/** The migrations are text that imports nothing, so their text says what the template holds. */
function fingerprint(): string {
  const hash = createHash('sha256');
  const folder = new URL('../../migrations/', import.meta.url);
  for (const file of readdirSync(folder).sort()) {
    if (file.endsWith('.ts')) hash.update(readFileSync(new URL(file, folder)));
  }
  return hash.digest('hex').slice(0, 16);
}

async function drop(admin: string, name: string): Promise<void> {
  await withClient(admin, async (client) => {
    const rows = await leftOpen(client, name);
    await client.query(`drop database if exists ${name} with (force)`);
    if (rows.length > 0) {
      const list = rows.map((row) => `${row.usename}, ${row.state}: ${row.query}`).join('\n  ');
      throw new Error(`${rows.length} connections were left open in the test database:\n  ${list}`);
    }
  });
}

/** A server process ends a moment after its client has closed: only what stays is left open. */
async function leftOpen(client: pg.Client, name: string) {
  for (let looked = 1; ; looked++) {
    const { rows } = await client.query<{ usename: string; state: string; query: string }>(
      "select usename, state, left(query, 200) as query from pg_stat_activity where datname = $1 and backend_type = 'client backend'",
      [name],
    );
    if (rows.length === 0 || looked === 100) return rows;
    await client.query('select pg_sleep(0.05)');
  }
}

function addressOf(admin: string, database: string, role?: string): string {
  const url = new URL(admin);
  url.pathname = `/${database}`;
  if (role) {
    url.username = role;
    url.password = role;
  }
  return url.href;
}

async function withClient<T>(url: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}
