/** Authoring over HTTP: drafts that nobody overwrites, what is refused and where it points, and versions that stay. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Definition } from '#engine/definition.ts';
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

const definition = (key: string, more: Record<string, unknown> = {}) => ({
  key,
  name: 'A process',
  elements: [
    { id: 'start', type: 'startEvent', name: 'Start', trigger: { type: 'manual' } },
    { id: 'do', type: 'userTask', name: 'Do it', task: {} },
    { id: 'end', type: 'endEvent', name: 'End' },
  ],
  flows: [
    { id: 'f1', from: 'start', to: 'do' },
    { id: 'f2', from: 'do', to: 'end' },
  ],
  ...more,
});
const pointers = (response: { json(): { errors?: { pointer: string }[] } }) =>
  (response.json().errors ?? []).map(({ pointer }) => pointer);

describe('a draft', () => {
  it('is each author’s own', async () => {
    expect((await maya.get('/processes/mine/draft')).json().type).toBe('/problems/draft_not_found');
    expect(
      (await maya.put('/processes/mine/draft', definition('mine', { name: 'Maya’s' }))).statusCode,
    ).toBe(200);
    expect(
      (await nils.put('/processes/mine/draft', definition('mine', { name: 'Nils’s' }))).statusCode,
    ).toBe(200);
    expect((await maya.get('/processes/mine/draft')).json()).toMatchObject({
      definition: { name: 'Maya’s' },
      revision: 1,
      baseVersion: null,
    });
    const drafts = (await maya.get('/processes/mine/drafts')).json().items;
    expect(drafts.map((draft: { author: { email: string } }) => draft.author.email).sort()).toEqual(
      [maya.email, nils.email],
    );
    expect((await maya.get('/processes/mine')).json()).toMatchObject({
      version: null,
      draft: { revision: 1 },
      running: 0,
      allowed: ['read', 'edit', 'publish'],
    });
  });

  it('makes a new process only where there is none, also when two make it at once', async () => {
    const isNew = { 'if-none-match': '*' };
    const make = (who: Client, name: string) =>
      who.put('/processes/fresh/draft', definition('fresh', { name }), isNew);
    const answers = await Promise.all([make(maya, 'Maya’s'), make(nils, 'Nils’s')]);
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409]);
    const again = await make(maya, 'Once more');
    expect([again.statusCode, again.json().type, pointers(again)]).toEqual([
      409,
      '/problems/already_exists',
      ['/key'],
    ]);
    expect((await maya.get('/processes/fresh/drafts')).json().items).toHaveLength(1);
  });

  it('is not saved over a newer one that the author has not seen', async () => {
    const first = await maya.put('/processes/seen/draft', definition('seen'));
    expect(first.headers.etag).toBe('"v1"');
    expect(
      (await maya.put('/processes/seen/draft', definition('seen'), { 'if-match': '"v1"' })).json()
        .revision,
    ).toBe(2);
    const stale = await maya.put('/processes/seen/draft', definition('seen', { name: 'Lost?' }), {
      'if-match': '"v1"',
    });
    expect([stale.statusCode, stale.json().type]).toEqual([412, '/problems/draft_changed']);
    expect((await maya.put('/processes/seen/draft', definition('seen'))).json().revision).toBe(3);
    expect((await maya.delete('/processes/seen/draft', { 'if-match': '"v1"' })).statusCode).toBe(
      412,
    );
    expect((await maya.delete('/processes/seen/draft')).statusCode).toBe(204);
    expect(
      (await maya.put('/processes/seen/draft', definition('seen'), { 'if-match': '"v3"' }))
        .statusCode,
    ).toBe(412);
  });

  it('must be a definition of that key; each mistake is named by its place', async () => {
    expect(pointers(await maya.put('/processes/other/draft', definition('mine')))).toEqual([
      '/key',
    ]);
    const broken = await maya.put('/processes/broken/draft', {
      ...definition('broken'),
      elements: [
        { id: 'start', type: 'startEvent' },
        { id: 'x', type: 'teleport' },
        { id: 'do', type: 'userTask', task: { due: { hours: 'two' }, outcomes: [] } },
      ],
      flows: [{ id: 'f1', from: 'start', to: 7 }],
      colour: 'red',
    });
    expect(broken.statusCode).toBe(400);
    expect(broken.headers['content-type']).toContain('application/problem+json');
    expect(pointers(broken)).toEqual(
      expect.arrayContaining([
        '/elements/0/trigger',
        '/elements/2/task/due/hours',
        '/elements/2/task/outcomes',
        '/flows/0/to',
        '/colour',
      ]),
    );
    for (const body of [null, [], {}])
      expect((await maya.put('/processes/broken/draft', body)).statusCode).toBe(400);
    expect((await maya.get('/processes/broken')).statusCode).toBe(404);
  });

  it('may be half-drawn; validating says what is missing', async () => {
    const saved = await maya.put('/processes/half/draft', {
      ...definition('half'),
      flows: [{ id: 'f1', from: 'start', to: 'nowhere' }],
    });
    expect(saved.statusCode).toBe(200);
    const { findings } = (await maya.post('/processes/half/draft/validate')).json();
    expect(findings).toEqual(saved.json().findings);
    expect(
      findings.some(
        (finding: { level: string; flow?: string }) =>
          finding.level === 'error' && finding.flow === 'f1',
      ),
    ).toBe(true);
    const refused = await maya.post('/processes/half/draft/publish');
    expect([refused.statusCode, refused.json().type]).toEqual([
      422,
      '/problems/definition_has_errors',
    ]);
    expect(pointers(refused)).toContain('/flows/0');
  });

  it('is held against the tenant: unknown rulesets, queues, people are told', async () => {
    const saved = await maya.put('/processes/unknown/draft', {
      ...definition('unknown'),
      elements: [
        { id: 'start', type: 'startEvent', trigger: { type: 'manual' } },
        { id: 'rule', type: 'businessRuleTask', name: 'Rule', ruleset: 'no-such-ruleset' },
        {
          id: 'do',
          type: 'userTask',
          name: 'Do',
          task: { assignment: { queue: 'no-such-queue' } },
        },
        {
          id: 'say',
          type: 'serviceTask',
          name: 'Say',
          action: { type: 'comment', body: '{{ticket.custom.model}} {{ticket.custom.modle}}' },
        },
        { id: 'end', type: 'endEvent' },
      ],
      flows: [
        { id: 'f1', from: 'start', to: 'rule' },
        { id: 'f2', from: 'rule', to: 'do' },
        { id: 'f3', from: 'do', to: 'say' },
        { id: 'f4', from: 'say', to: 'end' },
      ],
    });
    const told = saved
      .json()
      .findings.map(
        (finding: { element?: string; rule: string }) => `${finding.rule} ${finding.element}`,
      );
    expect(told).toEqual(expect.arrayContaining(['unknown-key rule', 'unknown-key do']));
    expect(told.filter((one: string) => one.startsWith('unknown-custom'))).toEqual([
      'unknown-custom-field say',
    ]);
  });

  it('with a form that could hang whoever fills it in is not published', async () => {
    const form = {
      type: 'object',
      properties: { name: { type: 'string', pattern: '^(?=(a+))\\1+$' } },
    };
    await maya.put('/processes/hang/draft', {
      ...definition('hang'),
      elements: definition('hang').elements.map((element) =>
        element.id === 'do' ? { ...element, task: { form } } : element,
      ),
    });
    const refused = await maya.post('/processes/hang/draft/publish');
    expect([refused.statusCode, pointers(refused)]).toEqual([422, ['/elements/1']]);
  });

  it('of which not everything can be proved is published when a named person says why', async () => {
    const ways = Array.from({ length: 9 }, (_, index) => `way${index}`);
    const sketched: Definition = {
      ...definition('unproved'),
      elements: [
        { id: 'start', type: 'startEvent', trigger: { type: 'manual' } },
        { id: 'some', name: 'Some', type: 'inclusiveGateway', default: 'none' },
        { id: 'all', name: 'Together', type: 'inclusiveGateway' },
        { id: 'end', type: 'endEvent' },
      ],
      flows: [
        { id: 'in', from: 'start', to: 'some' },
        ...ways.map((id) => ({
          id,
          from: 'some',
          to: 'all',
          conditions: {
            all: [{ fact: `variables.${id}`, operator: 'equal' as const, value: true }],
          },
        })),
        { id: 'none', from: 'some', to: 'all' },
        { id: 'out', from: 'all', to: 'end' },
      ],
    };
    await maya.put('/processes/unproved/draft', sketched);
    const refused = await maya.post('/processes/unproved/draft/publish');
    expect([refused.statusCode, refused.json().findings]).toMatchObject([
      422,
      [{ rule: 'not-proved', values: { waivable: true } }],
    ]);
    const waiver = 'Tried with each way alone and with all of them.';
    const published = await maya.post('/processes/unproved/draft/publish', { waiver });
    expect(published.statusCode, published.body).toBe(201);
    expect((await maya.get('/processes/unproved/versions/1')).json()).toMatchObject({
      waiver: { reason: waiver, findings: [expect.stringContaining('too many ways')] },
      publishedBy: { email: maya.email },
    });
  });

  it('with variables that could break whoever is held against them is not published', async () => {
    for (const broken of [{ patternProperties: { '^(a+)+$': {} } }, { allOf: [{ $ref: '#' }] }]) {
      await maya.put('/processes/vary/draft', {
        ...definition('vary'),
        variables: { type: 'object', ...broken },
      });
      const refused = await maya.post('/processes/vary/draft/publish');
      expect([refused.statusCode, pointers(refused)]).toEqual([422, ['/variables']]);
    }
  });
});

describe('publishing', () => {
  it('makes a version that stays, and ends the draft', async () => {
    await maya.put('/processes/steady/draft', definition('steady'));
    const first = (await maya.post('/processes/steady/draft/publish', { note: 'First' })).json();
    expect(first).toMatchObject({
      key: 'steady',
      version: 1,
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect((await maya.get('/processes/steady/draft')).statusCode).toBe(404);
    expect((await maya.post('/processes/steady/draft/publish')).statusCode).toBe(404);
    await maya.put('/processes/steady/draft', definition('steady', { name: 'Steadier' }));
    expect((await maya.post('/processes/steady/draft/publish')).json().version).toBe(2);
    const versions = (await maya.get('/processes/steady/versions')).json().items;
    expect(versions).toMatchObject([
      { version: 2, active: true, running: 0, publishedBy: { email: maya.email } },
      { version: 1, active: false, note: 'First', sha256: first.sha256 },
    ]);
    expect((await agent.get('/processes/steady/versions/1')).json()).toMatchObject({
      version: 1,
      definition: { name: 'A process' },
    });
    expect((await agent.get('/processes/steady/versions/3')).statusCode).toBe(404);
    await expect(
      test.work((work) => work.em.execute("update definition_version set note = 'x'")),
    ).rejects.toThrow(/permission denied/);
  });

  it('of what means the same makes no new version: a moved box is none', async () => {
    await maya.put('/processes/moved/draft', definition('moved'));
    const first = (await maya.post('/processes/moved/draft/publish')).json();
    await maya.put(
      '/processes/moved/draft',
      definition('moved', {
        layout: { start: { x: 10, y: 20 } },
        notes: [{ id: 'n', text: 'Hi', x: 1, y: 2 }],
      }),
    );
    expect((await maya.post('/processes/moved/draft/publish')).json()).toEqual(first);
    expect((await maya.get('/processes/moved/versions')).json().items).toHaveLength(1);
  });

  it('of what means the same draws the version anew, with who drew it, and runs show it so', async () => {
    // It came from a document, which who draws it anew does not have at hand.
    const origin = { format: 'bpmn', process: 'tidied', document: '<definitions/>' };
    await maya.put('/processes/tidied/draft', definition('tidied', { origin }));
    await maya.post('/processes/tidied/draft/publish');
    const run = (await maya.post('/processes/tidied/runs', {})).json();
    const before = (await maya.get('/processes/tidied/versions/1')).json();
    expect(before.drawn).toBeNull();
    const layout = { start: { x: 10, y: 20 }, do: { x: 200, y: 20 } };
    await nils.put('/processes/tidied/draft', definition('tidied', { layout }));
    expect((await nils.post('/processes/tidied/draft/publish')).json().version).toBe(1);

    const after = (await agent.get('/processes/tidied/versions/1')).json();
    expect([after.sha256, after.definition.layout]).toEqual([before.sha256, layout]);
    expect(after.definition.origin).toEqual(origin);
    expect([after.publishedBy.email, after.drawn.by.email]).toEqual([maya.email, nils.email]);
    const progress = (await maya.get(`/runs/${run.id}/diagram`)).json();
    expect(progress.definition.layout).toEqual(layout);
    // The same once more is no other drawing.
    await maya.put('/processes/tidied/draft', definition('tidied', { layout }));
    await maya.post('/processes/tidied/draft/publish');
    const { drawn } = (await agent.get('/processes/tidied/versions')).json().items[0];
    expect(drawn.by.email).toBe(nils.email);
    // What is published next has moved only what was moved since.
    await maya.put('/processes/tidied/draft', definition('tidied', { layout, name: 'Tidier' }));
    await maya.post('/processes/tidied/draft/publish');
    const [latest] = (await agent.get('/processes/tidied/versions')).json().items;
    expect(latest.changes).toEqual({ added: 0, removed: 0, changed: 1, moved: 0 });
  });

  it('does not undo a colleague’s publication unseen', async () => {
    await maya.put('/processes/shared/draft', definition('shared', { name: 'Maya’s' }));
    await nils.put('/processes/shared/draft', definition('shared', { name: 'Nils’s' }));
    expect((await maya.post('/processes/shared/draft/publish')).statusCode).toBe(201);
    const refused = await nils.post('/processes/shared/draft/publish');
    expect([refused.statusCode, refused.json().type]).toEqual([412, '/problems/stale_version']);
    expect(
      (await nils.put('/processes/shared/draft?baseVersion=9', definition('shared'))).statusCode,
    ).toBe(400);
    expect(
      (
        await nils.put(
          '/processes/shared/draft?baseVersion=1',
          definition('shared', { name: 'Both' }),
        )
      ).json(),
    ).toMatchObject({ baseVersion: 1 });
    expect((await nils.post('/processes/shared/draft/publish')).json().version).toBe(2);
  });

  it('does not undo what a colleague has only drawn anew either', async () => {
    await maya.put('/processes/sketched/draft', definition('sketched'));
    await maya.post('/processes/sketched/draft/publish');
    await maya.put('/processes/sketched/draft', definition('sketched', { name: 'Renamed' }));
    const notes = [{ id: 'n', text: 'Ask the board first.', x: 1, y: 2 }];
    await nils.put('/processes/sketched/draft', definition('sketched', { notes }));
    expect((await nils.post('/processes/sketched/draft/publish')).json().version).toBe(1);

    const refused = await maya.post('/processes/sketched/draft/publish');
    expect([refused.statusCode, refused.json()]).toMatchObject([
      412,
      { type: '/problems/stale_version', baseVersion: 1, currentVersion: 1 },
    ]);
    // Saving alone does not say that it was seen.
    await maya.put('/processes/sketched/draft', definition('sketched', { name: 'Renamed' }));
    expect((await maya.post('/processes/sketched/draft/publish')).statusCode).toBe(412);
    await maya.put(
      '/processes/sketched/draft?baseVersion=1',
      definition('sketched', { name: 'Renamed', notes }),
    );
    expect((await maya.post('/processes/sketched/draft/publish')).json().version).toBe(2);
  });

  it('by two at once makes two versions or refuses one, never loses one', async () => {
    await maya.put('/processes/race/draft', definition('race', { name: 'Maya’s' }));
    await nils.put('/processes/race/draft', definition('race', { name: 'Nils’s' }));
    const answers = await Promise.all([
      maya.post('/processes/race/draft/publish'),
      nils.post('/processes/race/draft/publish'),
    ]);
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([201, 412]);
    expect((await maya.get('/processes/race/versions')).json().items).toHaveLength(1);
  });
});

describe('who may', () => {
  it('read: agents and owners; draw and publish: owners; start: operators and owners', async () => {
    expect((await ravi.get('/processes')).statusCode).toBe(403);
    expect((await agent.get('/processes')).statusCode).toBe(200);
    expect((await agent.put('/processes/x/draft', definition('x'))).statusCode).toBe(403);
    expect((await agent.post('/processes/x/draft/publish')).statusCode).toBe(403);
    expect((await agent.post('/processes/incident/runs', {})).statusCode).toBe(403);
    expect((await ravi.post('/processes/incident/runs', {})).statusCode).toBe(403);
  });

  it('gets pages of processes by key', async () => {
    const first = (await maya.get('/processes?limit=2')).json();
    expect(first.items).toHaveLength(2);
    const second = (await maya.get(`/processes?limit=2&cursor=${first.nextCursor}`)).json();
    expect(second.items[0].key > first.items[1].key).toBe(true);
    expect(
      (await maya.get('/processes?q=laptop')).json().items.map(({ key }: { key: string }) => key),
    ).toEqual(['laptop-request']);
    expect((await maya.get('/processes?cursor=rubbish')).statusCode).toBe(400);
  });
});

describe('starting a run', () => {
  it('answers with its workflow, and refuses what cannot start', async () => {
    await maya.put(
      '/processes/startable/draft',
      definition('startable', {
        variables: {
          type: 'object',
          properties: { cost: { type: 'number' } },
          additionalProperties: false,
        },
      }),
    );
    expect((await maya.post('/processes/startable/runs', {})).json().type).toBe(
      '/problems/process_not_published',
    );
    await maya.post('/processes/startable/draft/publish');
    expect((await maya.post('/processes/nothing/runs', {})).statusCode).toBe(404);
    expect(
      pointers(await maya.post('/processes/startable/runs', { variables: { cost: 'much' } })),
    ).toEqual(['/variables/cost']);
    expect(
      (await maya.post('/processes/startable/runs', { ticketId: 'INC-999999' })).statusCode,
    ).toBe(404);
    const started = await maya.post(
      '/processes/startable/runs',
      { variables: { cost: 3 } },
      { 'idempotency-key': 'start-1' },
    );
    expect(started.statusCode).toBe(201);
    const again = await maya.post(
      '/processes/startable/runs',
      { variables: { cost: 3 } },
      { 'idempotency-key': 'start-1' },
    );
    expect(again.json()).toEqual(started.json());
    expect((await maya.get('/runs?process=startable')).json().items).toMatchObject([
      { id: started.json().id, state: 'running', variables: { cost: 3 }, ticket: null },
    ]);
    expect((await maya.get('/processes/startable')).json()).toMatchObject({
      running: 1,
      version: 1,
    });
  });
});

describe('the schema of a definition', () => {
  it('is there for anybody who writes one', async () => {
    const schema = (await ravi.get('/schemas/process-definition.json')).json();
    expect(schema).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      type: 'object',
      required: ['key', 'name', 'elements', 'flows'],
    });
    expect(schema.$defs.Condition).toBeDefined();
  });
});
