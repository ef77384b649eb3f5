/** What one was told inside the product: read by oneself alone, and marked as read once. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { notifyInWords } from '#domain/mail/notify.ts';
import { type Client, createTestApp, type TestApp } from '../support/app.ts';

let test: TestApp;
let omar: Client;
let lena: Client;
beforeAll(async () => {
  test = await createTestApp();
  omar = await test.signInAs('agent');
  lena = await test.signInAs('agent');
});
afterAll(() => test.close());

const tell = (text: string, ticket: string | null = null) =>
  test.work((work) => notifyInWords(work, [omar.personId], text, ticket));
type Shown = {
  id: string;
  text: string;
  ticket: { number: string } | null;
  readAt: string | null;
  at: string;
};
const told = async (who: Client, query = ''): Promise<Shown[]> =>
  (await who.get(`/me/notifications${query}`)).json().items;

it('comes to whom it was said, the latest first, with the ticket it is about', async () => {
  const ticket = (await omar.post('/tickets', { type: 'incident', title: 'x' })).json();
  await tell('The first');
  test.advance(60_000);
  await tell('The second', ticket.id);
  expect(await told(omar)).toMatchObject([
    { text: 'The second', ticket: { number: ticket.number }, readAt: null },
    { text: 'The first', ticket: null, readAt: null },
  ]);
  expect(await told(lena)).toEqual([]);
});

it('is read page by page, each once', async () => {
  const first = (await omar.get('/me/notifications?limit=1')).json();
  const second = (await omar.get(`/me/notifications?limit=1&cursor=${first.nextCursor}`)).json();
  expect([...first.items, ...second.items].map(({ text }: Shown) => text)).toEqual([
    'The second',
    'The first',
  ]);
  expect(second.nextCursor).toBeNull();
});

it('is marked as read by oneself, one by one or until an instant, and stays as it was read', async () => {
  const [second, first] = await told(omar);
  await lena.post('/me/notifications/read', { ids: [second?.id] });
  expect(await told(omar, '?unread=true')).toHaveLength(2);
  expect((await omar.post('/me/notifications/read', { ids: [first?.id] })).statusCode).toBe(204);
  expect(await told(omar, '?unread=true')).toMatchObject([{ text: 'The second' }]);
  const before = (await told(omar)).at(-1)?.readAt;
  test.advance(60_000);
  await tell('The third');
  await omar.post('/me/notifications/read', { until: second?.at });
  expect(await told(omar, '?unread=true')).toMatchObject([{ text: 'The third' }]);
  expect((await told(omar)).at(-1)?.readAt).toBe(before);
  expect((await omar.post('/me/notifications/read', {})).statusCode).toBe(400);
});

it('is none of the business of a token that may only do some things', async () => {
  const made = await omar.post('/me/tokens', { name: 'narrow', scopes: ['ticket.read'] });
  const narrow = { authorization: `Bearer ${made.json().token}` };
  const answer = await test.app.inject({ url: '/api/v1/me/notifications', headers: narrow });
  expect(answer.statusCode).toBe(403);
});
