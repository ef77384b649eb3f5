import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, createTestApp, type TestApp } from '#tests/support/app.ts';
import { policyOf } from '#tests/support/policies.ts';

let api: TestApp;
let admin: Client;
let agent: Client;

beforeAll(async () => {
  api = await createTestApp();
  admin = await api.signInAs('admin');
  agent = await api.signInAs('agent');
});
afterAll(() => api.close());

const office = [
  ['09:00', '12:30'],
  ['13:30', '18:00'],
];

describe('queues', () => {
  it('are made, renamed, and removed while nothing is in them', async () => {
    const made = await admin.post('/queues', { key: 'field', name: 'Field', group: 'network' });
    expect(made.statusCode).toBe(201);
    expect(made.json()).toMatchObject({
      key: 'field',
      group: 'network',
      version: 1,
      allowed: ['read', 'update', 'delete'],
    });
    expect((await admin.post('/queues', { key: 'field', name: 'Again' })).statusCode).toBe(409);
    // The copy that opening a ticket works with is out of date now, and noticed.
    const ticket = (
      await agent.post('/tickets', { type: 'incident', title: 'x', queue: 'field' })
    ).json();
    expect(ticket.queue.key).toBe('field');
    expect((await admin.delete('/queues/field')).statusCode).toBe(409);
    expect(
      (
        await admin.patch(
          '/queues/field',
          { name: 'Outdoors', group: null },
          { 'if-match': '"v7"' },
        )
      ).statusCode,
    ).toBe(412);
    expect(
      (await admin.patch('/queues/field', { name: 'Outdoors', group: null })).json(),
    ).toMatchObject({ name: 'Outdoors', group: null });
    await agent.patch(`/tickets/${ticket.id}`, { queue: null });
    expect((await admin.delete('/queues/field')).statusCode).toBe(204);
    expect((await admin.get('/queues/field')).statusCode).toBe(404);
    expect((await agent.post('/queues', { key: 'x', name: 'x' })).statusCode).toBe(403);
    const listed = (await agent.get('/queues?limit=2')).json();
    expect(listed.items.map((queue: { key: string }) => queue.key)).toEqual(['change', 'hardware']);
    expect((await agent.get(`/queues?cursor=${listed.nextCursor}`)).json().items[0].key).toBe(
      'network',
    );
  });
});

