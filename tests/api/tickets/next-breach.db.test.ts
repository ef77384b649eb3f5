/** Lists in the order in which promises break, page by page, with what a countdown needs to go on by itself. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, createTestApp, type TestApp } from '#tests/support/app.ts';
import { policyOf } from '#tests/support/policies.ts';

const OFFICE = [['09:00', '17:00']];
const WEEK = { mon: OFFICE, tue: OFFICE, wed: OFFICE, thu: OFFICE, fri: OFFICE };
/** A Monday. */
const NINE = Date.parse('2027-03-01T09:00:00.000Z');
const HOUR = 3_600_000;

let api: TestApp;
let agent: Client;

beforeAll(async () => {
  api = await createTestApp();
  const admin = await api.signInAs('admin');
  agent = await api.signInAs('agent', { groups: ['service-desk', 'network'] });
  await admin.post('/calendars', { key: 'office', name: 'Office', timeZone: 'UTC', week: WEEK });
  for (const key of ['incident-resolution', 'request-fulfilment'])
    await admin.delete(`/sla/policies/${key}`);
  const target = (priority: number, businessMinutes: number) => ({
    id: `p${priority}`,
    priorities: [priority],
    within: { businessMinutes },
  });
  const answer = await admin.post('/sla/policies', {
    ...policyOf('resolution', ['incident'], 60),
    calendar: { key: 'office' },
    targets: [target(1, 60), target(2, 240), target(3, 480)],
  });
  expect(answer.statusCode).toBe(201);
});
afterAll(() => api.close());

const open = async (title: string, priority: number, more: object = {}) =>
  (
    await agent.post('/tickets', {
      type: 'incident',
      title,
      priority,
      queue: 'network',
      ...more,
    })
  ).json() as { id: string };

async function listed(query: string) {
  const titles: string[] = [];
  let cursor = '';
  do {
    const page = (await agent.get(`/tickets?${query}&limit=2${cursor}`)).json();
    titles.push(...page.items.map(({ title }: { title: string }) => title));
    cursor = page.nextCursor ? `&cursor=${page.nextCursor}` : '';
  } while (cursor !== '');
  return titles;
}

