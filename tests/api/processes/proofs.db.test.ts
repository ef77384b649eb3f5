/** To prove that the runs of a definition end may take seconds: nobody holds a connection or a lock for that long. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Definition } from '#engine/definition.ts';
import { lintRuns } from '#engine/lint/index.ts';
import { type Client, createTestApp, type TestApp } from '../../support/app.ts';

let test: TestApp;
let maya: Client;
/** How many transactions were open at each proof, and what happens beside it. */
let proofs: { readonly name: string; readonly open: number }[];
let beside: () => Promise<unknown>;
beforeAll(async () => {
  test = await createTestApp();
  maya = await test.signInAs('process-owner', { email: 'maya@example.test' });
  Object.assign(test.store, {
    lintRuns: async (definition: Definition) => {
      proofs.push({ name: definition.name, open: await heldOpen() });
      const next = beside;
      beside = () => Promise.resolve();
      await next();
      return lintRuns(definition);
    },
  });
});
afterAll(() => test.close());
beforeEach(() => {
  proofs = [];
  beside = () => Promise.resolve();
});

/** One that is held stays; what is written down beside it in passing has gone a moment later. */
async function heldOpen(): Promise<number> {
  let open = -1;
  for (let tries = 0; tries < 20 && open !== 0; tries += 1) {
    const rows = await test.work((work) =>
      work.em.execute<{ open: number }[]>(
        `select count(*)::int as open from pg_stat_activity where datname = current_database() and xact_start is not null
           and backend_type = 'client backend' and pid <> pg_backend_pid()`,
      ),
    );
    open = rows[0]?.open ?? -1;
  }
  return open;
}

const definition = (key: string, name = 'A process') => ({
  key,
  name,
  elements: [
    { id: 'start', type: 'startEvent', name: 'Start', trigger: { type: 'manual' } },
    { id: 'fork', type: 'exclusiveGateway', name: 'Which way?', default: 'f3' },
    { id: 'do', type: 'userTask', name: 'Do it', task: {} },
    { id: 'join', type: 'parallelGateway', name: 'Both' },
    { id: 'end', type: 'endEvent', name: 'End' },
  ],
  flows: [
    { id: 'f1', from: 'start', to: 'fork' },
    {
      id: 'f2',
      from: 'fork',
      to: 'do',
      conditions: { all: [{ fact: 'variables.well', operator: 'equal', value: true }] },
    },
    { id: 'f3', from: 'fork', to: 'join' },
    { id: 'f4', from: 'do', to: 'join' },
    { id: 'f5', from: 'join', to: 'end' },
  ],
});
const sound = (key: string, name?: string) => {
  const { elements, ...more } = definition(key, name);
  const type = 'exclusiveGateway';
  return { ...more, elements: elements.map((one) => (one.id === 'join' ? { ...one, type } : one)) };
};
const rulesOf = (findings: readonly { rule: string }[]) => findings.map(({ rule }) => rule);

describe('a proof', () => {
  it('is made while no transaction is open, whether a draft is saved, checked or published', async () => {
    const path = '/processes/stuck/draft';
    const saved = await maya.put(path, definition('stuck'));
    const checked = await maya.post(`${path}/validate`);
    const refused = await maya.post(`${path}/publish`);
    expect([saved.statusCode, checked.statusCode, refused.statusCode]).toEqual([200, 200, 422]);
    for (const answer of [saved, checked, refused])
      expect(rulesOf(answer.json().findings)).toContain('can-get-stuck');
    expect(proofs).toEqual(Array(3).fill({ name: 'A process', open: 0 }));
  });

  it('is made of a version that is published again, too', async () => {
    await maya.put('/processes/again/draft', sound('again', 'First'));
    await maya.post('/processes/again/draft/publish');
    await maya.put('/processes/again/draft?baseVersion=1', sound('again', 'Second'));
    await maya.post('/processes/again/draft/publish');
    proofs = [];
    const again = await maya.post('/processes/again/versions/1/publish-again', {});
    expect([again.statusCode, again.json().version]).toEqual([201, 3]);
    expect(proofs).toEqual([{ name: 'First', open: 0 }]);
  });

  it('is of what is published: what is saved meanwhile is proved anew, or refused', async () => {
    const path = '/processes/meanwhile/draft';
    await maya.put(path, sound('meanwhile', 'First'));
    proofs = [];
    const saveStuck = async () => {
      await maya.put(path, definition('meanwhile', 'Second'));
    };
    beside = saveStuck;
    const refused = await maya.post(`${path}/publish`);
    expect([refused.statusCode, rulesOf(refused.json().findings)]).toEqual([
      422,
      ['can-get-stuck'],
    ]);
    expect(proofs.map(({ name }) => name)).toEqual(['First', 'Second', 'Second']);

    await maya.put(path, sound('meanwhile', 'Third'));
    const { etag = '' } = (await maya.get(path)).headers;
    beside = saveStuck;
    const stale = await maya.post(`${path}/publish`, {}, { 'if-match': `${etag}` });
    expect([stale.statusCode, stale.json().type]).toEqual([412, '/problems/draft_changed']);
  });

  it('is not made where it is refused anyway', async () => {
    const path = '/processes/behind/draft';
    await maya.put(path, sound('behind'));
    proofs = [];
    const stale = await maya.post(`${path}/publish`, {}, { 'if-match': '"v7"' });
    expect([stale.statusCode, proofs]).toEqual([412, []]);
  });

  it('is given with the same answer to whoever asks again with the same key', async () => {
    const path = '/processes/once/draft';
    await maya.put(path, sound('once'));
    const key = { 'idempotency-key': 'once' };
    const [first, again] = [
      await maya.post(`${path}/publish`, {}, key),
      await maya.post(`${path}/publish`, {}, key),
    ];
    expect([first.statusCode, again.statusCode]).toEqual([201, 201]);
    expect(again.json()).toEqual(first.json());
  });
});
