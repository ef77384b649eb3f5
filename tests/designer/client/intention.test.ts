/** What somebody wants is done once, however often it has to be sent. */
import { describe, expect, it } from 'vitest';
import { Intention } from '#designer/client/intention.ts';
import { ProblemError, unreachable } from '#designer/client/problem.ts';

const ORDER = { what: 'a laptop' };

/** Sends with these answers, one after another, and tells the keys that went along. */
async function keysOf(sent: readonly { what: unknown; answer?: Error }[]): Promise<string[]> {
  const intention = new Intention();
  const keys: string[] = [];
  for (const { what, answer } of sent) {
    await intention
      .send(what, async (key) => {
        keys.push(key);
        if (answer) throw answer;
      })
      .catch(() => {});
  }
  return keys;
}

const lost = unreachable(new Error('offline'));

describe('an intention', () => {
  it('is sent again under its key where no answer came', async () => {
    const [first, second, third] = await keysOf([
      { what: ORDER, answer: lost },
      { what: ORDER, answer: new ProblemError(503, {}) },
      { what: ORDER },
    ]);
    expect([second, third]).toEqual([first, first]);
  });

  it('is another one after an answer: done, or refused', async () => {
    const keys = await keysOf([
      { what: ORDER },
      { what: ORDER, answer: new ProblemError(409, {}) },
      { what: ORDER },
    ]);
    expect(new Set(keys).size).toBe(3);
  });

  it('is another one where something else is wanted', async () => {
    const keys = await keysOf([{ what: ORDER, answer: lost }, { what: { what: 'a phone' } }]);
    expect(new Set(keys).size).toBe(2);
  });

  it('tells what came of it', async () => {
    const intention = new Intention();
    expect(await intention.send(ORDER, async () => 'done')).toBe('done');
    await expect(intention.send(ORDER, () => Promise.reject(lost))).rejects.toBe(lost);
  });
});
