/**
 * Our own PostgreSQL: made, started, waited for. It listens on the loopback address only, on a port of its own, asks
 * for a password, and keeps every promise of durability unless a test says otherwise. What a killed start left behind
 * (half an initdb, a postmaster, its lock file) is cleared here and never in a person's way.
 */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir, totalmem } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { diskFullSentence, PlatformFailure } from './failure.ts';
import { logTail, type Part, type PartHooks, startPart } from './part.ts';
import { makeOwnFolder, type PostgresPlace } from './postgres-place.ts';
import { endProcess, findProcess } from './process-table.ts';
import type { Records } from './records.ts';

export const ownerRole = 'perdura_owner';

export type PostgresPlan = {
  readonly place: PostgresPlace;
  readonly port: number;
  readonly password: string;
  readonly logFile: string;
  /** False only for tests: everything is lost with the machine's power, nothing with the process. */
  readonly durable: boolean;
  readonly maxConnections: number;
};

/** Makes the database cluster where there is none. A cluster that was only half made is made again. */
export function ensureCluster(place: PostgresPlace, password: string, durable = true): boolean {
  if (existsSync(path.join(place.data, 'PG_VERSION'))) return false;
  const unfinished = `${place.data}.new`;
  rmSync(unfinished, { recursive: true, force: true });
  makeOwnFolder(unfinished, place.account);
  const scratch = mkdtempSync(path.join(tmpdir(), 'perdura-'));
  const passwordFile = path.join(scratch, 'password');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (place.account) {
    chmodSync(scratch, 0o711);
    chownSync(passwordFile, place.account.uid, place.account.gid);
  }
  const result = spawnSync(
    path.join(place.binaries, 'bin', 'initdb'),
    [
      '-D',
      unfinished,
      '-U',
      ownerRole,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      // The same order of text on every machine, whatever its system library believes.
      '-E',
      'UTF8',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C',
      '--no-instructions',
      ...(durable ? [] : ['--no-sync']),
    ],
    { uid: place.account?.uid, gid: place.account?.gid, cwd: '/', env: cleanEnvironment() },
  );
  rmSync(scratch, { recursive: true, force: true });
  if (result.status !== 0) {
    const output = `${result.stdout ?? ''}${result.stderr ?? ''}${result.error?.message ?? ''}`;
    rmSync(unfinished, { recursive: true, force: true });
    throw new PlatformFailure(
      diskFullSentence(output, place.data) ??
        `PostgreSQL could not be set up in ${place.data}:\n${output.trim()}`,
    );
  }
  renameSync(unfinished, place.data);
  return true;
}

/** Starts the server; resolves when it answers. */
export async function startPostgres(
  plan: PostgresPlan,
  records: Records,
  hooks: PartHooks = {},
): Promise<Part> {
  await clearLock(plan.place.data);
  const part = startPart(
    {
      name: 'postgres',
      command: path.join(plan.place.binaries, 'bin', 'postgres'),
      args: ['-D', plan.place.data, ...settings(plan)],
      cwd: '/',
      env: cleanEnvironment(),
      uid: plan.place.account?.uid,
      gid: plan.place.account?.gid,
      logFile: plan.logFile,
      ask: 'SIGINT',
      patienceMs: 30_000,
    },
    records,
    { ...hooks, beforeRestart: () => clearLock(plan.place.data) },
  );
  try {
    await waitUntilAnswering(ownerUrl(plan.port, plan.password, 'postgres'), part);
  } catch (error) {
    await part.stop();
    throw error;
  }
  return part;
}

export function ownerUrl(port: number, password: string, database: string): string {
  return `postgres://${ownerRole}:${password}@127.0.0.1:${port}/${database}`;
}

export async function ensureDatabase(adminUrl: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (!found.rowCount) await client.query(`create database ${client.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
}

function settings(plan: PostgresPlan): string[] {
  const megabytes = totalmem() / 2 ** 20;
  const values: Record<string, string | number> = {
    listen_addresses: '127.0.0.1',
    port: plan.port,
    unix_socket_directories: '',
    max_connections: plan.maxConnections,
    shared_buffers: `${Math.round(Math.min(512, Math.max(64, megabytes / 16)))}MB`,
    effective_cache_size: `${Math.round(megabytes / 2)}MB`,
    max_wal_size: '2GB',
    checkpoint_timeout: '15min',
    random_page_cost: 1.1,
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_line_prefix: '%m [%p] %u@%d ',
    log_checkpoints: 'off',
    ...(plan.durable ? {} : { fsync: 'off', full_page_writes: 'off' }),
  };
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

async function waitUntilAnswering(url: string, part: Part): Promise<void> {
  // Recovery after a power cut may take a while; a server that will never come has ended by itself long before.
  const until = Date.now() + 120_000;
  let last = '';
  while (Date.now() < until) {
    if (!part.isAlive()) break;
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3000 });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.query('select 1');
      return;
    } catch (error) {
      last = error instanceof Error ? error.message : String(error);
    } finally {
      await client.end().catch(() => undefined);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const log = logTail(part.logFile);
  throw new PlatformFailure(
    diskFullSentence(log, path.dirname(part.logFile)) ??
      `PostgreSQL did not come up${part.isAlive() ? ` (${last})` : ''}. The end of ${part.logFile}:\n${log}`,
  );
}

/**
 * A server that was killed leaves postmaster.pid. If the number in it is a PostgreSQL of this very folder, it is ended
 * in order; if it is some other program by now, PostgreSQL would refuse to start, so the file goes.
 */
async function clearLock(data: string): Promise<void> {
  const file = path.join(data, 'postmaster.pid');
  let pid: number;
  try {
    const [first, folder] = readFileSync(file, 'utf8').split('\n');
    pid = Number(first);
    if (folder !== data) return;
  } catch {
    return;
  }
  const record = findProcess(pid, 'postgres');
  if (record && isPostgres(pid)) await endProcess(record, 'SIGINT', 30_000);
  else if (record) rmSync(file, { force: true });
}

function isPostgres(pid: number): boolean {
  if (process.platform !== 'linux') return true;
  try {
    return (
      readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')[0]?.includes('postgres') ?? false
    );
  } catch {
    return false;
  }
}

/** Nothing of the caller's PG* variables may lead our server elsewhere. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR } = process.env;
  return { PATH, HOME, TMPDIR, LC_ALL: 'C', TZ: 'UTC' };
}
