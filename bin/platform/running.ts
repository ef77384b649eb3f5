/**
 * How to reach what runs from a data directory, for the tools that work beside it. Written when the parts are up and
 * removed when they are not; readable by its owner only, for it holds passwords.
 */
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export type Connections = {
  readonly databaseUrl: string;
  readonly databaseOwnerUrl?: string;
  readonly databaseDirectUrl?: string;
  readonly temporalAddress: string;
  readonly temporalNamespace: string;
};

export type Running = {
  readonly state: 'starting' | 'up' | 'stopping';
  readonly pid: number;
  readonly url?: string;
  readonly connections?: Connections;
};

export function readRunning(dataDir: string): Running | undefined {
  try {
    return JSON.parse(readFileSync(runningFile(dataDir), 'utf8')) as Running;
  } catch {
    return undefined;
  }
}

export function writeRunning(dataDir: string, running: Running): void {
  const file = runningFile(dataDir);
  writeFileSync(`${file}.new`, `${JSON.stringify(running, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

export function removeRunning(dataDir: string): void {
  rmSync(runningFile(dataDir), { force: true });
}

function runningFile(dataDir: string): string {
  return path.join(dataDir, 'running.json');
}
