/** Scenarios that are kept with a process: written, played all together, and what publishing makes of them. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { draftOrPresent } from '#domain/processes/drafts.ts';
import { Process } from '#domain/processes/process.ts';
import { publishDraft } from '#domain/processes/publish.ts';
import { addRulesetVersion } from '#domain/rulesets/save.ts';
import { playScenarios } from '#domain/scenarios/play.ts';
import { listScenarios, playableScenarios, type ScenarioRecord } from '#domain/scenarios/read.ts';
import { installShipped } from '#domain/tenants/install-shipped.ts';
import { ensureTenantRecord } from '#domain/tenants/tenant-record.ts';
import { lintRuns } from '#engine/lint/index.ts';
import { shippedRulesets, shippedScenarios } from '#rules/shipped/index.ts';
import { createWorld } from '../../domain/processes/world.ts';
import { type Client, createTestApp, type TestApp } from '../../support/app.ts';
import { eventually } from '../../support/eventually.ts';
import { approval, comment, process } from '../../support/process.ts';

let test: TestApp;
let maya: Client;
let noah: Client;
beforeAll(async () => {
  test = await createTestApp();
  maya = await test.signInAs('process-owner', { email: 'maya@example.test', name: 'Maya' });
  noah = await test.signInAs('process-owner', { email: 'noah@example.test', name: 'Noah' });
});
afterAll(() => test.close());

const asking = (key: string, no = 'rejected') => ({
  ...process('start > ask -approved> end; ask -rejected> no', {
    ask: approval,
    no: { type: 'endEvent', outcome: no },
  }),
  key,
});
const decided = (outcome: string, trace?: readonly string[], name = outcome) => ({
  name,
  happenings: [{ type: 'decide', element: 'ask', outcome }],
  ...(trace ? { trace } : {}),
});
const APPROVED = ['approval ask', 'ask: approved', 'completed'];
const REJECTED = ['approval ask', 'ask: rejected', 'completed: rejected'];

/** A process of its own for each story, with a draft of Maya's. */
let drawn = 0;
async function draw(no?: string): Promise<string> {
  drawn += 1;
  const key = `asking-${drawn}`;
  expect((await maya.put(`/processes/${key}/draft`, asking(key, no))).statusCode).toBe(200);
  return key;
}
const keep = (key: string, scenario: unknown, required = false, client = maya) =>
  client.post(`/processes/${key}/scenarios`, { scenario, required });
const listed = async (key: string, client = maya) =>
  (await client.get(`/processes/${key}/scenarios`)).json().items;
const play = (key: string, client = maya) => client.post(`/processes/${key}/draft/scenarios/play`);
const publish = (key: string) => maya.post(`/processes/${key}/draft/publish`, {});

