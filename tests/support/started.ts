/**
 * Perdura as a user starts it: `bin/start.ts` in a process of its own, with a data directory of its own that is gone
 * afterwards. Its parts are known by name, so that a test can kill one of them and see what becomes of the work.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { portState } from '#bin/platform/ports.ts';
import { type Connections, readRunning } from '#bin/platform/running.ts';
import { projectRoot } from '#bin/platform/settings.ts';
import { eventually } from './eventually.ts';

export type Started = {
  readonly url: string;
  readonly connections: Connections;
  /** What it has said so far. */
  said(): string;
  pidOf(part: 'api' | 'worker' | 'temporal' | 'postgres'): number;
  /** `kill -9`; resolves when another process has taken its place and answers. */
  kill(part: 'api' | 'worker'): Promise<void>;
  stop(): Promise<void>;
};

const START_MS = 240_000;

/** Free, and below those that the system gives to whoever connects: it must still be free when the instance has come up. */
async function quietPort(): Promise<number> {
  const port = 20_000 + Math.floor(Math.random() * 12_000);
  return (await portState('127.0.0.1', port)) === 'free' ? port : quietPort();
}

export async function startPerdura(environment: NodeJS.ProcessEnv = {}): Promise<Started> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'perdura-started-'));
  chmodSync(dataDir, 0o755);
  const port = await quietPort();
  const given = ['PATH', 'HOME', 'XDG_CACHE_HOME', 'TMPDIR', 'LANG', 'NODE_COMPILE_CACHE'];
  const inherited = Object.fromEntries(given.map((name) => [name, process.env[name]]));
  let output = '';
  const child = spawn(process.execPath, [path.join(projectRoot, 'bin', 'start.ts')], {
    cwd: projectRoot,
    env: { ...inherited, DATA_DIR: dataDir, PORT: String(port), LOG_LEVEL: 'warn', ...environment },
    // The fourth channel breaks when this process is killed, and that is how the instance learns to end.
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const exited = once(child, 'exit');
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }

  async function stop(): Promise<void> {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGINT');
      await exited;
    }
    rmSync(dataDir, { recursive: true, force: true });
  }

  function pidOf(part: string): number {
    const records = JSON.parse(readFileSync(path.join(dataDir, 'processes.json'), 'utf8'));
    const found = (records as { pid: number; name: string }[]).find(({ name }) => name === part);
    if (!found) throw new Error(`${part} does not run.`);
    return found.pid;
  }

  const url = `http://127.0.0.1:${port}`;
  const isReady = async () => {
    const answer = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(5_000) });
    const { status } = (await answer.json()) as { status: string };
    if (status !== 'ok') throw new Error(`It is ${status}.`);
  };

  try {
    const connections = await eventually(
      'Perdura starts',
      async () => {
        if (child.exitCode !== null) throw new Error(`It ended by itself:\n${output}`);
        const running = readRunning(dataDir);
        if (running?.state !== 'up' || !running.connections) throw new Error(output);
        await isReady();
        return running.connections;
      },
      START_MS,
    );
    return {
      url,
      connections,
      said: () => output,
      pidOf,
      async kill(part) {
        const killed = pidOf(part);
        process.kill(killed, 'SIGKILL');
        await eventually(`the ${part} is started again`, async () => {
          if (pidOf(part) === killed) throw new Error('The killed process is still on record.');
          await isReady();
        });
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
