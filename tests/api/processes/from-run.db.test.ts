/** What happened to a run as a scenario: told from the record, and played with what it then says. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { deliverMessage } from '#domain/correlation/deliver-message.ts';
import { sendMessage } from '#domain/correlation/send-message.ts';
import { record } from '#domain/events/record.ts';
import type { Permission } from '#domain/people/access.ts';
import type { Definition } from '#engine/definition.ts';
import type { Json } from '#engine/json.ts';
import { createWorld, type World } from '../../domain/processes/world.ts';
import { type Client, createTestApp, type TestApp } from '../../support/app.ts';
import { call, comment, process, wait, when } from '../../support/process.ts';

let test: TestApp;
let world: World;
let admin: Client;
beforeAll(async () => {
  test = await createTestApp();
  world = createWorld(test);
  admin = await test.signInAs('admin', { email: 'a@example.test', name: 'Ada' });
});
afterAll(() => test.close());

const MINUTE = 60_000;
// A scenario tells time by the minute, and the test's clock runs: no story may come to the turn of one by chance.
beforeEach(() => test.advance(MINUTE - (test.store.clock().getTime() % MINUTE)));
const MADE_UP = /^Made-up text \d+$/;
const asking = {
  type: 'approval',
  approval: { mode: 'any', approvers: [{ user: 'a@example.test' }] },
};
const END = { type: 'endEvent' };
const look = {
  type: 'userTask',
  task: {
    outcomes: [
      { key: 'good', label: 'Good' },
      { key: 'bad', label: 'Bad' },
    ],
    form: { type: 'object', properties: { room: { type: 'integer' } } },
    assignment: { user: 'a@example.test' },
  },
};

/** Published, and a run of it on a ticket that has come to its first rest. */
async function begin(definition: Definition, variables = {}) {
  await world.publish(admin, definition);
  const { ticket } = await world.openTicket(admin, { title: 'A desk', priority: 2 });
  const run = await world.start(admin, definition.key, ticket.id, variables);
  await world.drive(run.id);
  return { run: run.id, ticket: ticket.id };
}
const tell = (key: string, runId: string, client = admin) =>
  client.post(`/processes/${key}/scenarios/from-run`, { runId, name: 'As it was' });
const decide = async (run: string, decision: string) => {
  const [open] = await world.rows<{ id: string }>(
    "select id from approval where run_id = ? and state = 'open'",
    [run],
  );
  expect((await admin.post(`/approvals/${open?.id}/decision`, { decision })).statusCode).toBe(200);
  return world.drive(run);
};
const complete = async (run: string, body: object) => {
  const [open] = await world.rows<{ id: string }>(
    "select id from task where run_id = ? and state = 'open'",
    [run],
  );
  expect((await admin.post(`/tasks/${open?.id}/complete`, body)).statusCode).toBe(200);
  return world.drive(run);
};