describe('a kept scenario', () => {
  it('is there for every author, with who wrote it and who changed it', async () => {
    const key = await draw();
    const scenario = decided('approved', APPROVED, 'Approved at once');
    const kept = await keep(key, scenario, true);
    expect(kept.statusCode).toBe(201);
    expect(kept.headers.etag).toBe('"v1"');
    const { id } = kept.json();
    expect(kept.headers.location).toBe(`/api/v1/processes/${key}/scenarios/${id}`);
    const changed = await noah.put(`/processes/${key}/scenarios/${id}`, {
      scenario: { ...scenario, name: 'Approved' },
      required: false,
    });
    expect(changed.statusCode).toBe(200);
    const one = {
      id,
      name: 'Approved',
      scenario: { ...scenario, name: 'Approved' },
      required: false,
      createdBy: { id: maya.personId, name: 'Maya' },
      updatedBy: { id: noah.personId, name: 'Noah' },
      version: 2,
    };
    expect(await listed(key, noah)).toMatchObject([one]);
    expect((await maya.get(`/processes/${key}/scenarios/${id}`)).json()).toMatchObject(one);
    expect((await maya.delete(`/processes/${key}/scenarios/${id}`)).statusCode).toBe(204);
    expect(await listed(key)).toEqual([]);
    expect((await maya.get(`/processes/${key}/scenarios/${id}`)).statusCode).toBe(404);
  });

  it('comes back as it was written, to the order of what is in it', async () => {
    const key = await draw();
    const scenario = {
      name: 'In order',
      given: { variables: { zebra: 1, ant: { long: 1, of: 2 } } },
      happenings: [],
    };
    const text = JSON.stringify((await keep(key, scenario)).json().scenario);
    expect(text).toBe(JSON.stringify(scenario));
    expect(JSON.stringify((await listed(key))[0].scenario)).toBe(text);
  });

  it('is listed by name, page by page', async () => {
    const key = await draw();
    for (const name of ['b', 'c', 'a']) await keep(key, decided('approved', undefined, name));
    const first = (await maya.get(`/processes/${key}/scenarios?limit=2`)).json();
    const more = `/processes/${key}/scenarios?limit=2&cursor=${first.nextCursor}`;
    const names = [...first.items, ...(await maya.get(more)).json().items].map(
      ({ name }: { name: string }) => name,
    );
    expect(names).toEqual(['a', 'b', 'c']);
    expect((await maya.get(`/processes/${key}/scenarios?cursor=rubbish`)).statusCode).toBe(400);
  });

  it('has a name of its own in its process', async () => {
    const key = await draw();
    const other = await draw();
    await keep(key, decided('approved'));
    const again = await keep(key, decided('approved'));
    expect([again.statusCode, again.json().type]).toEqual([409, '/problems/already_exists']);
    expect((await keep(other, decided('approved'))).statusCode).toBe(201);
    const { id } = (await keep(key, decided('rejected'))).json();
    const renamed = await maya.put(`/processes/${key}/scenarios/${id}`, {
      scenario: decided('rejected', undefined, 'approved'),
      required: false,
    });
    expect([renamed.statusCode, renamed.json().errors[0].pointer]).toEqual([409, '/scenario/name']);
    expect((await listed(key)).length).toBe(2);
  });

  it('is not overwritten by who has read an older one', async () => {
    const key = await draw();
    const { id } = (await keep(key, decided('approved'))).json();
    const at = `/processes/${key}/scenarios/${id}`;
    const write = (required: boolean, tag: string) =>
      maya.put(at, { scenario: decided('approved'), required }, { 'if-match': tag });
    expect((await write(true, '"v1"')).headers.etag).toBe('"v2"');
    const late = await write(false, '"v1"');
    expect([late.statusCode, late.json().currentVersion]).toEqual([412, 2]);
    expect((await write(true, '"v2"')).headers.etag, 'nothing was changed').toBe('"v2"');
    expect((await maya.delete(at, { 'if-match': '"v1"' })).statusCode).toBe(412);
    expect((await maya.delete(at, { 'if-match': '"v2"' })).statusCode).toBe(204);
  });

  it('is held against its schema, and kept also where the draft cannot play it yet', async () => {
    const key = await draw();
    const pointers = async (scenario: unknown) =>
      (await keep(key, scenario)).json().errors.map(({ pointer }: { pointer: string }) => pointer);
    expect(await pointers({ name: 'x', happenings: 'none' })).toEqual(['/scenario/happenings']);
    expect(await pointers('a story')).toEqual(['/scenario']);
    expect(await pointers({ name: ' ', happenings: [] })).toEqual(['/scenario/name']);
    expect(await pointers({ name: 'x', process: 'incident', happenings: [] })).toEqual([
      '/scenario/process',
    ]);
    const unplayable = { name: 'To come', happenings: [{ type: 'complete', element: 'later' }] };
    expect((await keep(key, unplayable)).statusCode).toBe(201);
    expect((await keep('nothing', decided('approved'))).statusCode).toBe(404);
  });

  it('is not too large, and not one too many', async () => {
    const key = await draw();
    const long = { name: 'Long', happenings: [], trace: Array(40).fill('x'.repeat(3_000)) };
    const refused = await keep(key, long);
    expect([refused.statusCode, refused.json().errors[0].pointer]).toEqual([400, '/scenario']);
    await createWorld(test).rows(
      `insert into kept_scenario (id, tenant_id, process_id, name, scenario, created_at, updated_at)
       select gen_random_uuid(), tenant_id, id, 'no ' || n, '{"name":"no","happenings":[]}', now(), now()
       from process, generate_series(1, 200) n where key = ?`,
      [key],
    );
    const oneMore = await keep(key, decided('approved'));
    expect([oneMore.statusCode, oneMore.json().detail]).toEqual([
      400,
      'A process keeps at most 200 scenarios. Remove one first.',
    ]);
  });

  it('is written by authors, and read by who may read the process', async () => {
    const key = await draw();
    const { id } = (await keep(key, decided('approved'))).json();
    const reader = await test.signInAs('process-owner', { scopes: ['process.read'] });
    expect((await listed(key, reader)).length).toBe(1);
    const at = `/processes/${key}/scenarios/${id}`;
    const body = { scenario: decided('approved'), required: true };
    const refused = [
      await reader.post(`/processes/${key}/scenarios`, body),
      await reader.put(at, body),
      await reader.delete(at),
      await play(key, reader),
    ];
    expect(refused.map(({ statusCode }) => statusCode)).toEqual([403, 403, 403, 403]);
    const stranger = await test.signInAs([]);
    expect((await stranger.get(`/processes/${key}/scenarios`)).statusCode).toBe(403);
    const elsewhere = await draw();
    expect((await maya.put(`/processes/${elsewhere}/scenarios/${id}`, body)).statusCode).toBe(404);
    expect((await maya.delete(`/processes/${elsewhere}/scenarios/${id}`)).statusCode).toBe(404);
  });

  it('leaves an event of each thing done to it, with what it said sealed beside it', async () => {
    const key = await draw();
    const { id } = (await keep(key, decided('approved'), true)).json();
    const at = `/processes/${key}/scenarios/${id}`;
    await maya.put(at, { scenario: decided('approved', APPROVED), required: false });
    await noah.delete(at);
    const { rows } = createWorld(test);
    const events = await rows(
      `select e.type, e.actor_id as actor, e.changes, p.person_id as sealed from event e left join event_personal p on p.event_id = e.id
       where e.data ->> 'scenario' = ? order by e.seq`,
      [id],
    );
    const hash = { hash: expect.any(String) };
    expect(events).toEqual([
      {
        type: 'process.scenarioKept',
        actor: maya.personId,
        changes: {
          name: { before: null, after: 'approved' },
          required: { before: null, after: true },
          scenario: { before: null, after: hash },
        },
        sealed: maya.personId,
      },
      {
        type: 'process.scenarioChanged',
        actor: maya.personId,
        changes: {
          required: { before: true, after: false },
          scenario: { before: hash, after: hash },
        },
        sealed: maya.personId,
      },
      {
        type: 'process.scenarioRemoved',
        actor: noah.personId,
        changes: {
          name: { before: 'approved', after: null },
          required: { before: false, after: null },
          scenario: { before: hash, after: null },
        },
        sealed: noah.personId,
      },
    ]);
  });
});

