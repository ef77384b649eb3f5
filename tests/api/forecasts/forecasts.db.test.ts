/** Forecasts over HTTP, from the tickets a desk has really had: asked for, worked out, and shown as far as the past bears them out. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { make } from '#domain/forecasts/make.ts';
import { keepForecast, takeUp } from '#domain/forecasts/work-off.ts';
import { type Client, createTestApp, type TestApp } from '../../support/app.ts';

const HOUR = 3_600_000;
const DAYS = 28;
const DAY_COUNT = 20;

let test: TestApp;
let admin: Client;
let agent: Client;
let requester: Client;
let monday = 0;
const open = { quick: '', slow: '' };

const goTo = (hours: number) => test.standAt(monday + hours * HOUR);

/** Four incidents each working day: those of the network take more than five hours, the others one; four are promised. */
beforeAll(async () => {
  test = await createTestApp();
  admin = await test.signInAs('admin', { email: 'ada@example.test' });
  agent = await test.signInAs('agent', { groups: ['service-desk', 'network'] });
  requester = await test.signInAs('requester', { email: 'ravi@example.test' });
  const tag = (await admin.get('/sla/policies/incident-resolution')).headers.etag;
  await made(admin.delete('/sla/policies/incident-resolution', { 'if-match': String(tag) }));
  await made(
    admin.post('/sla/policies', {
      key: 'solved',
      name: 'Solved',
      kind: 'sla',
      measures: 'resolution',
      ticketTypes: ['incident'],
      calendar: { always: true },
      thresholds: [],
      targets: [{ id: 'all', within: { hours: 4 } }],
    }),
  );
  const today = new Date(Math.floor(test.store.clock().getTime() / HOUR / 24) * HOUR * 24);
  monday = today.getTime() + (((8 - today.getUTCDay()) % 7) + 7) * 24 * HOUR;
  const due: { readonly at: number; readonly id: string }[] = [];
  const resolveUntil = async (hours: number) => {
    due.sort((one, other) => one.at - other.at);
    while (due[0] && due[0].at <= hours) {
      const next = due.shift();
      if (!next) break;
      goTo(next.at);
      await change(next.id, { status: 'resolved' });
    }
  };
  for (let day = 0; day < DAYS; day += day % 7 === 4 ? 3 : 1)
    for (const place of [0, 1, 2, 3]) {
      const at = day * 24 + 9 + place / 4;
      await resolveUntil(at);
      goTo(at);
      const queue = place % 2 === 0 ? 'network' : 'service-desk';
      const id = await opened(queue);
      await change(id, { status: 'in_progress' });
      due.push({ at: at + (queue === 'network' ? 5.5 : 1), id });
    }
  await resolveUntil(DAYS * 24 + 8);
  goTo(DAYS * 24 + 9);
  open.quick = await opened('service-desk');
  open.slow = await opened('network');
  goTo(DAYS * 24 + 9.5);
}, 120_000);
afterAll(() => test.close());

async function made(answer: ReturnType<Client['post']>) {
  const response = await answer;
  if (response.statusCode >= 300) throw new Error(response.body);
  return response.body === '' ? {} : response.json();
}

async function opened(queue: string): Promise<string> {
  const ticket = { type: 'incident', title: 'x', queue };
  return ((await made(agent.post('/tickets', ticket))) as { id: string }).id;
}

async function change(id: string, patch: object) {
  const tag = String((await agent.get(`/tickets/${id}`)).headers.etag);
  await made(agent.patch(`/tickets/${id}`, patch, { 'if-match': tag }));
}

/** What the worker does. */
async function worked(body: object) {
  const asked = await agent.post('/forecasts', body);
  expect(asked.statusCode, asked.body).toBe(202);
  const { id, state, result } = asked.json();
  expect({ state, result }).toEqual({ state: 'queued', result: null });
  const job = await test.work((work) => takeUp(work, id));
  if (!job) throw new Error('there is nothing to be worked out');
  await test.work((work) => keepForecast(work, id, make(job)));
  expect(await test.work((work) => takeUp(work, id))).toBeNull();
  return (await made(agent.get(`/forecasts/${id}`))) as {
    id: string;
    state: string;
    result: Result;
  };
}

type Band = { low: number; median: number; high: number };
type Result = {
  tickets: number;
  knowsWork: boolean;
  policies: {
    key: string;
    share: Band | null;
    open: { id: string; probability: number }[] | null;
    comes: { tickets: Band };
    backcast: { verdict: string; skill: number | null; tickets: number };
  }[];
  leftOut: { key: string }[];
  queues: { queue: string; days: Band[]; before: { said: Band[]; happened: number[] } }[];
};

