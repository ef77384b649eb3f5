/**
 * `npm start` as somebody at a terminal meets it: it comes up, survives its own death, and leaves nothing behind.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { findProcess, isRunning, type ProcessRecord } from '#bin/platform/process-table.ts';
import { openRecords } from '#bin/platform/records.ts';
import { temporaryFolder } from '#tests/support/folder.ts';
import { root } from '#tests/support/source-files.ts';

const slowMs = 120_000;

it(
  'comes up, ends what a killed start left running, and stops with nothing left',
  async () => {
    const folder = temporaryFolder();
    onTestFinished(async () => void (await openRecords(folder).endLeftovers()));
    const first = start(folder);
    const url = await first.ready();
    expect(first.said()).toMatch(/Sign in as admin@\S+ with the password \S{16}/);
    expect((await fetch(`${url}/health/ready`)).status).toBe(200);
    expect(await (await fetch(url)).text()).toContain('<html');
    const parts = recorded(folder);
    expect(parts.map((part) => part.name).sort()).toEqual([
      'api',
      'postgres',
      'temporal',
      'worker',
    ]);

    // The launcher first, so that it cannot pass anything on; the supervisor at once after it.
    const supervisor = running(folder).pid;
    first.child.kill('SIGKILL');
    process.kill(supervisor, 'SIGKILL');
    await vi.waitFor(() => expect(findProcess(supervisor, 'supervisor')).toBeUndefined());
    expect(parts.filter(isRunning)).toHaveLength(4);

    const second = start(folder);
    await second.ready();
    expect(second.said()).toContain(
      'Ended what an earlier start left running: api, worker, temporal, postgres.',
    );
    expect(second.said()).not.toContain('shown this once');
    expect(parts.filter(isRunning)).toEqual([]);

    const third = start(folder);
    await once(third.child, 'exit');
    expect(third.said()).toContain('Perdura is already running');

    const last = recorded(folder);
    second.child.kill('SIGINT');
    const [code] = (await once(second.child, 'exit')) as [number];
    expect(code).toBe(0);
    expect(second.said()).toContain('Stopped.');
    expect(last.filter(isRunning)).toEqual([]);
    expect(recorded(folder)).toEqual([]);
  },
  3 * slowMs,
);

type Started = { readonly child: ChildProcess; ready(): Promise<string>; said(): string };

function start(dataDir: string): Started {
  const child = spawn(process.execPath, [path.join(root, 'bin', 'run.mjs'), 'start'], {
    cwd: root,
    env: {
      ...process.env,
      DATA_DIR: dataDir,
      PORT: '0',
      DEMO: '0',
      DATABASE_URL: '',
      TEMPORAL_ADDRESS: '',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  onTestFinished(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    await gone;
  });
  return {
    child,
    said: () => output,
    async ready() {
      await vi.waitFor(
        () => {
          if (child.exitCode !== null) throw new Error(`It ended by itself:\n${output}`);
          expect(output).toContain('Perdura is ready at');
        },
        { timeout: slowMs, interval: 200 },
      );
      return /ready at (\S+)/.exec(output)?.[1] ?? '';
    },
  };
}

function recorded(dataDir: string): ProcessRecord[] {
  return JSON.parse(readFileSync(path.join(dataDir, 'processes.json'), 'utf8')) as ProcessRecord[];
}

function running(dataDir: string): { pid: number } {
  return JSON.parse(readFileSync(path.join(dataDir, 'running.json'), 'utf8')) as { pid: number };
}
