/** When a change may happen, over HTTP: plans and what stands in their way, free slots, windows, the calendar, the gate. */
import ICAL from 'ical.js';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Client, clientFor, createTestApp, type TestApp } from '#tests/support/app.ts';
import { addItems, touch } from '#tests/support/items.ts';

const DAY = 86_400_000;
const HOUR = 3_600_000;
/** Each test has a week of its own, so that none stands in another's way. */
let now = Date.parse('2027-01-04T08:00:00.000Z');
const at = (day: number, hour = 0): string =>
  new Date(now - 8 * HOUR + day * DAY + hour * HOUR).toISOString();

let test: TestApp;
let manager: Client;
let agent: Client;
let other: Client;
let items: Record<'shop' | 'api' | 'db' | 'rack' | 'mail', string>;
beforeAll(async () => {
  test = await createTestApp();
  manager = await test.signInAs('change-manager', { name: 'Mia' });
  agent = await test.signInAs('agent', { name: 'Bo', groups: ['service-desk'] });
  other = await test.signInAs('agent', { name: 'Cy', groups: ['network'] });
  items = await addItems(test, {
    shop: ['api'],
    api: ['db'],
    db: ['rack'],
    rack: [],
    mail: [],
  });
});
afterAll(() => test.close());
beforeEach(() => {
  now += 14 * DAY;
  test.standAt(now);
});

type Made = { readonly id: string; readonly number: string };
async function change(touched: readonly (keyof typeof items)[], plan: object, assignee?: Client) {
  const made: Made = (
    await agent.post('/tickets', {
      type: 'change',
      title: `Touch ${touched.join(' and ')}`,
      ...(assignee ? { assignee: assignee.email } : {}),
    })
  ).json();
  await touch(
    test,
    made.id,
    touched.map((key) => items[key]),
  );
  if (Object.keys(plan).length === 0) return made;
  const planned = await agent.patch(`/changes/${made.number}`, plan);
  expect(planned.statusCode, planned.body).toBe(200);
  return made;
}
const during = (day: number, from: number, to: number) => ({
  plannedFrom: at(day, from),
  plannedTo: at(day, to),
});
const conflicts = async ({ id }: Made, query = '') =>
  (await agent.get(`/changes/${id}/conflicts${query}`)).json().items;
const told = async ({ id }: Made): Promise<string[]> =>
  (await agent.get(`/tickets/${id}/events?limit=200`))
    .json()
    .items.filter(({ type }: { type: string }) => type.startsWith('change.conflicts'))
    .map(
      ({ type, data }: { type: string; data: { conflicts: { kind: string; with: string }[] } }) =>
        `${type.slice('change.conflicts'.length)}: ${data.conflicts
          .map((one) => `${one.kind} ${one.with}`.trim())
          .sort()
          .join(', ')}`,
    );
const noticesOf = async (client: Client): Promise<string[]> =>
  (await client.get('/me/notifications')).json().items.map(({ text }: { text: string }) => text);

