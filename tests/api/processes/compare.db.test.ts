/** Versions compared over HTTP, what running work a change touches, and going back to what a former version said. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, createTestApp, type TestApp } from '../../support/app.ts';

let test: TestApp;
let maya: Client;
let nils: Client;
let agent: Client;
let ravi: Client;
beforeAll(async () => {
  test = await createTestApp();
  maya = await test.signInAs('process-owner', { email: 'maya@example.test' });
  nils = await test.signInAs('process-owner', { email: 'nils@example.test' });
  agent = await test.signInAs('agent');
  ravi = await test.signInAs('requester');
});
afterAll(() => test.close());

const definition = (key: string, task: object = {}, more: Record<string, unknown> = {}) => ({
  key,
  name: 'A process',
  elements: [
    { id: 'start', type: 'startEvent', name: 'Start', trigger: { type: 'manual' } },
    { id: 'do', type: 'userTask', name: 'Do it', task },
    { id: 'end', type: 'endEvent', name: 'End' },
  ],
  flows: [
    { id: 'f1', from: 'start', to: 'do' },
    { id: 'f2', from: 'do', to: 'end' },
  ],
  ...more,
});
const draft = async (key: string, task: object = {}, more: Record<string, unknown> = {}) => {
  const saved = await maya.put(`/processes/${key}/draft`, definition(key, task, more));
  expect(saved.statusCode, saved.body).toBe(200);
};
const publish = async (key: string, task: object = {}, more: Record<string, unknown> = {}) => {
  await draft(key, task, more);
  const published = await maya.post(`/processes/${key}/draft/publish`);
  expect(published.statusCode, published.body).toBe(201);
  return published.json() as { version: number; sha256: string };
};
/** A run of the present version that stands here. */
const standing = async (key: string, element: string) => {
  const { id } = (await maya.post(`/processes/${key}/runs`, {})).json();
  await test.work((work) =>
    work.em.execute(
      `insert into run_element (run_id, tenant_id, token, element, entered_at) values (?, current_tenant(), 't1', ?, now())`,
      [id, element],
    ),
  );
};

describe('a comparison', () => {
  it('is of the present version with the caller’s draft, unless said', async () => {
    await publish('mine', { instructions: 'Well' });
    await draft('mine', { instructions: 'Better' }, { layout: { end: { x: 8, y: 0 } } });
    const answer = await maya.get('/processes/mine/compare');
    expect(answer.statusCode, answer.body).toBe(200);
    expect(answer.json()).toMatchObject({
      key: 'mine',
      from: 1,
      to: null,
      summary: { added: 0, removed: 0, changed: 1, moved: 1 },
      process: [],
      elements: [
        {
          id: 'do',
          kind: 'changed',
          changes: [
            {
              path: ['task', 'instructions'],
              kind: 'value',
              group: 'what',
              before: 'Well',
              after: 'Better',
            },
          ],
        },
        { id: 'end', kind: 'moved', changes: [], move: { after: { x: 8, y: 0 } } },
      ],
      flows: [],
      notes: [],
    });
    const back = (await maya.get('/processes/mine/compare?from=draft&to=1')).json();
    expect(back).toMatchObject({
      from: null,
      to: 1,
      elements: [{ changes: [{ after: 'Well' }] }, {}],
    });
  });

  it('counts the running work of each version, and what of it stands on what was changed or removed', async () => {
    await publish('busy', { instructions: 'Well' });
    await standing('busy', 'do');
    await standing('busy', 'end');
    await publish('busy', { instructions: 'Better' });
    await standing('busy', 'do');
    expect((await maya.get('/processes/busy/compare?from=1&to=2')).json().running).toEqual([
      { version: 2, count: 1, touched: 1 },
      { version: 1, count: 2, touched: 1 },
    ]);
    expect((await maya.get('/processes/busy/compare?from=2&to=2')).json()).toMatchObject({
      elements: [],
      running: [
        { version: 2, count: 1, touched: 0 },
        { version: 1, count: 2, touched: 0 },
      ],
    });
  });

  it('of versions is for who reads them, of a draft for who draws', async () => {
    await publish('shown');
    await publish('shown', {}, { name: 'Another name' });
    expect((await agent.get('/processes/shown/compare?from=1&to=2')).json()).toMatchObject({
      process: [{ path: ['name'], before: 'A process', after: 'Another name' }],
    });
    for (const query of ['', '?from=1', '?from=draft&to=1'])
      expect((await agent.get(`/processes/shown/compare${query}`)).statusCode).toBe(403);
    expect((await ravi.get('/processes/shown/compare?from=1&to=2')).statusCode).toBe(403);
    const none = await nils.get('/processes/shown/compare');
    expect([none.statusCode, none.json().type]).toEqual([404, '/problems/draft_not_found']);
  });

  it('of what is not there is refused in words', async () => {
    await draft('unborn');
    const unborn = await maya.get('/processes/unborn/compare');
    expect([unborn.statusCode, unborn.json().type]).toEqual([
      409,
      '/problems/process_not_published',
    ]);
    await publish('lone');
    expect((await maya.get('/processes/lone/compare?from=1&to=7')).json().detail).toBe(
      '“lone” has no version 7.',
    );
    expect((await maya.get('/processes/nowhere/compare?from=1&to=2')).statusCode).toBe(404);
    expect((await maya.get('/processes/lone/compare?from=first&to=2')).statusCode).toBe(400);
  });
});

