/** The Temporal server a benchmark stands on: one of its own, with its database in a file, or the one that was lent. */
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from '../platform/ports.ts';
import { openRecords } from '../platform/records.ts';
import { startTemporal } from '../platform/temporal.ts';
import { findTemporal } from '../platform/temporal-binary.ts';
import { say } from './report.ts';

export type TemporalServer = {
  readonly address: string;
  /** None of a server that was lent. */
  readonly pid: () => number | undefined;
  /** What its database takes on disk, write-ahead log included; null of a server that was lent. */
  readonly bytes: () => number | null;
  stop(): Promise<void>;
};

/** BENCH_TEMPORAL_ADDRESS lends one. */
export async function startTemporalServer(): Promise<TemporalServer> {
  const lent = process.env.BENCH_TEMPORAL_ADDRESS;
  if (lent)
    return { address: lent, pid: () => undefined, bytes: () => null, stop: async () => undefined };
  say('Starting a Temporal server for the benchmark …');
  const folder = mkdtempSync(path.join(tmpdir(), 'perdura-bench-engine-'));
  const binary = await findTemporal({ environment: process.env, say });
  const port = await freePort('127.0.0.1');
  const logFile = path.join(folder, 'temporal.log');
  const data = path.join(folder, 'data');
  const part = await startTemporal(
    { binary, port, namespace: 'default', folder: data, logFile },
    openRecords(folder),
  );
  return {
    address: `127.0.0.1:${port}`,
    pid: () => part.pid(),
    bytes: () =>
      readdirSync(data).reduce((sum, file) => sum + statSync(path.join(data, file)).size, 0),
    stop: async () => {
      await part.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
