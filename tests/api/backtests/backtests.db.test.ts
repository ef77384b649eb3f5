/** A draft against the tickets its process has really had, over HTTP and on the real record. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Definition, Element } from '#engine/definition.ts';
import { shippedProcesses } from '#rules/shipped/index.ts';
import { playOff } from '../../domain/backtests/play-off.ts';
import { chain, createWorld, type World } from '../../domain/processes/world.ts';
import { type Client, createTestApp, type TestApp } from '../../support/app.ts';

let test: TestApp;
let world: World;
let admin: Client;
let agent: Client;
let requester: Client;
beforeAll(async () => {
  test = await createTestApp();
  world = createWorld(test);
  admin = await test.signInAs('admin', { email: 'admin@example.test' });
  agent = await test.signInAs('agent', { groups: ['service-desk', 'network'] });
  requester = await test.signInAs('requester');
});
afterAll(() => test.close());

const shippedIncident = shippedProcesses.find(({ key }) => key === 'incident') as Definition;

/** An incident as people have it: opened, changed, worked on, resolved or called off, and closed. */
async function incident(title: string, how: { change?: object; outcome?: string } = {}) {
  const opened = await requester.post('/tickets', { type: 'incident', title });
  const { id, number } = opened.json() as { id: string; number: string };
  const [run] = await world.rows<{ id: string }>('select id from run where ticket_id = ?', [id]);
  if (!run) throw new Error('an incident begins a run');
  await world.drive(run.id);
  if (how.change) expect((await admin.patch(`/tickets/${id}`, how.change)).statusCode).toBe(200);
  await world.drive(run.id);
  const [task] = await world.rows<{ id: string }>(
    `select id from task where run_id = ? and state = 'open'`,
    [run.id],
  );
  if (task) await admin.post(`/tasks/${task.id}/complete`, { outcome: how.outcome ?? 'resolved' });
  await world.drive(run.id);
  if ((how.outcome ?? 'resolved') === 'resolved')
    await admin.patch(`/tickets/${id}`, { status: 'closed' });
  return { id, number, run: run.id };
}

async function tested(client: Client, key: string, body: object = {}) {
  const answer = await client.post(`/processes/${key}/draft/backtest`, body);
  expect(answer.statusCode, answer.body).toBe(202);
  const { id } = answer.json() as { id: string };
  await playOff(test, id);
  const shown = await client.get(`/processes/${key}/backtests/${id}`);
  return { id, ...shown.json() };
}

const ticketsOf = async (client: Client, key: string, id: string, query = '') =>
  (await client.get(`/processes/${key}/backtests/${id}/tickets${query}`)).json().items;

