/**
 * `perdura doctor`: looks at every piece and says of each whether it is well, with what to do where it is not. Exit
 * code 0 means that everything is.
 */
import { existsSync, statfsSync } from 'node:fs';
import pg from 'pg';
import { waitForNamespace } from '../platform/temporal-namespace.ts';
import { readHealth } from '../platform/web-address.ts';
import { type Command, readOptions } from './command.ts';
import { findInstallation, type Reach } from './connect.ts';

type Check = { readonly name: string; readonly look: () => Promise<string> };

const enoughBytes = 1_000_000_000;

export const doctor: Command = {
  name: 'doctor',
  usage: '',
  summary: 'says of every piece whether it is well',
  async run(args) {
    readOptions(doctor, args, { required: [], optional: [] });
    const reach = findInstallation();
    let ill = 0;
    for (const { name, look } of checksFor(reach)) {
      try {
        console.log(`✓ ${name}: ${await look()}`);
      } catch (error) {
        ill += 1;
        console.log(`✗ ${name}: ${error instanceof Error ? error.message : error}`);
      }
    }
    return ill === 0 ? 0 : 1;
  },
};

function checksFor(reach: Reach): Check[] {
  return [
    ...(existsSync(reach.settings.dataDir)
      ? [{ name: 'disk', look: async () => freeSpace(reach.settings.dataDir) }]
      : []),
    { name: 'database', look: () => withClient(reach.databaseUrl, version) },
    { name: 'row-level security', look: () => withClient(reach.databaseUrl, fenced) },
    { name: 'outbox', look: () => withClient(reach.databaseUrl, outbox) },
    { name: 'events', look: () => withClient(reach.databaseUrl, events) },
    { name: 'temporal', look: () => temporal(reach) },
    { name: 'api and worker', look: () => health(reach) },
  ];
}

function freeSpace(dataDir: string): string {
  const { bavail, bsize } = statfsSync(dataDir);
  const bytes = bavail * bsize;
  const gigabytes = (bytes / 1e9).toFixed(1);
  if (bytes < enoughBytes)
    throw new Error(`only ${gigabytes} GB are free for ${dataDir}; free some`);
  return `${gigabytes} GB free for ${dataDir}`;
}

async function version(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ text: string }>(
    "select current_setting('server_version') as text",
  );
  return `PostgreSQL ${rows[0]?.text} answers`;
}

async function fenced(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ name: string; free: boolean }>(
    'select rolname as name, rolsuper or rolbypassrls as free from pg_roles where rolname = current_user',
  );
  const role = rows[0];
  if (role?.free) {
    throw new Error(
      `the role "${role.name}" in DATABASE_URL bypasses it; give an ordinary role there`,
    );
  }
  return `the role "${role?.name}" cannot bypass it`;
}

async function outbox(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ pending: string; dead: string }>(
    'select * from outbox_figures()',
  );
  const { pending = '0', dead = '0' } = rows[0] ?? {};
  if (Number(dead) > 0) {
    throw new Error(
      `${dead} messages could not be delivered; see the dead letters in the web app (${pending} wait)`,
    );
  }
  return `${pending} wait to be delivered, none is given up`;
}

async function events(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ offset: string | null }>(
    'select event_offset_wanted() as offset',
  );
  if (rows[0]?.offset != null)
    throw new Error(
      'this database was restored into another cluster; start Perdura again, which puts it in order',
    );
  return 'in order';
}

async function temporal(reach: Reach): Promise<string> {
  const { temporalAddress: address, temporalNamespace: namespace } = reach;
  try {
    await waitForNamespace(address, namespace, undefined, 3000);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(
      `${address} does not answer (${why}); work is accepted and proceeds when it is back`,
    );
  }
  return `${address}, namespace "${namespace}", answers`;
}

async function health(reach: Reach): Promise<string> {
  if (!reach.url) return 'not started from this data directory, so not looked at';
  const { status, parts = {}, text } = await readHealth(reach.url, 5_000);
  if (status === undefined) throw new Error(`${reach.url} does not answer (${text})`);
  const down = Object.keys(parts).filter((name) => parts[name] !== 'up');
  if (status !== 'ok') throw new Error(`${status}; down: ${down.join(', ')}`);
  return `${reach.url} is ready`;
}

async function withClient(
  url: string,
  use: (client: pg.Client) => Promise<string>,
): Promise<string> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}
