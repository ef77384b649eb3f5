/** What a released version has recorded, every later version replays: an open run survives an upgrade. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decodeHistory, replay } from './replay.ts';

const folder = new URL('./', import.meta.url);
const names = readdirSync(folder).filter((name) => name.endsWith('.pb'));
const read = (name: string) => decodeHistory(readFileSync(new URL(name, folder)));

describe('recorded histories', () => {
  it('are there for every shipped process', () => {
    for (const process of ['laptop-request', 'incident', 'normal-change']) {
      expect(names.some((name) => name.startsWith(`${process}.semantics-`))).toBe(true);
    }
  });

  it.each(names)('replay: %s', (name) => replay(read(name)));

  it('that were tampered with do not', async () => {
    const history = read('laptop-request.semantics-1.pb');
    const events = history.events?.filter((event) => !event.markerRecordedEventAttributes);
    await expect(replay({ events })).rejects.toThrow();
  });
});