describe('a change that is planned', () => {
  it('has its plan beside the ticket, with a version of its own', async () => {
    const made = await change(['mail'], {
      ...during(1, 20, 22),
      risk: 'medium',
      backOut: 'Restore.',
    });
    const found = await agent.get(`/changes/${made.number}`);
    expect(found.headers.etag).toBe('"v1"');
    expect(found.json()).toMatchObject({
      id: made.id,
      kind: 'normal',
      risk: 'medium',
      backOut: 'Restore.',
      impact: '',
      ...during(1, 20, 22),
      items: [{ key: 'mail', name: 'MAIL', role: 'affected' }],
      allowed: ['read', 'plan', 'schedule', 'noteResult'],
    });
    const stale = await agent.patch(
      `/changes/${made.id}`,
      { risk: 'high' },
      { 'if-match': '"v0"' },
    );
    expect(stale.statusCode).toBe(412);
    const [event] = (await agent.get(`/tickets/${made.id}/events`))
      .json()
      .items.filter(({ type }: { type: string }) => type === 'change.planned');
    expect(event.changes).toMatchObject({
      plannedFrom: { before: null, after: at(1, 20) },
      backOut: { before: '', after: 'Restore.' },
    });
    for (const [wrong, pointer] of [
      [{ plannedFrom: at(1, 23) }, '/plannedTo'],
      [{ plannedTo: null }, '/plannedTo'],
      [{ plannedTo: at(100) }, '/plannedTo'],
      [{ kind: 'urgent' }, '/kind'],
    ] as const)
      expect((await agent.patch(`/changes/${made.id}`, wrong)).json()).toMatchObject({
        status: 400,
        errors: [{ pointer }],
      });
    const incident: Made = (await agent.post('/tickets', { type: 'incident', title: 'No' })).json();
    expect((await agent.get(`/changes/${incident.id}`)).statusCode).toBe(404);
    const list = await agent.get(`/changes?from=${at(0)}&to=${at(2)}&sort=plannedFrom&kind=normal`);
    expect(list.json().items).toMatchObject([{ number: made.number, conflicts: 0 }]);
  });

  it('is told what else is touched then, whichever of the two moved, and that it is over', async () => {
    const first = await change(['shop'], during(1, 20, 22), other);
    const second = await change(['rack'], during(1, 21, 23));
    expect(await conflicts(first)).toMatchObject([
      {
        kind: 'depends_on',
        from: at(1, 21),
        to: at(1, 22),
        change: { number: second.number },
        path: [{ key: 'shop' }, { key: 'api' }, { key: 'db' }, { key: 'rack' }],
      },
    ]);
    expect(await conflicts(second)).toMatchObject([
      { kind: 'needed_by', change: { number: first.number }, path: [{ key: 'rack' }, {}, {}, {}] },
    ]);
    expect(await conflicts(second, `?from=${at(1, 22)}&to=${at(1, 23)}`)).toEqual([]);
    expect(await told(first)).toEqual([`Found: depends_on ${second.number}`]);
    expect(await told(second)).toEqual([`Found: needed_by ${first.number}`]);
    expect((await noticesOf(other))[0]).toBe(
      `${first.number} has conflicts at its planned time: ${second.number} touches what it depends on.`,
    );
    await agent.patch(`/changes/${second.id}`, during(1, 22, 23));
    expect(await told(first)).toEqual([
      `Found: depends_on ${second.number}`,
      `Gone: depends_on ${second.number}`,
    ]);
    await agent.patch(`/changes/${second.id}`, during(1, 20, 23));
    await agent.patch(`/tickets/${second.id}`, { status: 'cancelled' });
    expect((await told(first)).slice(2)).toEqual([
      `Found: depends_on ${second.number}`,
      `Gone: depends_on ${second.number}`,
    ]);
  });

  it('has a conflict with what the same person does, from when it is theirs', async () => {
    const first = await change(['mail'], during(2, 10, 12), other);
    const second = await change(['rack'], during(2, 11, 12));
    expect(await conflicts(second)).toEqual([]);
    await agent.patch(`/tickets/${second.id}`, { assignee: other.email });
    expect(await conflicts(second)).toMatchObject([
      { kind: 'same_person', person: { name: 'Cy' }, change: { number: first.number } },
    ]);
    expect(await told(first)).toEqual([`Found: same_person ${second.number}`]);
    await agent.patch(`/tickets/${second.id}`, { assignee: agent.email });
    expect(await told(first)).toHaveLength(2);
  });

  it('does not show a change to somebody who may not see it', async () => {
    const requester = await test.signInAs('requester');
    const own: Made = (await requester.post('/tickets', { type: 'change', title: 'Mine' })).json();
    await touch(test, own.id, [items.mail]);
    await agent.patch(`/changes/${own.id}`, during(3, 10, 12));
    await change(['mail'], during(3, 10, 12));
    const seen = (await requester.get(`/changes/${own.id}/conflicts`)).json().items;
    expect(seen).toMatchObject([{ kind: 'same_item', change: null, path: [{ key: 'mail' }] }]);
  });
});