describe('a back-test', () => {
  it('finds nothing to tell of a process that has not been changed', async () => {
    await incident('The VPN is down');
    await incident('A monitor flickers', { change: { priority: 1, category: 'hardware' } });
    await incident('The printer is on fire', {
      change: { title: 'All is well' },
      outcome: 'withdrawn',
    });
    await incident('Excel crashes', { change: { status: 'resolved' } });
    const called = await requester.post('/tickets', { type: 'incident', title: 'Wrong number' });
    await admin.patch(`/tickets/${called.json().id}`, { status: 'cancelled' });
    const [run] = await world.rows<{ id: string }>('select id from run where ticket_id = ?', [
      called.json().id,
    ]);
    await world.drive(run?.id ?? '');

    const { state, progress, totals, version, draftRevision, by } = await tested(admin, 'incident');
    expect({ state, progress, version, draftRevision, by: by.email }).toEqual({
      state: 'completed',
      progress: { done: 5, total: 5 },
      version: 1,
      draftRevision: null,
      by: 'admin@example.test',
    });
    const different = await world.rows(
      'select result, differences, diverged_at, diverged_why, paths from backtest_ticket where result <> ?',
      ['same'],
    );
    expect(different).toEqual([]);
    expect(totals).toMatchObject({
      tickets: 5,
      same: 5,
      different: 0,
      diverged: 0,
      divergedAt: [],
    });
  });

  it('leaves a priority alone that was set by hand meanwhile', async () => {
    const weigh: Element = {
      id: 'weigh',
      type: 'serviceTask',
      name: 'Weigh',
      action: { type: 'updateTicket', set: { impact: 1, urgency: 1 } },
    };
    const work: Element = { id: 'work', type: 'userTask', name: 'Work', task: {} };
    await world.publish(admin, chain('by-hand', work, weigh));
    for (const change of [{ priority: 4 }, { title: 'As it was' }]) {
      const { ticket } = await world.openTicket(admin);
      const { id } = await world.start(admin, 'by-hand', ticket.id);
      await world.drive(id);
      expect((await admin.patch(`/tickets/${ticket.id}`, change)).statusCode).toBe(200);
      const [task] = await world.rows<{ id: string }>('select id from task where run_id = ?', [id]);
      await admin.post(`/tasks/${task?.id}/complete`, {});
      await world.drive(id);
      for (const status of ['in_progress', 'resolved', 'closed'])
        await admin.patch(`/tickets/${ticket.id}`, { status });
    }
    const { totals } = await tested(admin, 'by-hand');
    expect(totals).toMatchObject({ tickets: 2, same: 2, byKind: { priority: 0 } });
  });

  it('tells what a changed draft would have done otherwise, and where nobody knows', async () => {
    const draft: Definition = {
      ...shippedIncident,
      elements: shippedIncident.elements.flatMap((element): Element[] => {
        if (element.id === 'assign' && element.type === 'serviceTask')
          return [{ ...element, action: { type: 'assign', queue: 'service-desk' } }];
        if (element.id !== 'alert') return [element];
        const round = { mode: 'any', approvers: [{ group: 'managers' }] } as const;
        return [{ id: 'alert', type: 'approval', name: 'May we?', approval: round }];
      }),
      flows: shippedIncident.flows.map((flow) =>
        flow.from === 'alert' ? { ...flow, port: 'approved' } : flow,
      ),
    };
    await admin.put('/processes/incident/draft', draft);
    await incident('The router is dead');
    const critical = await requester.post('/tickets', {
      type: 'incident',
      title: 'Everything is down',
      impact: 1,
      urgency: 1,
    });
    const [run] = await world.rows<{ id: string }>('select id from run where ticket_id = ?', [
      critical.json().id,
    ]);
    await world.drive(run?.id ?? '');
    await admin.patch(`/tickets/${critical.json().id}`, { status: 'resolved' });
    await world.drive(run?.id ?? '');
    await admin.patch(`/tickets/${critical.json().id}`, { status: 'closed' });

    const { id, totals, draftRevision, baseVersion } = await tested(admin, 'incident', {
      limit: 2,
    });
    expect({ draftRevision, baseVersion }).toEqual({ draftRevision: 1, baseVersion: 1 });
    expect(totals).toEqual({
      tickets: 2,
      same: 0,
      different: 1,
      diverged: 1,
      unplayed: 0,
      byKind: { path: 1, approvals: 1, assignment: 1, priority: 0, outcome: 0, clocks: 0 },
      divergedAt: [{ element: 'alert', count: 1 }],
      clocks: [
        {
          policy: 'incident-resolution',
          name: 'Resolution',
          mended: 0,
          broken: 0,
          before: { met: 2, breached: 0, open: 0 },
          after: { met: 1, breached: 0, open: 0 },
          unknown: 1,
        },
      ],
    });
    const [diverged] = await ticketsOf(admin, 'incident', id, '?result=diverged');
    expect(diverged).toMatchObject({
      ticket: { number: critical.json().number, title: 'Everything is down' },
      diverged: { element: 'alert', reason: 'neverHappened' },
      paths: { after: [{ element: 'start', flow: null }, {}, {}, {}, { element: 'alert' }] },
    });
    const [assigned, ...others] = await ticketsOf(admin, 'incident', id, '?kind=assignment');
    expect(others).toEqual([]);
    expect(assigned.differences).toEqual([
      { kind: 'assignment', of: 'queue', before: 'network', after: 'service-desk' },
    ]);
    const one = await admin.get(
      `/processes/incident/backtests/${id}/tickets/${assigned.ticket.id}`,
    );
    expect(one.json()).toMatchObject({
      result: 'different',
      drawings: { before: { name: 'Incident' }, after: { name: 'Incident' } },
    });
    expect(await ticketsOf(admin, 'incident', id, '?element=alert')).toHaveLength(1);
    await admin.delete('/processes/incident/draft');
  });

  it('keeps the draft and the rules as they were when it began', async () => {
    const answer = await admin.post('/processes/incident/draft/backtest', { limit: 1 });
    const rules = (await admin.get('/rulesets/incident-routing')).json().ruleset;
    const otherwise = { ...rules, rules: [], otherwise: { queue: 'change' } };
    expect((await admin.put('/rulesets/incident-routing', otherwise)).statusCode).toBe(200);
    await playOff(test, answer.json().id);
    const old = await admin.get(`/processes/incident/backtests/${answer.json().id}`);
    expect(old.json().totals).toMatchObject({ same: 1 });
    expect((await tested(admin, 'incident', { limit: 1 })).totals).toMatchObject({
      different: 1,
      byKind: { assignment: 1 },
    });
    await admin.put('/rulesets/incident-routing', rules);
  });

  it('takes only tickets that the caller may see, and that fit', async () => {
    const total = async (client: Client, filter: object) =>
      (await tested(client, 'incident', { filter })).progress.total;
    const all = await total(admin, {});
    expect(await total(admin, { type: 'change' })).toBe(0);
    expect(await total(admin, { category: 'hardware' })).toBe(1);
    expect(await total(admin, { priority: 1 })).toBe(2);
    const byQueue: number[] = [];
    for (const queue of ['network', 'hardware', 'software', 'service-desk'])
      byQueue.push(await total(admin, { queue }));
    // One was called off before it had come into any queue.
    expect(byQueue.reduce((sum, one) => sum + one, 0)).toBe(all - 1);
    expect(await total(admin, { createdAfter: '2999-01-01T00:00:00Z' })).toBe(0);
    expect(
      await total(admin, {
        closedAfter: '2020-01-01T00:00:00Z',
        createdBefore: '2999-01-01T00:00:00Z',
      }),
    ).toBe(all);

    const author = await test.signInAs('process-owner', { groups: ['network'] });
    await admin.post('/roles', {
      key: 'own-author',
      name: 'Own author',
      permissions: [
        { permission: 'process.author', scope: 'all' },
        { permission: 'ticket.read', scope: 'own' },
      ],
    });
    const narrow = await test.signInAs('own-author');
    expect(await total(narrow, {})).toBe(0);
    const { id, totals } = await tested(author, 'incident', {});
    expect(totals.tickets).toBeGreaterThan(0);
    const path = `/processes/incident/backtests/${id}`;
    expect((await narrow.get(path)).json().totals).toEqual(totals);
    expect(await ticketsOf(narrow, 'incident', id)).toEqual([]);
    const [seen] = await ticketsOf(author, 'incident', id);
    expect((await author.get(`${path}/tickets/${seen.ticket.id}`)).statusCode).toBe(200);
    expect((await narrow.get(`${path}/tickets/${seen.ticket.id}`)).statusCode).toBe(404);
    expect((await agent.post('/processes/incident/draft/backtest', {})).statusCode).toBe(403);
  });

  it('goes on where it was left, and counts nothing twice', async () => {
    const answer = await admin.post('/processes/incident/draft/backtest', {});
    const { id, progress } = answer.json();
    await playOff(test, id, { size: 2, batches: 1 });
    const half = (await admin.get(`/processes/incident/backtests/${id}`)).json();
    expect(half).toMatchObject({ state: 'running', progress: { done: 2 }, totals: { tickets: 2 } });
    await Promise.all([playOff(test, id, { size: 2 }), playOff(test, id, { size: 2 })]);
    const whole = (await admin.get(`/processes/incident/backtests/${id}`)).json();
    expect(whole).toMatchObject({
      state: 'completed',
      progress: { done: progress.total, total: progress.total },
      totals: { tickets: progress.total, same: progress.total },
    });
  });

  it('stops when it is told to, once', async () => {
    const { id } = (await admin.post('/processes/incident/draft/backtest', {})).json();
    await playOff(test, id, { size: 1, batches: 1 });
    const path = `/processes/incident/backtests/${id}`;
    expect((await admin.post(`${path}/cancel`)).json()).toMatchObject({ state: 'cancelled' });
    await playOff(test, id);
    expect((await admin.get(path)).json()).toMatchObject({
      state: 'cancelled',
      progress: { done: 1 },
      endedAt: expect.any(String),
    });
    expect((await admin.post(`${path}/cancel`)).statusCode).toBe(409);
  });

  it('is over at once where there is no ticket, and refuses what makes no sense', async () => {
    await admin.put('/processes/unborn/draft', chain('unborn'));
    const none = await admin.post('/processes/unborn/draft/backtest', {});
    expect(none.json()).toMatchObject({ state: 'completed', progress: { done: 0, total: 0 } });
    for (const [body, pointer] of [
      [{ limit: 0 }, '/limit'],
      [{ limit: 10_001 }, '/limit'],
      [{ filter: { type: 'nothing' } }, '/filter/type'],
      [{ filter: { createdAfter: 'soon' } }, '/filter/createdAfter'],
    ] as const) {
      const answer = await admin.post('/processes/incident/draft/backtest', body);
      expect([answer.statusCode, answer.json().errors?.[0]?.pointer]).toEqual([400, pointer]);
    }
    expect((await admin.post('/processes/nowhere/draft/backtest', {})).json().type).toBe(
      '/problems/draft_not_found',
    );
  });

  it('says no more of a ticket that is deleted', async () => {
    const gone = await incident('A secret');
    const { id } = await tested(admin, 'incident');
    const path = `/processes/incident/backtests/${id}/tickets`;
    expect((await admin.get(`${path}/${gone.id}`)).statusCode).toBe(200);
    expect((await admin.delete(`/tickets/${gone.id}`)).statusCode).toBe(204);
    expect((await admin.get(`${path}/${gone.id}`)).statusCode).toBe(404);
    const numbers = (await ticketsOf(admin, 'incident', id, '?limit=200')).map(
      ({ ticket }: { ticket: { number: string } }) => ticket.number,
    );
    expect(numbers).not.toContain(gone.number);
  });

  it('keeps the newest twenty of a process', async () => {
    await admin.put('/processes/often/draft', chain('often'));
    const ids: string[] = [];
    for (let count = 0; count < 22; count += 1) {
      test.advance(1_000);
      ids.push((await admin.post('/processes/often/draft/backtest', {})).json().id);
    }
    const kept = (await admin.get('/processes/often/backtests')).json().items;
    expect(kept.map(({ id }: { id: string }) => id)).toEqual(ids.slice(2).reverse());
  });

  it('reads its history in a few queries, however many tickets there are', async () => {
    const { id, progress } = (await admin.post('/processes/incident/draft/backtest', {})).json();
    const { readPastTickets } = await import('#domain/backtests/read-history.ts');
    const queries = (take: number) =>
      test.work(async (work) => {
        const execute = work.em.execute.bind(work.em);
        let count = 0;
        work.em.execute = ((...args: Parameters<typeof execute>) => {
          count += 1;
          return execute(...args);
        }) as typeof work.em.execute;
        await readPastTickets(work, id, 0, Math.min(take, progress.total));
        return count;
      });
    const one = await queries(1);
    expect(await queries(100)).toBeLessThanOrEqual(one + 4);
    expect(one).toBeLessThan(14);
  });
});
