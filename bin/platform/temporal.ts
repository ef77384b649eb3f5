/**
 * Our own Temporal development server, with its database under the data directory. The settings are measured: without
 * them every hop waits up to 50 ms for a poll, and a write waits for two flushes of the disk. One process has
 * no use for four partitions of a queue.
 */
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { SEARCH_ATTRIBUTES } from '#workflows/messages.ts';
import { diskFullSentence, PlatformFailure } from './failure.ts';
import { logTail, type Part, type PartHooks, startPart } from './part.ts';
import type { Records } from './records.ts';
import { waitForNamespace } from './temporal-namespace.ts';

export type TemporalPlan = {
  readonly binary: string;
  readonly port: number;
  readonly namespace: string;
  /** Where the database file lies; without one everything is kept in memory. */
  readonly folder?: string;
  readonly logFile: string;
};

/** Starts the server; resolves when the namespace answers. */
export async function startTemporal(
  plan: TemporalPlan,
  records: Records,
  hooks: PartHooks = {},
): Promise<Part> {
  const proven = plan.folder && path.join(plan.folder, 'proven');
  if (plan.folder && proven) {
    mkdirSync(plan.folder, { recursive: true, mode: 0o700 });
    // A server killed while it made its first database leaves one that never works. Nothing was in it yet.
    if (!existsSync(proven)) removeDatabase(plan.folder);
  }
  const part = startPart(
    {
      name: 'temporal',
      command: plan.binary,
      args: ['server', 'start-dev', ...flags(plan)],
      env: process.env,
      logFile: plan.logFile,
      ask: 'SIGTERM',
      patienceMs: 10_000,
    },
    records,
    hooks,
  );
  try {
    await waitForNamespace(`127.0.0.1:${plan.port}`, plan.namespace, () => part.isAlive());
  } catch (error) {
    await part.stop();
    const log = logTail(plan.logFile);
    throw new PlatformFailure(
      diskFullSentence(log, path.dirname(plan.logFile)) ??
        `The Temporal server did not come up (${error instanceof Error ? error.message : error}). ` +
          `The end of ${plan.logFile}:\n${log}`,
    );
  }
  if (proven) writeFileSync(proven, '');
  return part;
}

function flags(plan: TemporalPlan): string[] {
  const database = plan.folder
    ? [
        '--db-filename',
        databaseFile(plan.folder),
        '--sqlite-pragma',
        'journal_mode=WAL',
        '--sqlite-pragma',
        'synchronous=NORMAL',
      ]
    : [];
  return [
    '--ip',
    '127.0.0.1',
    '--port',
    String(plan.port),
    '--headless',
    '--log-level',
    'error',
    '--namespace',
    plan.namespace,
    ...['history.transfer', 'history.timer', 'history.visibility'].flatMap((queue) => [
      '--dynamic-config-value',
      `${queue}ProcessorMaxPollRPS=2000`,
    ]),
    ...['Read', 'Write'].flatMap((way) => [
      '--dynamic-config-value',
      `matching.numTaskqueue${way}Partitions=1`,
    ]),
    ...SEARCH_ATTRIBUTES.flatMap((name) => ['--search-attribute', `${name}=Keyword`]),
    ...database,
  ];
}

function databaseFile(folder: string): string {
  return path.join(folder, 'temporal.db');
}

function removeDatabase(folder: string): void {
  for (const suffix of ['', '-wal', '-shm', '-journal']) {
    rmSync(`${databaseFile(folder)}${suffix}`, { force: true });
  }
}
