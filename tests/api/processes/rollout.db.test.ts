/** Versions on their way: published for later or for a share of the new runs, and what may be said of that afterwards. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rolloutDue } from '#domain/processes/rollout.ts';
import { takenVersion } from '#domain/processes/taken-version.ts';
import { type Client, createTestApp, type TestApp } from '../../support/app.ts';

const HOUR = 3_600_000;

type Run = { readonly process: string; readonly version: number };

let test: TestApp;
let maya: Client;
let admin: Client;
let author: Client;
beforeAll(async () => {
  test = await createTestApp();
  maya = await test.signInAs('process-owner', { email: 'maya@example.test', name: 'Maya' });
  admin = await test.signInAs('admin');
  author = await test.signInAs([], { email: 'author@example.test' });
});
afterAll(() => test.close());

const definition = (key: string, name: string, start: object = { type: 'manual' }) => ({
  key,
  name,
  elements: [
    { id: 'start', type: 'startEvent', name: 'Start', trigger: start },
    { id: 'do', type: 'userTask', name: 'Do it', task: {} },
    { id: 'end', type: 'endEvent', name: 'End' },
  ],
  flows: [
    { id: 'f1', from: 'start', to: 'do' },
    { id: 'f2', from: 'do', to: 'end' },
  ],
});
const publish = async (key: string, name: string, way: object = {}, start?: object) => {
  await maya.put(`/processes/${key}/draft`, definition(key, name, start));
  return maya.post(`/processes/${key}/draft/publish`, way);
};
const inHours = (hours: number) =>
  new Date(test.store.clock().getTime() + hours * HOUR).toISOString();
const seen = async (key: string) => (await maya.get(`/processes/${key}`)).json();
const change = (key: string, body: object, headers = {}) =>
  maya.put(`/processes/${key}/rollout`, body, headers);
const callOff = (key: string) => maya.delete(`/processes/${key}/rollout`);
const problemOf = (answer: { json(): { type?: string; errors?: { pointer: string }[] } }) => {
  const { type, errors } = answer.json();
  return [type?.split('/').at(-1), ...(errors ?? []).map(({ pointer }) => pointer)];
};
/** The version that a run started by hand takes. */
const startedIn = async (key: string): Promise<number> => {
  const { id } = (await admin.post(`/processes/${key}/runs`, {})).json();
  return (await admin.get(`/runs/${id}`)).json().version;
};
/** The versions of a process that so many new tickets take, in their order; 0 where nothing was started. */
const takenBy = async (key: string, tickets: number, body: object): Promise<number[]> => {
  const taken: number[] = [];
  for (let count = 0; count < tickets; count += 1) {
    const { id } = (await admin.post('/tickets', { title: 'Something', ...body })).json();
    const runs: Run[] = (await admin.get(`/tickets/${id}/runs`)).json().items;
    taken.push(runs.find(({ process }) => process === key)?.version ?? 0);
  }
  return taken;
};
const eventsOf = (key: string) =>
  test.work((work) =>
    work.em.execute<{ type: string; actor_kind: string; changes: object; data: object }[]>(
      `select type, actor_kind, changes, data from event where data ->> 'key' = ? and type like 'process.%' and type <> 'process.draftSaved' order by at, id`,
      [key],
    ),
  );
const idOf = async (key: string): Promise<string> =>
  (
    await test.work((work) =>
      work.em.execute<{ id: string }[]>('select id from process where key = ?', [key]),
    )
  )[0]?.id ?? '';

/** Which version is looked at, played and back-tested by who has no draft. */
const tries = async (key: string, version: number) => {
  const scenario = { name: 'Begins', process: key, given: { at: inHours(0) }, happenings: [] };
  const validated = await maya.post(`/processes/${key}/draft/validate`);
  const simulated = await maya.post(`/processes/${key}/draft/simulate`, scenario);
  const tested = await maya.post(`/processes/${key}/draft/backtest`, {});
  expect([validated.json().version, simulated.json().version]).toEqual([version, version]);
  expect([tested.statusCode, tested.json().version]).toEqual([202, version]);
};