describe('a forecast', () => {
  it('says of what comes and of what is open how likely its promise is broken, and how good that was before', async () => {
    const { state, result } = await worked({ type: 'incident', days: 14 });
    expect(state).toBe('completed');
    expect(result.tickets).toBe(DAY_COUNT * 4 + 2);
    const [solved, ...others] = result.policies;
    expect(others).toEqual([]);
    expect(solved?.backcast).toMatchObject({ verdict: 'good' });
    expect(solved?.backcast.tickets).toBeGreaterThan(30);
    expect(solved?.backcast.skill).toBeGreaterThan(0.5);
    expect(Math.abs((solved?.share?.median ?? 0) - 0.5)).toBeLessThan(0.15);
    expect(Math.abs((solved?.comes.tickets.median ?? 0) - 40)).toBeLessThan(12);
    const chances = new Map(solved?.open?.map(({ id, probability }) => [id, probability]));
    expect(chances.get(open.slow)).toBeGreaterThan(0.6);
    expect(chances.get(open.quick)).toBeLessThan(0.4);
    expect(result.queues.map(({ queue }) => queue).toSorted()).toEqual(['network', 'service-desk']);
    for (const { days, before } of result.queues) {
      expect([days.length, before.said.length, before.happened.length]).toEqual([14, 14, 14]);
    }
  });

  it('answers what if: more tickets, nobody to work on them, and more time', async () => {
    const usual = await worked({ type: 'incident' });
    const busy = await worked({ type: 'incident', arrivals: 3, staff: { network: 0 } });
    const patient = await worked({ type: 'incident', targets: 5, days: 14 });
    const last = (of: { result: Result }) =>
      of.result.queues.find(({ queue }) => queue === 'network')?.days.at(-1)?.median ?? 0;
    expect(last(usual)).toBeLessThan(5);
    // Two a day, three times as many, and nobody takes one.
    expect(last(busy)).toBeGreaterThan(20);
    expect(patient.result.policies[0]?.share?.median ?? 1).toBe(0);
  });

  it('is hidden where nothing bears it out, and says why', async () => {
    const { result } = await worked({ type: 'service_request' });
    expect(result.policies.length).toBeGreaterThan(0);
    for (const { share, open: tickets, backcast } of result.policies)
      expect({ share, tickets, verdict: backcast.verdict }).toEqual({
        share: null,
        tickets: null,
        verdict: 'tooFew',
      });
  });

  it('leaves out promises that depend on more than a priority, by name', async () => {
    await made(
      admin.post('/sla/policies', {
        key: 'gold',
        name: 'Gold',
        kind: 'sla',
        measures: 'resolution',
        beside: true,
        ticketTypes: ['incident'],
        calendar: { always: true },
        thresholds: [],
        when: { fact: 'ticket.category', operator: 'equal', value: 'gold' },
        targets: [{ id: 'all', within: { hours: 1 } }],
      }),
    );
    const { result } = await worked({ type: 'incident' });
    expect(result.leftOut).toEqual([{ key: 'gold', name: 'Gold' }]);
    expect(result.policies.map(({ key }) => key)).toEqual(['solved']);
  });

  it('is for those who may read reports of everything, and refuses a queue that is not there', async () => {
    expect((await requester.post('/forecasts', { type: 'incident' })).statusCode).toBe(403);
    const refused = await agent.post('/forecasts', { type: 'incident', staff: { nowhere: 2 } });
    expect(refused.statusCode).toBe(400);
    expect(refused.json().errors).toMatchObject([{ pointer: '/staff/nowhere' }]);
  });

  it('is listed, the latest first, page by page', async () => {
    const first = (await agent.get('/forecasts?limit=2')).json();
    expect(first.items.length).toBe(2);
    const next = (await agent.get(`/forecasts?limit=2&cursor=${first.nextCursor}`)).json();
    const times = [...first.items, ...next.items].map(({ at }: { at: string }) => at);
    expect(times).toEqual(times.toSorted().toReversed());
    expect(new Set([...first.items, ...next.items].map(({ id }: { id: string }) => id)).size).toBe(
      4,
    );
    const events = await test.work((work) =>
      work.em.execute<{ count: number }[]>(
        "select count(*)::int as count from event where type = 'forecast.begun'",
      ),
    );
    expect(events[0]?.count).toBeGreaterThanOrEqual(6);
  });

  it('is not begun where so many wait', async () => {
    const answers: number[] = [];
    for (let place = 0; place < 11; place += 1)
      answers.push((await agent.post('/forecasts', { type: 'incident' })).statusCode);
    expect(answers.filter((status) => status === 202).length).toBe(10);
    expect(answers.at(-1)).toBe(409);
  });
});
