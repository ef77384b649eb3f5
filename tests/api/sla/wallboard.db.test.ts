/** The screen on the wall: what it says of the queues, and what its token can do. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, clientFor, createTestApp, type TestApp } from '#tests/support/app.ts';
import { policyOf } from '#tests/support/policies.ts';

const HOUR = 3_600_000;
const NINE = Date.parse('2027-03-01T09:00:00.000Z');

let api: TestApp;
let admin: Client;
let agent: Client;

beforeAll(async () => {
  api = await createTestApp();
  admin = await api.signInAs('admin');
  agent = await api.signInAs('agent', { email: 'omar@example.test', groups: ['service-desk'] });
  for (const key of ['incident-resolution', 'request-fulfilment'])
    await admin.delete(`/sla/policies/${key}`);
  const target = (priority: number, businessMinutes: number) => ({
    id: `p${priority}`,
    priorities: [priority],
    within: { businessMinutes },
  });
  await made(
    admin.post('/sla/policies', {
      ...policyOf('resolution', ['incident'], 60),
      targets: [target(1, 60), target(2, 150), target(3, 600)],
    }),
  );
  await made(admin.post('/groups', { key: 'builders', name: 'Builders', members: [] }));
  await made(admin.post('/queues', { key: 'building', name: 'Building', group: 'builders' }));
  api.standAt(NINE);
  await open('overdue', 1, { queue: 'network' });
  await open('soon', 2, { queue: 'network', assignee: 'omar@example.test' });
  const waits = await open('waits', 2, { queue: 'network' });
  await made(agent.patch(`/tickets/${waits}`, { status: 'in_progress' }));
  await made(agent.patch(`/tickets/${waits}`, { status: 'on_hold', holdReason: 'awaiting_user' }));
  api.standAt(NINE + HOUR / 2);
  await open('later', 3, { queue: 'building' });
  const done = await open('done', 3, { queue: 'building' });
  await made(agent.patch(`/tickets/${done}`, { status: 'in_progress' }));
  await made(agent.patch(`/tickets/${done}`, { status: 'resolved' }));
  api.standAt(NINE + 2 * HOUR);
});
afterAll(() => api.close());

async function made(answer: ReturnType<Client['post']>) {
  const response = await answer;
  if (response.statusCode >= 300) throw new Error(response.body);
  return response.body === '' ? {} : response.json();
}

const open = async (title: string, priority: number, more: object): Promise<string> =>
  (await made(agent.post('/tickets', { type: 'incident', title, priority, ...more }))).id;
const titles = (items: { title: string }[]) => items.map(({ title }) => title);

describe('the wallboard', () => {
  it('says how each queue stands, what breaks next, what has nobody, and how the day went', async () => {
    const board = await made(agent.get('/wallboard'));
    expect(board.queues).toEqual([
      {
        key: 'building',
        name: 'Building',
        open: 1,
        breached: 0,
        atRisk: 0,
        ok: 1,
        still: 0,
        unassigned: 1,
        critical: 0,
        waitingSince: '2027-03-01T09:30:00.000Z',
      },
      {
        key: 'network',
        name: 'Network',
        open: 3,
        breached: 1,
        atRisk: 1,
        ok: 0,
        still: 1,
        unassigned: 2,
        critical: 1,
        waitingSince: '2027-03-01T09:00:00.000Z',
      },
    ]);
    expect(titles(board.next)).toEqual(['overdue', 'soon', 'later']);
    expect(board.next[0].clock).toMatchObject({ name: 'resolution', remainingSeconds: -3_600 });
    expect(titles(board.waiting)).toEqual(['overdue', 'waits', 'later']);
    expect(board.today).toEqual({ met: 1, breached: 1, share: 0.5 });
    expect(board.asOf).toBe('2027-03-01T11:00:00.000Z');
  });

  it('shows the queues that its address names, also where nothing is in them', async () => {
    const board = await made(agent.get('/wallboard?queues=building,service-desk'));
    expect(
      board.queues.map(({ key, open: count }: { key: string; open: number }) => [key, count]),
    ).toEqual([
      ['building', 1],
      ['service-desk', 0],
    ]);
    expect(titles(board.next)).toEqual(['later']);
    expect(board.today).toEqual({ met: 1, breached: 0, share: 1 });
    const refused = await agent.get('/wallboard?queues=Building!');
    expect([refused.statusCode, refused.json().errors[0].pointer]).toEqual([400, '/queues']);
  });

  it('counts nothing that its owner may not see', async () => {
    const permissions = [
      { permission: 'wallboard.read', scope: 'all' },
      { permission: 'ticket.read', scope: 'group' },
    ];
    await made(admin.post('/roles', { key: 'builder', name: 'Builder', permissions }));
    const builder = await api.signInAs('builder', { groups: ['builders'] });
    const board = await made(builder.get('/wallboard'));
    expect(board.queues.map(({ key }: { key: string }) => key)).toEqual(['building']);
    expect([titles(board.next), titles(board.waiting)]).toEqual([['later'], ['later']]);
    expect(board.today).toEqual({ met: 1, breached: 0, share: 1 });
  });

  it('opens to a token that can do nothing else', async () => {
    const { token } = await made(
      agent.post('/me/tokens', { name: 'wall', scopes: ['wallboard.read'] }),
    );
    const screen = clientFor(api.app, { authorization: `Bearer ${token}` });
    expect(titles((await made(screen.get('/wallboard'))).next)).toEqual([
      'overdue',
      'soon',
      'later',
    ]);
    const closed = [
      '/tickets',
      '/tickets/counts',
      '/sla/attainment',
      '/users',
      '/status',
      '/queues',
    ];
    for (const path of closed) expect((await screen.get(path)).statusCode, path).toBe(403);
    const requester = await api.signInAs('requester');
    expect((await requester.get('/wallboard')).statusCode).toBe(403);
  });
});
