/** An incident, the change that caused it, which changes may have, and what similar changes to come are told of it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nameCause } from '#domain/changes/causes.ts';
import { ticketFacts } from '#domain/tickets/facts.ts';
import { createWorld } from '../../domain/processes/world.ts';
import { type Client, createTestApp, type TestApp } from '../../support/app.ts';
import { eventually } from '../../support/eventually.ts';

/** A Monday. */
const NOW = Date.parse('2027-01-04T09:00:00.000Z');
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let test: TestApp;
let admin: Client;
let agent: Client;
let caller: Client;
beforeAll(async () => {
  test = await createTestApp();
  test.standAt(NOW);
  admin = await test.signInAs('admin');
  agent = await test.signInAs('agent', { groups: ['service-desk'] });
  caller = await test.signInAs('requester', { email: 'caller@demo.test' });
  for (const [key, dependsOn] of [
    ['storage', []],
    ['database', ['storage']],
    ['billing', ['database']],
    ['elsewhere', []],
  ] as const)
    await made(admin.post('/config-items', { key, name: key, kind: 'service', dependsOn }));
});
afterAll(() => test.close());

async function made(
  answer: Promise<{ statusCode: number; body: string; json: () => unknown }>,
): Promise<{ readonly id: string; readonly number: string }> {
  const { statusCode, body, json } = await answer;
  expect([200, 201], body).toContain(statusCode);
  return json() as { id: string; number: string };
}
const at = (ms: number): void => test.standAt(NOW + ms);
const incident = (items: readonly string[], by: Client = agent) =>
  made(by.post('/tickets', { type: 'incident', title: 'No invoices', configItems: items }));

/** One whose work begins now. */
async function change(items: readonly string[], title = 'More memory') {
  const { id, number } = await made(
    admin.post('/tickets', { type: 'change', title, configItems: items }),
  );
  for (const status of ['assess', 'authorize', 'scheduled', 'implement'])
    await made(admin.patch(`/tickets/${id}`, { status }));
  return { id, number };
}
const ended = (id: string, result: string) => made(admin.patch(`/changes/${id}`, { result }));
const eventsOf = async (id: string, part: string) =>
  (await admin.get(`/tickets/${id}/events?limit=200`))
    .json()
    .items.filter(({ type }: { type: string }) => type.includes(part))
    .map(({ type, data }: { type: string; data: { name: string } }) => [type, data.name]);

const WAITING_FOR_ROWS =
  "select from pg_stat_activity where datname = current_database() and wait_event in ('transactionid', 'tuple')";

describe('what may have caused a ticket', () => {
  it('is told nearest first, with the way to what was changed', async () => {
    at(-10 * DAY);
    await change(['billing'], 'Too long ago');
    at(-2 * DAY);
    const below = await change(['storage'], 'New disks');
    at(-3 * HOUR);
    const same = await change(['billing', 'elsewhere'], 'New invoices');
    at(-2 * HOUR);
    const near = await change(['elsewhere'], 'Something else');
    at(-26 * HOUR);
    await change(['elsewhere'], 'Something else, the day before');
    at(0);
    const { number } = await incident(['billing']);
    const { items } = (await agent.get(`/tickets/${number}/suspects`)).json();
    expect(items).toMatchObject([
      { number: same.number, reason: 'same_item', path: [{ key: 'billing' }] },
      {
        number: below.number,
        reason: 'depends_on',
        path: [{ key: 'billing' }, { key: 'database' }, { key: 'storage' }],
      },
      { number: near.number, reason: 'time', path: [] },
    ]);
    at(HOUR);
    await change(['billing'], 'Begun afterwards');
    expect((await agent.get(`/tickets/${number}/suspects`)).json().items).toHaveLength(3);
  });
});