describe('all scenarios of a process', () => {
  it('are played on the caller’s draft, and say how each fares and what none comes by', async () => {
    const key = await draw();
    const kept = [
      await keep(key, decided('approved', APPROVED, '1 passes'), true),
      await keep(key, decided('approved', APPROVED.slice(0, 2), '2 expects less')),
      await keep(key, decided('approved', [...APPROVED, 'more'], '3 expects more')),
      await keep(key, decided('approved', undefined, '4 expects nothing')),
      await keep(key, { name: '5 names nothing', happenings: [{ type: 'retry', element: 'k' }] }),
      await keep(key, { ...decided('rejected'), name: '6 cannot' }),
    ].map((answer) => answer.json().id);
    await maya.put(`/processes/${key}/scenarios/${kept[5]}`, {
      scenario: {
        name: '6 cannot go on',
        happenings: [
          { type: 'decide', element: 'ask', outcome: 'approved' },
          { type: 'decide', element: 'ask', outcome: 'approved' },
        ],
      },
      required: false,
    });
    const played = (await play(key)).json();
    expect(played).toEqual({
      version: null,
      items: [
        { id: kept[0], name: '1 passes', required: true, result: 'passed' },
        {
          id: kept[1],
          name: '2 expects less',
          required: false,
          result: 'differs',
          line: 2,
          expected: null,
          got: 'completed',
        },
        {
          id: kept[2],
          name: '3 expects more',
          required: false,
          result: 'differs',
          line: 3,
          expected: 'more',
          got: null,
        },
        { id: kept[3], name: '4 expects nothing', required: false, result: 'passed' },
        {
          id: kept[4],
          name: '5 names nothing',
          required: false,
          result: 'unplayable',
          happening: 0,
          problem: expect.stringContaining('no element “k”'),
        },
        {
          id: kept[5],
          name: '6 cannot go on',
          required: false,
          result: 'unplayable',
          happening: 1,
          problem: expect.stringContaining('Nothing waits at “ask”'),
        },
      ],
      coverage: {
        elements: [
          { id: 'start', count: 4 },
          { id: 'ask', count: 4 },
          { id: 'end', count: 4 },
        ],
        flows: [
          { id: 'f1', count: 4 },
          { id: 'f2', count: 4 },
        ],
        uncoveredElements: ['no'],
        uncoveredFlows: ['f3'],
      },
    });
  });

  it('are played on the present version by who has no draft, with the rules of the tenant', async () => {
    const played = (await play('laptop-request', noah)).json();
    expect(played.version).toBe(1);
    expect(new Set(played.items.map(({ result }: { result: string }) => result))).toEqual(
      new Set(['passed']),
    );
    expect((await play('nothing')).statusCode).toBe(404);
  });

  it('leave nothing behind', async () => {
    const { rows } = createWorld(test);
    await play('incident', noah);
    expect(await rows('select 1 from run union all select 1 from ticket')).toEqual([]);
  });

  it('are not held up by one that goes on for ever', async () => {
    const key = 'ringing';
    const ringing = {
      ...process('start > work > end; bell > tell > again > done', {
        bell: {
          type: 'boundaryEvent',
          attachedTo: 'work',
          interrupting: false,
          repeat: 1_000,
          timer: { after: { minutes: 1 } },
        },
        tell: comment,
        again: comment,
        done: { type: 'endEvent' },
      }),
      key,
    };
    expect((await maya.put(`/processes/${key}/draft`, ringing)).statusCode).toBe(200);
    const waiting = { name: 'a', happenings: [{ type: 'waitUntil', moment: 'Mon+52 09:00' }] };
    expect((await keep(key, waiting)).statusCode).toBe(201);
    await keep(key, { name: 'b', happenings: [{ type: 'complete', element: 'work' }] });
    expect((await play(key)).json().items).toMatchObject([
      {
        result: 'unplayable',
        happening: 0,
        problem: 'After 2000 events there is still no end to it.',
      },
      { result: 'passed' },
    ]);
  });

  it('are played also on a draft that is only half drawn', async () => {
    const key = await draw();
    await keep(key, decided('approved', APPROVED));
    const { elements, flows, ...rest } = asking(key);
    const halves = [
      { ...rest, elements, flows: [] },
      { ...rest, elements, flows: flows.filter(({ to }) => to !== 'end') },
      { ...rest, elements: elements.filter(({ id }) => id !== 'end'), flows },
      { ...rest, elements: elements.filter(({ id }) => id !== 'start'), flows },
      { ...rest, elements: [], flows: [] },
    ];
    for (const half of halves) {
      expect((await maya.put(`/processes/${key}/draft`, half)).statusCode).toBe(200);
      const played = await play(key);
      expect([played.statusCode, played.body]).toEqual([
        200,
        expect.not.stringContaining('"passed"'),
      ]);
    }
  });

  it('are played no further when their time is over, and what was not played has not passed', async () => {
    const key = await draw();
    for (const name of ['a', 'b', 'c']) await keep(key, decided('approved', APPROVED, name), true);
    const { as } = createWorld(test);
    let asked = 0;
    const results = await as(maya, async (work, principal) => {
      const { definition } = await draftOrPresent(work, principal, key);
      const { id } = await work.em.findOneOrFail(Process, { tenantId: work.tenantId, key });
      const kept = await playableScenarios(work, id, 'all');
      // Once before each scenario, and once before its one event.
      const isOver = () => ++asked > 3;
      return (await playScenarios(work, definition, kept, isOver)).items;
    });
    expect(results).toMatchObject([
      { result: 'passed' },
      { result: 'unplayable', happening: 0, problem: 'It takes too long to be played.' },
      { result: 'unplayable', problem: expect.stringContaining('It was not played') },
    ]);
    const published = as(maya, (work, principal) =>
      publishDraft(work, principal, key, { proofs: lintRuns, isOver: () => true }),
    );
    await expect(published).rejects.toMatchObject({ code: 'scenario_failed' });
  });
});

