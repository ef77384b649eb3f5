/**
 * One supervisor for a data directory. The lock names the very process that holds it, so that the lock of a killed one
 * is taken over, and that of a living one never.
 */
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { PlatformFailure } from './failure.ts';
import { findProcess, isRunning, type ProcessRecord } from './process-table.ts';
import { readRunning } from './running.ts';

const stoppingTakesMs = 60_000;
/** A supervisor whose caller was killed begins to stop within this time. */
const noticingTakesMs = 2500;

/** Takes the lock; resolves with the way to let go of it. A holder that is just stopping is waited for. */
export async function takeLock(
  dataDir: string,
  say: (sentence: string) => void,
): Promise<() => void> {
  const file = path.join(dataDir, 'lock');
  const mine = `${file}.${process.pid}`;
  writeFileSync(mine, JSON.stringify(findProcess(process.pid, 'start')), { mode: 0o600 });
  try {
    let told = false;
    for (const began = Date.now(); ; ) {
      const holder = tryTake(mine, file);
      if (!holder) return () => rmSync(file, { force: true });
      const patienceMs = isStopping(dataDir, holder) ? stoppingTakesMs : noticingTakesMs;
      if (Date.now() - began > patienceMs)
        throw new PlatformFailure(alreadyRunning(dataDir, holder));
      if (!told && patienceMs === stoppingTakesMs) {
        say(`Waiting for the earlier start (process ${holder.pid}) to finish stopping.`);
        told = true;
      }
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  } finally {
    rmSync(mine, { force: true });
  }
}

/** Says who holds the lock; nobody means that it is ours now. */
function tryTake(mine: string, file: string): ProcessRecord | undefined {
  for (;;) {
    try {
      linkSync(mine, file);
      return undefined;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const holder = read(file);
    if (holder && isRunning(holder)) return holder;
    try {
      const stale = `${mine}.stale`;
      renameSync(file, stale);
      rmSync(stale, { force: true });
    } catch {
      // Somebody else cleared it first; the next turn finds out who has it.
    }
  }
}

function read(file: string): ProcessRecord | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as ProcessRecord;
  } catch {
    return undefined;
  }
}

/** A supervisor says that it stops before it begins to. */
function isStopping(dataDir: string, holder: ProcessRecord): boolean {
  const running = readRunning(dataDir);
  return running?.state === 'stopping' && running.pid === holder.pid;
}

function alreadyRunning(dataDir: string, holder: ProcessRecord): string {
  const url = readRunning(dataDir)?.url;
  return (
    `Perdura is already running from ${dataDir}${url ? `, at ${url}` : ''} (process ${holder.pid}). ` +
    'Stop it with Ctrl-C there, or start a second copy with its own DATA_DIR and PORT.'
  );
}