describe('a run that went its way', () => {
  it('is told with what it began with, what people did and how long it took', async () => {
    const key = 'went-its-way';
    const drawn = process(
      `start > x -?urgent> ask; x > no1
       ask -approved> look; ask -rejected> no2
       look -good> pause > tell > end; look -bad> no3`,
      {
        x: { type: 'exclusiveGateway', default: 'f3' },
        ask: asking,
        look,
        pause: wait({ after: { minutes: 30 } }),
        tell: comment,
        no1: END,
        no2: END,
        no3: END,
      },
      { urgent: when('ticket.priority', 'equal', 2) },
    );
    const { run, ticket } = await begin({ ...drawn, key }, { cost: 5 });
    test.advance(90 * MINUTE);
    await admin.patch(`/tickets/${ticket}`, { priority: 4 });
    await decide(run, 'approve');
    test.advance(10 * MINUTE);
    const { waiting } = await complete(run, { outcome: 'good', values: { room: 7 } });
    test.advance(31 * MINUTE);
    const [timer] = waiting;
    if (timer?.type !== 'timer') return expect.fail('no timer is running');
    const { state } = await world.drive(run, {
      also: [{ type: 'timerFired', token: timer.token, at: test.store.clock().toISOString() }],
    });
    expect(state.status).toBe('completed');

    const told = await tell(key, run);
    expect(told.statusCode, told.body).toBe(200);
    const { scenario, version, differs } = told.json();
    expect([version, differs]).toEqual([1, null]);
    const moment = expect.stringMatching(/^[A-Z][a-z]{2}([+-]\d+)? \d\d:\d\d$/);
    expect(scenario).toMatchObject({
      name: 'As it was',
      given: {
        at: moment,
        variables: { cost: 5 },
        ticket: {
          title: expect.stringMatching(MADE_UP),
          priority: 2,
          requester: 'person-1@example.test',
        },
        requester: { email: 'person-1@example.test', name: 'Person 1' },
      },
      happenings: [
        { type: 'waitUntil', moment },
        { type: 'change', set: { priority: 4 } },
        { type: 'decide', element: 'ask', outcome: 'approved' },
        { type: 'waitUntil', moment },
        { type: 'complete', element: 'look', outcome: 'good', values: { room: 7 } },
        { type: 'waitUntil', moment },
      ],
    });
    expect(
      scenario.trace.map((line: string) => line.replace(/^\w{3}(\+\d)? \d\d:\d\d /, '')),
    ).toEqual([
      'x → ask',
      'approval ask',
      'ask: approved',
      'task look',
      'look: good',
      expect.stringMatching(/^timer pause until /),
      'tell: comment “Hello”',
      'completed',
    ]);

    const kept = await admin.post(`/processes/${key}/scenarios`, { scenario, required: true });
    expect(kept.statusCode, kept.body).toBe(201);
    const { items } = (await admin.post(`/processes/${key}/draft/scenarios/play`)).json();
    expect(items).toMatchObject([{ name: 'As it was', result: 'passed' }]);
  });

  it('is told with a priority that was set by hand, and one that was not', async () => {
    const weighing = (key: string) => ({
      ...process(
        'start > look -good> weigh > x -?urgent> no1; look -bad> no2; x > end',
        {
          look,
          x: { type: 'exclusiveGateway', default: 'f6' },
          no1: END,
          no2: END,
          weigh: {
            type: 'serviceTask',
            action: { type: 'updateTicket', set: { urgency: 1 } },
          },
        },
        { urgent: when('ticket.priority', 'equal', 1) },
      ),
      key,
    });
    const lastOf = async (key: string, changes: readonly object[]) => {
      await world.publish(admin, weighing(key));
      const { ticket } = await world.openTicket(admin, { impact: 3, urgency: 3 });
      const { id: run } = await world.start(admin, key, ticket.id);
      await world.drive(run);
      for (const change of changes) {
        test.advance(MINUTE);
        await admin.patch(`/tickets/${ticket.id}`, change);
      }
      await complete(run, { outcome: 'good', values: { room: 7 } });
      const { scenario, differs } = (await tell(key, run)).json();
      expect([differs, 'priorityByHand' in scenario.given.ticket]).toEqual([null, false]);
      const entered = scenario.trace.find((line: string) => line.includes('x → '));
      return entered?.split('→ ').at(-1);
    };
    expect(await lastOf('weighed', [{ impact: 1 }])).toBe('no1');
    expect(await lastOf('weighed-by-hand', [{ impact: 1 }, { priority: 4 }])).toBe('end');
    expect(await lastOf('given-back', [{ priority: 4 }, { priority: null, impact: 1 }])).toBe(
      'no1',
    );
  });

  it('is told also while it goes on, and when somebody closed its task with the ticket', async () => {
    const key = 'by-status';
    const drawn = process('start > work -begun> ask -approved> end; ask -rejected> no', {
      ask: asking,
      no: END,
      work: {
        type: 'userTask',
        task: {
          outcomes: [{ key: 'begun', label: 'Begun' }],
          completesOnStatus: { in_progress: 'begun' },
        },
      },
    });
    const { run, ticket } = await begin({ ...drawn, key });
    expect((await admin.patch(`/tickets/${ticket}`, { status: 'in_progress' })).statusCode).toBe(
      200,
    );
    await world.drive(run);
    const { scenario, differs } = (await tell(key, run)).json();
    expect(differs).toBeNull();
    expect(scenario.given.ticket.status).toBe('new');
    expect(scenario.happenings).toEqual([
      { type: 'change', set: expect.objectContaining({ status: 'in_progress' }) },
      { type: 'complete', element: 'work', outcome: 'begun' },
    ]);
    expect(scenario.trace).toEqual(['task work', 'work: begun', 'approval ask']);
  });

  it('is told with what failed, and how it was mended', async () => {
    const key = 'mended';
    const drawn = process('start > route > work > more > end', {
      route: { type: 'serviceTask', action: { type: 'assign', queue: '{{variables.queue}}' } },
    });
    const { run } = await begin({ ...drawn, key }, { queue: 'nowhere' });
    const mend = async (path: string, body: object) => {
      expect(
        (await admin.post(`/runs/${run}/${path}`, { reason: 'So be it', ...body })).statusCode,
      ).toBe(200);
      return (await world.drive(run)).state;
    };
    await mend('retry', {});
    const failed = await mend('repairs', { kind: 'correct', variables: { queue: 'somewhere' } });
    const tokenAt = (state: typeof failed, element: string) =>
      Object.values(state.tokens).find((token) => token.element === element)?.id;
    const working = await mend('repairs', { kind: 'skip', token: tokenAt(failed, 'route') });
    await mend('repairs', { kind: 'move', token: tokenAt(working, 'work'), to: 'more' });
    await mend('cancel', {});
    const { scenario, differs } = (await tell(key, run)).json();
    expect(differs).toBeNull();
    const code = 'invalid_input';
    const reason = expect.stringMatching(MADE_UP);
    expect(scenario.given.failing).toEqual({ route: code });
    expect(scenario.happenings).toEqual([
      { type: 'fail', element: 'route', code },
      { type: 'retry', element: 'route' },
      { type: 'correct', variables: { queue: expect.stringMatching(/^[a-x]{9}$/) }, reason },
      { type: 'skip', element: 'route', reason },
      { type: 'move', element: 'work', to: 'more', reason },
      { type: 'cancel', reason },
    ]);
    expect(scenario.trace.at(-1)).toBe('cancelled');
  });

  it('is told with the messages it heard and the processes it called', async () => {
    const key = 'hearing';
    const hears = (kind: 'message' | 'signal', name: string) => ({
      type: 'intermediateCatchEvent',
      [kind]: { name, into: name },
    });
    await world.publish(admin, {
      ...process('start > pick > end', { pick: hears('message', 'picked') }),
      key: 'picking',
    });
    const drawn = process('start > came > gone > call > end', {
      came: hears('message', 'arrived'),
      gone: hears('signal', 'left'),
      call: {
        type: 'callActivity',
        process: 'picking',
        outputs: { shelf: 'variables.picked.shelf' },
      },
    });
    const { run } = await begin({ ...drawn, key });
    const send = async (kind: 'message' | 'signal', name: string, value: Json, of = run) => {
      const id = await world.as(admin, (work) => sendMessage(work, { kind, name, value }));
      await deliverMessage(test.store, { tenantId: test.tenant.id, id });
      await world.drive(of);
    };
    await send('message', 'arrived', { by: 'van' });
    await send('signal', 'left', 3);
    const [child] = await world.rows<{ id: string }>('select id from run where parent_run_id = ?', [
      run,
    ]);
    await world.drive(child!.id);
    await send('message', 'picked', { shelf: 4, hidden: true }, child!.id);
    await world.drive(run);
    const { scenario, differs } = (await tell(key, run)).json();
    expect(differs).toBeNull();
    expect(scenario.happenings).toEqual([
      {
        type: 'message',
        name: 'arrived',
        key: null,
        value: { by: expect.stringMatching(/^x[a-x]{2}$/) },
      },
      { type: 'signal', name: 'left', value: 3 },
      {
        type: 'return',
        element: 'call',
        outcome: null,
        variables: { picked: { shelf: 4, hidden: true } },
      },
    ]);
    expect(scenario.trace.at(-1)).toBe('completed');
  });

  it('is told with what its calls were answered', async () => {
    const key = 'calling-out';
    const { run } = await begin({ ...process('start > call > end', { call }), key });
    const { waiting } = await world.drive(run);
    expect(waiting).toEqual([]);
    const [standing] = await world.rows<{ token: string }>(
      "select token from run_element where run_id = ? and element = 'call'",
      [run],
    );
    const { token } = standing!;
    const variables = { order: 'A-17' };
    const at = test.store.clock().toISOString();
    // As the worker leaves it when it has called.
    await world.rows('insert into effect (tenant_id, key, result, at) values (?, ?, ?, ?)', [
      test.tenant.id,
      `${run}:${token}:1`,
      JSON.stringify(variables),
      at,
    ]);
    await world.drive(run, { also: [{ type: 'callDone', token, at, variables }] });
    const { scenario, differs } = (await tell(key, run)).json();
    expect(differs).toBeNull();
    const order = expect.stringMatching(/^X-\d\d$/);
    expect(scenario.happenings).toEqual([
      { type: 'answer', element: 'call', variables: { order } },
    ]);
    expect(scenario.trace).toEqual(['call call', 'completed']);
  });

  it('is told in instants where days of any week would not do', async () => {
    const key = 'on-the-day';
    const due = new Date(test.store.clock().getTime() + 60 * MINUTE).toISOString();
    const { run } = await begin({
      ...process('start > day > end', { day: wait({ at: due }) }),
      key,
    });
    const [standing] = await world.rows<{ token: string }>(
      "select token from run_element where run_id = ? and element = 'day'",
      [run],
    );
    test.advance(61 * MINUTE);
    const at = test.store.clock().toISOString();
    await world.drive(run, { also: [{ type: 'timerFired', token: standing!.token, at }] });
    const { scenario, differs } = (await tell(key, run)).json();
    expect(differs).toBeNull();
    const instant = expect.stringMatching(/^\d{4}-\d\d-\d\dT/);
    expect(scenario.given.at).toEqual(instant);
    expect(scenario.happenings).toEqual([{ type: 'waitUntil', moment: instant }]);
  });
});

