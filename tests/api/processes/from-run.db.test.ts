/** What happened to a run as a scenario: told from the record, and played with what it then says. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Definition } from '#engine/definition.ts';
import { createWorld, type World } from '../../domain/processes/world.ts';
import { type Client, createTestApp, type TestApp } from '../../support/app.ts';
import { comment, process, wait, when } from '../../support/process.ts';

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
        ...{ ask: asking, look, pause: wait({ after: { minutes: 30 } }), tell: comment },
        ...{ no1: END, no2: END, no3: END },
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
        ticket: { title: 'A desk', priority: 2, requester: 'a@example.test' },
        requester: { email: 'a@example.test', name: 'Ada' },
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
});