describe('a version published for later', () => {
  it('takes new runs from its instant on, though nothing has happened at it', async () => {
    await publish('later', 'Before');
    const from = inHours(48);
    expect((await publish('later', 'After', { from })).json()).toMatchObject({ version: 2 });
    expect(await seen('later')).toMatchObject({
      name: 'Before',
      version: 1,
      next: { version: 2, from, share: null, begun: false, publishedBy: { name: 'Maya' } },
    });
    expect(await startedIn('later')).toBe(1);
    test.advance(48 * HOUR);
    expect(await startedIn('later')).toBe(2);
    expect(await seen('later')).toMatchObject({ version: 2, next: null });
    const versions = (await maya.get('/processes/later/versions')).json().items;
    expect(versions.map((one: { active: boolean }) => one.active)).toEqual([true, false]);
  });

  it('is told of once it takes them, by nobody, and the record follows', async () => {
    await publish('told', 'Before');
    const from = inHours(2);
    await publish('told', 'After', { from });
    const id = await idOf('told');
    expect((await test.work((work) => rolloutDue(work, id)))?.toISOString()).toBe(from);
    test.advance(2 * HOUR);
    for (let times = 0; times < 2; times += 1)
      expect(await test.work((work) => rolloutDue(work, id))).toBeNull();
    expect((await eventsOf('told')).slice(1)).toMatchObject([
      {
        type: 'process.published',
        changes: { nextVersion: { before: null, after: 2 } },
        data: { from, share: null },
      },
      {
        type: 'process.versionActivated',
        actor_kind: 'system',
        changes: { version: { before: 1, after: 2 } },
      },
    ]);
    expect(await seen('told')).toMatchObject({ name: 'After', version: 2 });
  });

  it('is held against the moment: to come, and within a year', async () => {
    await publish('bounds', 'Before');
    for (const [from, pointer] of [
      [inHours(-1), '/from'],
      [inHours(24 * 400), '/from'],
    ] as const) {
      const refused = await publish('bounds', 'After', { from });
      expect([refused.statusCode, ...problemOf(refused)]).toEqual([400, 'invalid_input', pointer]);
    }
    expect((await maya.get('/processes/bounds/draft')).statusCode).toBe(200);
  });

  it('may be the first one, before which nothing is started', async () => {
    expect(problemOf(await publish('first', 'First', { share: 10 }))).toEqual([
      'invalid_input',
      '/share',
    ]);
    await publish('first', 'First', { from: inHours(1) });
    expect(await seen('first')).toMatchObject({ version: null, next: { version: 1 } });
    expect(problemOf(await admin.post('/processes/first/runs', {}))).toEqual([
      'process_not_published',
    ]);
    // Until then, and where it is called off, it is what can be tried.
    await tries('first', 1);
    await callOff('first');
    await tries('first', 1);
    await publish('first', 'First again', { from: inHours(1) });
    await tries('first', 2);
    test.advance(HOUR);
    expect(await startedIn('first')).toBe(2);
  });

  it('is of what it means: another drawing is for everybody at once, and nobody is left to think otherwise', async () => {
    await publish('redrawn', 'Same');
    const layout = { start: { x: 10, y: 20 } };
    await maya.put('/processes/redrawn/draft', { ...definition('redrawn', 'Same'), layout });
    for (const [way, pointer] of [
      [{ from: inHours(1) }, '/from'],
      [{ share: 10 }, '/share'],
    ] as const)
      expect(problemOf(await maya.post('/processes/redrawn/draft/publish', way))).toEqual([
        'invalid_input',
        pointer,
      ]);
    expect(await seen('redrawn')).toMatchObject({ draft: { revision: 1 }, next: null });
    const drawn = await maya.post('/processes/redrawn/draft/publish', {});
    expect([drawn.statusCode, drawn.json().version]).toEqual([201, 1]);
  });

  it('is brought forward, put off and called off', async () => {
    await publish('moved', 'Before');
    await publish('moved', 'After', { from: inHours(5) });
    const later = inHours(9);
    expect((await change('moved', { version: 2, from: later })).json()).toMatchObject({
      next: { from: later },
    });
    test.advance(6 * HOUR);
    expect(await startedIn('moved')).toBe(1);
    expect((await change('moved', { version: 2 })).json()).toMatchObject({
      version: 2,
      next: null,
    });
    expect(await startedIn('moved')).toBe(2);
    // Saying it again changes nothing.
    expect((await change('moved', { version: 2 })).json()).toMatchObject({ version: 2 });

    await publish('moved', 'After that', { from: inHours(5) });
    expect((await callOff('moved')).statusCode).toBe(204);
    expect(problemOf(await callOff('moved'))).toEqual(['not_found']);
    test.advance(6 * HOUR);
    expect(await startedIn('moved')).toBe(2);
    expect((await eventsOf('moved')).map(({ type }) => type.replace('process.', ''))).toEqual([
      'published',
      'published',
      'rolloutChanged',
      'rolloutChanged',
      'versionActivated',
      'published',
      'rolloutCalledOff',
    ]);
  });

  it('is alone on its way: another is published once it is there or called off', async () => {
    await publish('alone', 'One');
    await publish('alone', 'Two', { from: inHours(5) });
    expect(problemOf(await publish('alone', 'Three'))).toEqual(['version_on_its_way']);
    await callOff('alone');
    expect((await maya.post('/processes/alone/draft/publish', {})).json()).toMatchObject({
      version: 3,
    });
    expect(await startedIn('alone')).toBe(3);
  });

  it('is no ground for a draft any more once it was called off', async () => {
    await publish('ground', 'One');
    await publish('ground', 'Two', { from: inHours(5) });
    const save = (base: number) =>
      maya.put(`/processes/ground/draft?baseVersion=${base}`, definition('ground', 'Three'));
    expect((await save(3)).statusCode).toBe(400);
    expect((await save(2)).json()).toMatchObject({ baseVersion: 2 });
    await callOff('ground');
    const refused = await maya.post('/processes/ground/draft/publish', {});
    expect([refused.statusCode, refused.json().detail]).toEqual([
      412,
      'Version 2, which you work from, was called off, and version 1 takes new runs. Bring your draft up to it and save it with baseVersion=1.',
    ]);
    await save(1);
    expect((await maya.post('/processes/ground/draft/publish', {})).statusCode).toBe(201);
  });

  it('does not come any more when somebody goes back to a former one', async () => {
    await publish('back', 'One');
    await publish('back', 'Two');
    await publish('back', 'Three', { from: inHours(5) });
    const answer = await maya.post('/processes/back/versions/1/publish-again', {
      presentVersion: 2,
    });
    expect(answer.json()).toMatchObject({ version: 4 });
    expect(await seen('back')).toMatchObject({ version: 4, next: null, name: 'One' });
    test.advance(6 * HOUR);
    expect(await startedIn('back')).toBe(4);
    expect((await eventsOf('back')).slice(-2)).toMatchObject([
      { type: 'process.rolloutCalledOff', data: { version: 3 } },
      { type: 'process.published', data: { again: 1 } },
    ]);
  });

  it('waits for a review and for the tag of the process like any other change', async () => {
    await publish('careful', 'One');
    const tag = (await maya.get('/processes/careful')).headers.etag as string;
    await publish('careful', 'Two', { from: inHours(5) });
    const stale = await change('careful', { version: 2 }, { 'if-match': tag });
    expect([stale.statusCode, ...problemOf(stale)]).toEqual([412, 'stale_version']);
    const present = (await maya.get('/processes/careful')).headers.etag as string;
    expect((await change('careful', { version: 2 }, { 'if-match': present })).statusCode).toBe(200);
    await maya.patch('/processes/careful', { reviewRequired: true });
    expect(problemOf(await publish('careful', 'Three', { from: inHours(5) }))).toEqual([
      'review_needed',
    ]);
    expect(problemOf(await author.put('/processes/careful/rollout', { version: 2 }))).toEqual([
      'not_permitted',
    ]);
  });
});

