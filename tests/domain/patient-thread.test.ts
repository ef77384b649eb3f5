/** Whatever a thread is asked, and whatever becomes of it over that, the next question is answered. */
import { Worker } from 'node:worker_threads';
import { describe, expect, it, vi } from 'vitest';
import { createPatientThread } from '#domain/moves/patient-thread.ts';

/** Does as it is told, and answers how often it was asked. */
const script = `
  const { parentPort } = require('node:worker_threads');
  let count = 0;
  parentPort.on('message', (what) => {
    const all = [];
    if (what === 'go on for ever') for (;;);
    if (what === 'fail') throw new Error('broken');
    if (what === 'end') process.exit(0);
    if (what === 'fill the memory') for (;;) all.push([...all, {}]);
    parentPort.postMessage((count += 1));
  });`;

function aThread(limitMs: number) {
  const begun: Worker[] = [];
  const { ask } = createPatientThread<string, number>(() => {
    const options = { eval: true, resourceLimits: { maxOldGenerationSizeMb: 8 } };
    const worker = new Worker(script, options);
    begun.push(worker);
    return worker;
  }, limitMs);
  return { ask, begun };
}

describe('a thread', () => {
  it('is asked one thing after the other', async () => {
    const { ask, begun } = aThread(60_000);
    expect(begun).toEqual([]);
    expect(await Promise.all([ask('count'), ask('count'), ask('count')])).toEqual([1, 2, 3]);
    expect(begun).toHaveLength(1);
  });

  it.each([
    ['takes too long', 'go on for ever', 2_000],
    ['fails', 'fail', 60_000],
    ['ends', 'end', 60_000],
    ['has no memory left', 'fill the memory', 60_000],
  ])(
    'that %s over a question is over, and another one answers the next',
    async (_, what, limitMs) => {
      const { ask, begun } = aThread(limitMs);
      expect(await Promise.all([ask('count'), ask(what), ask('count'), ask('count')])).toEqual([
        1,
        null,
        1,
        2,
      ]);
      await vi.waitFor(() =>
        expect(begun.map(({ threadId }) => threadId === -1)).toEqual([true, false]),
      );
    },
  );

  it('that cannot begin leaves its question open, and another one is tried for the next', async () => {
    let tries = 0;
    const { ask } = createPatientThread<string, number>(() => {
      tries += 1;
      if (tries < 3) throw new Error('There is no room for a thread.');
      return new Worker(script, { eval: true });
    }, 60_000);
    expect(await Promise.all([ask('count'), ask('count'), ask('count')])).toEqual([null, null, 1]);
  });
});
