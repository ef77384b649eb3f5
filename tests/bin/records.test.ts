import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { findProcess, isRunning } from '#bin/platform/process-table.ts';
import { openRecords } from '#bin/platform/records.ts';
import { temporaryFolder } from '#tests/support/folder.ts';

describe('the records of a data directory', () => {
  it('let the next start end what a killed one left running', async () => {
    const folder = temporaryFolder();
    const left = sleeper();
    openRecords(folder).add(left.pid ?? 0, 'worker');

    expect(await openRecords(folder).endLeftovers()).toEqual(['worker']);
    expect(findProcess(left.pid ?? 0, 'worker')).toBeUndefined();
    expect(JSON.parse(readFileSync(path.join(folder, 'processes.json'), 'utf8'))).toEqual([]);
  });

  it('insist when a process does not want to end', async () => {
    const folder = temporaryFolder();
    const stubborn = sleeper("process.on('SIGTERM', () => {}); console.log('up')");
    await once(stubborn.stdout ?? stubborn, 'data');
    openRecords(folder).add(stubborn.pid ?? 0, 'build');

    await openRecords(folder).endLeftovers(200);
    expect(findProcess(stubborn.pid ?? 0, 'build')).toBeUndefined();
  });

  it('spare another program that has got the number since', async () => {
    const folder = temporaryFolder();
    const innocent = sleeper();
    const record = { pid: innocent.pid, startedAt: 'long ago', name: 'worker' };
    writeFileSync(path.join(folder, 'processes.json'), JSON.stringify([record]));

    expect(await openRecords(folder).endLeftovers()).toEqual([]);
    expect(findProcess(innocent.pid ?? 0, 'worker')).toBeDefined();
  });

  it('survive half a file', async () => {
    const folder = temporaryFolder();
    writeFileSync(path.join(folder, 'processes.json'), '[{"pid": 12, "sta');
    expect(await openRecords(folder).endLeftovers()).toEqual([]);
  });
});

describe('a process', () => {
  it('is known by the moment it started, not by its number alone', () => {
    const child = sleeper();
    const record = findProcess(child.pid ?? 0, 'sleeper');
    expect(record && isRunning(record)).toBe(true);
    expect(record && isRunning({ ...record, startedAt: `${record.startedAt}0` })).toBe(false);
  });
});

function sleeper(script = ''): ChildProcess {
  const child = spawn(process.execPath, ['--eval', `${script}; setTimeout(() => {}, 60_000)`], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}
