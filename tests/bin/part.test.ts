import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { type Part, type PartHooks, startPart } from '#bin/platform/part.ts';
import { openRecords } from '#bin/platform/records.ts';
import { temporaryFolder } from '#tests/support/folder.ts';

describe('a part', () => {
  it('is started again when it dies', async () => {
    const { part } = start("console.log('up'); setTimeout(() => {}, 60_000)");
    const first = part.pid() ?? 0;
    process.kill(first, 'SIGKILL');
    await vi.waitFor(() => expect(part.pid()).toSatisfy((pid) => pid > 0 && pid !== first), 5000);
    expect(part.deaths()).toBe(1);
  });

  it('is given ever more time when it does not stay up', async () => {
    const delays: number[] = [];
    const { part } = start('process.exit(3)', { died: (_how, delayMs) => delays.push(delayMs) });
    await vi.waitFor(() => expect(delays.length).toBeGreaterThanOrEqual(3), 8000);
    expect(delays.slice(0, 3)).toEqual([250, 500, 1000]);
    expect(part.deaths()).toBeGreaterThanOrEqual(3);
  });

  it('ends in order when asked, is not started again, and leaves no record', async () => {
    const died = vi.fn();
    const { part, folder } = start(
      "process.on('SIGTERM', () => { console.log('tidied'); process.exit(0); }); console.log('up'); setTimeout(() => {}, 60_000)",
      { died },
    );
    await vi.waitFor(() => expect(readFileSync(part.logFile, 'utf8')).toContain('up'), 5000);
    await part.stop();
    expect(part.isAlive()).toBe(false);
    expect(readFileSync(part.logFile, 'utf8')).toContain('tidied');
    expect(died).not.toHaveBeenCalled();
    expect(JSON.parse(readFileSync(path.join(folder, 'processes.json'), 'utf8'))).toEqual([]);
  });

  it('is reloaded without counting as dead', async () => {
    const { part } = start('setTimeout(() => {}, 60_000)');
    const first = part.pid();
    await part.restart();
    expect(part.pid()).not.toBe(first);
    expect(part.deaths()).toBe(0);
  });

  it('says how it ended when its program does not exist', async () => {
    const died = vi.fn();
    const folder = temporaryFolder();
    const part = startPart(
      { ...plan(folder, ''), command: '/does/not/exist' },
      openRecords(folder),
      { died },
    );
    onTestFinished(() => part.kill());
    await vi.waitFor(() => expect(died).toHaveBeenCalled(), 5000);
    expect(died.mock.calls[0]?.[0]).toContain('ENOENT');
    expect(existsSync(part.logFile)).toBe(true);
  });
});

function start(script: string, hooks: PartHooks = {}): { part: Part; folder: string } {
  const folder = temporaryFolder();
  const part = startPart(plan(folder, script), openRecords(folder), hooks);
  onTestFinished(() => part.kill());
  return { part, folder };
}

function plan(folder: string, script: string) {
  return {
    name: 'part',
    command: process.execPath,
    args: ['--eval', script],
    env: process.env,
    logFile: path.join(folder, 'logs', 'part.log'),
    ask: 'SIGTERM' as const,
    patienceMs: 3000,
  };
}