describe('what people have said', () => {
  it('is made up where the process does not tell it apart, and leads the same way', async () => {
    const key = 'made-up';
    const drawn = process(
      'start > x -?van> work > tell > end; x > no',
      {
        x: { type: 'exclusiveGateway', default: 'f5' },
        no: END,
        work: {
          ...look,
          task: {
            form: {
              type: 'object',
              properties: {
                said: { type: 'string' },
                serial: { type: 'string', pattern: '^[A-Z]-[0-9]{2}$' },
              },
            },
            assignment: { user: 'a@example.test' },
          },
        },
        tell: {
          type: 'serviceTask',
          action: { type: 'comment', body: '{{requester.name}} {{variables.phone}}' },
        },
      },
      { van: when('variables.by', 'equal', 'van') },
    );
    await world.publish(admin, { ...drawn, key });
    const { ticket } = await world.openTicket(admin, {
      title: 'Ada is ill',
      description: 'Ask Dr. Weber, weber@clinic.test',
    });
    const secret = { phone: '+49 341 55 77', born: '1970-02-03', contact: 'weber@clinic.test' };
    const { id: run } = await world.start(admin, key, ticket.id, { by: 'van', ...secret });
    await world.drive(run);
    await complete(run, { values: { said: 'Weber is away', serial: 'K-42' } });

    const { scenario, differs } = (await tell(key, run)).json();
    expect(differs).toBeNull();
    expect(scenario.given.variables).toEqual({
      by: 'van',
      born: '1970-02-03',
      phone: expect.stringMatching(MADE_UP),
      contact: 'person-2@example.test',
    });
    expect(scenario.happenings).toMatchObject([
      {
        type: 'complete',
        values: { said: expect.stringMatching(MADE_UP), serial: expect.stringMatching(/^X-\d\d$/) },
      },
    ]);
    expect(scenario.trace).toContain(`tell: comment “Person 1 ${scenario.given.variables.phone}”`);
    expect(JSON.stringify(scenario)).not.toMatch(/Ada|Weber|clinic|a@example|K-42|341/i);
  });

  it('is told of who had asked for it when the run began, as they were then', async () => {
    const nils = await test.signInAs('requester', { email: 'nils@example.test' });
    const olga = await test.signInAs('requester', { email: 'olga@example.test' });
    const organization = async (name: string) =>
      (await admin.post('/organizations', { key: name, name })).statusCode;
    expect([await organization('north'), await organization('south')]).toEqual([201, 201]);
    const move = async (to: string) =>
      (await admin.patch(`/users/${nils.personId}`, { organization: to })).statusCode;
    expect(await move('north')).toBe(200);
    const key = 'asked-by';
    await world.publish(admin, { ...process('start > work > end', {}), key });
    const { ticket } = await world.openTicket(nils);
    const { id: run } = await world.start(admin, key, ticket.id);
    await world.drive(run);
    test.advance(MINUTE);
    expect(await move('south')).toBe(200);
    const given = await admin.patch(`/tickets/${ticket.id}`, { requester: olga.email });
    expect(given.statusCode, given.body).toBe(200);

    const { scenario } = (await tell(key, run)).json();
    expect(scenario.given.requester).toMatchObject({
      email: scenario.given.ticket.requester,
      organization: 'north',
    });
    expect(scenario.happenings).toMatchObject([
      { type: 'waitUntil' },
      { type: 'change', set: { requester: 'person-2@example.test' } },
    ]);
  });
});

