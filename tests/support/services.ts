/**
 * One PostgreSQL and one Temporal server for a whole test run, started by the first tier that needs them and ended with
 * the run. TEST_DATABASE_URL (of a superuser) and TEST_TEMPORAL_ADDRESS lend servers that are already there. A run that
 * was killed leaves a folder with the numbers of its processes: the next run ends those and removes the folder.
 */
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { freePort } from '#bin/platform/ports.ts';
import { ensureCluster, ownerUrl, startPostgres } from '#bin/platform/postgres.ts';
import { choosePostgresPlace } from '#bin/platform/postgres-place.ts';
import { findProcess, isRunning } from '#bin/platform/process-table.ts';
import { openRecords, type Records } from '#bin/platform/records.ts';
import { startTemporal } from '#bin/platform/temporal.ts';
import { findTemporal } from '#bin/platform/temporal-binary.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The superuser's address of the server on which tests make their databases. */
    databaseAdminUrl: string;
    temporalAddress: string;
  }
}

type Stop = () => Promise<void>;
type Shared = {
  folder?: string;
  records?: Records;
  database?: Promise<string>;
  temporal?: Promise<string>;
  stops: Stop[];
};

// Each tier loads this file for itself, in the same process; the servers are kept where all of them look.
const key = Symbol.for('perdura.test-services');
const world = globalThis as Record<symbol, Shared | undefined>;
const shared: Shared = world[key] ?? { stops: [] };
world[key] = shared;

export async function shareDatabase(project: TestProject): Promise<void> {
  shared.database ??= process.env.TEST_DATABASE_URL
    ? Promise.resolve(process.env.TEST_DATABASE_URL)
    : startDatabase();
  project.provide('databaseAdminUrl', await shared.database);
}

export async function shareTemporal(project: TestProject): Promise<void> {
  shared.temporal ??= process.env.TEST_TEMPORAL_ADDRESS
    ? Promise.resolve(process.env.TEST_TEMPORAL_ADDRESS)
    : startEngine();
  project.provide('temporalAddress', await shared.temporal);
}

/** Ends what was started; each tier calls it, and the first call does it. */
export async function stopServices(): Promise<void> {
  for (const stop of shared.stops.splice(0).reverse()) await stop();
  shared.database = undefined;
  shared.temporal = undefined;
  if (shared.folder) rmSync(shared.folder, { recursive: true, force: true });
  shared.folder = undefined;
}

async function startDatabase(): Promise<string> {
  const { folder, records } = await openFolder();
  const place = choosePostgresPlace({ dataDir: folder, id: path.basename(folder) });
  const password = randomBytes(12).toString('hex');
  ensureCluster(place, password, false);
  const port = await freePort('127.0.0.1');
  const logFile = path.join(folder, 'postgres.log');
  const plan = { place, port, password, logFile, durable: false, maxConnections: 300 };
  const part = await startPostgres(plan, records);
  shared.stops.push(() => part.stop());
  return ownerUrl(port, password, 'postgres');
}

async function startEngine(): Promise<string> {
  const { folder, records } = await openFolder();
  const binary = await findTemporal({ environment: process.env, say: console.error, records });
  const port = await freePort('127.0.0.1');
  const logFile = path.join(folder, 'temporal.log');
  const part = await startTemporal({ binary, port, namespace: 'default', logFile }, records);
  shared.stops.push(() => part.stop());
  return `127.0.0.1:${port}`;
}

const prefix = 'perdura-test-';

async function openFolder(): Promise<{ folder: string; records: Records }> {
  if (!shared.folder || !shared.records) {
    await removeLeftovers();
    shared.folder = mkdtempSync(path.join(tmpdir(), prefix));
    chmodSync(shared.folder, 0o755);
    writeFileSync(
      path.join(shared.folder, 'run.json'),
      JSON.stringify(findProcess(process.pid, 'run')),
    );
    shared.records = openRecords(shared.folder);
  }
  return { folder: shared.folder, records: shared.records };
}

async function removeLeftovers(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(prefix))) {
    const folder = path.join(tmpdir(), name);
    try {
      if (isRunning(JSON.parse(readFileSync(path.join(folder, 'run.json'), 'utf8')))) continue;
      await openRecords(folder).endLeftovers();
      rmSync(folder, { recursive: true, force: true });
    } catch {
      // Another user's folder, or one that is just being made.
    }
  }
}
