/** The clocks of a ticket that is only played: the same that a real one would have to which the same happened. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Client, createTestApp, type TestApp } from '#tests/support/app.ts';

const HOUR = 3_600_000;
const OFFICE = [['09:00', '17:00']];
const WEEK = { mon: OFFICE, tue: OFFICE, wed: OFFICE, thu: OFFICE, fri: OFFICE };
const TELL = [{ type: 'notify', to: [{ relation: 'inCharge' }] }];

let api: TestApp;
let admin: Client;
let agent: Client;
let requester: Client;
let monday = 0;

type Moment = { at: string; happening: string; ticket: Record<string, unknown> };
type Shown = {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  readonly dueAt: string | null;
  readonly elapsedSeconds: number;
  readonly targetSeconds: number;
  readonly revisions: readonly { readonly reasons: readonly string[] }[];
  readonly segments: readonly { from: string; to: string | null; state: string; cycle: number }[];
};
type Told = { readonly name: string; readonly threshold: string; readonly at: string };

const at = (hours: number) => new Date(monday + hours * HOUR).toISOString();
const goTo = (hours: number) => api.standAt(monday + hours * HOUR);

beforeAll(async () => {
  api = await createTestApp();
  admin = await api.signInAs('admin', { email: 'ada@example.test' });
  agent = await api.signInAs('agent', { email: 'omar@example.test', groups: ['service-desk'] });
  requester = await api.signInAs('requester', { email: 'ravi@example.test' });
  await made(
    admin.post('/calendars', { key: 'office', name: 'Office', timeZone: 'UTC', week: WEEK }),
  );
  const { items } = (await made(admin.get('/sla/policies?limit=200'))) as {
    items: { key: string }[];
  };
  for (const { key } of items)
    await made(
      admin.delete(`/sla/policies/${key}`, {
        'if-match': String((await admin.get(`/sla/policies/${key}`)).headers.etag),
      }),
    );
  await policy('solved', {
    targets: [
      { id: 'urgent', priorities: [1], within: { businessHours: 4 } },
      { id: 'usual', within: { businessHours: 8 } },
    ],
    thresholds: [{ id: 'soon', at: { percent: 75 }, actions: TELL }],
  });
  await policy('answered', {
    measures: 'firstResponse',
    targets: [{ id: 'all', within: { businessHours: 2 } }],
  });
});
afterAll(() => api.close());

beforeEach(() => {
  const today = api.store.clock();
  const days = ((8 - today.getUTCDay()) % 7) + 7;
  monday = Date.UTC(today.getUTCFullYear(), today.getUTCMonth(), today.getUTCDate() + days, 9);
  goTo(0);
});

async function made(answer: ReturnType<Client['post']>) {
  const response = await answer;
  if (response.statusCode >= 300) throw new Error(response.body);
  return response.body === '' ? {} : response.json();
}

const policy = (key: string, more: object) =>
  made(
    admin.post('/sla/policies', {
      key,
      name: key,
      kind: 'sla',
      measures: 'resolution',
      ticketTypes: ['incident'],
      calendar: { key: 'office' },
      thresholds: [],
      ...more,
    }),
  );

const moment = (hours: number, happening: string, ticket: object = {}): Moment => ({
  at: at(hours),
  happening,
  ticket: { type: 'incident', status: 'new', priority: 3, category: null, ...ticket },
});

async function foretold(hours: number, moments: readonly Moment[], subjects: object[] = []) {
  const body = { at: at(hours), moments, requester: { email: 'ravi@example.test' }, subjects };
  return (await made(agent.post('/tickets/clocks/foretell', body))) as {
    clocks: Shown[];
    told: Told[];
    nextAt: string | null;
  };
}

const toldIn = ({ told }: { told: readonly Told[] }) =>
  told.map(({ name, threshold, at: when }) => {
    const hours = (Date.parse(when) - monday) / HOUR;
    return `${name} ${threshold} ${hours}`;
  });

describe('the clocks of a story', () => {
  it('warn and are missed at the instants their policies say, and tell when something is due next', async () => {
    const opened = [moment(0, 'opened')];
    const early = await foretold(1, opened);
    expect(early.clocks.map(({ name, state }) => `${name} ${state}`).toSorted()).toEqual([
      'answered running',
      'solved running',
    ]);
    expect(early.nextAt).toBe(at(2));
    expect(toldIn(early)).toEqual([]);
    const later = await foretold(7, opened);
    expect(toldIn(later)).toEqual(['answered #deadline 2', 'solved soon 6']);
    expect(later.nextAt).toBe(at(8));
  });

  it('are met by a reply and stand still while the ticket waits', async () => {
    const { clocks, told, nextAt } = await foretold(30, [
      moment(0, 'opened'),
      moment(1, 'agentAnswered'),
      moment(2, 'changed', { status: 'on_hold' }),
    ]);
    expect(clocks.map(({ name, state }) => `${name} ${state}`).toSorted()).toEqual([
      'answered met',
      'solved paused',
    ]);
    expect(told).toEqual([]);
    expect(nextAt).toBeNull();
  });

  it('measure a task from when it opens until it is done', async () => {
    await policy('tasks', {
      measures: 'task',
      targets: [{ id: 'all', within: { businessHours: 1 } }],
    });
    const task = { kind: 'task', name: 'Look', element: 'look', process: 'p' };
    const subject = { ...task, openedAt: at(2), closedAt: at(5) };
    const { clocks, told } = await foretold(5, [moment(0, 'opened')], [subject]);
    expect(clocks.find(({ name }) => name === 'tasks')).toMatchObject({
      state: 'breached',
      elapsedSeconds: 3 * 3_600,
    });
    expect(told).toContainEqual(
      expect.objectContaining({ name: 'tasks', subject: 'Look', isBreach: true, at: at(3) }),
    );
  });

  it('are those that a real ticket has to which the same happens', async () => {
    const story = [
      { hours: 0, patch: null },
      { hours: 1, patch: { status: 'in_progress' } },
      { hours: 2, patch: { status: 'on_hold' } },
      { hours: 26, patch: { status: 'in_progress' } },
      { hours: 27, patch: { impact: 1, urgency: 1 } },
      { hours: 28, patch: { status: 'resolved' } },
    ];
    let id = '';
    const moments: Moment[] = [];
    for (const { hours, patch } of story) {
      goTo(hours);
      if (patch === null)
        ({ id } = (await made(requester.post('/tickets', { type: 'incident', title: 'x' }))) as {
          id: string;
        });
      else {
        const tag = String((await agent.get(`/tickets/${id}`)).headers.etag);
        await made(agent.patch(`/tickets/${id}`, patch, { 'if-match': tag }));
      }
      const ticket = (await made(agent.get(`/tickets/${id}`))) as Record<string, unknown>;
      const { type, status, priority, category } = ticket;
      moments.push(
        moment(hours, patch ? 'changed' : 'opened', { type, status, priority, category }),
      );
      const real = ((await made(agent.get(`/tickets/${id}/clocks`))) as { items: Shown[] }).items;
      const { clocks } = await foretold(hours, moments);
      expect(clocks.map(bare).toSorted()).toEqual(real.map(bare).toSorted());
    }
  });
});

const bare = ({ name, state, dueAt, elapsedSeconds, targetSeconds, ...clock }: Shown) =>
  JSON.stringify({
    name,
    state,
    dueAt,
    elapsedSeconds,
    targetSeconds,
    reasons: clock.revisions.map(({ reasons }) => reasons),
    segments: clock.segments.map(({ from, to, state: piece, cycle }) => [from, to, piece, cycle]),
  });