describe('publishing', () => {
  it('is refused while a required scenario does not pass, and says what differs in each', async () => {
    const key = await draw('declined');
    await keep(key, decided('approved', APPROVED), true);
    const first = (await keep(key, decided('rejected', REJECTED), true)).json();
    const second = await keep(
      key,
      { name: 'gone', happenings: [{ type: 'retry', element: 'k' }] },
      true,
    );
    await keep(key, decided('rejected', APPROVED, 'only to look at'));
    const refused = await publish(key);
    expect(refused.statusCode).toBe(422);
    expect(refused.json()).toMatchObject({
      type: '/problems/scenario_failed',
      detail:
        'The process cannot be published. 2 required scenarios do not pass: “gone”, “rejected”.',
      errors: [
        {
          pointer: `/scenarios/${second.json().id}`,
          detail: expect.stringMatching(/^“gone” cannot be played from happening 1 on: /),
        },
        {
          pointer: `/scenarios/${first.id}`,
          detail:
            '“rejected” differs in line 3: “completed: rejected” was expected, “completed: declined” came.',
        },
      ],
      scenarios: [{ result: 'unplayable' }, { result: 'differs', line: 2 }],
    });
    expect((await maya.get(`/processes/${key}`)).json().version).toBeNull();
    expect((await maya.get(`/processes/${key}/draft`)).statusCode, 'the draft stays').toBe(200);

    await maya.put(`/processes/${key}/draft`, asking(key));
    await maya.delete(`/processes/${key}/scenarios/${second.json().id}`);
    expect((await publish(key)).statusCode).toBe(201);
    const [version] = (await maya.get(`/processes/${key}/versions`)).json().items;
    expect(version.scenarios).toEqual({ passed: 2, total: 2 });
    expect((await maya.get(`/processes/${key}/versions/1`)).json().scenarios).toEqual({
      passed: 2,
      total: 2,
    });
  });

  it('goes by the scenarios there are when it has its turn', async () => {
    const key = await draw();
    const { as, rows } = createWorld(test);
    let keeping: ReturnType<typeof keep> | undefined;
    await as(maya, async (work, principal) => {
      await publishDraft(work, principal, key, { proofs: lintRuns });
      keeping = keep(key, decided('approved', ['something else']), true);
      await eventually('who keeps a scenario waits for who publishes', async () => {
        const waiting = await rows(
          "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
        );
        if (waiting.length === 0) throw new Error('Nobody waits.');
      });
    });
    expect((await keeping)?.statusCode).toBe(201);
    await maya.put(`/processes/${key}/draft`, asking(key, 'declined'));
    expect((await publish(key)).json().type).toBe('/problems/scenario_failed');
  });

  it('loses nothing that its author saves meanwhile', async () => {
    const key = await draw();
    const { as, rows } = createWorld(test);
    let saving: ReturnType<typeof maya.put> | undefined;
    await as(maya, async (work, principal) => {
      await publishDraft(work, principal, key, { proofs: lintRuns });
      saving = maya.put(`/processes/${key}/draft`, asking(key, 'declined'));
      await eventually('who saves the draft waits for who publishes it', async () => {
        const waiting = await rows(
          "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
        );
        if (waiting.length === 0) throw new Error('Nobody waits.');
      });
    });
    expect((await saving)?.statusCode).toBe(200);
    const draft = (await maya.get(`/processes/${key}/draft`)).json();
    expect(draft.definition).toEqual(asking(key, 'declined'));
  });

  it('holds up nobody who starts a run meanwhile', async () => {
    const key = await draw();
    await keep(key, decided('approved', APPROVED), true);
    await publish(key);
    await maya.put(`/processes/${key}/draft`, asking(key, 'declined'));
    await createWorld(test).as(maya, async (work, principal) => {
      await publishDraft(work, principal, key, { proofs: lintRuns });
      expect((await maya.post(`/processes/${key}/runs`, {})).statusCode).toBe(201);
    });
    const [run] = (await maya.get(`/runs?process=${key}`)).json().items;
    expect(run.version, 'the one there was').toBe(1);
  });

  it('asks nothing of scenarios where none is required', async () => {
    const key = await draw();
    await keep(key, decided('approved', ['something else']));
    expect((await publish(key)).statusCode).toBe(201);
    expect((await maya.get(`/processes/${key}/versions/1`)).json().scenarios).toEqual({
      passed: 0,
      total: 0,
    });
  });

  it('says first what is broken in the drawing', async () => {
    const key = await draw();
    await keep(key, decided('approved', ['something else']), true);
    const { flows, ...rest } = asking(key);
    await maya.put(`/processes/${key}/draft`, { ...rest, flows: flows.slice(1) });
    expect((await publish(key)).json().type).toBe('/problems/definition_has_errors');
  });
});

