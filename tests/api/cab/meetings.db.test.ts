/** Meetings of the change advisory board over HTTP. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, createTestApp, type TestApp } from '../../support/app.ts';

let test: TestApp;
let kofi: Client;
let omar: Client;
let ravi: Client;
beforeAll(async () => {
  test = await createTestApp();
  [kofi, omar, ravi] = await Promise.all([
    test.signInAs('change-manager'),
    test.signInAs('agent'),
    test.signInAs('requester'),
  ]);
});
afterAll(() => test.close());

const change = async (title: string): Promise<{ id: string; number: string }> =>
  (await kofi.post('/tickets', { type: 'change', title })).json();
const plan = (changes: string[]) =>
  kofi.post('/cab/meetings', { name: 'Tuesday', scheduledAt: '2030-01-08T10:00:00Z', changes });

describe('a meeting', () => {
  it('is planned, decided about and closed by who manages changes', async () => {
    const [first, second] = [await change('New switch'), await change('New router')];
    const planned = await plan([first.number, second.number, first.number]);
    expect(planned.statusCode).toBe(201);
    expect(planned.headers.etag).toBe('"v1"');
    const { id } = planned.json();
    expect(planned.json()).toMatchObject({
      state: 'planned',
      scheduledAt: '2030-01-08T10:00:00.000Z',
      allowed: ['decide', 'close'],
    });
    expect(planned.json().items).toHaveLength(2);

    const ruled = await kofi.patch(
      `/cab/meetings/${id}/items/${second.id}`,
      { decision: 'rejected', note: 'Too early' },
      { 'if-match': '"v1"' },
    );
    expect(ruled.json()).toMatchObject({
      version: 2,
      items: [
        { decision: null },
        { decision: 'rejected', note: 'Too early', ticket: { number: second.number } },
      ],
    });
    expect(
      (await kofi.post(`/cab/meetings/${id}/close`, {}, { 'if-match': '"v1"' })).statusCode,
    ).toBe(412);

    const closed = await kofi.post(`/cab/meetings/${id}/close`, { minutes: 'We met.' });
    expect(closed.json()).toMatchObject({
      state: 'closed',
      minutes: 'We met.',
      allowed: [],
      items: [{ decision: 'deferred' }, { decision: 'rejected' }],
    });
    expect((await kofi.post(`/cab/meetings/${id}/close`, {})).statusCode).toBe(409);
    expect((await kofi.get(`/tickets/${second.id}/events`)).body).toContain('meeting.decided');
  });

  it('holds changes only', async () => {
    const { number } = (await kofi.post('/tickets', { type: 'incident', title: 'Printer' })).json();
    const refused = await plan([number]);
    expect(refused.statusCode).toBe(400);
    expect(refused.json().errors).toEqual([
      { pointer: '/changes/0', detail: expect.stringContaining(number) },
    ]);
  });

  it('is read by those who see every ticket, and managed by nobody else', async () => {
    const { id } = (await plan([])).json();
    expect((await omar.get(`/cab/meetings/${id}`)).json()).toMatchObject({
      name: 'Tuesday',
      allowed: [],
    });
    expect((await omar.post(`/cab/meetings/${id}/close`, {})).statusCode).toBe(403);
    expect((await ravi.get('/cab/meetings')).statusCode).toBe(403);
    expect((await kofi.get('/cab/meetings/01900000-0000-7000-8000-000000000000')).statusCode).toBe(
      404,
    );
  });

  it('is listed the latest first, a page at a time', async () => {
    const first = (await omar.get('/cab/meetings?limit=1&state=planned,closed')).json();
    const second = (
      await omar.get(`/cab/meetings?limit=1&state=planned,closed&cursor=${first.nextCursor}`)
    ).json();
    expect(first.items).toHaveLength(1);
    expect(second.items[0]?.id).not.toBe(first.items[0]?.id);
    expect((await omar.get('/cab/meetings?state=lost')).statusCode).toBe(400);
  });
});
