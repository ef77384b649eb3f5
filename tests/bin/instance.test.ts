import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { dataFormat, openInstance, openMasterKey, saveInstance } from '#bin/platform/instance.ts';
import { temporaryFolder } from '#tests/support/folder.ts';

describe('a data directory', () => {
  it('keeps its identity and is readable by its owner only', () => {
    const folder = temporaryFolder();
    const first = openInstance(folder);
    expect(openInstance(folder)).toEqual(first);
    expect(statSync(path.join(folder, 'instance.json')).mode & 0o077).toBe(0);
  });

  it('is refused when a newer version wrote it', () => {
    const folder = temporaryFolder();
    saveInstance(folder, { ...openInstance(folder), format: dataFormat + 1 });
    expect(() => openInstance(folder)).toThrow(/written by a newer version of Perdura/);
  });

  it('is refused when its description is damaged, and not overwritten', () => {
    const folder = temporaryFolder();
    writeFileSync(path.join(folder, 'instance.json'), '{"format":');
    expect(() => openInstance(folder)).toThrow(/is damaged/);
    expect(readFileSync(path.join(folder, 'instance.json'), 'utf8')).toBe('{"format":');
  });
});

describe('the master key', () => {
  it('is made once and then kept', () => {
    const folder = temporaryFolder();
    const { key, instance } = openMasterKey(folder, openInstance(folder), undefined);
    expect(Buffer.from(key, 'base64')).toHaveLength(32);
    expect(openMasterKey(folder, instance, undefined).key).toBe(key);
    expect(statSync(path.join(folder, 'master.key')).mode & 0o077).toBe(0);
  });

  it('is not replaced when it was lost', () => {
    const folder = temporaryFolder();
    const { instance } = openMasterKey(folder, openInstance(folder), undefined);
    rmSync(path.join(folder, 'master.key'));
    expect(() => openMasterKey(folder, instance, undefined)).toThrow(
      /master key of this data is missing/,
    );
  });

  it('is refused when another one is given', () => {
    const folder = temporaryFolder();
    const { instance } = openMasterKey(folder, openInstance(folder), undefined);
    const other = Buffer.alloc(32, 1).toString('base64');
    expect(() => openMasterKey(folder, instance, other)).toThrow(/is another/);
    expect(() => openMasterKey(folder, instance, 'short')).toThrow(/32 bytes in base64/);
  });
});