describe('a new tenant', () => {
  it('keeps the scenarios of the shipped processes, each passing, and those of changes required', async () => {
    for (const key of ['laptop-request', 'incident', 'normal-change']) {
      const own = shippedScenarios.filter(({ process }) => process === key);
      const required = key === 'normal-change';
      const kept = await listed(key);
      expect(kept.map(({ scenario }: { scenario: unknown }) => scenario)).toEqual(
        [...own].sort((one, other) => (one.name < other.name ? -1 : 1)),
      );
      for (const one of kept) expect(one).toMatchObject({ required, createdBy: null, version: 1 });
      const { items } = (await play(key, noah)).json();
      expect(items.map(({ result }: { result: string }) => result)).toEqual(
        own.map(() => 'passed'),
      );
      const total = required ? own.length : 0;
      expect((await maya.get(`/processes/${key}/versions/1`)).json().scenarios).toEqual({
        passed: total,
        total,
      });
    }
  });

  it('has them once, and only as long as it wants them', async () => {
    const { rows } = createWorld(test);
    const [removed, ...rest] = await listed('incident');
    await maya.delete(`/processes/incident/scenarios/${removed.id}`);
    const counted =
      'select count(*)::int as n from kept_scenario union all select count(*) from event';
    const before = await rows(counted);
    await test.work(installShipped);
    expect(await rows(counted)).toEqual(before);
    expect(await listed('incident')).toEqual(rest);
  });

  it('is not gated by a scenario that its own rules make another of', async () => {
    const key = 'with-other-rules';
    const { id } = await ensureTenantRecord(test.ownerUrl, { key, name: key });
    const shipped = shippedRulesets.find((ruleset) => ruleset.key === 'change-risk')!;
    await test.work((work) => addRulesetVersion(work, { ...shipped, rules: [] }, null), id);
    await test.work(installShipped, id);
    const kept = await test.work(
      (work) => listScenarios(work, 'normal-change', { take: 50, after: null }),
      id,
    );
    // Without its rules every change is of a medium risk.
    const risk = ({ scenario }: ScenarioRecord) =>
      scenario.trace?.find((line) => line.startsWith('risk:'));
    const isMedium = (one: ScenarioRecord) => risk(one) === 'risk: risk = medium';
    expect(new Set(kept.map(isMedium))).toEqual(new Set([true, false]));
    for (const one of kept) expect([one.name, one.required]).toEqual([one.name, isMedium(one)]);
  });
});
