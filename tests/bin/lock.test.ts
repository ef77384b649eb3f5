import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { takeLock } from '#bin/platform/lock.ts';
import { findProcess } from '#bin/platform/process-table.ts';
import { writeRunning } from '#bin/platform/running.ts';
import { temporaryFolder } from '#tests/support/folder.ts';

const quietly = () => undefined;

describe('the lock of a data directory', () => {
  it('is refused while its holder lives, with the address of what runs', async () => {
    const folder = temporaryFolder();
    const letGo = await takeLock(folder, quietly);
    writeRunning(folder, { state: 'up', pid: process.pid, url: 'http://127.0.0.1:4000' });
    await expect(takeLock(folder, quietly)).rejects.toThrow(
      new RegExp(`already running .*http://127.0.0.1:4000 \\(process ${process.pid}\\)`),
    );
    letGo();
    (await takeLock(folder, quietly))();
  });

  it('is taken over from a holder that was killed', async () => {
    const folder = temporaryFolder();
    const dead = spawnSync(process.execPath, ['--version']).pid;
    writeFileSync(
      path.join(folder, 'lock'),
      JSON.stringify({ pid: dead, startedAt: 'then', name: 'start' }),
    );
    await takeLock(folder, quietly);
    expect(JSON.parse(readFileSync(path.join(folder, 'lock'), 'utf8'))).toEqual(
      findProcess(process.pid, 'start'),
    );
  });

  it('is waited for while its holder is stopping', async () => {
    const folder = temporaryFolder();
    const letGo = await takeLock(folder, quietly);
    writeRunning(folder, { state: 'stopping', pid: process.pid });
    setTimeout(letGo, 300);
    const said: string[] = [];
    await takeLock(folder, (sentence) => said.push(sentence));
    expect(said).toEqual([
      `Waiting for the earlier start (process ${process.pid}) to finish stopping.`,
    ]);
  });
});