describe('a maintenance window', () => {
  const opens = (minutes = 120) => ({
    first: at(1).slice(0, 10),
    time: '22:00',
    minutes,
    timeZone: 'Africa/Lagos',
    rrule: 'FREQ=WEEKLY;BYDAY=TU,TH',
  });

  it('says before it is saved which changes fit, and tells those that do not once it is', async () => {
    const [inside, outside] = [
      await change(['db'], during(1, 21, 23)),
      await change(['db'], during(2, 21, 23)),
    ];
    const scope = { kind: 'items', items: ['db'] };
    const preview = await manager.post('/maintenance-windows/preview', { scope, opens: opens() });
    expect(preview.json()).toMatchObject({
      inside: [{ change: { number: inside.number } }],
      outside: [{ change: { number: outside.number } }],
    });
    expect(preview.json().openings[0]).toEqual({ from: at(1, 21), to: at(1, 23) });
    const made = await manager.post('/maintenance-windows', {
      name: 'Databases',
      scope,
      opens: opens(),
    });
    expect(made.statusCode, made.body).toBe(201);
    expect(made.json().scope.items).toMatchObject([{ key: 'db' }]);
    expect(await told(inside)).toEqual([]);
    expect(await told(outside)).toEqual(['Found: outside_window']);
    expect(await conflicts(outside)).toMatchObject([
      { kind: 'outside_window', items: [{ key: 'db' }], windows: [{ name: 'Databases' }] },
    ]);
    const { id } = made.json();
    await manager.patch(`/maintenance-windows/${id}`, { opens: { ...opens(), time: '21:00' } });
    expect(await told(inside)).toEqual(['Found: outside_window']);
    expect((await manager.delete(`/maintenance-windows/${id}`)).statusCode).toBe(204);
    expect(await told(inside)).toEqual(['Found: outside_window', 'Gone: outside_window']);
  });

  it.each([
    ['FREQ=HOURLY', '/opens/rrule'],
    ['every Tuesday', '/opens/rrule'],
    ['FREQ=MONTHLY;BYSETPOS=-1;BYDAY=SU', '/opens/rrule'],
  ])('is refused with a rule that cannot be read: %s', async (rrule, pointer) => {
    const wrong = await manager.post('/maintenance-windows', {
      name: 'No',
      scope: { kind: 'all' },
      opens: { ...opens(), rrule },
    });
    expect(wrong.json()).toMatchObject({ status: 400, errors: [{ pointer }] });
  });

  it('repeats until an instant, and not a time longer', async () => {
    const until = at(9, 21).replace(/[-:]|\.000/g, '');
    const preview = async (rrule: string) =>
      (
        await manager.post('/maintenance-windows/preview', {
          scope: { kind: 'all' },
          opens: { ...opens(), rrule },
        })
      )
        .json()
        .openings.map(({ from }: { from: string }) => from);
    const weekly = 'FREQ=WEEKLY;BYDAY=WE';
    // The first day counts whatever its rule says.
    expect(await preview(`${weekly};UNTIL=${until}`)).toEqual([at(1, 21), at(2, 21), at(9, 21)]);
    const before = at(9, 20).replace(/[-:]|\.000/g, '');
    expect(await preview(`${weekly};UNTIL=${before}`)).toEqual([at(1, 21), at(2, 21)]);
  });
});

describe('the next free slot', () => {
  it('is past all that is to be avoided, in the hours that are asked for', async () => {
    await change(['db'], during(0, 9, 12));
    const mine = await change(['api'], {});
    const slot = async (wish: object) => {
      const answer = await agent.post(`/changes/${mine.id}/next-slot`, { minutes: 120, ...wish });
      expect(answer.statusCode, answer.body).toBe(200);
      return answer.json().slot;
    };
    expect(await slot({})).toEqual({ from: at(0, 12), to: at(0, 14) });
    expect(await slot({ minutes: 60 })).toEqual({ from: at(0, 8), to: at(0, 9) });
    expect(await slot({ avoid: ['same_item'] })).toEqual({ from: at(0, 8), to: at(0, 10) });
    expect(await slot({ calendar: 'business-hours', hours: 'closed' })).toEqual({
      from: at(0, 17),
      to: at(0, 19),
    });
    expect(await slot({ until: at(0, 13) })).toBeNull();
    const wrong = { minutes: 0 };
    expect((await agent.post(`/changes/${mine.id}/next-slot`, wrong)).statusCode).toBe(400);
  });
});