describe('calendars', () => {
  it('tell until when and how much', async () => {
    const made = await admin.post('/calendars', {
      key: 'berlin',
      name: 'Berlin',
      timeZone: 'Europe/Berlin',
      week: { mon: office, tue: office, wed: office, thu: office, fri: office },
      holidays: ['2026-12-25'],
    });
    expect(made.statusCode, made.body).toBe(201);
    const { id } = made.json();
    // Thursday 16:00; Friday is a holiday, so three hours end on Monday at ten.
    const compute = (body: Record<string, unknown>) => agent.post(`/calendars/${id}/compute`, body);
    expect(
      (await compute({ from: '2026-12-24T15:00:00Z', businessSeconds: 3 * 3_600 })).json(),
    ).toEqual({ at: '2026-12-28T09:00:00.000Z' });
    expect(
      (await compute({ from: '2026-12-24T15:00:00Z', to: '2026-12-28T09:00:00Z' })).json(),
    ).toEqual({ businessSeconds: 3 * 3_600 });
    expect(
      (await compute({ to: '2026-12-28T09:00:00Z', businessSeconds: 3 * 3_600 })).json(),
    ).toEqual({ at: '2026-12-24T15:00:00.000Z' });
    expect((await compute({ from: '2026-12-24T15:00:00Z' })).statusCode).toBe(400);
    expect((await compute({ businessSeconds: 1 })).statusCode).toBe(400);
    const [from, to] = ['2026-12-24T15:00:00Z', '2026-12-28T09:00:00Z'];
    expect((await compute({ from, to, businessSeconds: 1 })).statusCode).toBe(400);
    expect((await compute({ from, to: '9999-01-01T00:00:00Z' })).json()).toMatchObject({
      status: 400,
      errors: [{ pointer: '/to' }],
    });
    expect((await compute({ from: 'soon', businessSeconds: 1 })).json()).toMatchObject({
      status: 400,
      errors: [{ pointer: '/from' }],
    });
  });

  it('keep hours that change, and days that are otherwise', async () => {
    const hours = {
      timeZone: 'Europe/Berlin',
      periods: [
        { until: '2026-06-30', week: { mon: office } },
        { from: '2026-07-01', week: { mon: [['08:00', '12:00']] } },
      ],
      holidays: ['2026-07-20'],
      exceptions: [
        { date: '2026-07-13', name: 'Inventory' },
        { date: '2026-07-14', open: [['10:00', '11:00']] },
      ],
    };
    const made = await admin.post('/calendars', { key: 'plant', name: 'Plant', ...hours });
    expect(made.statusCode, made.body).toBe(201);
    expect(made.json()).toMatchObject(hours);
    expect(made.json()).not.toHaveProperty('week');
    const read = await agent.get('/calendars/plant');
    expect(read.json()).toMatchObject(hours);
    const compute = async (body: Record<string, unknown>) =>
      (await agent.post('/calendars/plant/compute', body)).json();
    // Four hours on Monday the 6th, one on the 14th, none on the 13th and the 20th, and then the 27th.
    expect(await compute({ from: '2026-07-06T00:00:00Z', businessSeconds: 6 * 3_600 })).toEqual({
      at: '2026-07-27T07:00:00.000Z',
    });
    expect(await compute({ to: '2026-07-27T07:00:00Z', businessSeconds: 6 * 3_600 })).toEqual({
      at: '2026-07-06T06:00:00.000Z',
    });
    expect(await compute({ from: '2026-06-29T00:00:00Z', to: '2026-07-20T00:00:00Z' })).toEqual({
      businessSeconds: 8 * 3_600 + 5 * 3_600,
    });

    const changed = await admin.patch('/calendars/plant', { exceptions: [] });
    expect(changed.json()).toMatchObject({ ...hours, exceptions: [] });
    const simpler = await admin.patch('/calendars/plant', { week: { tue: office } });
    expect(simpler.json()).toMatchObject({ week: { tue: office }, holidays: hours.holidays });
    expect(simpler.json()).not.toHaveProperty('periods');
    const again = await admin.patch('/calendars/plant', { periods: hours.periods });
    expect(again.json()).not.toHaveProperty('week');
    expect(again.json().periods).toEqual(hours.periods);
  });

  it('that make no sense are refused with the place', async () => {
    const post = (body: Record<string, unknown>) =>
      admin.post('/calendars', { key: 'odd', name: 'Odd', timeZone: 'UTC', week: {}, ...body });
    expect((await post({ timeZone: 'Mars/Olympus' })).json()).toMatchObject({
      status: 400,
      errors: [{ pointer: '/timeZone' }],
    });
    expect((await post({ week: { mon: [['17:00', '09:00']] } })).json()).toMatchObject({
      status: 400,
      errors: [{ pointer: '/week/mon/0' }],
    });
    expect((await post({ holidays: ['2026-02-30'] })).json()).toMatchObject({
      status: 400,
      errors: [{ pointer: '/holidays/0' }],
    });
    expect((await post({ week: { someday: [] } })).json()).toMatchObject({
      status: 400,
      errors: [{ pointer: '/week/someday' }],
    });
    const refused = async (body: Record<string, unknown>) => {
      const answer = await post(body);
      expect(answer.statusCode).toBe(400);
      return (answer.json().errors as { pointer: string }[]).map(({ pointer }) => pointer);
    };
    const date = '2026-12-24';
    expect(await refused({ exceptions: [{ date }, { date, open: [['09:00', '12:00']] }] })).toEqual(
      ['/exceptions/1/date'],
    );
    expect(await refused({ exceptions: [{ date, open: [['12:00', '09:00']] }] })).toEqual([
      '/exceptions/0/open/0',
    ]);
    const always = { week: {} };
    expect(await refused({ periods: [always] })).toEqual(['/periods']);
    expect(await refused({ week: undefined })).toEqual(['/week']);
    expect(
      await refused({
        week: undefined,
        periods: [
          { until: '2026-06-30', ...always },
          { from: '2026-06-30', ...always },
        ],
      }),
    ).toEqual(['/periods/1']);
    const never = (await post({})).json();
    expect(never).toMatchObject({ week: {}, holidays: [], exceptions: [] });
    const answer = await agent.post(`/calendars/${never.id}/compute`, {
      from: '2026-01-01T00:00:00Z',
      businessSeconds: 5,
    });
    expect(answer.json()).toMatchObject({ status: 400, errors: [{ pointer: '/businessSeconds' }] });
  });

  it('say which one counts where none is named', async () => {
    const hours = { timeZone: 'UTC', week: { mon: [['09:00', '17:00']] } };
    const made = await admin.post('/calendars', { key: 'abroad', name: 'Abroad', ...hours });
    expect(made.json().usual).toBe(false);
    const { items } = (await agent.get('/calendars')).json();
    const usual = items.filter((one: { usual: boolean }) => one.usual);
    expect(usual.map(({ key }: { key: string }) => key)).toEqual(['business-hours']);
    await admin.delete('/calendars/abroad');
  });

  it('that change leave running clocks with the hours they began with', async () => {
    await admin.post('/calendars', {
      key: 'shift',
      name: 'Shift',
      timeZone: 'UTC',
      week: Object.fromEntries(
        ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, [['00:00', '24:00']]]),
      ),
    });
    await admin.post(
      '/sla/policies',
      policyOf('tasks', ['task'], 120, { calendar: { key: 'shift' } }),
    );
    const ticket = (await agent.post('/tickets', { type: 'task', title: 'x' })).json();
    expect(ticket.clock).toMatchObject({ state: 'running', remainingSeconds: 7_200 });
    const changed = await admin.patch('/calendars/shift', { week: {} });
    expect(changed.json().version).toBe(2);
    const [clock] = (await agent.get(`/tickets/${ticket.id}/clocks`)).json().items;
    expect(clock).toMatchObject({ state: 'running', calendar: { key: 'shift', version: 1 } });
    expect(clock.dueAt).toBe(ticket.dueAt);
    expect((await admin.delete('/calendars/shift')).statusCode).toBe(409);
    await admin.delete('/sla/policies/tasks');
    expect((await admin.delete('/calendars/shift')).statusCode).toBe(204);
    expect((await agent.get(`/tickets/${ticket.id}/clocks`)).json().items[0].dueAt).toBe(
      ticket.dueAt,
    );
  });
});

