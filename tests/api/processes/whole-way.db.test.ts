/** The main way over HTTP: draw, publish, request, approve, work, done; the engine's part is played by the test's driver. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drive } from '../../domain/processes/driver.ts';
import { type Client, createTestApp, type TestApp } from '../../support/app.ts';

let test: TestApp;
let admin: Client;
let owner: Client;
beforeAll(async () => {
  test = await createTestApp();
  admin = await test.signInAs('admin');
  owner = await test.signInAs('process-owner');
});
afterAll(() => test.close());

const hello = (approver: string) => ({
  key: 'hello',
  name: 'Hello',
  elements: [
    { id: 'start', type: 'startEvent', trigger: { type: 'manual' } },
    {
      id: 'ask',
      type: 'approval',
      name: 'Ask',
      approval: { mode: 'any', approvers: [{ user: approver }] },
    },
    { id: 'yes', type: 'endEvent' },
    { id: 'no', type: 'endEvent' },
  ],
  flows: [
    { id: 'f1', from: 'start', to: 'ask' },
    { id: 'f2', from: 'ask', to: 'yes', port: 'approved' },
    { id: 'f3', from: 'ask', to: 'no', port: 'rejected' },
  ],
});

describe('the definition of the contract', () => {
  it('is drawn, published, started and decided by somebody without a role', async () => {
    const nobody = await test.signInAs([], { email: 'a@example.test' });
    const saved = await owner.put('/processes/hello/draft', hello(nobody.email));
    expect(saved.statusCode).toBe(200);
    expect(saved.json()).toMatchObject({ revision: 1, baseVersion: null });
    const published = await owner.post('/processes/hello/draft/publish');
    expect(published.json()).toMatchObject({ key: 'hello', version: 1 });
    expect(published.statusCode).toBe(201);
    const started = await owner.post('/processes/hello/runs', {});
    expect(started.statusCode).toBe(201);
    const { id, workflowId } = started.json();
    expect(workflowId).toBe(`run:${id}`);
    await drive(test.store, { tenantId: test.tenant.id, runId: id });

    const waiting = await nobody.get('/approvals?state=open&approver=me');
    expect(waiting.statusCode).toBe(200);
    expect(waiting.json().items).toHaveLength(1);
    const [approval] = waiting.json().items;
    expect(approval).toMatchObject({
      state: 'open',
      approvers: [{ email: nobody.email, decision: null }],
      allowed: ['decide'],
    });
    const decided = await nobody.post(`/approvals/${approval.id}/decision`, {
      decision: 'approve',
      comment: 'fine',
    });
    expect(decided.json()).toMatchObject({
      state: 'approved',
      approvers: [{ decision: 'approve', comment: 'fine' }],
      allowed: [],
    });
    await drive(test.store, { tenantId: test.tenant.id, runId: id });
    const run = await owner.get(`/runs/${id}`);
    expect(run.json()).toMatchObject({ process: 'hello', version: 1, state: 'completed' });
    const diagram = await owner.get(`/runs/${id}/diagram`);
    expect(diagram.json()).toMatchObject({
      flowsTaken: ['f1', 'f2'],
      tokens: [],
      elements: { ask: { state: 'done', outcome: 'approved' } },
    });
    const again = await nobody.post(`/approvals/${approval.id}/decision`, { decision: 'reject' });
    expect(again.statusCode).toBe(409);
    expect(again.json().type).toBe('/problems/already_voted');
  });
});

describe('a laptop from the catalog', () => {
  it('is asked for with a form, followed, approved, worked and resolved', async () => {
    const ines = await test.signInAs('approver', { email: 'ines@example.test' });
    const ravi = await test.signInAs('requester', {
      email: 'ravi@example.test',
      manager: 'ines@example.test',
    });
    const agent = await test.signInAs('agent');
    const item = await ravi.get('/catalog/items/laptop');
    expect(item.json()).toMatchObject({
      key: 'laptop',
      process: 'laptop-request',
      schema: { type: 'object' },
    });
    const wrong = await ravi.post('/catalog/items/laptop/requests', {
      values: { model: 'Toaster', colour: 'red' },
    });
    expect(wrong.statusCode).toBe(400);
    expect(
      wrong
        .json()
        .errors.map((error: { pointer: string }) => error.pointer)
        .sort(),
    ).toEqual(['/values/colour', '/values/cost', '/values/model', '/values/reason']);
    const asked = await ravi.post(
      '/catalog/items/laptop/requests',
      { values: { model: 'Standard 14-inch', cost: 1500, reason: 'new' } },
      { 'idempotency-key': 'laptop-1' },
    );
    expect(asked.statusCode).toBe(201);
    const ticket = asked.json();
    expect(ticket).toMatchObject({
      type: 'service_request',
      source: 'catalog',
      catalogItem: 'laptop',
      custom: { cost: 1500 },
    });
    const twin = await ravi.post(
      '/catalog/items/laptop/requests',
      { values: { model: 'Standard 14-inch', cost: 1500, reason: 'new' } },
      { 'idempotency-key': 'laptop-1' },
    );
    expect(twin.json().id).toBe(ticket.id);

    const runs = (await ravi.get(`/tickets/${ticket.number}/runs`)).json().items;
    expect(runs).toMatchObject([
      { process: 'laptop-request', version: 1, state: 'running', workflowId: `run:${runs[0].id}` },
    ]);
    const ref = { tenantId: test.tenant.id, runId: runs[0].id };
    await drive(test.store, ref);
    const progress = (await ravi.get(`/tickets/${ticket.id}/progress`)).json();
    expect(progress.definition).toBeNull();
    expect(
      progress.steps.filter((step: { state: string }) => step.state === 'current'),
    ).toMatchObject([{ element: 'manager-approval' }]);
    expect(
      progress.steps.some(
        (step: { element: string; state: string }) =>
          step.element === 'order' && step.state === 'next',
      ),
    ).toBe(true);

    const approvals = (await ravi.get(`/tickets/${ticket.id}/approvals`)).json().items;
    expect(approvals).toHaveLength(1);
    expect(
      (await ravi.post(`/approvals/${approvals[0].id}/decision`, { decision: 'approve' }))
        .statusCode,
    ).toBe(403);
    expect(
      (await ines.post(`/approvals/${approvals[0].id}/decision`, { decision: 'approve' }))
        .statusCode,
    ).toBe(200);
    await drive(test.store, ref);

    const tasks = (await agent.get(`/tickets/${ticket.id}/tasks`)).json().items;
    expect(tasks).toHaveLength(2);
    for (const task of tasks) {
      const done = await agent.post(`/tasks/${task.id}/complete`, {
        outcome: task.outcomes[0].key,
      });
      expect(done.json()).toMatchObject({ state: 'completed', outcome: task.outcomes[0].key });
      expect(
        (await agent.post(`/tasks/${task.id}/complete`, { outcome: task.outcomes[0].key }))
          .statusCode,
      ).toBe(409);
    }
    await drive(test.store, ref);
    expect((await ravi.get(`/tickets/${ticket.id}`)).json().status).toBe('resolved');
    expect(
      (await admin.get(`/runs?process=laptop-request&state=completed`)).json().items,
    ).toHaveLength(1);
  });
});