describe('a change that has caused an incident', () => {
  it('is named on it, by number, once, and knows of it; both timelines tell', async () => {
    const guilty = await change(['database']);
    const { id, number } = await incident(['billing']);
    const answer = await made(agent.put(`/tickets/${number}/cause`, { change: guilty.number }));
    expect(answer).toMatchObject({ cause: { number: guilty.number, kind: 'normal' } });
    await made(agent.put(`/tickets/${number}/cause`, { change: guilty.id }));
    expect((await agent.get(`/changes/${guilty.number}/incidents`)).json().items).toMatchObject([
      { id, number, type: 'incident' },
    ]);
    expect(await eventsOf(id, 'cause')).toEqual([['ticket.causeNamed', guilty.number]]);
    expect(await eventsOf(guilty.id, 'caused')).toEqual([['change.causedNamed', number]]);

    const other = await change(['database']);
    await made(agent.put(`/tickets/${number}/cause`, { change: other.number }));
    expect((await agent.get(`/changes/${guilty.number}/incidents`)).json().items).toEqual([]);
    await made(agent.put(`/tickets/${number}/cause`, { change: null }));
    expect((await agent.get(`/tickets/${number}/cause`)).json()).toMatchObject({ cause: null });
    expect(await eventsOf(other.id, 'caused')).toEqual([
      ['change.causedNamed', number],
      ['change.causedTakenBack', number],
    ]);
  });

  it('can be named on one that is long closed', async () => {
    const guilty = await change(['database']);
    const { id } = await incident(['billing']);
    await made(agent.patch(`/tickets/${id}`, { status: 'resolved' }));
    expect(await made(agent.put(`/tickets/${id}/cause`, { change: guilty.number }))).toMatchObject({
      cause: { number: guilty.number },
    });
  });

  it('is named once by two at the same moment', async () => {
    const [one, other] = [await change([]), await change([])];
    const { id } = await incident([]);
    const answers = await Promise.all(
      [one, other, one, other].map(({ number }) =>
        agent.put(`/tickets/${id}/cause`, { change: number }),
      ),
    );
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200]);
    const { cause } = (await agent.get(`/tickets/${id}/cause`)).json();
    for (const { id: changeId, number } of [one, other])
      expect((await agent.get(`/changes/${changeId}/incidents`)).json().items).toHaveLength(
        cause.number === number ? 1 : 0,
      );
  });

  it('waits for whoever holds the change that was named before', async () => {
    const [first, second] = [await change([]), await change([])];
    const { id } = await incident([]);
    await made(agent.put(`/tickets/${id}/cause`, { change: first.number }));
    const world = createWorld(test);
    const [isStillNamed, naming] = await test.work(async (work) => {
      await work.em.execute('select from ticket where id = ? for update', [first.id]);
      const answer = agent.put(`/tickets/${id}/cause`, { change: second.number });
      await world.areWaiting(1);
      const rows = await work.em.execute(
        'select 1 from ticket_cause where ticket_id = ? and change_id = ?',
        [id, first.id],
      );
      return [rows.length === 1, [answer]] as const;
    });
    const [answer] = await Promise.all(naming);
    expect([isStillNamed, answer.statusCode]).toEqual([true, 200]);
    expect((await agent.get(`/tickets/${id}/cause`)).json()).toMatchObject({
      cause: { number: second.number },
    });
  });

  it('is named by several at the same moment though each holds what another wants', async () => {
    const [early, late] = await Promise.all([change([]), change([])]).then((both) =>
      both.toSorted((one, other) => (one.id < other.id ? -1 : 1)),
    );
    if (!early || !late) return expect.fail('There are two changes.');
    const [first, second] = [await incident([]), await incident([])];
    await made(agent.put(`/tickets/${second.id}/cause`, { change: late.number }));
    const world = createWorld(test);
    const naming = await test.work(async (work) => {
      await nameCause(work, first.id, early.id);
      // Wants what is being named here, of which it has seen nothing yet.
      const one = agent.put(`/tickets/${first.id}/cause`, { change: late.number });
      await world.areWaiting(1);
      // Takes its place behind this one, and then wants the other.
      const other = agent.put(`/tickets/${second.id}/cause`, { change: early.number });
      await world.areWaiting(2);
      return [one, other] as const;
    });
    const answers = await Promise.all(naming);
    expect(answers.map((answer) => [answer.statusCode, answer.json().cause?.number])).toEqual([
      [200, late.number],
      [200, early.number],
    ]);
  });

  it('is held by who deletes the ticket also where it was named at that moment', async () => {
    const guilty = await change([]);
    const { id } = await incident([]);
    const world = createWorld(test);
    const naming = 'hashtextextended(?, 0)';
    const [deleted, held] = await test.work(async (work) => {
      await nameCause(work, id, guilty.id);
      // Behind who names it and before who deletes it: the change is locked by the time that these go on.
      const holding = test.work(async (other) => {
        await other.em.execute(`select pg_advisory_lock(${naming})`, [`cause:${id}`]);
        await other.em.execute('select from ticket where id = ? for update', [guilty.id]);
        await other.em.execute(`select pg_advisory_unlock(${naming})`, [`cause:${id}`]);
        await eventually('the deletion to wait for the change', async () =>
          expect(await world.rows(WAITING_FOR_ROWS)).toHaveLength(1),
        );
      });
      await world.areWaiting(1);
      const answer = admin.delete(`/tickets/${id}`);
      await world.areWaiting(2);
      return [answer, holding] as const;
    });
    await held;
    expect((await deleted).statusCode).toBe(204);
  });

  it('can be another one once the first has been deleted', async () => {
    const [first, second] = [await change([]), await change([])];
    const { id } = await incident([]);
    await made(agent.put(`/tickets/${id}/cause`, { change: first.number }));
    expect((await admin.delete(`/tickets/${first.id}`)).statusCode).toBe(204);
    expect((await agent.get(`/tickets/${id}/cause`)).json()).toMatchObject({ cause: null });
    await made(agent.put(`/tickets/${id}/cause`, { change: second.number }));
    expect((await agent.get(`/tickets/${id}/cause`)).json()).toMatchObject({
      cause: { number: second.number },
    });
  });

  it('is a change, and of incidents and problems only', async () => {
    const { id } = await incident([]);
    const another = await incident([]);
    for (const wrong of [another.number, 'CHG-999999', 'nonsense']) {
      const answer = await agent.put(`/tickets/${id}/cause`, { change: wrong });
      expect(answer.statusCode, wrong).toBe(400);
      expect(answer.json().errors[0].pointer).toBe('/change');
    }
    const guilty = await change([]);
    expect(
      (await agent.put(`/tickets/${guilty.id}/cause`, { change: guilty.id })).json(),
    ).toMatchObject({ status: 400 });
    const request = await made(
      agent.post('/tickets', { type: 'service_request', title: 'A desk' }),
    );
    expect(
      (await agent.put(`/tickets/${request.id}/cause`, { change: guilty.id })).json(),
    ).toMatchObject({ status: 400 });
  });

  it('is nothing for who has asked for help', async () => {
    const guilty = await change(['billing']);
    const { id } = await made(caller.post('/tickets', { type: 'incident', title: 'No invoices' }));
    await made(agent.put(`/tickets/${id}/cause`, { change: guilty.number }));
    for (const part of ['cause', 'suspects'])
      expect((await caller.get(`/tickets/${id}/${part}`)).statusCode).toBe(403);
    expect((await caller.put(`/tickets/${id}/cause`, { change: null })).statusCode).toBe(403);
    const own = await made(caller.post('/tickets', { type: 'change', title: 'A second screen' }));
    expect((await caller.get(`/tickets/${own.id}`)).statusCode).toBe(200);
    for (const part of ['incidents', 'history'])
      expect((await caller.get(`/changes/${own.id}/${part}`)).statusCode).toBe(403);
    const { items } = (await caller.get(`/tickets/${id}/events?limit=200`)).json();
    expect(JSON.stringify(items)).not.toContain(guilty.number);
  });
});