describe('a queue in the order of what breaches next', () => {
  it('begins with what is overdue longest, and ends with what stands still or was never promised', async () => {
    api.standAt(NINE);
    await open('overdue', 1);
    const waits = await open('waits', 1);
    await open('in the afternoon', 2);
    await open('by the evening', 3);
    await open('never promised', 4);
    await open('by hand', 4, { dueAt: new Date(NINE + 5 * HOUR).toISOString() });
    api.standAt(NINE + HOUR / 2);
    await open('overdue a little', 1);
    const held = { status: 'on_hold', holdReason: 'awaiting_user' };
    expect((await agent.patch(`/tickets/${waits.id}`, { status: 'in_progress' })).statusCode).toBe(
      200,
    );
    expect((await agent.patch(`/tickets/${waits.id}`, held)).statusCode).toBe(200);
    api.standAt(NINE + 2 * HOUR);
    expect(await listed('queue=network&status=open&sort=dueAt')).toEqual([
      'overdue',
      'overdue a little',
      'in the afternoon',
      'by hand',
      'by the evening',
      'waits',
      'never promised',
    ]);
    // It goes on where it stood: half an hour was left, so it is due in half an hour.
    await agent.patch(`/tickets/${waits.id}`, { status: 'in_progress' });
    expect((await listed('queue=network&status=open&sort=dueAt')).slice(0, 3)).toEqual([
      'overdue',
      'overdue a little',
      'waits',
    ]);
  });

  it('tells what is left, which promise it is, and when its hours end and begin again', async () => {
    api.standAt(NINE + 24 * HOUR);
    const { id } = await open('half a day', 2);
    api.standAt(NINE + 25 * HOUR);
    const clock = async () => (await agent.get(`/tickets/${id}`)).json().clock;
    expect(await clock()).toEqual({
      name: 'resolution',
      state: 'running',
      standing: 'running',
      remainingSeconds: 10_800,
      dueAt: '2027-03-02T13:00:00.000Z',
      asOf: '2027-03-02T10:00:00.000Z',
      hours: {
        open: true,
        closesAt: '2027-03-02T17:00:00.000Z',
        opensAt: '2027-03-03T09:00:00.000Z',
      },
    });
    api.standAt(NINE + 34 * HOUR);
    expect(await clock()).toMatchObject({
      remainingSeconds: -4 * 3_600,
      hours: { open: false, closesAt: null, opensAt: '2027-03-03T09:00:00.000Z' },
    });
  });

  it('tells what was left when it was held in whole seconds', async () => {
    api.standAt(NINE + 24 * HOUR);
    const { id } = await open('held', 2);
    api.standAt(NINE + 25 * HOUR + 400);
    for (const patch of [
      { status: 'in_progress' },
      { status: 'on_hold', holdReason: 'awaiting_user' },
    ])
      expect((await agent.patch(`/tickets/${id}`, patch)).statusCode).toBe(200);
    expect((await agent.get(`/tickets/${id}`)).json().clock).toMatchObject({
      standing: 'paused',
      remainingSeconds: 10_800,
    });
  });

  it('shows whoever asked for it what is promised to them, and nothing of what is agreed inside', async () => {
    api.standAt(NINE);
    const requester = await api.signInAs('requester');
    const admin = await api.signInAs('admin');
    for (const policy of [
      policyOf('answer', ['service_request'], 60, { measures: 'firstResponse' }),
      policyOf('inside', ['service_request'], 120, { kind: 'ola' }),
    ]) {
      const added = await admin.post('/sla/policies', { ...policy, calendar: { key: 'office' } });
      expect(added.statusCode).toBe(201);
    }
    const asked = { type: 'service_request', title: 'asked for', queue: 'network' };
    const { id } = (
      await agent.post('/tickets', { ...asked, requester: requester.email })
    ).json() as { id: string };
    const shown = async (by: Client, url: string) => (await by.get(url)).json();
    const answered = await agent.post(`/tickets/${id}/comments`, { body: 'It is on its way.' });
    expect(answered.statusCode).toBe(201);
    expect((await shown(agent, `/tickets/${id}`)).clock).toMatchObject({
      name: 'inside',
      state: 'running',
    });
    const promised = { clock: { name: 'answer', state: 'met' }, dueAt: null };
    expect(await shown(requester, `/tickets/${id}`)).toMatchObject(promised);
    expect((await shown(requester, '/tickets')).items[0]).toMatchObject(promised);
  });

  it('is read off an index, however long the queue is', async () => {
    const plan = await api.work(async ({ em, tenantId }) => {
      await em.execute(
        `insert into ticket (id, tenant_id, number, type, title, status, impact, urgency, priority, queue_id, requester_id, due_at, created_at, updated_at)
         select gen_random_uuid(), ?, 'X-' || n, 'incident', 'x', 'new', 2, 2, 3, (select id from queue where key = 'network'), ?,
           now() + n * interval '1 minute', now(), now() from generate_series(1, 4000) n`,
        [tenantId, agent.personId],
      );
      await em.execute('analyze ticket').catch(() => {});
      return em.execute<{ 'QUERY PLAN': string }[]>(
        `explain select t.id from ticket t where t.tenant_id = ? and t.deleted_at is null
         and t.queue_id = (select id from queue where key = 'network') and t.status not in ('resolved', 'closed', 'cancelled')
         order by coalesce(t.due_at, 'infinity'::timestamptz), t.id limit 50`,
        [tenantId],
      );
    });
    const text = plan.map((line) => line['QUERY PLAN']).join('\n');
    expect(text).toContain('ticket_open_queue_due');
    expect(text).not.toContain('Sort');
  });
});
