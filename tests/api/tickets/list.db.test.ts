import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createOrganization } from '#domain/people/organizations.ts';
import { type Client, createTestApp, type TestApp } from '#tests/support/app.ts';

let api: TestApp;
let agent: Client;
let ravi: Client;
let network: Client;
let boss: Client;

type Listed = {
  items: { id: string; number: string; title: string; updatedAt: string; priority: number }[];
  nextCursor: string | null;
};

const list = async (query: string, as: Client = agent): Promise<Listed> => {
  const answer = await as.get(`/tickets?${query}`);
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json();
};
const titles = async (query: string, as: Client = agent) =>
  (await list(query, as)).items.map((ticket) => ticket.title).sort();

beforeAll(async () => {
  api = await createTestApp();
  await api.work(async (work) => {
    const parent = await createOrganization(work, { key: 'north', name: 'North' });
    await createOrganization(work, { key: 'north-sales', name: 'Sales', parent });
    await createOrganization(work, { key: 'south', name: 'South' });
    const grant = (key: string, scope: string) =>
      work.em.execute(
        'insert into role (id, tenant_id, key, name, permissions) values (gen_random_uuid(), ?, ?, ?, ?)',
        [work.tenantId, key, key, JSON.stringify([{ permission: 'ticket.read', scope }])],
      );
    await grant('group-reader', 'group');
    await grant('organization-reader', 'organization');
  });
  agent = await api.signInAs('agent', { email: 'omar@example.test', groups: ['service-desk'] });
  ravi = await api.signInAs('requester', {
    email: 'ravi@example.test',
    organization: 'north-sales',
  });
  network = await api.signInAs('group-reader', { email: 'sato@example.test', groups: ['network'] });
  boss = await api.signInAs('organization-reader', {
    email: 'boss@example.test',
    organization: 'north',
  });
  const open = (body: Record<string, unknown>, as: Client = agent) =>
    as.post('/tickets', { type: 'incident', impact: 3, urgency: 3, ...body });
  await open({
    title: 'a',
    queue: 'network',
    assignee: 'omar@example.test',
    category: 'lan',
    tags: ['red', 'blue'],
    impact: 1,
    urgency: 1,
  });
  await open({
    title: 'b',
    type: 'problem',
    queue: 'service-desk',
    tags: ['red'],
    source: 'phone',
    description: 'The coffee machine, in the kitchen',
  });
  await open({ title: 'c', type: 'change', category: 'lan', organization: 'south' });
  await open({ title: 'd coffee' }, ravi);
  await open({ title: 'e', type: 'task', queue: 'hardware', priority: 1 });
  const done = (await open({ title: 'f', impact: 2, urgency: 2 })).json();
  await agent.patch(`/tickets/${done.id}`, { status: 'resolved' });
});

afterAll(() => api.close());

