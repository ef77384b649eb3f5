/** Where the process stands, beside what is to be decided: for those who are asked, and as much of it as others may see. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { chain, createWorld, type World } from '../../domain/processes/world.ts';
import { type Client, createTestApp, type TestApp } from '../../support/app.ts';

let test: TestApp;
let world: World;
let admin: Client;
let ann: Client;
let ravi: Client;
let runId: string;
let approvalId: string;
beforeAll(async () => {
  test = await createTestApp();
  world = createWorld(test);
  admin = await test.signInAs('admin');
  ann = await test.signInAs([], { email: 'ann@example.test' });
  ravi = await test.signInAs('requester');
  await world.publish(
    admin,
    chain('one', {
      id: 'ask',
      type: 'approval',
      name: 'Ask Ann',
      approval: { mode: 'any', approvers: [{ user: ann.email }] },
    }),
  );
  const { ticket } = await world.openTicket(ravi, { type: 'service_request' });
  runId = (await world.start(admin, 'one', ticket.id, { budget: 7 })).id;
  await world.drive(runId);
  approvalId = (await ann.get('/approvals')).json().items[0].id;
});
afterAll(() => test.close());

const progress = async (client: Client) => {
  const answer = await client.get(`/approvals/${approvalId}/progress`);
  return { status: answer.statusCode, body: answer.json() };
};

it('shows the drawing and what is in it to who is asked, though they have no role', async () => {
  const { status, body } = await progress(ann);
  expect(status).toBe(200);
  expect(body.definition.elements.map(({ id }: { id: string }) => id)).toEqual([
    'start',
    'ask',
    'end',
  ]);
  expect(body).toMatchObject({
    run: { id: runId, state: 'waiting', variables: { budget: 7 }, allowed: [] },
    elements: { start: { leftAt: expect.any(String) }, ask: { leftAt: null } },
    tokens: [{ element: 'ask' }],
    flowsTaken: ['f1'],
  });
});

it('shows the steps alone to who asked for it', async () => {
  const { status, body } = await progress(ravi);
  expect(status).toBe(200);
  expect(body).toMatchObject({ definition: null, run: { variables: {} } });
  expect(body.steps.length).toBeGreaterThan(0);
});

it('is not there for others, and not for nobody', async () => {
  expect((await progress(await test.signInAs([]))).status).toBe(404);
  const answer = await test.app.inject({ url: `/api/v1/approvals/${approvalId}/progress` });
  expect(answer.statusCode).toBe(401);
});

it('follows the decision', async () => {
  await ann.post(`/approvals/${approvalId}/decision`, { decision: 'approve' });
  await world.drive(runId);
  expect((await progress(ann)).body).toMatchObject({
    run: { state: 'completed' },
    tokens: [],
    flowsTaken: ['f1', 'f2'],
  });
});
