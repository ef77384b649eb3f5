/**
 * The two servers everything stands on. Each is ours, under the data directory, unless an address was given; a given
 * one is only checked. They come up side by side, because each is mostly waiting.
 */
import path from 'node:path';
import { ensureAppRole, migrate } from '#domain/migrate.ts';
import { PlatformFailure } from './failure.ts';
import { type Instance, saveInstance } from './instance.ts';
import type { Part, PartHooks } from './part.ts';
import { freePort } from './ports.ts';
import { ensureCluster, ensureDatabase, ownerUrl, startPostgres } from './postgres.ts';
import { choosePostgresPlace } from './postgres-place.ts';
import type { Records } from './records.ts';
import type { Settings } from './settings.ts';
import { startTemporal } from './temporal.ts';
import { findTemporal } from './temporal-binary.ts';
import { waitForNamespace } from './temporal-namespace.ts';

export type BackingOptions = {
  readonly settings: Settings;
  readonly instance: Instance;
  readonly records: Records;
  readonly say: Say;
  readonly hooksFor: (name: string) => PartHooks;
  /** What came up is handed over at once, so that it is ended even when the other one fails. */
  readonly started: (part: Part) => void;
  readonly signal: AbortSignal;
  /** False only in tests and benchmarks that may lose everything with the machine's power. */
  readonly durable: boolean;
};

export type DatabaseUrls = {
  readonly url: string;
  readonly ownerUrl?: string;
  readonly directUrl?: string;
  readonly migrated: readonly string[];
};

export type TemporalPlace = {
  readonly address: string;
  readonly port?: number;
  readonly answers: boolean;
};

type Say = (sentence: string) => void;

const database = 'perdura';
const appRole = 'perdura';

export async function provideDatabase(
  options: BackingOptions,
): Promise<DatabaseUrls & { readonly instance: Instance }> {
  const { settings, instance, say } = options;
  if (settings.database) {
    const { url, ownerUrl: owner, directUrl } = settings.database;
    const migrated = owner ? await bringToVersion(owner, url) : [];
    if (!owner)
      say('DATABASE_OWNER_URL is not set, so the database is taken as it is, unmigrated.');
    return { url, ownerUrl: owner, directUrl, migrated, instance };
  }
  const place = choosePostgresPlace({
    dataDir: settings.dataDir,
    id: instance.id,
    remembered: instance.postgresData,
  });
  const port = await freePort('127.0.0.1', instance.ports.postgres);
  const next: Instance = {
    ...instance,
    postgresData: place.data,
    ports: { ...instance.ports, postgres: port },
  };
  // Before the data is made: an instance that was killed in between must find its place again.
  saveInstance(settings.dataDir, next);
  const made = ensureCluster(place, instance.ownerPassword, options.durable);
  if (made && !place.data.startsWith(settings.dataDir)) {
    say(`PostgreSQL may not enter ${settings.dataDir}, so its data is in ${place.data}.`);
  }
  const part = await startPostgres(
    {
      place,
      port,
      password: instance.ownerPassword,
      logFile: path.join(settings.dataDir, 'logs', 'postgres.log'),
      durable: options.durable,
      maxConnections: 200,
    },
    options.records,
    options.hooksFor('postgres'),
  );
  options.started(part);
  const owner = ownerUrl(port, instance.ownerPassword, database);
  await ensureDatabase(ownerUrl(port, instance.ownerPassword, 'postgres'), database);
  const url = `postgres://${appRole}:${instance.appPassword}@127.0.0.1:${port}/${database}`;
  const migrated = await bringToVersion(owner, url);
  return { url, ownerUrl: owner, directUrl: url, migrated, instance: next };
}

export async function provideTemporal(options: BackingOptions): Promise<TemporalPlace> {
  const { settings, instance, say } = options;
  if (settings.temporalAddress) return givenTemporal(settings.temporalAddress, settings, say);
  const binary = await findTemporal({ ...options, environment: settings.environment, say });
  const port = await freePort('127.0.0.1', instance.ports.temporal);
  const part = await startTemporal(
    {
      binary,
      port,
      namespace: settings.temporalNamespace,
      folder: path.join(settings.dataDir, 'temporal'),
      logFile: path.join(settings.dataDir, 'logs', 'temporal.log'),
    },
    options.records,
    options.hooksFor('temporal'),
  );
  options.started(part);
  return { address: `127.0.0.1:${port}`, port, answers: true };
}

/** One that is away is no reason not to start: work is accepted without it and proceeds when it is back. */
async function givenTemporal(
  address: string,
  settings: Settings,
  say: Say,
): Promise<TemporalPlace> {
  try {
    await waitForNamespace(address, settings.temporalNamespace, undefined, 5000);
    return { address, answers: true };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    say(
      `Temporal at ${address} does not answer yet (${why}). Work is accepted, and proceeds when it does.`,
    );
    return { address, answers: false };
  }
}

export async function bringToVersion(ownerUrl: string, appUrl: string): Promise<readonly string[]> {
  try {
    const { applied } = await migrate(ownerUrl);
    await ensureAppRole(ownerUrl, appUrl);
    return applied;
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    // Refusals of the domain are sentences already; so are those of a server that cannot be reached.
    if (code === 'stale_version' || code === 'not_permitted') throw new PlatformFailure(message);
    if (code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === '28P01') {
      throw new PlatformFailure(
        `The database does not let us in (${message || code}): see DATABASE_OWNER_URL.`,
      );
    }
    throw error;
  }
}
