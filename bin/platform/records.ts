/**
 * What this data directory has running, written down before anything is started and corrected as it changes, so that a
 * start which follows a `kill -9` finds what was left behind and ends it. A record that no longer matches a live
 * process is ignored, never acted upon.
 */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { endProcess, findProcess, isRunning, type ProcessRecord } from './process-table.ts';

export type Records = {
  add(pid: number, name: string): void;
  remove(pid: number): void;
  /** Ends what an earlier owner of this folder left running; says the names of what it ended. */
  endLeftovers(patienceMs?: number): Promise<string[]>;
};

/** Parts are ended in this order: those that use the others first. */
const order = ['build', 'api', 'worker', 'temporal', 'postgres'];

/** PostgreSQL takes SIGINT for "end the sessions and write everything down"; the others take SIGTERM. */
export function askingSignal(name: string): NodeJS.Signals {
  return name === 'postgres' ? 'SIGINT' : 'SIGTERM';
}

export function openRecords(folder: string): Records {
  const file = path.join(folder, 'processes.json');
  const earlier = read(file);
  let current: ProcessRecord[] = [...earlier];

  function write(): void {
    mkdirSync(folder, { recursive: true });
    writeFileSync(`${file}.new`, `${JSON.stringify(current, null, 2)}\n`, { mode: 0o600 });
    renameSync(`${file}.new`, file);
  }

  return {
    add(pid, name) {
      const record = findProcess(pid, name);
      if (!record) return;
      current = [...current.filter((other) => other.pid !== pid), record];
      write();
    },
    remove(pid) {
      current = current.filter((record) => record.pid !== pid);
      write();
    },
    async endLeftovers(patienceMs = 8000) {
      const left = earlier
        .filter(isRunning)
        .sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
      for (const record of left) {
        await endProcess(
          record,
          askingSignal(record.name),
          record.name === 'postgres' ? 30_000 : patienceMs,
        );
      }
      current = current.filter(isRunning);
      write();
      return left.map((record) => record.name);
    },
  };
}

function read(file: string): ProcessRecord[] {
  try {
    const parsed: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return Array.isArray(parsed) ? parsed.filter(isRecord) : [];
  } catch {
    return [];
  }
}

function isRecord(value: unknown): value is ProcessRecord {
  if (typeof value !== 'object' || value === null) return false;
  const record = value as Record<string, unknown>;
  return (
    typeof record.pid === 'number' &&
    typeof record.startedAt === 'string' &&
    typeof record.name === 'string'
  );
}
