import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, createTestApp, type TestApp } from '#tests/support/app.ts';
import { policyOf } from '#tests/support/policies.ts';

let api: TestApp;
let admin: Client;
let agent: Client;
const office = { mon: [['09:00', '17:00']], tue: [['09:00', '17:00']] };

beforeAll(async () => {
  api = await createTestApp();
  admin = await api.signInAs('admin');
  agent = await api.signInAs('agent');
  await admin.post('/calendars', { key: 'desk', name: 'Desk', timeZone: 'Etc/UTC', week: office });
});
afterAll(() => api.close());

describe('the versions of a calendar', () => {
  it('are kept with who saved them, and compared in words', async () => {
    await admin.patch('/calendars/desk', {
      week: { ...office, tue: [['08:00', '12:00']] },
      exceptions: [{ date: '2027-01-04', name: 'Moving' }],
    });
    const { items } = (await admin.get('/calendars/desk/versions')).json();
    expect(items).toMatchObject([
      { number: 2, savedBy: { id: admin.personId }, openClocks: 0 },
      { number: 1 },
    ]);
    expect((await agent.get('/calendars/desk/versions')).json().items[0].savedBy).toBeNull();
    const page = (await admin.get('/calendars/desk/versions?limit=1')).json();
    const next = await admin.get(`/calendars/desk/versions?limit=1&cursor=${page.nextCursor}`);
    expect(next.json().items).toMatchObject([{ number: 1 }]);
    const first = (await agent.get('/calendars/desk/versions/1')).json();
    expect(first).toMatchObject({ number: 1, week: office, timeZone: 'Etc/UTC' });
    expect((await agent.get('/calendars/desk/compare?from=1&to=2')).json().differences).toEqual([
      { kind: 'hours', text: 'Tuesday: 08:00–12:00, was 09:00–17:00.' },
      { kind: 'dayAdded', text: 'Added 2027-01-04: Moving, closed.' },
    ]);
    expect((await agent.get('/calendars/desk/compare')).json()).toMatchObject({ from: 1, to: 2 });
    expect((await agent.get('/calendars/desk/versions/9')).statusCode).toBe(404);
  });
});

describe('what an edit would do to open clocks', () => {
  const preview = (body: object) => admin.post('/calendars/desk/preview', body);
  const due = (answer: { json: () => { clocks: { after: { dueAt: string } }[] } }) =>
    answer.json().clocks.map(({ after }) => after.dueAt);

  it('is told for each, from the beginning or from now on, and nothing is written', async () => {
    // A Monday, after two hours of work; the day after is as long.
    api.standAt(Date.parse('2027-02-01T09:00:00Z'));
    await admin.patch('/calendars/desk', { week: office, exceptions: [] });
    const policy = policyOf('desk', ['incident'], 240, { calendar: { key: 'desk' } });
    expect((await admin.post('/sla/policies', policy)).statusCode).toBe(201);
    await admin.put('/sla/policies/order', { order: ['desk'] });
    const ticket = (await agent.post('/tickets', { type: 'incident', title: 'Down' })).json();
    api.standAt(Date.parse('2027-02-01T11:00:00Z'));

    const same = await preview({ from: 'now' });
    expect(same.statusCode, same.body).toBe(200);
    expect(same.json()).toMatchObject({ open: 1, missed: 0, met: 0 });
    expect(same.json().clocks).toMatchObject([
      {
        ticket: { number: ticket.number },
        before: { dueAt: '2027-02-01T13:00:00.000Z', elapsedSeconds: 7_200 },
        after: { dueAt: '2027-02-01T13:00:00.000Z', elapsedSeconds: 7_200 },
        flips: false,
      },
    ]);
    // Shorter days: what was counted stays, or never was.
    const short = { mon: [['10:00', '12:00']], tue: [['10:00', '12:00']] };
    expect(due(await preview({ from: 'now', week: short }))).toEqual(['2027-02-02T11:00:00.000Z']);
    expect(due(await preview({ from: 'begin', week: short }))).toEqual([
      '2027-02-02T12:00:00.000Z',
    ]);
    expect((await preview({ from: 'begin', timeZone: 'Pacific/Kiritimati' })).json()).toMatchObject(
      {
        clocks: [{ after: { state: 'running', elapsedSeconds: 0 } }],
      },
    );

    const clocks = (await agent.get(`/tickets/${ticket.id}`)).json();
    expect(clocks.dueAt).toBe('2027-02-01T13:00:00.000Z');
    expect((await admin.get('/calendars/desk')).json().week).toEqual(office);
  });

  it('tells which would be missed', async () => {
    // At noon four hours have not passed since nine; without a night they have, since Sunday's.
    api.standAt(Date.parse('2027-02-01T12:30:00Z'));
    const always = Object.fromEntries(
      ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, [['00:00', '24:00']]]),
    );
    expect((await preview({ from: 'begin', week: always })).json()).toMatchObject({ missed: 0 });
    api.standAt(Date.parse('2027-02-01T14:00:00Z'));
    const siesta = {
      mon: [
        ['09:00', '11:00'],
        ['13:30', '17:00'],
      ],
    };
    const rescued = (await preview({ from: 'begin', week: siesta })).json();
    expect(rescued).toMatchObject({ open: 1, missed: 0, met: 1, clocks: [{ flips: true }] });
  });

  it('names no ticket that whoever asks may not read', async () => {
    // What a token was not given for, nobody reads with it; the same holds for a role.
    const settler = await api.signInAs('admin', { scopes: ['settings.manage'] });
    const answer = await settler.post('/calendars/desk/preview', { from: 'now' });
    expect(answer.statusCode, answer.body).toBe(200);
    expect(answer.json()).toEqual({ open: 1, missed: 0, met: 0, clocks: [] });
    expect((await preview({ from: 'now' })).json()).toMatchObject({
      open: 1,
      clocks: [{ ticket: { title: 'Down' } }],
    });
  });

  it('is refused for hours that make no sense, and to those who may not', async () => {
    const refused = await preview({ from: 'now', week: { mon: [['17:00', '09:00']] } });
    expect(refused.json()).toMatchObject({ status: 400, errors: [{ pointer: '/week/mon/0' }] });
    expect((await agent.post('/calendars/desk/preview', { from: 'now' })).statusCode).toBe(403);
    expect((await admin.post('/calendars/desk/preview', {})).json().errors[0].pointer).toBe(
      '/from',
    );
  });
});