describe('a run that its rehearsal does not follow', () => {
  it('is told all the same, with the place where they part', async () => {
    const key = 'parted';
    const ruleset = (cost: number) => ({
      key,
      name: 'Costs',
      hitPolicy: 'first',
      rules: [{ id: 'all', conditions: { all: [] }, set: { cost } }],
    });
    expect((await admin.put(`/rulesets/${key}`, ruleset(9))).statusCode).toBe(200);
    const drawn = process(
      'start > rules > x -?dear> ask; x > end; ask > end2',
      {
        rules: { type: 'businessRuleTask', ruleset: key },
        x: { type: 'exclusiveGateway', default: 'f4' },
      },
      { dear: when('variables.cost', 'greaterThan', 5) },
    );
    const { run } = await begin({ ...drawn, key });
    await admin.put(`/rulesets/${key}`, ruleset(1));
    const { scenario, differs } = (await tell(key, run)).json();
    expect(differs).toEqual({ place: 3, run: 'ask', rehearsed: 'end' });
    expect(scenario.trace).toContain('x → end');
  });
});

describe('a run that cannot be told', () => {
  const refusal = async (key: string, run: string, client = admin) => {
    const answer = await tell(key, run, client);
    return [answer.statusCode, answer.json().errors?.[0] ?? null];
  };
  const drawn = process('start > work > end', {});

  it('is refused with the reason', async () => {
    const { run } = await begin({ ...drawn, key: 'untold' });
    await world.publish(admin, { ...drawn, key: 'another' });
    expect(await refusal('another', run)).toEqual([
      400,
      { pointer: '/runId', detail: 'is a run of “untold”, another process.' },
    ]);
    const { id } = await world.start(admin, 'untold');
    expect(await refusal('untold', id)).toEqual([
      400,
      { pointer: '/runId', detail: 'has not begun yet.' },
    ]);
    await test.work((work) =>
      record(work, { type: 'run.moved', subject: { kind: 'run', id: run }, data: {} }),
    );
    expect(await refusal('untold', run)).toEqual([
      400,
      { pointer: '/runId', detail: expect.stringContaining('moved from one version to another') },
    ]);
  });

  it('is refused where its history is too long to be told whole', async () => {
    const { run } = await begin({ ...drawn, key: 'long' });
    await world.rows(
      `insert into event (id, at, tenant_id, type, subject_kind, subject_id, actor_kind, cause_kind, changes, data)
       select gen_random_uuid(), now(), ?, 'run.noted', 'run', ?, 'system', 'system', '{}', '{}' from generate_series(1, 5000)`,
      [test.tenant.id, run],
    );
    expect(await refusal('long', run)).toEqual([
      400,
      { pointer: '/runId', detail: 'has a longer history than a scenario can tell.' },
    ]);
  });

  it('is not told to those who may not see the run or its ticket', async () => {
    const { run } = await begin({ ...drawn, key: 'unseen' });
    const permissions = (...more: Permission[]) =>
      ['process.read', 'process.author', ...more] as const;
    const seeing = async (...more: Permission[]) =>
      refusal('unseen', run, await test.signInAs('admin', { scopes: permissions(...more) }));
    expect(await seeing()).toEqual([404, null]);
    expect(await seeing('run.read')).toEqual([404, null]);
    expect(await seeing('run.read', 'ticket.read')).toEqual([200, null]);
  });
});
