/**
 * The whole of Perdura on one machine: PostgreSQL, Temporal, the API and the worker, brought up in the order in which
 * they need each other, watched, and ended in the opposite order. `npm start`, the benchmarks and the tests that need
 * everything all use this.
 */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { type DatabaseUrls, provideDatabase, provideTemporal } from './backing.ts';
import { diskFullSentence, PlatformFailure } from './failure.ts';
import { openInstance, openMasterKey, saveInstance } from './instance.ts';
import { logTail, type Part, type PartHooks, startPart } from './part.ts';
import { openRecords } from './records.ts';
import type { Connections } from './running.ts';
import { type SignIn, seedInstance } from './seed-instance.ts';
import { projectRoot, type Settings } from './settings.ts';
import { choosePort, urlOf, waitUntilReady } from './web-address.ts';
import { buildWebApp } from './web-build.ts';

export type Stack = {
  readonly url: string;
  readonly database: DatabaseUrls;
  readonly temporalAddress: string;
  readonly masterKey: string;
  readonly signIn: SignIn;
  part(name: PartName): Part | undefined;
  stop(): Promise<void>;
  /** Ends everything at once, in no order. */
  kill(): void;
};

export type PartName = 'postgres' | 'temporal' | 'api' | 'worker';

export type StackOptions = {
  readonly settings: Settings;
  readonly say: (sentence: string) => void;
  readonly durable?: boolean;
  /** Without it the API serves no pages; tests that need none save the build. */
  readonly webApp?: boolean;
  readonly worker?: boolean;
  /** Called when both servers can be reached, before the API is. */
  readonly connected?: (connections: Connections) => void;
};

export function createStack(options: StackOptions): {
  start(): Promise<Stack>;
  stop(): Promise<void>;
  kill(): void;
} {
  const { settings, say } = options;
  const parts = new Map<string, Part>();
  const abort = new AbortController();
  let stopping: Promise<void> | undefined;

  const hooksFor = (name: string): PartHooks => ({
    died(how, delayMs) {
      const when = delayMs < 1000 ? 'again now' : `again in ${Math.round(delayMs / 1000)} s`;
      say(`${name} ended unasked (${how}); starting it ${when}.`);
    },
  });

  async function start(): Promise<Stack> {
    mkdirSync(path.join(settings.dataDir, 'logs'), { recursive: true });
    const opened = openInstance(settings.dataDir);
    const { key, instance } = openMasterKey(settings.dataDir, opened, settings.masterKey);
    saveInstance(settings.dataDir, instance);
    const records = openRecords(settings.dataDir);
    const left = await records.endLeftovers();
    if (left.length > 0) say(`Ended what an earlier start left running: ${left.join(', ')}.`);
    const port = await choosePort(settings, say);

    const backing = {
      ...{ settings, instance, records, say, hooksFor },
      ...{ signal: abort.signal, durable: options.durable ?? true },
      started: (part: Part) => parts.set(part.name, part),
    };
    say('Starting PostgreSQL and Temporal.');
    const [database, temporal] = await together([
      provideDatabase(backing),
      provideTemporal(backing),
      options.webApp === false ? undefined : buildPages(),
    ] as const);
    if (stopping) throw new PlatformFailure('Stopped.');
    if (database.migrated.length > 0)
      say(`Brought the database to this version (${database.migrated.length} steps).`);
    saveInstance(settings.dataDir, {
      ...database.instance,
      ports: { ...database.instance.ports, temporal: temporal.port },
    });
    const signIn = await seedInstance({ settings, database, masterKey: key, say });

    const environment = {
      ...settings.environment,
      DATABASE_URL: database.url,
      DATABASE_DIRECT_URL: database.directUrl ?? database.url,
      // What the parts have no use for, they are not told.
      DATABASE_OWNER_URL: '',
      ADMIN_PASSWORD: '',
      TEMPORAL_ADDRESS: temporal.address,
      TEMPORAL_NAMESPACE: settings.temporalNamespace,
      PERDURA_MASTER_KEY: key,
      HOST: settings.host,
      PORT: String(port),
      LOG_LEVEL: settings.logLevel,
      DATA_DIR: settings.dataDir,
    };
    const program = (name: string, file: string) =>
      startPart(
        {
          name,
          command: process.execPath,
          args: [path.join(projectRoot, file)],
          cwd: projectRoot,
          env: environment,
          logFile: path.join(settings.dataDir, 'logs', `${name}.log`),
          ask: 'SIGTERM',
          patienceMs: 20_000,
        },
        records,
        hooksFor(name),
      );
    options.connected?.({
      databaseUrl: database.url,
      databaseOwnerUrl: database.ownerUrl,
      databaseDirectUrl: database.directUrl,
      temporalAddress: temporal.address,
      temporalNamespace: settings.temporalNamespace,
    });
    say('Starting the API and the worker.');
    if (stopping) throw new PlatformFailure('Stopped.');
    const api = program('api', 'api/server.ts');
    parts.set('api', api);
    const worker = options.worker === false ? undefined : program('worker', 'activities/worker.ts');
    if (worker) parts.set('worker', worker);
    const url = urlOf(settings.host, port);
    const watch = {
      worker: worker !== undefined && temporal.answers,
      signal: abort.signal,
      tooManyDeaths,
    };
    const lacking = await waitUntilReady(url, watch);
    if (lacking) {
      say(`Work is accepted, but not everything is up (${lacking}). See ${settings.dataDir}/logs.`);
    }
    return {
      url,
      database,
      temporalAddress: temporal.address,
      masterKey: key,
      signIn,
      part: (name) => parts.get(name),
      stop,
      kill,
    };
  }

  async function buildPages(): Promise<void> {
    const began = Date.now();
    const built = await buildWebApp(projectRoot, { signal: abort.signal });
    if (built) say(`Built the web app in ${Math.round((Date.now() - began) / 1000)} s.`);
  }

  /** The sentence about the part that does not stay up, once it has failed often enough to be sure. */
  function tooManyDeaths(): string | undefined {
    for (const part of parts.values()) {
      if (part.deaths() < 3) continue;
      const tail = logTail(part.logFile);
      return (
        diskFullSentence(tail, settings.dataDir) ??
        `The ${part.name} does not stay up. The end of ${part.logFile}:\n${tail}`
      );
    }
    return undefined;
  }

  function stop(): Promise<void> {
    stopping ??= (async () => {
      abort.abort();
      await Promise.all([parts.get('api')?.stop(), parts.get('worker')?.stop()]);
      await parts.get('temporal')?.stop();
      await parts.get('postgres')?.stop();
    })();
    return stopping;
  }

  function kill(): void {
    abort.abort();
    for (const part of parts.values()) part.kill();
  }

  return {
    async start() {
      try {
        return await start();
      } catch (error) {
        await stop();
        throw error;
      }
    },
    stop,
    kill,
  };
}

/** Waits for all, also when one fails: what another has started meanwhile must be known before it can be ended. */
async function together<T extends readonly unknown[]>(
  works: T,
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  const results = await Promise.allSettled(works);
  const refused = results.filter((result) => result.status === 'rejected');
  const failure = refused.find((result) => result.reason instanceof PlatformFailure) ?? refused[0];
  if (failure) throw failure.reason;
  return results.map((result) => (result as PromiseFulfilledResult<unknown>).value) as {
    -readonly [K in keyof T]: Awaited<T[K]>;
  };
}
