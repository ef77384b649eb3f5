/** Operating over HTTP: what has failed is seen, tried again or ended; who may not see a run does not. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drive } from '../../domain/processes/driver.ts';
import { chain, createWorld } from '../../domain/processes/world.ts';
import { type Client, createTestApp, type TestApp } from '../../support/app.ts';

let test: TestApp;
let admin: Client;
let operator: Client;
let agent: Client;
let ravi: Client;
let tom: Client;
beforeAll(async () => {
  test = await createTestApp();
  admin = await test.signInAs('admin', { email: 'admin@example.test' });
  operator = await test.signInAs('operator');
  agent = await test.signInAs('agent');
  ravi = await test.signInAs('requester');
  tom = await test.signInAs('requester');
});
afterAll(() => test.close());

async function faulted(key: string) {
  const world = createWorld(test);
  await world.publish(
    admin,
    chain(key, {
      id: 'route',
      type: 'serviceTask',
      name: 'Route',
      action: { type: 'assign', queue: 'q-{{ticket.title}}' },
    }),
  );
  const ticket = (await ravi.post('/tickets', { type: 'service_request', title: key })).json();
  const { id } = (await admin.post(`/processes/${key}/runs`, { ticketId: ticket.number })).json();
  await drive(test.store, { tenantId: test.tenant.id, runId: id });
  return { id, ticket };
}

describe('a run that has failed', () => {
  it('says where and why, and goes on when the reason is gone', async () => {
    const { id, ticket } = await faulted('mendable');
    const run = await operator.get(`/runs/${id}`);
    expect(run.json()).toMatchObject({
      state: 'faulted',
      failure: { element: 'route', code: 'invalid_input' },
      ticket: { number: ticket.number },
      allowed: ['retry', 'cancel', 'repair'],
    });
    expect((await operator.get('/runs?state=faulted&process=mendable')).json().items).toHaveLength(
      1,
    );
    for (const ref of [ticket.id, ticket.number, ticket.number.toLowerCase()])
      expect((await operator.get(`/runs?ticket=${ref}`)).json().items).toMatchObject([{ id }]);
    expect((await operator.get('/runs?ticket=REQ-999999')).json().items).toEqual([]);
    expect((await operator.get(`/runs/${id}/diagram`)).json()).toMatchObject({
      elements: { route: { state: 'failed', leftAt: null } },
      tokens: [
        {
          element: 'route',
          waitingFor: 'failed',
          beside: false,
          failure: { code: 'invalid_input' },
        },
      ],
      path: [
        { element: 'start', failed: false },
        { element: 'route', failed: true, leftAt: null },
      ],
      repairs: { route: { outcomes: [], needsOutcome: false, to: ['route', 'end'] } },
    });
    const seen = (await agent.get(`/runs/${id}/diagram`)).json();
    expect([seen.repairs, seen.run.allowed]).toEqual([{}, []]);
    expect((await agent.post(`/runs/${id}/retry`)).statusCode).toBe(403);
    expect((await operator.post(`/runs/${id}/retry`, {}, { 'if-match': '"v99"' })).statusCode).toBe(
      412,
    );
    expect((await admin.post('/queues', { key: 'q-mendable', name: 'Q' })).statusCode).toBe(201);
    expect(
      (
        await operator.post(
          `/runs/${id}/retry`,
          { reason: 'there is a queue now' },
          { 'if-match': run.headers.etag as string },
        )
      ).statusCode,
    ).toBe(200);
    await drive(test.store, { tenantId: test.tenant.id, runId: id });
    expect((await operator.get(`/runs/${id}`)).json()).toMatchObject({
      state: 'completed',
      failure: null,
      allowed: [],
    });
    expect((await operator.post(`/runs/${id}/retry`)).json().type).toBe('/problems/run_not_open');
  });

  it('can be ended', async () => {
    const { id } = await faulted('hopeless');
    expect((await operator.post(`/runs/${id}/cancel`, { reason: 'not worth it' })).statusCode).toBe(
      200,
    );
    await drive(test.store, { tenantId: test.tenant.id, runId: id });
    expect((await operator.get(`/runs/${id}`)).json()).toMatchObject({ state: 'cancelled' });
    const again = await operator.post(`/runs/${id}/cancel`, {});
    expect([again.statusCode, again.json().type]).toEqual([409, '/problems/run_not_open']);
  });
});

describe('who may not see', () => {
  it('gets 404 for the ticket’s parts, and 403 for runs at large', async () => {
    const { id, ticket } = await faulted('hidden');
    for (const part of ['runs', 'tasks', 'approvals', 'progress']) {
      expect((await tom.get(`/tickets/${ticket.id}/${part}`)).statusCode).toBe(404);
      expect((await ravi.get(`/tickets/${ticket.id}/${part}`)).statusCode).toBe(200);
    }
    expect((await ravi.get('/runs')).statusCode).toBe(403);
    expect((await ravi.get(`/runs/${id}`)).statusCode).toBe(403);
    expect((await operator.get('/runs/00000000-0000-7000-8000-000000000000')).statusCode).toBe(404);
    expect((await operator.get('/runs/rubbish')).statusCode).toBe(404);
    expect((await operator.get('/runs?state=sleeping')).statusCode).toBe(400);
  });
});

describe('runs that have ended', () => {
  it('are listed by how and when they ended, without those that go on', async () => {
    const ended = await faulted('over');
    const open = await faulted('going-on');
    await operator.post(`/runs/${ended.id}/cancel`, { reason: 'not worth it' });
    await drive(test.store, { tenantId: test.tenant.id, runId: ended.id });
    const { endedAt } = (await operator.get(`/runs/${ended.id}`)).json();
    const ids = async (query: string) =>
      (await operator.get(`/runs?limit=200&${query}`))
        .json()
        .items.map(({ id }: { id: string }) => id);
    const later = new Date(Date.parse(endedAt) + 1).toISOString();
    for (const query of ['state=cancelled,completed,failed', `endedSince=${endedAt}`]) {
      expect(await ids(query)).toContain(ended.id);
      expect(await ids(query)).not.toContain(open.id);
    }
    expect(await ids(`endedBefore=${later}&process=over`)).toEqual([ended.id]);
    expect(await ids(`endedSince=${later}&process=over`)).toEqual([]);
  });
});

describe('pages of runs', () => {
  it('come the latest first and never twice', async () => {
    const seen: string[] = [];
    let cursor = '';
    do {
      const page = (await operator.get(`/runs?limit=2${cursor}`)).json();
      seen.push(...page.items.map(({ id }: { id: string }) => id));
      cursor = page.nextCursor === null ? '' : `&cursor=${page.nextCursor}`;
    } while (cursor !== '');
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBeGreaterThanOrEqual(3);
  });
});

describe('a ticket with several runs', () => {
  it('tells of the first open one, or of the one asked for', async () => {
    const { id, ticket } = await faulted('first-of-two');
    const second = (
      await admin.post('/processes/first-of-two/runs', { ticketId: ticket.number })
    ).json().id;
    const progress = async (query: string) =>
      (await ravi.get(`/tickets/${ticket.number}/progress${query}`)).json();
    expect((await progress('')).run.id).toBe(id);
    expect((await progress(`?run=${second}`)).run.id).toBe(second);
    expect((await progress(`?run=${ticket.id}`)).type).toBe('/problems/not_found');
    await operator.post(`/runs/${id}/cancel`, { reason: 'Done elsewhere' });
    await drive(test.store, { tenantId: test.tenant.id, runId: id });
    expect((await progress('')).run.id).toBe(second);
  });
});
