/** What a desk looks after, over HTTP: kept, retired, walked up and down, and named by tickets. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { peopleOf } from '#domain/processes/people.ts';
import { ticketFacts } from '#domain/tickets/facts.ts';
import { type Client, createTestApp, type TestApp } from '#tests/support/app.ts';

let test: TestApp;
let manager: Client;
let agent: Client;
let requester: Client;
let olga: Client;
beforeAll(async () => {
  test = await createTestApp();
  manager = await test.signInAs('change-manager');
  agent = await test.signInAs('agent');
  requester = await test.signInAs('requester');
  olga = await test.signInAs('agent', { name: 'Olga', email: 'olga@example.test' });
  // shop and wiki stand on web, web on db; db and mail on net.
  await added('net', { kind: 'network', criticality: 2 });
  await added('db', { kind: 'database', owner: olga.email, dependsOn: ['net'] });
  await added('web', { kind: 'system', owner: olga.email, dependsOn: ['db'] });
  await added('shop', { kind: 'service', criticality: 1, dependsOn: ['web'] });
  await added('wiki', { kind: 'service', criticality: 4, dependsOn: ['web'] });
  await added('mail', { group: 'service-desk', criticality: 2, dependsOn: ['net'] });
});
afterAll(() => test.close());

async function added(key: string, more: object = {}) {
  const answer = await manager.post('/config-items', {
    key,
    name: `The ${key}`,
    kind: 'other',
    ...more,
  });
  expect(answer.statusCode, answer.body).toBe(201);
  return answer.json();
}
const opened = async (...items: string[]): Promise<{ id: string; number: string }> => {
  const ticket = (await agent.post('/tickets', { type: 'incident', title: 'It is slow' })).json();
  const answer = await agent.put(`/tickets/${ticket.id}/config-items`, { items });
  expect(answer.statusCode, answer.body).toBe(200);
  return ticket;
};
const keysOf = (answer: { json(): { items: { key: string }[] } }): string[] =>
  answer.json().items.map(({ key }) => key);
const factsOf = async (id: string) => (await test.work((work) => ticketFacts(work, id))).ticket;

describe('an item', () => {
  it('says who answers for it, who supports it and what it depends on', async () => {
    const answer = await requester.get('/config-items/mail');
    expect(answer.json()).toMatchObject({
      key: 'mail',
      name: 'The mail',
      kind: 'other',
      criticality: 2,
      active: true,
      owner: null,
      group: { key: 'service-desk' },
      dependsOn: [{ key: 'net', name: 'The net', active: true }],
      allowed: ['read'],
    });
    expect(answer.headers.etag).toBe('"v1"');
  });

  it('is found by its kind, its weight, its owner and a part of its name', async () => {
    const found = async (query: string) => keysOf(await agent.get(`/config-items?${query}`));
    expect(await found('q=HE%20W')).toEqual(['web', 'wiki']);
    expect(await found('kind=service,database')).toEqual(['db', 'shop', 'wiki']);
    expect(await found('criticality=1,2')).toEqual(['mail', 'net', 'shop']);
    expect(await found(`owner=${olga.email}&limit=1`)).toEqual(['db']);
    expect(await found('owner=none&kind=network')).toEqual(['net']);
    expect(keysOf(await olga.get('/config-items?owner=me'))).toEqual(['db', 'web']);
    expect(await found('q=%25')).toEqual([]);
    expect((await agent.get('/config-items?kind=thing')).statusCode).toBe(400);
  });

  it('is changed by who may, who has read it as it is now', async () => {
    await added('draft');
    expect((await agent.patch('/config-items/draft', { name: 'Mine' })).statusCode).toBe(403);
    const stale = await manager.patch('/config-items/draft', { name: 'X' }, { 'if-match': '"v7"' });
    expect(stale.statusCode).toBe(412);
    const same = await manager.patch('/config-items/draft', { name: 'The draft' });
    expect(same.headers.etag).toBe('"v1"');
    const changed = await manager.patch('/config-items/draft', {
      owner: agent.email,
      dependsOn: ['net', 'net'],
    });
    expect(changed.json()).toMatchObject({
      version: 2,
      owner: { email: agent.email },
      dependsOn: [{ key: 'net' }],
    });
    expect(
      (await manager.patch('/config-items/draft', { owner: 'x@example.test' })).json().errors[0]
        .pointer,
    ).toBe('/owner');
    expect((await manager.delete('/config-items/draft')).statusCode).toBe(204);
    expect((await manager.get('/config-items/draft')).statusCode).toBe(404);
  });

  it('cannot depend on itself, not even by way of others', async () => {
    const round = await manager.patch('/config-items/net', { dependsOn: ['mail', 'shop'] });
    expect(round.statusCode).toBe(400);
    expect(round.json().errors).toEqual([
      { pointer: '/dependsOn', detail: 'It would depend on itself: net → mail → net.' },
    ]);
    const own = await manager.patch('/config-items/net', { dependsOn: ['net'] });
    expect(own.json().errors[0]).toMatchObject({ pointer: '/dependsOn/0' });
    const strange = await manager.patch('/config-items/net', { dependsOn: ['nothing'] });
    expect(strange.json().errors[0].detail).toContain('nothing');
    expect((await manager.get('/config-items/net')).json().dependsOn).toEqual([]);
  });

  it('goes only while nothing names it, and can be retired instead', async () => {
    const old = await added('old');
    await added('older', { dependsOn: ['old'] });
    const ticket = await opened('older');
    for (const key of ['old', 'older'])
      expect((await manager.delete(`/config-items/${key}`)).json().type).toBe('/problems/in_use');
    expect((await manager.patch('/config-items/older', { active: false })).json().active).toBe(
      false,
    );
    expect(keysOf(await agent.get(`/config-items/${old.id}/impact`))).toEqual([]);
    expect(keysOf(await agent.get('/config-items?active=true&q=old'))).toEqual(['old']);
    // It stays where it stood, and is put nowhere anew.
    expect(
      (await agent.put(`/tickets/${ticket.id}/config-items`, { items: ['older', 'old'] }))
        .statusCode,
    ).toBe(200);
    const other = await opened();
    const anew = await agent.put(`/tickets/${other.id}/config-items`, { items: ['older'] });
    expect(anew.json().errors).toEqual([{ pointer: '/items/0', detail: '“older” is retired.' }]);
  });
});

describe('what something reaches', () => {
  it('is everything that depends on it, the most critical first, by a shortest way', async () => {
    await manager.patch('/config-items/wiki', { dependsOn: ['web', 'net'] });
    const answer = await agent.get('/config-items/net/impact');
    expect(
      answer
        .json()
        .items.map((item: { key: string; depth: number; path: { key: string }[] }) => [
          item.key,
          item.depth,
          item.path.map(({ key }) => key).join(' '),
        ]),
    ).toEqual([
      ['shop', 3, 'net db web shop'],
      ['mail', 1, 'net mail'],
      ['db', 1, 'net db'],
      ['web', 2, 'net db web'],
      ['wiki', 1, 'net wiki'],
    ]);
    const cut = await agent.get('/config-items/net/impact?limit=2');
    expect([keysOf(cut), cut.json().total]).toEqual([['shop', 'mail'], 5]);
    const down = await agent.get('/config-items/shop/dependencies');
    expect(
      down.json().items.map((item: { key: string; depth: number }) => [item.key, item.depth]),
    ).toEqual([
      ['net', 3],
      ['web', 1],
      ['db', 2],
    ]);
  });

  it('ends where the data goes round, which nobody could have entered', async () => {
    await added('ring-a');
    await added('ring-b', { dependsOn: ['ring-a'] });
    await added('ring-c', { dependsOn: ['ring-b'] });
    await test.work((work) =>
      work.em.execute(
        `insert into config_relation (tenant_id, from_id, to_id)
         select a.tenant_id, a.id, c.id from config_item a, config_item c where a.key = 'ring-a' and c.key = 'ring-c'`,
      ),
    );
    expect(keysOf(await agent.get('/config-items/ring-a/impact'))).toEqual(['ring-b', 'ring-c']);
    expect(keysOf(await agent.get('/config-items/ring-a/dependencies'))).toEqual([
      'ring-c',
      'ring-b',
    ]);
    await manager.patch('/config-items/ring-a', { dependsOn: [] });
  });
});

describe('a ticket', () => {
  it('is about what its agents say, which is told on its timeline', async () => {
    const ticket = await opened('web', 'mail');
    const listed = await agent.get(`/tickets/${ticket.number}/config-items`);
    expect(listed.json()).toMatchObject({
      items: [
        { key: 'mail', criticality: 2, owner: null },
        { key: 'web', owner: { name: 'Olga' } },
      ],
      allowed: ['read', 'update'],
    });
    expect(listed.headers.etag).toBe('"v2"');
    const stale = await agent.put(
      `/tickets/${ticket.id}/config-items`,
      { items: [] },
      { 'if-match': '"v1"' },
    );
    expect(stale.statusCode).toBe(412);
    await agent.put(`/tickets/${ticket.id}/config-items`, { items: ['mail', 'mail'] });
    await agent.put(`/tickets/${ticket.id}/config-items`, { items: ['mail'] });
    const events = (await agent.get(`/tickets/${ticket.id}/events`)).json().items;
    const [mail, web] = ['mail', 'web'].map((key) => ({ key, name: `The ${key}` }));
    expect(
      events
        .map(({ type, changes }: { type: string; changes: object }) => [type, changes])
        .slice(1),
    ).toEqual([
      [
        'ticket.updated',
        {
          configItems: { before: [], after: [mail, web] },
          criticality: { before: null, after: 1 },
        },
      ],
      [
        'ticket.updated',
        {
          configItems: { before: [mail, web], after: [mail] },
          criticality: { before: 1, after: 2 },
        },
      ],
    ]);
    expect((await requester.get(`/tickets/${ticket.id}/config-items`)).statusCode).toBe(404);
    const wrong = await agent.put(`/tickets/${ticket.id}/config-items`, {
      items: ['mail', 'moon'],
    });
    expect(wrong.json().errors[0].pointer).toBe('/items/1');
  });

  it('may be opened with them, by those who work on tickets, and only with those there are', async () => {
    const title = 'The mail is late';
    const answer = await agent.post('/tickets', {
      type: 'incident',
      title,
      configItems: ['mail', 'web'],
    });
    expect(answer.statusCode, answer.body).toBe(201);
    expect(answer.headers.etag).toBe('"v1"');
    expect(await factsOf(answer.json().id)).toMatchObject({ configItems: ['mail', 'web'] });
    const refused = await requester.post('/tickets', {
      type: 'incident',
      title: 'Mine',
      configItems: ['mail'],
    });
    expect([refused.statusCode, refused.json().errors[0].pointer]).toEqual([403, '/configItems']);
    const lost = await agent.post('/tickets', {
      type: 'incident',
      title: 'Lost',
      configItems: ['mail', 'moon'],
    });
    expect([lost.statusCode, lost.json().errors[0].pointer]).toEqual([400, '/configItems/1']);
    expect((await agent.get('/tickets?q=Lost')).json().items).toEqual([]);
  });

  it('is told what it is about along with all else that is changed of it, or nothing of it is', async () => {
    const { id } = await opened('db');
    const change = (body: object, headers = {}) => agent.patch(`/tickets/${id}`, body, headers);
    const about = async () => keysOf(await agent.get(`/tickets/${id}/config-items`));
    const { version } = (await agent.get(`/tickets/${id}`)).json();
    const read = { 'if-match': `"v${version}"` };
    const both = await change(
      { title: 'It is slower', configItems: ['shop', 'web', 'shop'] },
      read,
    );
    expect([both.statusCode, both.json().title]).toEqual([200, 'It is slower']);
    expect(await about()).toEqual(['shop', 'web']);
    expect((await change({ configItems: [] }, read)).statusCode).toBe(412);
    const unknown = await change({ title: 'Not that', configItems: ['web', 'nothing'] });
    expect([unknown.statusCode, unknown.json().errors[0].pointer]).toEqual([400, '/configItems/1']);
    expect((await change({ configItems: ['db'], queue: 'nowhere' })).statusCode).toBe(400);
    expect((await agent.get(`/tickets/${id}`)).json().title).toBe('It is slower');
    expect(await about()).toEqual(['shop', 'web']);
    const each = await agent.post('/tickets/bulk', {
      items: [
        { id, change: { configItems: 'db' } },
        { id, change: { configItems: ['net'], urgency: 1 } },
      ],
    });
    expect(each.json().items.map(({ status }: { status: number }) => status)).toEqual([400, 200]);
    expect(await about()).toEqual(['net']);
  });

  it('reaches what depends on what it is about, and is found by it', async () => {
    const ticket = await opened('db', 'mail');
    expect(keysOf(await agent.get(`/tickets/${ticket.id}/impact`))).toEqual([
      'shop',
      'web',
      'wiki',
    ]);
    expect(keysOf(await agent.get(`/tickets/${(await opened()).id}/impact`))).toEqual([]);
    const found = (await agent.get('/tickets?configItem=db,moon&status=open')).json().items;
    expect(found.map(({ id }: { id: string }) => id)).toEqual([ticket.id]);
  });

  it('lets processes know its items and how critical they are', async () => {
    const { id } = await opened('db');
    // The shop, which is the most critical, depends on it.
    expect(await factsOf(id)).toMatchObject({ configItems: ['db'], criticality: 1 });
    await manager.patch('/config-items/shop', { active: false });
    expect(await factsOf(id)).toMatchObject({ criticality: 3 });
    await manager.patch('/config-items/shop', { active: true });
    await agent.put(`/tickets/${id}/config-items`, { items: [] });
    expect(await factsOf(id)).toMatchObject({ configItems: [], criticality: null });
  });

  it('asks the owners of its items, each once and only those who are still there', async () => {
    const ines = await test.signInAs('agent', { email: 'ines@example.test' });
    await added('fax', { owner: ines.email });
    const { id } = await opened('db', 'web', 'mail', 'fax');
    const asked = () =>
      test.work(async (work) =>
        (await peopleOf(work, [{ relation: 'itemOwners' }, { user: 'olga@example.test' }], id)).map(
          ({ email, via }) => [email, via],
        ),
      );
    expect(await asked()).toEqual([
      ['ines@example.test', 'relation:itemOwners'],
      ['olga@example.test', 'relation:itemOwners'],
    ]);
    const admin = await test.signInAs('admin');
    await admin.patch(`/users/${ines.personId}`, { active: false });
    expect(await asked()).toEqual([['olga@example.test', 'relation:itemOwners']]);
  });
});
