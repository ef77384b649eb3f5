/**
 * Who a process is, beyond its number: numbers are used again, so a record of a process also holds the moment it
 * started, and nothing is ever ended or waited for whose start does not match. Linux reads /proc; elsewhere `ps` is asked.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

export type ProcessRecord = {
  readonly pid: number;
  /** Opaque; equal for the same process, different for a later one with the same number. */
  readonly startedAt: string;
  readonly name: string;
};

/** The record of a running process, or undefined when there is none (a zombie counts as none). */
export function findProcess(pid: number, name: string): ProcessRecord | undefined {
  const startedAt = startOf(pid);
  return startedAt === undefined ? undefined : { pid, startedAt, name };
}

export function isRunning(record: ProcessRecord): boolean {
  return startOf(record.pid) === record.startedAt;
}

/** Sends a signal only to the very process that was recorded. */
export function signal(record: ProcessRecord, name: NodeJS.Signals): void {
  if (!isRunning(record)) return;
  try {
    process.kill(record.pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Asks a process to end, and insists when the time is up. Resolves when it is gone. */
export async function endProcess(
  record: ProcessRecord,
  ask: NodeJS.Signals,
  patienceMs: number,
): Promise<void> {
  signal(record, ask);
  if (await goneWithin(record, patienceMs)) return;
  signal(record, 'SIGKILL');
  await goneWithin(record, 5000);
}

async function goneWithin(record: ProcessRecord, patienceMs: number): Promise<boolean> {
  const until = Date.now() + patienceMs;
  while (isRunning(record)) {
    if (Date.now() >= until) return false;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return true;
}

function startOf(pid: number): string | undefined {
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  return process.platform === 'linux' ? startFromProc(pid) : startFromPs(pid);
}

function startFromProc(pid: number): string | undefined {
  try {
    // The name in brackets may itself hold brackets and spaces; the fields are counted after the last one.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' || fields[0] === 'X' ? undefined : `${bootId()}:${fields[19]}`;
  } catch {
    return undefined;
  }
}

let boot: string | undefined;
function bootId(): string {
  boot ??= readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  return boot;
}

function startFromPs(pid: number): string | undefined {
  try {
    const text = execFileSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
    return text === '' || text.startsWith('Z') ? undefined : text.replace(/^\S+\s+/, '');
  } catch {
    return undefined;
  }
}
