/**
 * The whole of Perdura on one machine: PostgreSQL, Temporal, the API and the worker, brought up in the order in which
 * they need each other, watched, and ended in the opposite order. `npm start` and the tests that need everything use
 * this. Whatever was started is ended, also when a stop is asked for in the middle of a start.
 */
import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { startProgram } from './application.ts';
import { provideDatabase, provideTemporal } from './backing.ts';
import { diskFullSentence, PlatformFailure } from './failure.ts';
import { openInstance, openMasterKey, saveInstance } from './instance.ts';
import { logTail, type Part, type PartHooks } from './part.ts';
import { openRecords } from './records.ts';
import type { Connections } from './running.ts';
import { type SignIn, seedInstance } from './seed-instance.ts';
import { projectRoot, type Settings } from './settings.ts';
import { choosePort, urlOf, waitUntilReady } from './web-address.ts';
import { buildWebApp } from './web-build.ts';

export type Stack = {
  readonly url: string;
  readonly connections: Connections;
  readonly masterKey: string;
  readonly signIn: SignIn;
  part(name: PartName): Part | undefined;
};

export type PartName = 'postgres' | 'temporal' | 'api' | 'worker';

export type StackOptions = {
  readonly settings: Settings;
  readonly say: (sentence: string) => void;
  /** False only for tests: what was accepted survives every process, but not a power cut. */
  readonly durable?: boolean;
  /** Called when both servers can be reached, before the API is. */
  readonly connected?: (connections: Connections) => void;
};

export type StackControl = {
  start(): Promise<Stack>;
  stop(): Promise<void>;
  /** Ends everything at once, in no order. */
  kill(): void;
};

export function createStack(options: StackOptions): StackControl {
  const { settings, say } = options;
  const { dataDir } = settings;
  const parts = new Map<string, Part>();
  const abort = new AbortController();
  const { signal } = abort;
  let starting: Promise<unknown> | undefined;
  let stopping: Promise<void> | undefined;

  async function bringUp(): Promise<Stack> {
    mkdirSync(path.join(dataDir, 'logs'), { recursive: true });
    const { key, instance } = openMasterKey(dataDir, openInstance(dataDir), settings.masterKey);
    saveInstance(dataDir, instance);
    const records = openRecords(dataDir);
    const left = await records.endLeftovers();
    if (left.length > 0) say(`Ended what an earlier start left running: ${left.join(', ')}.`);
    // Refused here, nothing has been started in vain; it is chosen when everything the API needs is up.
    await choosePort(settings, () => undefined);

    say('Starting PostgreSQL and Temporal.');
    const durable = options.durable ?? true;
    const started = (part: Part) => parts.set(part.name, part);
    const backing = { settings, instance, records, say, hooksFor, started, signal, durable };
    const [database, temporal] = await together([
      provideDatabase(backing),
      provideTemporal(backing),
      buildPages(),
    ] as const);
    signal.throwIfAborted();
    const steps = database.migrated.length;
    if (steps > 0) say(`Brought the database to this version (${steps} steps).`);
    const ports = { ...database.instance.ports, temporal: temporal.port };
    const current = { ...database.instance, ports };
    saveInstance(dataDir, current);
    const signIn = await seedInstance({
      settings,
      instance: current,
      database,
      masterKey: key,
      say,
    });
    signal.throwIfAborted();

    const connections: Connections = {
      databaseUrl: database.url,
      databaseOwnerUrl: database.ownerUrl,
      databaseDirectUrl: database.directUrl ?? database.url,
      temporalAddress: temporal.address,
      temporalNamespace: settings.temporalNamespace,
    };
    options.connected?.(connections);
    say('Starting the API and the worker.');
    const port = await choosePort(settings, say);
    const startId = randomUUID();
    const plan = { settings, connections, masterKey: key, port, startId, records };
    started(startProgram('api', plan, hooksFor('api')));
    started(startProgram('worker', plan, hooksFor('worker')));
    const url = urlOf(settings.host, port);
    const whole = temporal.answers;
    const lacking = await waitUntilReady(url, { startId, whole, signal, tooManyDeaths });
    if (lacking) {
      say(`Work is accepted, but not everything is up (${lacking}). See ${dataDir}/logs.`);
    }
    return { url, connections, masterKey: key, signIn, part: (name) => parts.get(name) };
  }

  async function buildPages(): Promise<void> {
    const began = Date.now();
    const built = await buildWebApp(projectRoot, { signal });
    if (built) say(`Built the web app in ${Math.round((Date.now() - began) / 1000)} s.`);
  }

  function hooksFor(name: string): PartHooks {
    return {
      mayRestart: () => !signal.aborted,
      died(how, delayMs) {
        const when = delayMs < 1000 ? 'again now' : `again in ${Math.round(delayMs / 1000)} s`;
        say(`${name} ended unasked (${how}); starting it ${when}.`);
      },
    };
  }

  /** The sentence about the part that does not stay up, once it has failed often enough to be sure. */
  function tooManyDeaths(): string | undefined {
    for (const part of parts.values()) {
      if (part.deaths() < 3) continue;
      const tail = logTail(part.logFile);
      const plain = `The ${part.name} does not stay up. The end of ${part.logFile}:\n${tail}`;
      return diskFullSentence(tail, dataDir) ?? plain;
    }
    return undefined;
  }

  async function endInOrder(): Promise<void> {
    abort.abort(new PlatformFailure('Stopped.'));
    // What is just being started must be known before it can be ended.
    await starting;
    await Promise.all([parts.get('api')?.stop(), parts.get('worker')?.stop()]);
    await parts.get('temporal')?.stop();
    await parts.get('postgres')?.stop();
  }

  const stop = () => {
    stopping ??= endInOrder();
    return stopping;
  };

  return {
    async start() {
      const up = bringUp();
      starting = up.catch(() => undefined);
      try {
        return await up;
      } catch (error) {
        await stop();
        throw error;
      }
    },
    stop,
    kill() {
      abort.abort(new PlatformFailure('Stopped.'));
      for (const part of parts.values()) part.kill();
    },
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