describe('a version for a share of the new runs', () => {
  it('is taken by that share of the new tickets, each as its id says, and by nothing else', async () => {
    const onProblem = { type: 'ticketCreated', ticketTypes: ['problem'] };
    await publish('shared', 'Before', {}, onProblem);
    await publish('shared', 'After', { share: 50 }, onProblem);
    const taken = await takenBy('shared', 24, { type: 'problem' });
    expect(new Set(taken)).toEqual(new Set([1, 2]));
    const rows = await test.work((work) =>
      work.em.execute<{ ticket_id: string; process_id: string; process_version: number }[]>(
        `select ticket_id, process_id, process_version from run where process_key = 'shared'`,
      ),
    );
    expect(rows).toHaveLength(24);
    for (const { ticket_id, process_id: processId, process_version } of rows) {
      const rollout = { processId, active: 1, next: 2, from: inHours(-1), share: 50 };
      expect(takenVersion(test.tenant.id, rollout, ticket_id, test.store.clock())).toBe(
        process_version,
      );
    }
    await callOff('shared');
    expect(new Set(await takenBy('shared', 5, { type: 'problem' }))).toEqual(new Set([1]));
  });

  it('is taken by the requests for a catalog item, and twice alike by what is started on one ticket', async () => {
    await publish('wanted', 'Before', {}, { type: 'ticketCreated', catalogItem: 'laptop' });
    await publish(
      'wanted',
      'After',
      { share: 50 },
      { type: 'ticketCreated', catalogItem: 'laptop' },
    );
    await publish('by-hand', 'Before');
    await publish('by-hand', 'After', { share: 50 });
    const versions = new Set<number>();
    for (let count = 0; count < 14; count += 1) {
      const request = { values: { model: 'Standard 14-inch', cost: 900, reason: 'Old.' } };
      const asked = await admin.post('/catalog/items/laptop/requests', request);
      expect(asked.statusCode, asked.body).toBe(201);
      const { id } = asked.json();
      for (let times = 0; times < 2; times += 1)
        await admin.post('/processes/by-hand/runs', { ticketId: id });
      const runs: Run[] = (await admin.get(`/tickets/${id}/runs`)).json().items;
      const started = runs.filter(({ process }) => process === 'wanted');
      const [one, other] = runs.filter(({ process }) => process === 'by-hand');
      expect(one?.version).toBe(other?.version);
      versions.add(started[0]?.version ?? 0);
    }
    expect(versions).toEqual(new Set([1, 2]));
  });

  it('is started by its own trigger and by no other’s', async () => {
    const onChange = { type: 'ticketCreated', ticketTypes: ['change'], alongside: true };
    await publish('own', 'Before', {}, onChange);
    await publish(
      'own',
      'After',
      { share: 50 },
      {
        ...onChange,
        conditions: { fact: 'ticket.title', operator: 'equal', value: 'Nobody says this' },
      },
    );
    const runs = await test.work((work) =>
      work.em.execute<{ active: boolean }[]>(
        `select present_version(p, now()) = 1 as active from process p where key = 'own'`,
      ),
    );
    expect(runs).toEqual([{ active: true }]);
    for (let count = 0; count < 16; count += 1)
      await admin.post('/tickets', { type: 'change', title: 'Something' });
    const versions = await test.work((work) =>
      work.em.execute<{ process_version: number }[]>(
        `select process_version from run where process_key = 'own'`,
      ),
    );
    // Those in the share find no trigger that fits, and are not started by the other version’s.
    expect(new Set(versions.map((one) => one.process_version))).toEqual(new Set([1]));
    expect(versions.length).toBeLessThan(16);
  });

  it('is started by hand in the version whose form was filled in, or not at all', async () => {
    await publish('shown', 'Before');
    await publish('shown', 'After', { share: 50 });
    const start = (body: object) => maya.post('/processes/shown/runs', body);
    const versionOf = async ({ id }: { id: string }) =>
      (await admin.get(`/runs/${id}`)).json().version;
    for (const version of [1, 2])
      expect(await versionOf((await start({ version })).json())).toBe(version);
    const drawn = await Promise.all(
      Array.from({ length: 40 }, () => maya.get('/processes/shown/start')),
    );
    expect(new Set(drawn.map((one) => one.json().version))).toEqual(new Set([1, 2]));
    // A ticket has its own, whatever one would like.
    const ticket = (await admin.post('/tickets', { title: 'Something', type: 'incident' })).json();
    const asked = await admin.get(`/processes/shown/start?ticketId=${ticket.number}`);
    const { version } = asked.json();
    const on = { ticketId: ticket.number };
    const refused = await admin.post('/processes/shown/runs', { ...on, version: 3 - version });
    expect([refused.statusCode, refused.json()]).toMatchObject([
      412,
      { type: '/problems/stale_version', currentVersion: version },
    ]);
    const started = await admin.post('/processes/shown/runs', { ...on, version });
    expect(await versionOf(started.json())).toBe(version);
    // What no new run takes any more is not started either.
    await change('shown', { version: 2 });
    expect(problemOf(await start({ version: 1 }))).toEqual(['stale_version']);
    expect((await maya.get('/processes/shown/start')).json()).toEqual({ version: 2 });
  });

  it('is raised, lowered and given to everyone', async () => {
    await publish('raised', 'Before');
    await publish('raised', 'After', { share: 10 });
    expect(await seen('raised')).toMatchObject({
      version: 1,
      next: { version: 2, share: 10, begun: true },
    });
    for (const share of [60, 5])
      expect((await change('raised', { version: 2, share })).json()).toMatchObject({
        next: { share },
      });
    expect((await change('raised', { version: 2 })).json()).toMatchObject({
      version: 2,
      next: null,
      name: 'After',
    });
    expect(await startedIn('raised')).toBe(2);
    expect((await eventsOf('raised')).slice(-4)).toMatchObject([
      { type: 'process.rolloutChanged', changes: { share: { before: 10, after: 60 } } },
      { type: 'process.rolloutChanged', changes: { share: { before: 60, after: 5 } } },
      { type: 'process.rolloutChanged', changes: { share: { before: 5, after: null } } },
      { type: 'process.versionActivated', changes: { version: { before: 1, after: 2 } } },
    ]);
  });

  it('may begin later, and cannot be put off once it has', async () => {
    await publish('begins', 'Before');
    await publish('begins', 'After', { share: 40, from: inHours(3) });
    expect(
      (await change('begins', { version: 2, share: 20, from: inHours(2) })).json(),
    ).toMatchObject({
      next: { share: 20, begun: false },
    });
    test.advance(2 * HOUR);
    expect(await seen('begins')).toMatchObject({ version: 1, next: { share: 20, begun: true } });
    await test.work(async (work) => rolloutDue(work, await idOf('begins')));
    expect((await eventsOf('begins')).at(-1)).toMatchObject({
      type: 'process.shareBegan',
      data: { version: 2, share: 20 },
    });
    expect(problemOf(await change('begins', { version: 2, share: 20, from: inHours(2) }))).toEqual([
      'invalid_input',
      '/from',
    ]);
  });

  it('can be said of the version that takes all of them already', async () => {
    await publish('narrowed', 'Before');
    expect(problemOf(await change('narrowed', { version: 1, share: 10 }))).toEqual([
      'invalid_input',
      '/share',
    ]);
    await publish('narrowed', 'After');
    expect(await seen('narrowed')).toMatchObject({ version: 2, former: 1, next: null });
    expect((await change('narrowed', { version: 2, share: 10 })).json()).toMatchObject({
      version: 1,
      name: 'Before',
      next: { version: 2, share: 10, begun: true },
    });
    expect(problemOf(await change('narrowed', { version: 1, share: 10 }))).toEqual([
      'stale_version',
    ]);
  });

  it('is shown beside the other, each with what began since, to who may see the runs', async () => {
    const onTicket = { type: 'ticketCreated', ticketTypes: ['incident'] };
    await publish('beside', 'Before', {}, onTicket);
    await takenBy('beside', 2, { type: 'incident' });
    test.advance(HOUR);
    await publish('beside', 'After', { share: 50 }, onTicket);
    const taken = await takenBy('beside', 12, { type: 'incident' });
    const figures = (await admin.get('/processes/beside/rollout')).json();
    const started = (version: number) => taken.filter((one) => one === version).length;
    expect(figures).toMatchObject({
      share: 50,
      sides: [
        { version: 2, started: started(2), open: started(2), completed: 0, medianSeconds: null },
        { version: 1, started: started(1), open: started(1), completed: 0, medianSeconds: null },
      ],
    });
    // Every number leads to its runs.
    const listed = await admin.get(`/runs?process=beside&version=1&startedSince=${figures.since}`);
    expect(listed.json().items).toHaveLength(started(1));
    await test.work((work) =>
      work.em.execute(
        `update run set state = 'completed', ended_at = started_at + interval '90 seconds' where process_key = 'beside' and process_version = 2`,
      ),
    );
    test.advance(90 * 24 * HOUR);
    const after = (await admin.get('/processes/beside/rollout')).json().sides[0];
    expect(after).toMatchObject({ open: 0, completed: started(2), medianSeconds: 90 });
    expect([after.timed, after.late]).toEqual([started(2), started(2)]);
    const late = await admin.get(
      `/runs?process=beside&version=2&late=true&startedSince=${figures.since}`,
    );
    expect(late.json().items).toHaveLength(after.late);
    await callOff('beside');
    expect(problemOf(await admin.get('/processes/beside/rollout'))).toEqual(['not_found']);
  });
});

