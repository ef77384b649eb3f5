/** Who had a ticket for how long, as told on the ticket and over all of them. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, createTestApp, type TestApp } from '#tests/support/app.ts';

const HOUR = 3_600_000;
/** A Friday, 15:00 UTC; the tenant's hours are Monday to Friday, nine to five, in UTC. */
const FRIDAY = Date.parse('2027-03-05T15:00:00.000Z');
const OFFICE = [['09:00', '17:00']];
const WEEK = { mon: OFFICE, tue: OFFICE, wed: OFFICE, thu: OFFICE, fri: OFFICE };

let api: TestApp;
let admin: Client;
let agent: Client;
let ticket: string;

beforeAll(async () => {
  api = await createTestApp();
  admin = await api.signInAs('admin');
  agent = await api.signInAs('agent', { email: 'omar@example.test', name: 'Omar' });
  await made(
    admin.post('/calendars', { key: 'office', name: 'Office', timeZone: 'UTC', week: WEEK }),
  );
  await api.work((work) =>
    work.em.execute(`update tenant set settings = settings || '{"calendar": "office"}'`),
  );
  await made(admin.post('/groups', { key: 'builders', name: 'Builders', members: [] }));
  await made(admin.post('/queues', { key: 'building', name: 'Building', group: 'builders' }));
  await made(admin.post('/groups', { key: 'movers', name: 'Movers', members: [] }));
  await made(admin.post('/queues', { key: 'moving', name: 'Moving', group: 'movers' }));
  ticket = await lived(0, { assignee: 'omar@example.test' });
});
afterAll(() => api.close());

async function made(answer: ReturnType<Client['post']>) {
  const response = await answer;
  if (response.statusCode >= 300) throw new Error(response.body);
  return response.body === '' ? {} : response.json();
}

/** An hour with nobody, two with Omar, the weekend at the requester's, then two hours in another team's queue. */
async function lived(after: number, taken: object): Promise<string> {
  const at = (hours: number) => api.standAt(FRIDAY + (after + hours) * HOUR);
  at(0);
  const { id } = await made(
    agent.post('/tickets', { type: 'incident', title: 'x', queue: 'building' }),
  );
  const change = (patch: object) => made(agent.patch(`/tickets/${id}`, patch));
  at(1);
  await change(taken);
  await change({ status: 'in_progress' });
  at(1.5);
  await change({ priority: 2 });
  at(3);
  await change({ status: 'on_hold', holdReason: 'awaiting_user' });
  at(67);
  await change({ status: 'in_progress', queue: 'moving' });
  at(69);
  await change({ status: 'resolved' });
  at(100);
  return id;
}

describe('a ticket', () => {
  it('tells who had it, one after the other, on the wall and in business hours', async () => {
    const { holders } = await made(agent.get(`/tickets/${ticket}/holders`));
    expect(
      holders.map((one: Record<string, unknown>) => [
        one.kind,
        one.person,
        one.group,
        Number(one.wallSeconds) / 3_600,
        Number(one.businessSeconds) / 3_600,
      ]),
    ).toEqual([
      ['nobody', null, 'Builders', 1, 1],
      ['person', 'Omar', 'Builders', 2, 1],
      // From Friday evening to Monday, ten o'clock.
      ['requester', null, 'Builders', 64, 1],
      ['person', 'Omar', 'Movers', 2, 2],
    ]);
    expect(holders[1].from).toBe('2027-03-05T16:00:00.000Z');
    expect(holders.at(-1).to).toBe('2027-03-08T12:00:00.000Z');
  });

  it('was had last by whom it was given to last, where two machines do not agree on the time', async () => {
    const lena = await api.signInAs('agent', { name: 'Lena' });
    const at = (hours: number) => api.standAt(FRIDAY + (24 * 40 + hours) * HOUR);
    at(0);
    const { id } = await made(agent.post('/tickets', { type: 'incident', title: 'x' }));
    at(2);
    await made(agent.patch(`/tickets/${id}`, { assignee: 'omar@example.test' }));
    at(1);
    await made(agent.patch(`/tickets/${id}`, { assignee: lena.email }));
    at(5);
    const { holders } = await made(agent.get(`/tickets/${id}/holders`));
    expect(
      holders.map(({ person, wallSeconds }: { person: string; wallSeconds: number }) => [
        person,
        wallSeconds / 3_600,
      ]),
    ).toEqual([
      [null, 2],
      ['Lena', 3],
    ]);
  });

  it('tells it to those who may see it', async () => {
    const stranger = await api.signInAs('requester');
    expect((await stranger.get(`/tickets/${ticket}/holders`)).statusCode).toBe(404);
  });
});

describe('the report by team', () => {
  it('adds up what each team had, and what was waited for the requester', async () => {
    await lived(24 * 14, { assignee: 'omar@example.test' });
    await lived(24 * 21, {});
    const report = await made(agent.get('/sla/holders?from=2027-03&to=2027-03'));
    expect(report.tickets).toBe(3);
    type Amounts = Record<'sum' | 'median' | 'p90', number>;
    const hours = ({ sum, median, p90 }: Amounts) =>
      [sum, median, p90].map((seconds) => seconds / 3_600);
    expect(
      report.rows.map((row: Record<string, string> & { wall: Amounts; business: Amounts }) => [
        row.kind,
        row.key,
        row.tickets,
        hours(row.wall),
        hours(row.business),
        Number(row.unassignedSeconds) / 3_600,
      ]),
    ).toEqual([
      ['requester', null, 3, [192, 64, 64], [3, 1, 1], 0],
      ['group', 'builders', 3, [9, 3, 3], [6, 2, 2], 5],
      ['group', 'movers', 3, [6, 2, 2], [6, 2, 2], 2],
    ]);
    expect((await made(agent.get('/sla/holders?from=2027-02&to=2027-02'))).rows).toEqual([]);
  });

  it('counts nothing of tickets that one may not see', async () => {
    await made(
      admin.post('/roles', {
        key: 'reader',
        name: 'Reader',
        permissions: [{ permission: 'report.read', scope: 'all' }],
      }),
    );
    const reader = await api.signInAs(['reader', 'requester']);
    const { tickets, rows } = await made(reader.get('/sla/holders?from=2027-03&to=2027-03'));
    expect([tickets, rows]).toEqual([0, []]);
  });
});