describe('the change calendar', () => {
  it('has changes, freezes and windows of a while in one list, for an item or a team', async () => {
    const [database, mail] = [
      await change(['db'], during(3, 9, 12)),
      await change(['mail'], during(2, 9, 12)),
    ];
    const made = await manager.post('/freezes', {
      name: 'Sales',
      reason: 'Nothing may fail.',
      scope: { kind: 'items', items: ['shop'] },
      from: at(4),
      to: at(5),
    });
    const calendar = async (query: string) =>
      (await agent.get(`/change-calendar?from=${at(0)}&to=${at(7)}${query}`))
        .json()
        .items.map((one: { type: string; title: string }) => `${one.type} ${one.title}`);
    await manager.patch(`/changes/${database.id}`, { result: 'backed_out' });
    const { items } = (await agent.get(`/change-calendar?from=${at(0)}&to=${at(7)}`)).json();
    expect(items.map(({ result }: { result?: string | null }) => result)).toEqual([
      null,
      'backed_out',
      undefined,
    ]);
    expect(await calendar('')).toEqual(['change Touch mail', 'change Touch db', 'freeze Sales']);
    // What the shop runs on is part of its calendar.
    expect(await calendar('&item=shop')).toEqual(['change Touch db', 'freeze Sales']);
    expect(await calendar('&item=mail')).toEqual(['change Touch mail']);
    expect(await calendar('&group=network')).toEqual([]);
    await agent.patch(`/tickets/${mail.id}`, { queue: 'network' });
    expect(await calendar('&group=network')).toEqual(['change Touch mail']);
    expect((await agent.get('/change-calendar?item=nothing')).statusCode).toBe(400);
    const feed = (await agent.post('/change-calendar/feed')).json();
    const address = new URL(feed.address);
    const anonymous = clientFor(test.app, {});
    const path = `/${address.pathname}${address.search}`;
    const text = await anonymous.get(path);
    expect(text.headers['content-type']).toBe('text/calendar; charset=utf-8');
    const events = new ICAL.Component(ICAL.parse(text.body)).getAllSubcomponents('vevent');
    const summaries = events.map((one) => new ICAL.Event(one).summary);
    expect(summaries).toContain(`${database.number} Touch db`);
    await agent.post('/change-calendar/feed');
    expect((await anonymous.get(path)).statusCode).toBe(404);
    await manager.delete(`/freezes/${made.json().id}`);
  });
});

describe('the gate', () => {
  it('names everything that stands in the way of carrying it out now, and opens when nothing does', async () => {
    const mine = await change(['api'], during(0, 9, 11));
    const gate = async () => {
      const { allowed, reasons } = (await agent.get(`/changes/${mine.number}/gate`)).json();
      return [allowed, reasons.map(({ code }: { code: string }) => code)];
    };
    expect(await gate()).toEqual([false, ['not_approved', 'too_early']]);
    const freeze = await manager.post('/freezes', {
      name: 'Now',
      reason: 'Audit',
      scope: { kind: 'all' },
      from: at(0, 10),
      to: at(0, 12),
    });
    const busy = await change(['db'], during(0, 9, 12));
    for (const { id } of [busy, mine]) await manager.patch(`/changes/${id}`, { kind: 'standard' });
    test.standAt(Date.parse(at(0, 9)));
    expect(await gate()).toEqual([false, ['frozen']]);
    await manager.delete(`/freezes/${freeze.json().id}`);
    expect(await gate()).toEqual([true, []]);
    await manager.patch(`/tickets/${busy.id}`, { status: 'authorize' });
    await manager.patch(`/tickets/${busy.id}`, { status: 'implement' });
    expect(await gate()).toEqual([false, ['conflict']]);
    // It takes longer than planned, and is in the way for as long.
    await agent.patch(`/changes/${mine.id}`, during(0, 13, 14));
    test.standAt(Date.parse(at(0, 13)));
    expect(await gate()).toEqual([false, ['conflict']]);
    await manager.patch(`/tickets/${busy.id}`, { status: 'resolved' });
    expect(await gate()).toEqual([true, []]);
    test.standAt(Date.parse(at(0, 14)));
    expect(await gate()).toEqual([false, ['too_late']]);
  });
});