it('how similar changes went is told, counted, and known to conditions', async () => {
  at(-400 * DAY);
  const longAgo = await change(['elsewhere'], 'Over a year ago');
  await ended(longAgo.id, 'failed');
  at(-20 * DAY);
  const [good, back, harmful] = [
    await change(['elsewhere', 'storage'], 'Went well'),
    await change(['elsewhere'], 'Did not'),
    await change(['elsewhere'], 'Went well, and broke something'),
  ];
  await change(['elsewhere'], 'Nobody knows yet');
  await ended((await change(['storage'], 'Of something else')).id, 'failed');
  await ended(good.id, 'successful');
  await ended(back.id, 'backed_out');
  await ended(harmful.id, 'successful');
  const { id: broken } = await incident(['billing']);
  await made(agent.put(`/tickets/${broken}/cause`, { change: harmful.number }));
  at(0);
  const next = await change(['elsewhere']);
  const history = (await agent.get(`/changes/${next.number}/history`)).json();
  expect(history).toMatchObject({ similar: 3, similarFailed: 2 });
  expect(
    history.items.map(({ title, result, incidents }: Record<string, unknown>) => [
      title,
      result,
      incidents,
    ]),
  ).toEqual(
    expect.arrayContaining([
      ['Went well', 'successful', 0],
      ['Did not', 'backed_out', 0],
      ['Went well, and broke something', 'successful', 1],
    ]),
  );
  const { ticket } = await test.work((work) => ticketFacts(work, next.id));
  expect(ticket.change).toMatchObject({ similar: 3, similarFailed: 2, incidents: 0 });
  const { ticket: before } = await test.work((work) => ticketFacts(work, harmful.id));
  expect(before.change).toMatchObject({ result: 'successful', incidents: 1 });
  // What came after it, and what is there no more, says nothing about it.
  expect((await agent.get(`/changes/${longAgo.id}/history`)).json()).toMatchObject({
    similar: 0,
    items: [],
  });
  expect((await admin.delete(`/tickets/${broken}`)).statusCode).toBe(204);
  expect((await agent.get(`/changes/${next.number}/history`)).json()).toMatchObject({
    similar: 3,
    similarFailed: 1,
  });
  const { ticket: after } = await test.work((work) => ticketFacts(work, harmful.id));
  expect(after.change).toMatchObject({ incidents: 0 });
});
