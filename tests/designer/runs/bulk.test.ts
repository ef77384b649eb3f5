/** One act for many runs: what is answered stays answered, and a step is skipped only where it is the same in all of them. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Intention } from '#designer/client/intention.ts';
import type { BulkAnswer } from '#designer/client/runs.ts';
import { actOnMany, outcomesIn } from '#designer/runs/stuck/bulk.ts';
import type { Definition, Element } from '#engine/definition.ts';

const IDS = Array.from({ length: 45 }, (_, index) => `run-${index}`);
const WANTED = { ids: IDS, act: { kind: 'retry' }, reason: 'Open again.' } as const;

type Sent = { readonly ids: readonly string[]; readonly key: string | null };

/** A server that answers so many requests and is away for the next. */
function serverAwayAfter(answered: number): Sent[] {
  const sent: Sent[] = [];
  let left = answered;
  vi.stubGlobal('fetch', async (_: string, { body, headers }: RequestInit) => {
    const { ids } = JSON.parse(String(body)) as { ids: string[] };
    sent.push({ ids, key: new Headers(headers).get('idempotency-key') });
    left -= 1;
    if (left === -1) throw new TypeError('offline');
    return Response.json({ items: ids.map((id) => ({ id, status: 200 })) });
  });
  return sent;
}

afterEach(() => vi.unstubAllGlobals());

describe('an act for many runs that breaks halfway', () => {
  it('keeps what became of those before, and goes on with the others as the same request', async () => {
    const sent = serverAwayAfter(1);
    const intention = new Intention();
    let known: readonly BulkAnswer[] = [];
    const remember = (answers: readonly BulkAnswer[]) => {
      known = answers;
    };
    await expect(actOnMany(WANTED, known, intention, remember)).rejects.toThrow();
    expect(known.map(({ id }) => id)).toEqual(IDS.slice(0, 20));
    const all = await actOnMany(WANTED, known, intention, remember);
    expect(all.map(({ id }) => id)).toEqual(IDS);
    expect(sent.map(({ ids }) => ids[0])).toEqual(['run-0', 'run-20', 'run-20', 'run-40']);
    const [first, broken, again, last] = sent.map(({ key }) => key);
    expect(again).toBe(broken);
    expect(new Set([first, broken, last]).size).toBe(3);
  });
});

describe('a step that is to be skipped in several versions', () => {
  const version = (...elements: object[]): Definition => ({
    key: 'p',
    name: 'P',
    flows: [],
    elements: elements as Element[],
  });
  const approval = { id: 'ask', type: 'approval', approval: { mode: 'any', approvers: [] } };
  const task = { id: 'ask', type: 'userTask', task: {} };
  const choosing = {
    ...task,
    task: {
      outcomes: [
        { key: 'yes', label: 'Yes' },
        { key: 'no', label: 'No' },
      ],
    },
  };

  it('goes on with an outcome that it has in all of them', () => {
    expect(outcomesIn([version(choosing), version(choosing)], 'ask')).toEqual(['yes', 'no']);
    expect(outcomesIn([version(approval)], 'ask')).toContain('approved');
    expect(
      outcomesIn(
        [version({ id: 'ask', type: 'serviceTask', action: { type: 'assign', queue: 'desk' } })],
        'ask',
      ),
    ).toEqual(['']);
  });

  it('is none where it is missing in one, of another kind, or left by other outcomes', () => {
    expect(outcomesIn([version(choosing), version()], 'ask')).toBe(null);
    expect(outcomesIn([version(choosing), version(approval)], 'ask')).toBe(null);
    expect(outcomesIn([version(choosing), version(task)], 'ask')).toBe(null);
  });
});
