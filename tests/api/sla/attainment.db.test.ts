/** How promises were kept, as whoever answers for them asks: how many, where, in which month, and which tickets those were. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clockDue } from '#domain/clocks/due.ts';
import { recountDue } from '#domain/clocks/recount-work.ts';
import { type Client, createTestApp, type TestApp } from '#tests/support/app.ts';
import { policyOf } from '#tests/support/policies.ts';

const HOUR = 3_600_000;
const AUCKLAND_MAY = Date.parse('2027-05-10T21:00:00.000Z');

let api: TestApp;
let admin: Client;
let agent: Client;

beforeAll(async () => {
  api = await createTestApp();
  admin = await api.signInAs('admin');
  agent = await api.signInAs('agent', { groups: ['service-desk'] });
  for (const key of ['incident-resolution', 'request-fulfilment'])
    await admin.delete(`/sla/policies/${key}`);
  await api.work((work) =>
    work.em.execute(
      `update tenant set settings = settings || '{"timeZone": "Pacific/Auckland"}', configuration_revision = configuration_revision + 1`,
    ),
  );
  await made(admin.post('/groups', { key: 'builders', name: 'Builders', members: [] }));
  await made(admin.post('/queues', { key: 'building', name: 'Building', group: 'builders' }));
  await made(admin.post('/sla/policies', policyOf('resolution', ['incident'], 120)));
  await made(
    admin.post(
      '/sla/policies',
      policyOf('replies', ['service_request'], 60, { measures: 'nextResponse' }),
    ),
  );
});
afterAll(() => api.close());

async function made(answer: ReturnType<Client['post']>) {
  const response = await answer;
  if (response.statusCode >= 300) throw new Error(response.body);
  return response.body === '' ? {} : response.json();
}

const open = async (at: number, more: object = {}) => {
  api.standAt(at);
  const opened = await made(
    agent.post('/tickets', { type: 'incident', title: 'x', queue: 'building', ...more }),
  );
  return opened.id as string;
};
const change = async (id: string, at: number, patch: object) => {
  api.standAt(at);
  await api.work((work) => clockDue(work, id));
  await made(agent.patch(`/tickets/${id}`, patch));
};
const resolve = async (id: string, at: number) => {
  await change(id, at, { status: 'in_progress' });
  await change(id, at, { status: 'resolved' });
};

const asked = async (query: string, who: Client = agent) =>
  made(who.get(`/sla/attainment?${query}`));
const numbers = ({ met, breached, open: still, excluded }: Record<string, number>) => [
  met,
  breached,
  still,
  excluded,
];

describe('attainment', () => {
  it('counts what was kept and missed, and apart from them what is open and what was called off', async () => {
    await resolve(await open(AUCKLAND_MAY), AUCKLAND_MAY + HOUR);
    await resolve(await open(AUCKLAND_MAY), AUCKLAND_MAY + 3 * HOUR);
    const off = await open(AUCKLAND_MAY);
    await change(off, AUCKLAND_MAY + HOUR, { status: 'cancelled' });
    await open(AUCKLAND_MAY + HOUR, { title: 'still open', queue: 'service-desk' });
    api.standAt(AUCKLAND_MAY + 2 * HOUR);
    const report = await asked('by=queue');
    expect(numbers(report.totals)).toEqual([1, 1, 1, 1]);
    expect(report.totals.share).toBe(0.5);
    expect(report.rows.map((row: Record<string, number>) => [row.key, ...numbers(row)])).toEqual([
      ['building', 1, 1, 0, 1],
      ['service-desk', 0, 0, 1, 0],
    ]);
  });

  it('takes what ran past its deadline for missed, before anybody was told', async () => {
    api.standAt(AUCKLAND_MAY + 4 * HOUR);
    expect(numbers((await asked('by=policy')).totals)).toEqual([1, 2, 0, 1]);
  });

  it('puts each into the month in which it was decided, by the clocks of the tenant', async () => {
    // Half past eleven in the evening of the last of May in Auckland, and half an hour later.
    const evening = Date.parse('2027-05-31T11:30:00.000Z');
    await resolve(await open(evening), evening + HOUR / 4);
    await resolve(await open(evening), evening + HOUR);
    const { months, timeZone } = await asked('from=2027-05&to=2027-07');
    expect(timeZone).toBe('Pacific/Auckland');
    expect(months.map((row: Record<string, number>) => [row.month, ...numbers(row)])).toEqual([
      ['2027-05', 2, 2, 0, 1],
      ['2027-06', 1, 0, 0, 0],
      ['2027-07', 0, 0, 0, 0],
    ]);
    const june = await asked('from=2027-06&to=2027-06');
    expect(numbers(june.totals)).toEqual([1, 0, 0, 0]);
    // In Auckland it is July before it is in Greenwich.
    api.standAt(Date.parse('2027-06-30T13:00:00.000Z'));
    expect(await asked('months=1&to=last')).toMatchObject({ from: '2027-06', to: '2027-06' });
  });

  it('says in words how a month is written', async () => {
    const { statusCode, errors } = await agent
      .get('/sla/attainment?by=queue&from=2027-05-01')
      .then((answer) => ({ statusCode: answer.statusCode, errors: answer.json().errors }));
    expect(statusCode).toBe(400);
    expect(errors).toEqual([
      {
        pointer: '/from',
        detail:
          'is not written as it is expected. A calendar month in the zone of the tenant: `2026-09`.',
      },
    ]);
  });

  it('says how an instant is written, and not only what it is for', async () => {
    const { errors } = (await agent.get('/change-calendar?to=tomorrow')).json();
    expect(errors).toEqual([
      { pointer: '/to', detail: 'must be an instant (ISO 8601), such as 2026-11-23T09:00:00Z.' },
    ]);
  });

  it('counts every answer that was owed, not only the last', async () => {
    const start = Date.parse('2027-08-02T21:00:00.000Z');
    api.standAt(start);
    const requester = await api.signInAs('requester');
    const { id } = await made(requester.post('/tickets', { type: 'service_request', title: 'x' }));
    const say = async (who: Client, hours: number) => {
      api.standAt(start + hours * HOUR);
      await api.work((work) => clockDue(work, id));
      await made(who.post(`/tickets/${id}/comments`, { body: 'Well.' }));
    };
    await say(agent, 1);
    await say(requester, 2);
    await say(agent, 5);
    await say(requester, 6);
    await say(agent, 6.5);
    await say(requester, 7);
    const report = await asked('from=2027-08&to=2027-08&policy=replies');
    expect(numbers(report.totals)).toEqual([1, 1, 1, 0]);
    const { items } = await made(
      agent.get('/sla/attainment/tickets?from=2027-08&to=2027-08&policy=replies'),
    );
    expect(
      items.map((item: { outcome: string; clock: { cycle: number } }) => [
        item.clock.cycle,
        item.outcome,
      ]),
    ).toEqual([
      [3, 'open'],
      [2, 'met'],
      [1, 'breached'],
    ]);
  });

  /** The target of a policy becomes another, and what it has judged since then is counted again. */
  const recounted = async (policy: string, businessMinutes: number, finishedSince: string) => {
    const { targets } = (await admin.get(`/sla/policies/${policy}`)).json().policy;
    await made(
      admin.patch(`/sla/policies/${policy}`, {
        targets: [{ ...targets[0], within: { businessMinutes } }],
      }),
    );
    const { id } = await made(
      admin.post('/sla/recounts', { from: 'begin', policies: [policy], finishedSince }),
    );
    const work = async () => {
      while ((await api.work((inner) => recountDue(inner, id))) !== null);
    };
    await work();
    await made(admin.post(`/sla/recounts/${id}/apply`));
    await work();
  };

  it('tells how it was judged at the time, where it was counted again and judged otherwise', async () => {
    const start = Date.parse('2027-10-04T21:00:00.000Z');
    await resolve(await open(start), start + 3 * HOUR);
    await recounted('resolution', 600, '2027-10-01T00:00:00.000Z');
    const october = 'from=2027-10&to=2027-10&policy=resolution';
    const { totals } = await asked(october);
    expect([totals.met, totals.breached, totals.revised]).toEqual([1, 0, 1]);
    const judged = (await asked(`${october}&asJudged=true`)).totals;
    expect([judged.met, judged.breached, judged.revised]).toEqual([0, 1, 1]);
  });

  it('names the policy by which it was judged, at the time and now', async () => {
    await api.work((work) =>
      work.em.execute(
        `update clock set policy_key = 'other', name = 'Other' where policy_key = 'resolution' and started_at >= '2027-10-01'`,
      ),
    );
    const named = async (query: string) =>
      (await asked(`from=2027-10&to=2027-10${query}`)).rows
        .filter(({ met, breached }: Record<string, number>) => met !== breached)
        .map(({ key, name }: Record<string, string>) => [key, name]);
    expect(await named('')).toEqual([['other', 'Other']]);
    expect(await named('&asJudged=true')).toEqual([['resolution', 'resolution']]);
  });

  it('takes of an answer that is owed anew only what was said of that one at the time', async () => {
    const start = Date.parse('2027-12-06T21:00:00.000Z');
    api.standAt(start);
    const requester = await api.signInAs('requester');
    const { id } = await made(requester.post('/tickets', { type: 'service_request', title: 'x' }));
    const say = async (who: Client, hours: number) => {
      api.standAt(start + hours * HOUR);
      await api.work((work) => clockDue(work, id));
      await made(who.post(`/tickets/${id}/comments`, { body: 'Well.' }));
    };
    await say(agent, 1);
    await say(requester, 2);
    await say(agent, 5);
    api.standAt(start + 5.5 * HOUR);
    await recounted('replies', 600, '2027-12-01T00:00:00.000Z');
    await say(requester, 6);
    await say(agent, 6.5);
    const list = async (query: string) =>
      (
        await made(
          agent.get(`/sla/attainment/tickets?from=2027-12&to=2027-12&policy=replies${query}`),
        )
      ).items.map((item: { outcome: string; revised: boolean; clock: { cycle: number } }) => [
        item.clock.cycle,
        item.outcome,
        item.revised,
      ]);
    expect(await list('')).toEqual([
      [2, 'met', false],
      [1, 'met', true],
    ]);
    expect(await list('&asJudged=true')).toEqual([
      [2, 'met', false],
      [1, 'breached', true],
    ]);
  });
});

