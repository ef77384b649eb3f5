/**
 * One supervised process. It runs in its own process group, so that Ctrl-C at the terminal reaches only the
 * supervisor, which then stops the parts in their order; it writes to a log file, not to a pipe, so that it outlives
 * nothing by accident and blocks on nobody. When it dies unasked it is started again, at once the first time and then
 * ever more slowly.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Records } from './records.ts';

export type PartPlan = {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env: NodeJS.ProcessEnv;
  readonly uid?: number;
  readonly gid?: number;
  readonly logFile: string;
  /** The signal that asks for an orderly end. */
  readonly ask: NodeJS.Signals;
  readonly patienceMs: number;
};

export type PartHooks = {
  /** False when everything is being ended: a part that goes first, because it was asked by somebody else, stays down. */
  readonly mayRestart?: () => boolean;
  /** The part ended unasked; it will be started again after the delay. */
  readonly died?: (how: string, delayMs: number) => void;
  /** Runs before each new attempt (to clear what the dead one left); a refusal counts as another death. */
  readonly beforeRestart?: () => Promise<void>;
  readonly restarted?: () => void;
};

export type Part = {
  readonly name: string;
  readonly logFile: string;
  isAlive(): boolean;
  /** The number of the process, while there is one. */
  pid(): number | undefined;
  /** How often it has died since it last ran for a while. */
  deaths(): number;
  /** Ends the process and starts it again, for the reload of `npm run dev`. */
  restart(): Promise<void>;
  stop(): Promise<void>;
  /** Ends at once, with nothing in order. */
  kill(): void;
};

const logLimitBytes = 10_000_000;
const steadyAfterMs = 30_000;
const longestDelayMs = 15_000;

export function startPart(plan: PartPlan, records: Records, hooks: PartHooks = {}): Part {
  let child: ChildProcess | undefined;
  let stopping = false;
  let reloading = false;
  let quickDeaths = 0;
  let timer: NodeJS.Timeout | undefined;
  let ended: Promise<void> = Promise.resolve();

  function launch(): void {
    const startedAt = Date.now();
    const current = spawnPart(plan);
    child = current;
    if (current.pid) records.add(current.pid, plan.name);
    ended = new Promise((resolve) => {
      const over = (how: string) => {
        if (child !== current) return;
        child = undefined;
        if (current.pid) records.remove(current.pid);
        resolve();
        if (stopping || reloading || hooks.mayRestart?.() === false) return;
        quickDeaths = Date.now() - startedAt > steadyAfterMs ? 0 : quickDeaths + 1;
        again(how);
      };
      current.once('exit', (code, signal) => over(signal ?? `exit code ${code}`));
      current.once('error', (error) => over(error.message));
    });
  }

  function again(how: string): void {
    const delayMs = Math.min(longestDelayMs, 250 * 2 ** Math.max(0, quickDeaths - 1));
    hooks.died?.(how, delayMs);
    timer = setTimeout(async () => {
      try {
        await hooks.beforeRestart?.();
      } catch (error) {
        quickDeaths += 1;
        if (!stopping) again(error instanceof Error ? error.message : String(error));
        return;
      }
      if (stopping || hooks.mayRestart?.() === false) return;
      launch();
      hooks.restarted?.();
    }, delayMs);
  }

  async function end(): Promise<void> {
    clearTimeout(timer);
    const current = child;
    if (!current) return;
    current.kill(plan.ask);
    const insist = setTimeout(() => current.kill('SIGKILL'), plan.patienceMs);
    await ended;
    clearTimeout(insist);
  }

  launch();
  return {
    name: plan.name,
    logFile: plan.logFile,
    isAlive: () => child !== undefined,
    pid: () => child?.pid,
    deaths: () => quickDeaths,
    async restart() {
      reloading = true;
      await end();
      reloading = false;
      if (!stopping) launch();
    },
    async stop() {
      stopping = true;
      await end();
    },
    kill() {
      stopping = true;
      clearTimeout(timer);
      child?.kill('SIGKILL');
    },
  };
}

/** The last lines a part wrote, for the person who must find out why it ended. */
export function logTail(file: string, lines = 12): string {
  try {
    return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
  } catch {
    return '';
  }
}

function spawnPart(plan: PartPlan): ChildProcess {
  mkdirSync(path.dirname(plan.logFile), { recursive: true });
  rotate(plan.logFile);
  const log = openSync(plan.logFile, 'a', 0o600);
  try {
    return spawn(plan.command, [...plan.args], {
      cwd: plan.cwd,
      env: plan.env,
      uid: plan.uid,
      gid: plan.gid,
      detached: true,
      stdio: ['ignore', log, log],
    });
  } finally {
    closeSync(log);
  }
}

/** One old log is kept; a part that is restarted for ever must not fill the disk. */
function rotate(file: string): void {
  try {
    if (statSync(file).size > logLimitBytes) renameSync(file, `${file}.1`);
  } catch {
    // There is no log yet.
  }
}
