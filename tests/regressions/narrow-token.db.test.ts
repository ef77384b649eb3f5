/** A token that was limited to something else reads neither approvals nor tasks, though its holder is asked for them, and leaves its holder's account alone. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { chain, createWorld } from '../domain/processes/world.ts';
import { type Client, clientFor, createTestApp, type TestApp } from '../support/app.ts';

let test: TestApp;
let whole: Client;
let approvalId: string;
let taskId: string;
const withScopes = async (...scopes: string[]): Promise<(url: string) => Promise<number>> => {
  const { token } = (await whole.post('/me/tokens', { name: 'narrow', scopes })).json();
  return async (url) => {
    const headers = { authorization: `Bearer ${token}` };
    return (await test.app.inject({ method: 'GET', url: `/api/v1${url}`, headers })).statusCode;
  };
};
beforeAll(async () => {
  test = await createTestApp();
  const world = createWorld(test);
  whole = await test.signInAs('admin');
  const other = await test.signInAs('requester');
  const me = { user: whole.email };
  for (const [key, element] of [
    [
      'ask',
      { id: 'ask', type: 'approval', name: 'Ask', approval: { mode: 'any', approvers: [me] } },
    ],
    ['do', { id: 'do', type: 'userTask', name: 'Do', task: { assignment: me } }],
  ] as const) {
    await world.publish(whole, chain(`narrow-${key}`, element as never));
    const { ticket } = await world.openTicket(other);
    await world.drive((await world.start(whole, `narrow-${key}`, ticket.id)).id);
  }
  approvalId = (await whole.get('/approvals')).json().items[0].id;
  taskId = (await whole.get('/tasks')).json().items[0].id;
});
afterAll(() => test.close());

it('is refused', async () => {
  const get = await withScopes('report.read');
  expect(await get('/approvals')).toBe(403);
  expect(await get(`/approvals/${approvalId}`)).toBe(403);
  expect(await get(`/approvals/${approvalId}/progress`)).toBe(403);
  expect(await get('/tasks')).toBe(403);
  expect(await get(`/tasks/${taskId}`)).toBe(404);
});

it('reads what it is for', async () => {
  expect(await (await withScopes('approval.decide'))(`/approvals/${approvalId}`)).toBe(200);
  expect(await (await withScopes('task.work'))(`/tasks/${taskId}`)).toBe(200);
});

it('changes nothing of its holder’s account but itself', async () => {
  const narrow = (
    await whole.post('/me/tokens', { name: 'narrow', scopes: ['report.read'] })
  ).json();
  const other = (await whole.post('/me/tokens', { name: 'other' })).json();
  const {
    get,
    patch,
    post,
    delete: remove,
  } = clientFor(test.app, {
    authorization: `Bearer ${narrow.token}`,
  });
  const refused = await Promise.all([
    get('/me/tokens'),
    get('/me/sessions'),
    patch('/me', { name: 'Somebody else' }),
    post('/me/password', { current: 'x', next: 'a long enough password' }),
    remove(`/me/sessions/${other.id}`),
    remove(`/me/tokens/${other.id}`),
  ]);
  expect(refused.map(({ statusCode }) => statusCode)).toEqual(refused.map(() => 403));
  expect((await whole.get('/me/tokens')).json().items).toContainEqual(
    expect.objectContaining({ id: other.id }),
  );
  expect((await get('/me')).statusCode).toBe(200);
  expect((await remove(`/me/tokens/${narrow.id}`)).statusCode).toBe(204);
});