describe('the list of versions', () => {
  it('says how much each has changed since the one before', async () => {
    await publish('told');
    await publish('told', { instructions: 'Better' }, { layout: { do: { x: 8, y: 8 } } });
    const { items } = (await agent.get('/processes/told/versions')).json();
    expect(items).toMatchObject([
      { version: 2, changes: { added: 0, removed: 0, changed: 1, moved: 0 } },
      { version: 1, changes: null },
    ]);
  });
});

describe('a former version', () => {
  const again = (key: string, number: number, body: object = {}, headers = {}) =>
    maya.post(`/processes/${key}/versions/${number}/publish-again`, body, headers);

  it('is published again under a new number, and says what it said', async () => {
    const first = await publish('back', { instructions: 'Well' });
    await publish('back', { instructions: 'Worse' });
    const answer = await again('back', 1, { presentVersion: 2 });
    expect(answer.statusCode, answer.body).toBe(201);
    expect(answer.json()).toEqual({ key: 'back', version: 3, sha256: first.sha256 });
    expect(answer.headers.location).toBe('/api/v1/processes/back/versions/3');
    const { definition: now, ...third } = (await maya.get('/processes/back/versions/3')).json();
    expect(third).toMatchObject({
      active: true,
      note: 'Version 1 again',
      publishedBy: { email: maya.email },
    });
    expect(now).toEqual((await maya.get('/processes/back/versions/1')).json().definition);
    const events = await test.work((work) =>
      work.em.execute<{ data: object; changes: object }[]>(
        `select data, changes from event where type = 'process.published' and data ->> 'key' = 'back' order by at desc limit 1`,
      ),
    );
    expect(events).toMatchObject([
      {
        data: { again: 1, note: 'Version 1 again' },
        changes: { version: { before: 2, after: 3 } },
      },
    ]);
  });

  it('is published once, however often the same request comes', async () => {
    await publish('once', { instructions: 'Well' });
    await publish('once', { instructions: 'Worse' });
    const headers = { 'idempotency-key': 'roll-back-once' };
    const answers = [
      await again('once', 1, { presentVersion: 2 }, headers),
      await again('once', 1, { presentVersion: 2 }, headers),
    ];
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([201, 201]);
    expect(answers.map((one) => one.json().version)).toEqual([3, 3]);
    expect((await maya.get('/processes/once/versions')).json().items).toHaveLength(3);
    expect((await again('once', 1)).json().version).toBe(3);
  });

  it('leaves every draft as it is', async () => {
    await publish('kept', { instructions: 'Well' });
    await publish('kept', { instructions: 'Worse' });
    await draft('kept', { instructions: 'Mine' });
    expect((await again('kept', 1)).statusCode).toBe(201);
    expect((await maya.get('/processes/kept/draft')).json()).toMatchObject({
      baseVersion: 2,
      definition: { elements: [{}, { task: { instructions: 'Mine' } }, {}] },
    });
    expect((await maya.post('/processes/kept/draft/publish')).json().type).toBe(
      '/problems/stale_version',
    );
  });

  it('that would not be published today is refused with what is wrong', async () => {
    await publish('held');
    const calling = [{ id: 'do', type: 'callActivity', name: 'Call', process: 'not-here' }];
    await test.work((work) =>
      work.em.execute(
        `insert into definition_version (process_id, number, tenant_id, process_key, sha256, definition, published_at)
         select id, 2, tenant_id, key, 'x', ?, now() from process where key = 'held'`,
        [
          JSON.stringify(
            definition(
              'held',
              {},
              {
                elements: definition('held').elements.map(
                  (element) => calling.find(({ id }) => id === element.id) ?? element,
                ),
              },
            ),
          ),
        ],
      ),
    );
    const refused = await again('held', 2);
    expect([refused.statusCode, refused.json()]).toMatchObject([
      422,
      {
        type: '/problems/definition_has_errors',
        errors: [{ pointer: '/elements/1' }],
        findings: [{ rule: 'unknown-key', element: 'do' }],
      },
    ]);
    expect((await maya.get('/processes/held')).json().version).toBe(1);
  });

  it('does not take the place of a version that nobody has seen', async () => {
    await publish('raced', { instructions: 'Well' });
    await publish('raced', { instructions: 'Worse' });
    await publish('raced', { instructions: 'Meanwhile' });
    const refused = await again('raced', 1, { presentVersion: 2 });
    expect([refused.statusCode, refused.json()]).toMatchObject([
      412,
      { type: '/problems/stale_version', currentVersion: 3 },
    ]);
  });

  it('is for who may publish, and must be there', async () => {
    await publish('guarded');
    const path = '/processes/guarded/versions/1/publish-again';
    expect((await agent.post(path, {})).statusCode).toBe(403);
    expect((await again('guarded', 7)).statusCode).toBe(404);
    expect((await again('nowhere', 1)).statusCode).toBe(404);
  });
});