describe('the tickets behind a number', () => {
  it('are a list by pages, latest first, and just as many', async () => {
    const range = 'from=2027-05&to=2027-07&policy=resolution&outcome=met';
    const { totals } = await asked('from=2027-05&to=2027-07&policy=resolution');
    const seen: string[] = [];
    let cursor = '';
    do {
      const page = await made(agent.get(`/sla/attainment/tickets?${range}&limit=1${cursor}`));
      seen.push(...page.items.map((item: { clock: { id: string } }) => item.clock.id));
      cursor = page.nextCursor ? `&cursor=${page.nextCursor}` : '';
    } while (cursor !== '');
    expect(new Set(seen).size).toBe(totals.met);
    expect(seen).toHaveLength(totals.met);
  });

  it('lead to the clock that shows how it came to that', async () => {
    const { items } = await made(
      agent.get('/sla/attainment/tickets?from=2027-05&to=2027-05&outcome=breached&limit=1'),
    );
    const clocks = await made(agent.get(`/tickets/${items[0].ticket.number}/clocks`));
    expect(clocks.items.map(({ id }: { id: string }) => id)).toContain(items[0].clock.id);
  });
});

describe('who sees what', () => {
  it('counts nothing of tickets that one may not see', async () => {
    const permissions = ['report.read', 'ticket.read'].map((permission) => ({
      permission,
      scope: 'group',
    }));
    await made(admin.post('/roles', { key: 'builder', name: 'Builder', permissions }));
    const builder = await api.signInAs('builder', { groups: ['builders'] });
    const range = 'from=2027-05&to=2027-07&by=queue';
    const all = await asked(range);
    expect(all.rows.map(({ key }: { key: string }) => key)).toEqual(['building', 'service-desk']);
    const own = await asked(range, builder);
    expect(own.rows).toEqual(all.rows.slice(0, 1));
    expect(own.totals).toEqual({ ...all.rows[0], key: undefined, name: undefined });
    // A report may reach further than the tickets themselves do; it shows no more for that.
    await made(
      admin.post('/roles', {
        key: 'reader',
        name: 'Reader',
        permissions: [{ permission: 'report.read', scope: 'all' }],
      }),
    );
    const reader = await api.signInAs(['reader', 'requester']);
    expect(numbers((await asked(range, reader)).totals)).toEqual([0, 0, 0, 0]);
    const { items } = await made(agent.get('/sla/attainment/tickets?from=2027-05&to=2027-07'));
    const listed = await made(builder.get('/sla/attainment/tickets?from=2027-05&to=2027-07'));
    expect(listed.items.length).toBeLessThan(items.length);
  });

  it('gives a token for reports the numbers and no titles', async () => {
    const screen = await api.signInAs('agent', { scopes: ['report.read'] });
    expect(numbers((await asked('from=2027-05&to=2027-05', screen)).totals)).toEqual([2, 2, 0, 1]);
    expect((await screen.get('/sla/attainment/tickets')).statusCode).toBe(403);
  });

  it('names what is wrong with a question', async () => {
    const refused = async (query: string) => {
      const answer = await agent.get(`/sla/attainment?${query}`);
      return [answer.statusCode, answer.json().errors?.[0]?.pointer];
    };
    expect(await refused('from=2027-07&to=2027-05')).toEqual([400, '/from']);
    expect(await refused('from=2007-07&to=2027-05')).toEqual([400, '/from']);
    expect(await refused('by=colour')).toEqual([400, '/by']);
    const cursor = Buffer.from('["x","y",1]').toString('base64url');
    expect((await agent.get(`/sla/attainment/tickets?cursor=${cursor}`)).statusCode).toBe(400);
  });
});
