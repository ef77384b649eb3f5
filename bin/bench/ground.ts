/**
 * What a benchmark stands on: a PostgreSQL of its own that keeps every promise of durability, a tenant with all that is
 * shipped, and an administrator's token. BENCH_DATABASE_URL (of a superuser) lends a server instead. All of it is removed
 * at the end. Nothing here writes to standard output, which holds figures only.
 */
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { ensureAppRole, migrate } from '#domain/migrate.ts';
import { createOrm } from '#domain/orm.ts';
import { createAccessToken } from '#domain/people/access-token.ts';
import { createPerson } from '#domain/people/create-person.ts';
import { createKeyring } from '#domain/seals/keyring.ts';
import { installShipped } from '#domain/tenants/install-shipped.ts';
import { ensureTenantRecord } from '#domain/tenants/tenant-record.ts';
import { inTenant, type Store, SYSTEM } from '#domain/work.ts';
import { freePort } from '../platform/ports.ts';
import { ensureCluster, ownerUrl, startPostgres } from '../platform/postgres.ts';
import { choosePostgresPlace } from '../platform/postgres-place.ts';
import { openRecords } from '../platform/records.ts';

export type Ground = {
  readonly ownerUrl: string;
  readonly appUrl: string;
  readonly masterKey: string;
  readonly tenantId: string;
  readonly personId: string;
  readonly token: string;
  readonly store: Store;
  close(): Promise<void>;
};

export async function prepareGround(say: (sentence: string) => void): Promise<Ground> {
  const server = process.env.BENCH_DATABASE_URL
    ? { url: process.env.BENCH_DATABASE_URL, stop: async () => undefined }
    : await startServer(say);
  const name = `perdura_bench_${randomBytes(6).toString('hex')}`;
  const password = randomBytes(12).toString('hex');
  await query(server.url, `create database ${name}`);
  const owner = withPath(server.url, name);
  const app = new URL(owner);
  app.username = name;
  app.password = password;
  await migrate(owner);
  await ensureAppRole(owner, app.href);
  const masterKey = randomBytes(32).toString('base64');
  const orm = await createOrm(app.href, { poolSize: 8 });
  const store: Store = {
    orm,
    keys: createKeyring(masterKey),
    clock: () => new Date(),
    wake: () => undefined,
  };
  const { id: tenantId } = await ensureTenantRecord(owner, { key: 'bench', name: 'Bench' });
  const who = {
    tenantId,
    actor: SYSTEM,
    cause: { kind: 'system', id: null, label: 'bench' },
  } as const;
  const { personId, token } = await inTenant(store, who, async (work) => {
    await installShipped(work);
    const person = await createPerson(work, {
      email: 'bench@example.test',
      name: 'Bench',
      roles: ['admin'],
    });
    const made = await createAccessToken(work, person.id, { name: 'bench' });
    return { personId: person.id, token: made.token };
  });
  return {
    ownerUrl: owner,
    appUrl: app.href,
    masterKey,
    tenantId,
    personId,
    token,
    store,
    async close() {
      await orm.close(true);
      await query(server.url, `drop database ${name} with (force)`);
      await query(server.url, `drop role ${name}`).catch(() => undefined);
      await server.stop();
    },
  };
}

async function startServer(say: (sentence: string) => void) {
  say('Starting a PostgreSQL for the benchmark …');
  const folder = mkdtempSync(path.join(tmpdir(), 'perdura-bench-'));
  chmodSync(folder, 0o755);
  const place = choosePostgresPlace({ dataDir: folder, id: path.basename(folder) });
  const password = randomBytes(12).toString('hex');
  ensureCluster(place, password, true);
  const port = await freePort('127.0.0.1');
  const logFile = path.join(folder, 'postgres.log');
  const plan = { place, port, password, logFile, durable: true, maxConnections: 300 };
  const part = await startPostgres(plan, openRecords(folder));
  return {
    url: ownerUrl(port, password, 'postgres'),
    stop: async () => {
      await part.stop();
      rmSync(folder, { recursive: true, force: true });
      rmSync(place.data, { recursive: true, force: true });
    },
  };
}

async function query(url: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
}

function withPath(url: string, database: string): string {
  const next = new URL(url);
  next.pathname = `/${database}`;
  return next.href;
}
