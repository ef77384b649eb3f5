/** Tasks over HTTP: lists, forms, claiming and completing, with the right refusals. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chain, createWorld, type World } from '../../domain/processes/world.ts';
import { type Client, createTestApp, type TestApp } from '../../support/app.ts';

let test: TestApp;
let world: World;
let admin: Client;
let omar: Client;
let ravi: Client;
let tom: Client;
beforeAll(async () => {
  test = await createTestApp();
  world = createWorld(test);
  admin = await test.signInAs('admin');
  omar = await test.signInAs('change-manager', { groups: ['service-desk'] });
  ravi = await test.signInAs('requester');
  tom = await test.signInAs('requester');
  const form = { type: 'object', required: ['serial'], properties: { serial: { type: 'string' } } };
  await world.publish(
    admin,
    chain('work', {
      id: 'do',
      type: 'userTask',
      name: 'Do it',
      task: {
        instructions: 'Look at {{ticket.number}} for {{requester.name}}.',
        form,
        uiSchema: { serial: {} },
        assignment: { queue: 'service-desk' },
        outcomes: [
          { key: 'ok', label: 'OK' },
          { key: 'no', label: 'No' },
        ],
      },
    }),
  );
});
afterAll(() => test.close());

async function task() {
  const { ticket } = await world.openTicket(ravi, { title: 'Work' });
  const { id } = await world.start(admin, 'work', ticket.id);
  await world.drive(id);
  return (await admin.get(`/tickets/${ticket.id}/tasks`)).json().items[0];
}

describe('a task', () => {
  it('is told on the timeline of its ticket by the name of its outcome', async () => {
    const { id, ticket } = await task();
    await omar.post(`/tasks/${id}/complete`, { outcome: 'no', values: { serial: 'A1' } });
    const { items } = (await omar.get(`/tickets/${ticket.id}/events`)).json();
    expect(items.find(({ type }: { type: string }) => type === 'task.completed')).toMatchObject({
      changes: { outcome: { before: null, after: { key: 'no', name: 'No' } } },
    });
  });

  it('is shown with its form and what one may do with it', async () => {
    const { id, ticket } = await task();
    const shown = await omar.get(`/tasks/${id}`);
    expect(shown.headers.etag).toBe('"v1"');
    expect(shown.json()).toMatchObject({
      name: 'Do it',
      state: 'open',
      queue: { key: 'service-desk' },
      assignee: null,
      form: { required: ['serial'] },
      uiSchema: { serial: {} },
      outcomes: [
        { key: 'ok', label: 'OK' },
        { key: 'no', label: 'No' },
      ],
      ticket: { title: 'Work', priority: 4, requester: { email: ravi.email } },
      allowed: ['complete', 'claim'],
    });
    expect(shown.json().instructions).toMatch(
      new RegExp(`^Look at ${ticket.number} for \\S.*\\.$`),
    );
    expect((await ravi.get(`/tasks/${id}`)).json()).toMatchObject({ allowed: [] });
    expect((await tom.get(`/tasks/${id}`)).statusCode).toBe(404);
    expect((await omar.get(`/tasks?ticket=${ticket.id}&state=open`)).json().items).toHaveLength(1);
    expect((await tom.get('/tasks')).json().items).toEqual([]);
  });

  it('is claimed, completed, and then over', async () => {
    const { id } = await task();
    expect((await tom.post(`/tasks/${id}/claim`)).statusCode).toBe(403);
    expect((await omar.post(`/tasks/${id}/claim`)).json()).toMatchObject({
      assignee: { email: omar.email },
      allowed: ['complete'],
    });
    expect(
      (await omar.get('/tasks?assignee=me&exact=true'))
        .json()
        .items.map((one: { id: string }) => one.id),
    ).toContain(id);
    const wrong = await omar.post(`/tasks/${id}/complete`, { outcome: 'maybe', values: {} });
    expect(
      wrong
        .json()
        .errors.map(({ pointer }: { pointer: string }) => pointer)
        .sort(),
    ).toEqual(['/outcome', '/values/serial']);
    expect(
      (
        await omar.post(
          `/tasks/${id}/complete`,
          { outcome: 'ok', values: { serial: 'x' } },
          { 'if-match': '"v1"' },
        )
      ).statusCode,
    ).toBe(412);
    const done = await omar.post(`/tasks/${id}/complete`, {
      outcome: 'ok',
      values: { serial: 'x' },
    });
    expect(done.json()).toMatchObject({
      state: 'completed',
      outcome: 'ok',
      values: { serial: 'x' },
      completedBy: { email: omar.email },
      allowed: [],
    });
    const again = await omar.post(`/tasks/${id}/complete`, {
      outcome: 'ok',
      values: { serial: 'x' },
    });
    expect([again.statusCode, again.json().type]).toEqual([409, '/problems/task_not_open']);
  });

  it('sent twice with one key is completed once and answered twice', async () => {
    const { id } = await task();
    const body = { outcome: 'no', values: { serial: 'y' } };
    const [one, other] = await Promise.all([
      omar.post(`/tasks/${id}/complete`, body, { 'idempotency-key': id }),
      omar.post(`/tasks/${id}/complete`, body, { 'idempotency-key': id }),
    ]);
    expect([one.statusCode, other.statusCode]).toEqual([200, 200]);
    expect(one.json()).toEqual(other.json());
  });

  it('that is not there, or not asked for well, is a clear problem', async () => {
    expect(
      (await omar.post('/tasks/00000000-0000-7000-8000-000000000000/complete', {})).statusCode,
    ).toBe(404);
    expect((await omar.get('/tasks/x')).statusCode).toBe(404);
    expect((await omar.get('/tasks?state=done')).statusCode).toBe(400);
    expect(
      (await omar.post(`/tasks/${(await task()).id}/complete`, { outcom: 'ok' })).json().errors,
    ).toMatchObject([{ pointer: '/outcom' }]);
  });
});