describe('what calls a process', () => {
  const calling = (key: string, process: string) => ({
    ...definition(key, key),
    elements: [
      { id: 'start', type: 'startEvent', name: 'Start', trigger: { type: 'manual' } },
      { id: 'do', type: 'callActivity', name: 'Call it', process },
      { id: 'end', type: 'endEvent', name: 'End' },
    ],
  });
  /** Calls it as it comes, and then in the version that its author has pinned. */
  const callingTwice = (key: string, process: string) => {
    const { elements, flows, ...once } = calling(key, process);
    const pinned = { id: 'pinned', type: 'callActivity', name: 'Call it', process, version: 1 };
    return {
      ...once,
      elements: [...elements, pinned],
      flows: [...flows.map((flow) => (flow.id === 'f2' ? { ...flow, to: 'pinned' } : flow))].concat(
        { id: 'f3', from: 'pinned', to: 'end' },
      ),
    };
  };
  const callsOf = ({ elements }: { elements: readonly Record<string, unknown>[] }) =>
    elements.flatMap(({ type, version, bound }) =>
      type === 'callActivity' ? [JSON.parse(JSON.stringify({ version, bound }))] : [],
    );
  const boundIn = async (key: string, version: number) => {
    const { definition: said } = (await maya.get(`/processes/${key}/versions/${version}`)).json();
    return said.elements.find((one: { id: string }) => one.id === 'do').bound;
  };

  it('is bound to the version that takes the others while one is on its way, and to that one when it takes all', async () => {
    await publish('called', 'One');
    await publish('called', 'Two', { share: 99 });
    await maya.put('/processes/caller/draft', calling('caller', 'called'));
    await maya.post('/processes/caller/draft/publish', {});
    expect(await boundIn('caller', 1)).toBe(1);
    await change('called', { version: 2 });
    await maya.put('/processes/caller/draft', { ...calling('caller', 'called'), name: 'Anew' });
    await maya.post('/processes/caller/draft/publish', {});
    expect(await boundIn('caller', 2)).toBe(2);
  });

  it('is bound anew whenever it is published, but for what its author has pinned; going back calls what was called then', async () => {
    await publish('badge', 'One');
    await maya.put('/processes/again/draft', callingTwice('again', 'badge'));
    await maya.post('/processes/again/draft/publish', {});
    await publish('badge', 'Two');
    // A draft from version 1 as it was given out.
    const one = (await maya.get('/processes/again/versions/1')).json();
    expect(callsOf(one.definition)).toEqual([{ bound: 1 }, { version: 1 }]);
    await maya.put('/processes/again/draft', one.definition);
    const draft = (await maya.get('/processes/again/draft')).json();
    expect(callsOf(draft.definition)).toEqual([{}, { version: 1 }]);
    const compared = (await maya.get('/processes/again/compare')).json();
    expect(compared.elements).toMatchObject([
      { id: 'do', kind: 'changed', changes: [{ path: ['bound'], before: 1, after: 2 }] },
    ]);
    const { version } = (await maya.post('/processes/again/draft/publish', {})).json();
    expect(version).toBe(2);
    const two = (await maya.get('/processes/again/versions/2')).json();
    expect(callsOf(two.definition)).toEqual([{ bound: 2 }, { version: 1 }]);
    const back = await maya.post('/processes/again/versions/1/publish-again', {});
    expect(back.json()).toMatchObject({ version: 3, sha256: one.sha256 });
    const three = (await maya.get('/processes/again/versions/3')).json();
    expect(callsOf(three.definition)).toEqual([{ bound: 1 }, { version: 1 }]);
  });
});

it('says the same in the database as where a run is started', async () => {
  const at = test.store.clock();
  for (const [active, next, from, share] of [
    [3, null, null, null],
    [3, 4, inHours(-1), null],
    [3, 4, inHours(1), null],
    [3, 4, at.toISOString(), null],
    [null, 1, inHours(1), null],
    [null, 1, inHours(-1), null],
  ] as const) {
    const rows = await test.work((work) =>
      work.em.execute<{ said: number | null }[]>(
        `select present_version(jsonb_populate_record(null::process, ?::jsonb), ?) as said`,
        [
          JSON.stringify({
            active_version: active,
            next_version: next,
            next_from: from,
            next_share: share,
          }),
          at,
        ],
      ),
    );
    const rollout = { processId: 'process', active, next, from, share };
    expect(rows[0]?.said ?? null).toBe(takenVersion(test.tenant.id, rollout, 'ticket', at));
  }
});
