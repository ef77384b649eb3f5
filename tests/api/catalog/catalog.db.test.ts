/** The catalog over HTTP, and the promise behind it: one ticket, one run, however often a request is sent. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installCatalogItem } from '#domain/catalog/install-item.ts';
import { erasePerson } from '#domain/people/erase-person.ts';
import { type Client, createTestApp, type TestApp } from '../../support/app.ts';

let test: TestApp;
let ravi: Client;
let agent: Client;
let nobody: Client;
beforeAll(async () => {
  test = await createTestApp();
  ravi = await test.signInAs('requester', { email: 'ravi@example.test', name: 'Ravi' });
  agent = await test.signInAs('agent', { email: 'agent@example.test' });
  nobody = await test.signInAs([]);
});
afterAll(() => test.close());

const values = { model: 'Standard 14-inch', cost: 900, reason: 'new' };
const runsOf = (ticketId: string) =>
  test.work((work) =>
    work.em.execute<{ process_key: string }[]>('select process_key from run where ticket_id = ?', [
      ticketId,
    ]),
  );

describe('the catalog', () => {
  it('lists what may be asked for, with the process behind it', async () => {
    const list = (await ravi.get('/catalog/items')).json();
    expect(list.items).toMatchObject([
      { key: 'laptop', process: 'laptop-request', allowed: ['request'] },
    ]);
    expect((await ravi.get('/catalog/items?q=lap')).json().items).toHaveLength(1);
    expect((await ravi.get('/catalog/items?q=%25')).json().items).toHaveLength(0);
    expect((await ravi.get('/catalog/items/toaster')).statusCode).toBe(404);
    expect((await nobody.get('/catalog/items')).statusCode).toBe(403);
  });
});

describe('an item', () => {
  it('is not added with a form that could hang whoever fills it in', async () => {
    const schema = {
      type: 'object',
      properties: { a: { type: 'string', pattern: '^(?=(a+))\\1+$' } },
    };
    const item = { key: 'toaster', name: 'Toaster', description: '', schema, uiSchema: {} };
    await expect(test.work((work) => installCatalogItem(work, item))).rejects.toMatchObject({
      code: 'invalid_input',
    });
  });

  it('is not added with a title that asks for what nobody is asked', async () => {
    const schema = { type: 'object', properties: { size: { type: 'string' } } };
    const item = { key: 'desk', name: 'Desk', description: '', schema, uiSchema: {} };
    for (const title of ['Desk {{variables.colour}}', '{{ticket.number}}', 'x'.repeat(301)])
      await expect(
        test.work((work) => installCatalogItem(work, { ...item, title })),
      ).rejects.toMatchObject({ code: 'invalid_input', errors: [{ pointer: '/title' }] });
  });

  it('names its tickets by who they are for and what was answered, and leaves out what was not', async () => {
    const schema = { type: 'object', properties: { size: { type: 'string' } } };
    const item = { key: 'chair', name: 'Chair', description: '', schema, uiSchema: {} };
    await test.work((work) =>
      installCatalogItem(work, {
        ...item,
        title: 'Chair for {{requester.name}}: {{variables.size}}',
      }),
    );
    await test.work((work) =>
      installCatalogItem(work, {
        ...item,
        key: 'plain',
        name: 'Plain',
        title: '{{variables.size}}',
      }),
    );
    const ask = async (key: string, body: object, client = ravi) =>
      (await client.post(`/catalog/items/${key}/requests`, body)).json().title;
    expect(await ask('chair', { values: { size: 'large' } })).toBe('Chair for Ravi: large');
    expect(await ask('chair', {})).toBe('Chair for Ravi');
    const forRavi = { values: { size: 'small' }, requestedFor: ravi.email };
    expect(await ask('chair', forRavi, agent)).toBe('Chair for Ravi: small');
    expect(await ask('plain', {})).toBe('Plain');
    expect((await ravi.get('/catalog/items/chair')).json().title).toBe(
      'Chair for {{requester.name}}: {{variables.size}}',
    );
    await test
      .work(async (work) => {
        await erasePerson(work, ravi.email);
        const titles = await work.em.execute<{ title: string }[]>(
          "select title from ticket where catalog_item = 'chair' order by number",
        );
        expect(titles.map(({ title }) => title)).toEqual([
          'Chair for Erased person: large',
          'Chair for Erased person',
          'Chair for Erased person: small',
        ]);
        throw new Error('as it was');
      })
      .catch((error: Error) => expect(error.message).toBe('as it was'));
  });

  it('leaves nothing of an erased person in its titles: no address, and no name or address of before', async () => {
    const item = { key: 'badge', name: 'Badge', description: '', schema: { type: 'object' } };
    await test.work((work) =>
      installCatalogItem(work, {
        ...item,
        uiSchema: {},
        title: 'Badge for {{requester.name}} ({{requester.email}})',
      }),
    );
    const lena = await test.signInAs('requester', { email: 'lena@example.test', name: 'Lena Old' });
    const admin = await test.signInAs('admin');
    await lena.post('/catalog/items/badge/requests', {});
    await admin.patch(`/people/${lena.personId}`, {
      email: 'lena.new@example.test',
      name: 'Lena New',
    });
    await lena.post('/catalog/items/badge/requests', {});
    await test.work((work) => erasePerson(work, lena.personId));
    const titles = await test.work((work) =>
      work.em.execute<{ title: string }[]>(
        'select title from ticket where requester_id = ? order by number',
        [lena.personId],
      ),
    );
    expect(titles.map(({ title }) => title)).toEqual([
      'Badge for Erased person (Erased person)',
      'Badge for Erased person (Erased person)',
    ]);
  });
});

describe('the title of a request', () => {
  it('forgets everybody it was ever made for, and no other words', async () => {
    await test.work((work) =>
      installCatalogItem(work, {
        key: 'pass',
        name: 'Pass',
        description: '',
        schema: { type: 'object' },
        uiSchema: {},
        title: 'Annual pass for {{requester.name}}',
      }),
    );
    const ann = await test.signInAs('requester', { email: 'ann@example.test', name: 'Ann' });
    const admin = await test.signInAs('admin');
    const asked = (await ann.post('/catalog/items/pass/requests', {})).json();
    const given = await admin.patch(`/tickets/${asked.id}`, { requester: ravi.email });
    expect(given.json()).toMatchObject({
      title: 'Annual pass for Ann',
      requester: { name: 'Ravi' },
    });
    await test.work((work) => erasePerson(work, ann.personId));
    expect((await admin.get(`/tickets/${asked.id}`)).json()).toMatchObject({
      title: 'Annual pass for Erased person',
      version: given.json().version + 1,
    });
  });
});

describe('a request', () => {
  it('opens one ticket with one run, whose values are its custom fields and the run’s variables', async () => {
    const asked = (await ravi.post('/catalog/items/laptop/requests', { values })).json();
    expect(asked).toMatchObject({
      title: 'Laptop for Ravi: Standard 14-inch',
      requester: { email: ravi.email },
      custom: values,
      description: expect.stringContaining('Price: 900'),
    });
    expect(await runsOf(asked.id)).toEqual([{ process_key: 'laptop-request' }]);
    expect((await agent.get(`/tickets/${asked.id}/runs`)).json().items).toMatchObject([
      { variables: values },
    ]);
  });

  it('sent many times with one key is one', async () => {
    const answers = await Promise.all(
      Array.from({ length: 6 }, () =>
        ravi.post('/catalog/items/laptop/requests', { values }, { 'idempotency-key': 'same' }),
      ),
    );
    const ids = new Set(answers.map((answer) => answer.json().id));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual(Array(6).fill(201));
    expect(ids.size).toBe(1);
    expect(await runsOf([...ids][0])).toHaveLength(1);
    expect(
      (
        await ravi.post(
          '/catalog/items/laptop/requests',
          { values: { ...values, cost: 1 } },
          { 'idempotency-key': 'same' },
        )
      ).statusCode,
    ).toBe(422);
  });

  it('is for oneself, or for others by those who may', async () => {
    const refused = await ravi.post('/catalog/items/laptop/requests', {
      values,
      requestedFor: agent.email,
    });
    expect([refused.statusCode, refused.json().errors[0].pointer]).toEqual([403, '/requestedFor']);
    expect(
      (await ravi.post('/catalog/items/laptop/requests', { values, requestedFor: ravi.email }))
        .statusCode,
    ).toBe(201);
    expect(
      (
        await agent.post('/catalog/items/laptop/requests', { values, requestedFor: ravi.email })
      ).json().requester.email,
    ).toBe(ravi.email);
    const unknown = await agent.post('/catalog/items/laptop/requests', {
      values,
      requestedFor: 'ghost@example.test',
    });
    expect([unknown.statusCode, unknown.json().errors[0].pointer]).toEqual([400, '/requestedFor']);
  });

  it('must fit the form', async () => {
    for (const wrong of [
      undefined,
      {},
      { ...values, cost: -1 },
      { ...values, extra: 1 },
      { ...values, reason: '' },
      { ...values, neededBy: 'soon' },
    ]) {
      const refused = await ravi.post('/catalog/items/laptop/requests', { values: wrong });
      expect(refused.statusCode).toBe(400);
      expect(
        refused
          .json()
          .errors.every(({ pointer }: { pointer: string }) => pointer.startsWith('/values')),
      ).toBe(true);
    }
    expect(
      (await ravi.post('/catalog/items/laptop/requests', { values, colour: 'red' })).json().errors,
    ).toMatchObject([{ pointer: '/colour' }]);
  });
});

describe('a service request that came another way', () => {
  it('does not start an item’s process', async () => {
    const ticket = (
      await ravi.post('/tickets', { type: 'service_request', title: 'A laptop, please' })
    ).json();
    expect(await runsOf(ticket.id)).toEqual([]);
  });
});