describe('service targets', () => {
  it('hold for new tickets from the moment they change', async () => {
    const fast = policyOf('fast', ['problem'], 10);
    const made = await admin.post('/sla/policies', fast);
    expect(made.json()).toMatchObject({ key: 'fast', policy: fast, active: true, version: 1 });
    const open = async () =>
      (await agent.post('/tickets', { type: 'problem', title: 'x' })).json().clock
        ?.remainingSeconds;
    expect(await open()).toBe(600);
    expect(
      (
        await admin.patch(
          '/sla/policies/fast',
          { targets: policyOf('fast', ['problem'], 15).targets },
          { 'if-match': '"v1"' },
        )
      ).json().version,
    ).toBe(2);
    expect(await open()).toBe(900);
    await admin.patch('/sla/policies/fast', { active: false });
    expect(await open()).toBeUndefined();
    expect(
      (await admin.post('/sla/policies', { ...policyOf('x', [], 1), ticketTypes: ['dog'] }))
        .statusCode,
    ).toBe(400);
    expect(
      (
        await admin.post(
          '/sla/policies',
          policyOf('x', ['task'], 0, { calendar: { key: 'nowhere' } }),
        )
      ).json(),
    ).toMatchObject({
      errors: [{ pointer: '/calendar/key' }, { pointer: '/targets/0/within' }],
    });
    expect((await agent.patch('/sla/policies/fast', { active: true })).statusCode).toBe(403);
  });
});