describe('a list of tickets', () => {
  it.each([
    ['type=problem,change', ['b', 'c']],
    ['status=resolved', ['f']],
    ['status=open&type=incident', ['a', 'd coffee']],
    ['status=finished', ['f']],
    ['priority=1', ['a', 'e']],
    ['priority=3,1', ['a', 'e', 'f']],
    ['impact=1', ['a']],
    ['urgency=2', ['f']],
    ['category=lan', ['a', 'c']],
    ['queue=network,hardware', ['a', 'e']],
    ['queue=none', ['c', 'd coffee', 'f']],
    ['queue=nowhere', []],
    ['assignee=me', ['a']],
    ['assignee=omar@example.test', ['a']],
    ['assignee=none&queue=service-desk', ['b']],
    ['requester=ravi@example.test', ['d coffee']],
    ['organization=south', ['c']],
    ['organization=north-sales', ['d coffee']],
    ['tag=red', ['a', 'b']],
    ['tags=red,blue', ['a']],
    ['source=phone', ['b']],
    ['view=mine', ['a']],
    ['view=unassigned', ['b', 'c', 'd coffee', 'e']],
    ['view=my-groups', ['b', 'e']],
    ['view=open', ['a', 'b', 'c', 'd coffee', 'e']],
    ['view=overdue', []],
    ['view=all', ['a', 'b', 'c', 'd coffee', 'e', 'f']],
    ['view=requested', ['a', 'b', 'c', 'e', 'f']],
    ['q=coffee', ['b', 'd coffee']],
    ['q=coff%20kitch', []],
    ['q=coffee%20kitch', ['b']],
    ['q=KITCHEN', ['b']],
    ['q=coffee&type=problem', ['b']],
    ['q=%27%20%7C%20%21', ['a', 'b', 'c', 'd coffee', 'e', 'f']],
    ['createdBefore=2001-01-01T00:00:00Z', []],
    ['createdAfter=2001-01-01T00:00:00Z&type=task', ['e']],
    ['updatedBefore=2001-01-01T00:00:00Z', []],
    ['updatedAfter=2001-01-01T00:00:00Z&type=task', ['e']],
    ['dueBefore=2001-01-01T00:00:00Z', []],
  ])('is narrowed by %s', async (query, expected) => {
    expect(await titles(query)).toEqual(expected);
  });

  it('finds a ticket by its number, in the filter and in the search', async () => {
    const [first] = (await list('type=problem')).items;
    expect(await titles(`number=${first?.number}`)).toEqual(['b']);
    expect(await titles(`q=${first?.number.toLowerCase()}`)).toEqual(['b']);
  });

  it.each([
    'type=dog',
    'status=happy',
    'priority=9',
    'view=sideways',
    'sort=colour',
    'sort=number,number',
    'limit=0',
    'limit=9999',
    'cursor=abc',
    'colour=red',
    'createdAfter=yesterday',
  ])('says what is wrong with %s', async (query) => {
    const answer = await agent.get(`/tickets?${query}`);
    expect(answer.statusCode).toBe(400);
    expect(answer.json().errors[0].pointer).toMatch(/^\/[a-zA-Z]+$/);
    expect(answer.headers['content-type']).toContain('application/problem+json');
  });

  it('refuses a cursor of a list with another order', async () => {
    const { nextCursor } = await list('sort=-updatedAt&limit=2');
    const answer = await agent.get(`/tickets?sort=priority&cursor=${nextCursor}`);
    expect(answer.statusCode).toBe(400);
  });

  it('shows everybody what their role reaches, and no more', async () => {
    expect(await titles('', ravi)).toEqual(['d coffee']);
    expect(await titles('', network)).toEqual(['a']);
    expect(await titles('', boss)).toEqual(['d coffee']);
    expect((await network.get('/tickets?queue=hardware')).json().items).toEqual([]);
  });

  it('counts the open tickets of each view as the list has them', async () => {
    const counts = (await agent.get('/tickets/counts?by=view')).json();
    expect(counts).toEqual({
      mine: 1,
      unassigned: 4,
      open: 5,
      'queue:network': 1,
      'queue:service-desk': 1,
      'queue:hardware': 1,
    });
    expect((await ravi.get('/tickets/counts')).json()).toEqual({ mine: 0, unassigned: 1, open: 1 });
  });
});

describe('the pages of a list', () => {
  const walk = async (query: string, between: () => Promise<unknown> = async () => undefined) => {
    const seen: Listed['items'] = [];
    let cursor: string | null = null;
    do {
      const page: Listed = await list(
        `${query}&limit=3${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`,
      );
      seen.push(...page.items);
      cursor = page.nextCursor;
      await between();
    } while (cursor);
    return seen;
  };

  it.each([
    '-updatedAt',
    'updatedAt',
    '-createdAt',
    'createdAt',
    'priority',
    '-priority',
    'priority,-updatedAt',
    '-priority,createdAt',
    'dueAt',
    '-dueAt',
    'dueAt,-number',
    'status',
    'status,-updatedAt',
    'number',
    '-title',
    'type,priority,-createdAt',
  ])('join without gap or double, sorted by %s', async (sort) => {
    const whole = (await list(`sort=${sort}&limit=200`)).items.map((ticket) => ticket.id);
    expect((await walk(`sort=${sort}`)).map((ticket) => ticket.id)).toEqual(whole);
    expect(new Set(whole).size).toBe(whole.length);
  });

  it('stay right while tickets come in', async () => {
    const before = (await list('limit=200')).items.map((ticket) => ticket.id);
    const opened: string[] = [];
    const seen = await walk('sort=-updatedAt', async () => {
      opened.push((await agent.post('/tickets', { type: 'task', title: 'meanwhile' })).json().id);
    });
    const ids = seen.map((ticket) => ticket.id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of before) expect(ids).toContain(id);
    for (const id of opened.slice(1)) expect(ids).not.toContain(id);
  });
});
