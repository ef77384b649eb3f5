/** Ladders over HTTP: who would be told when, where they are climbed, and what becomes of escalations when they are edited. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { tellOfEndingContracts } from '#domain/clocks/ending-contracts.ts';
import { escalationDue } from '#domain/escalations/due.ts';
import { openEscalation } from '#domain/escalations/open.ts';
import { type Client, createTestApp, type TestApp } from '#tests/support/app.ts';
import { policyOf } from '#tests/support/policies.ts';

/** A Monday, nine o’clock in UTC. */
const MONDAY = Date.parse('2027-01-04T09:00:00.000Z');
const HOUR = 3_600_000;

let api: TestApp;
let admin: Client;
let agent: Client;
let ann: Client;
let requester: Client;
let count = 0;
let key = '';

beforeAll(async () => {
  api = await createTestApp();
  admin = await api.signInAs('admin', { email: 'ada@example.test', name: 'Ada' });
  agent = await api.signInAs('agent', {
    email: 'omar@example.test',
    name: 'Omar',
    groups: ['service-desk'],
    manager: 'ada@example.test',
  });
  ann = await api.signInAs('agent', { email: 'ann@example.test', name: 'Ann' });
  requester = await api.signInAs('requester', { email: 'ravi@example.test' });
  // Ann is on call on Mondays to Fridays until noon; afterwards nobody is.
  await made(
    admin.post('/rotas', {
      key: 'network',
      name: 'Network',
      timeZone: 'UTC',
      layers: [
        {
          id: 'days',
          name: 'Days',
          people: [ann.email],
          startsOn: '2027-01-04',
          rotation: { every: 1, unit: 'day', at: '00:00' },
          hours: { mon: [['00:00', '12:00']] },
        },
      ],
    }),
  );
});
afterAll(() => api.close());
beforeEach(() => {
  api.standAt(MONDAY);
  count += 1;
  key = `ladder-${count}`;
});

async function made(answer: ReturnType<Client['post']>) {
  const response = await answer;
  expect(response.statusCode, response.body).toBeLessThan(300);
  return response.body === '' ? {} : response.json();
}
const ladder = (change: object = {}) => ({
  key,
  name: 'Network',
  levels: [
    { name: 'On call', to: [{ rota: 'network' }], wait: { hours: 2 } },
    {
      name: 'Boss',
      to: [{ relation: 'assigneeManager' }],
      wait: { hours: 2 },
      again: { every: { minutes: 30 }, times: 1 },
    },
  ],
  ...change,
});
const open = async (more: object = {}) =>
  (await made(agent.post('/tickets', { type: 'incident', title: 'Down', ...more }))) as {
    id: string;
    number: string;
  };
const escalate = (ticket: string) =>
  api.work((work) => openEscalation(work, ticket, 'Resolution', key));
const wake = (id: string) => api.work((work) => escalationDue(work, id));
const live = (timeZone: string) =>
  api.work((work) =>
    work.em.execute(
      'update tenant set settings = settings || ?::jsonb, configuration_revision = configuration_revision + 1',
      [JSON.stringify({ timeZone })],
    ),
  );
/** What stands in somebody’s inbox, the latest first. */
const notices = (who: Client): Promise<string[]> =>
  api.work(async (work) => {
    const rows = await work.em.execute<{ text: string }[]>(
      'select text from notification where person_id = ? order by created_at desc, id desc',
      [who.personId],
    );
    return rows.map(({ text }) => text);
  });
const events = async (id: string): Promise<string[]> =>
  ((await made(admin.get(`/tickets/${id}/events`))) as { items: { type: string }[] }).items.map(
    ({ type }) => type,
  );
const at = (hours: number) => new Date(MONDAY + hours * HOUR).toISOString();

describe('a ladder', () => {
  it('tells who would be told when if it began now, and tells nobody', async () => {
    const { number } = await open({ assignee: agent.email });
    const before = await notices(ann);
    const { rungs, endsAt } = await made(
      admin.post('/escalation-ladders/preview', { ladder: ladder(), ticket: number }),
    );
    const said = rungs.map((rung: { at: string; people: { name: string }[] }) => [
      rung.at,
      rung.people.map(({ name }) => name),
    ]);
    expect(said).toEqual([
      [at(0), ['Ann']],
      [at(2), ['Ada']],
      [at(2.5), ['Ada']],
    ]);
    expect(endsAt).toBe(at(4.5));
    expect(await notices(ann)).toEqual(before);
  });

  it('says where nobody is on call, and what hangs on the ticket that was not given', async () => {
    api.standAt(MONDAY + 4 * HOUR);
    const { rungs } = await made(admin.post('/escalation-ladders/preview', { ladder: ladder() }));
    expect(rungs[0]).toMatchObject({ people: [], empty: ['network'], needsTicket: false });
    expect(rungs[1]).toMatchObject({ people: [], empty: [], needsTicket: true });
  });

  it('is never silent where nobody is on call: the queue hears it, and whoever manages rotas', async () => {
    api.standAt(MONDAY + 4 * HOUR);
    await made(admin.post('/escalation-ladders', ladder()));
    const { id } = await open({ queue: 'service-desk' });
    const escalation = await escalate(id);
    await wake(escalation);
    expect((await notices(agent))[0]).toContain('needs somebody');
    expect((await notices(admin))[0]).toContain('Nobody is on call in “Network”');
    expect(await events(id)).toContain('rota.nobodyOnCall');
    expect(await notices(ann)).toEqual([]);
    const mails = await api.work((work) =>
      work.em.execute<{ to: string }[]>(
        'select to_address as to from mail where ticket_id = ? order by 1',
        [id],
      ),
    );
    expect(mails.map(({ to }) => to)).toEqual([admin.email, agent.email]);
    expect(await notices(requester)).toEqual([]);
  });

  it('says where it is climbed, and is not removed while it is', async () => {
    await made(admin.post('/escalation-ladders', ladder()));
    const policy = policyOf(`climbs-${count}`, ['problem'], 60, {
      thresholds: [
        { id: 'breach', at: { percent: 100 }, actions: [{ type: 'escalate', ladder: key }] },
      ],
    });
    await made(admin.post('/sla/policies', policy));
    const { id } = await open();
    await escalate(id);
    expect(await made(admin.get(`/escalation-ladders/${key}/use`))).toMatchObject({
      policies: [{ key: policy.key, thresholds: ['breach'] }],
      running: 1,
      versions: [{ number: 1, running: 1 }],
    });
    const refused = await admin.delete(`/escalation-ladders/${key}`);
    expect([refused.statusCode, refused.json().type]).toEqual([409, '/problems/in_use']);
    expect((await admin.delete('/rotas/network')).statusCode).toBe(409);
  });

  it('reaches escalations under way only by choice, and keeps what it was', async () => {
    await made(admin.post('/escalation-ladders', ladder()));
    const { id } = await open();
    await escalate(id);
    const url = `/escalation-ladders/${key}`;
    const shorter = ladder({ levels: ladder().levels.slice(0, 1) });
    await made(admin.put(url, shorter, { 'if-match': '"v1"' }));
    expect(await made(admin.get(`${url}/use`))).toMatchObject({
      versions: [
        { number: 2, running: 0 },
        { number: 1, running: 1 },
      ],
    });
    await made(
      admin.put(`${url}?running=true`, { ...shorter, name: 'Short' }, { 'if-match': '"v2"' }),
    );
    expect(await made(admin.get(`${url}/use`))).toMatchObject({
      versions: [{ number: 3, running: 1 }, { running: 0 }, { running: 0 }],
    });
    expect((await made(admin.get(`${url}/versions/1`))) as object).toMatchObject({
      ladder: { levels: [{ name: 'On call' }, { name: 'Boss' }] },
    });
    expect((await admin.get(`${url}/versions/9`)).statusCode).toBe(404);
  });

  it('stops asking once what it names has come', async () => {
    const stop = { fact: 'ticket.status', operator: 'equal', value: 'on_hold' };
    await made(admin.post('/escalation-ladders', ladder({ stop })));
    const ticket = await open();
    const escalation = await escalate(ticket.id);
    expect(await wake(escalation)).toEqual(new Date(MONDAY + 2 * HOUR));
    await made(agent.patch(`/tickets/${ticket.id}`, { status: 'in_progress' }));
    await made(
      agent.patch(`/tickets/${ticket.id}`, { status: 'on_hold', holdReason: 'awaiting_user' }),
    );
    api.standAt(MONDAY + 3 * HOUR);
    const previewed = await made(
      admin.post('/escalation-ladders/preview', {
        ladder: ladder({ stop }),
        ticket: ticket.number,
      }),
    );
    expect(previewed).toMatchObject({
      rungs: [],
      endsAt: new Date(MONDAY + 3 * HOUR).toISOString(),
    });
    expect(await wake(escalation)).toBeNull();
    expect(await events(ticket.id)).toContain('escalation.stopped');
  });

  it('asks a supplier by mail, at the address of a contract that holds', async () => {
    await made(admin.post('/organizations', { key: 'own', name: 'Own' }));
    await made(
      admin.post('/sla/contracts', {
        key: 'carrier',
        name: 'Line',
        organization: 'own',
        kind: 'underpinning',
        vendor: 'Carrier Ltd',
        vendorEmail: 'noc@carrier.example',
      }),
    );
    const levels = [{ name: 'Carrier', to: [{ vendor: 'carrier' }], wait: { hours: 1 } }];
    await made(admin.post('/escalation-ladders', ladder({ levels })));
    const { id } = await open();
    await wake(await escalate(id));
    const mails = await api.work((work) =>
      work.em.execute<{ to: string; count: string }[]>(
        'select to_address as to, count(*) from mail where ticket_id = ? group by 1',
        [id],
      ),
    );
    expect(mails).toEqual([{ to: 'noc@carrier.example', count: '1' }]);
    expect((await admin.delete('/sla/contracts/carrier')).json().type).toBe('/problems/in_use');
    // Nor is it made one whose vendor nobody can ask.
    for (const change of [{ vendorEmail: null }, { kind: 'sla' }])
      expect((await admin.patch('/sla/contracts/carrier', change)).json().type).toBe(
        '/problems/in_use',
      );
  });

  it('goes on no sooner where it is let rest than where it is not', async () => {
    await made(admin.post('/escalation-ladders', ladder()));
    const { id } = await open();
    const escalation = await escalate(id);
    await wake(escalation);
    const rest = async (hours: number) =>
      (await made(
        agent.post(`/tickets/${id}/escalations/${escalation}/snooze`, {
          until: new Date(MONDAY + hours * HOUR).toISOString(),
          reason: 'Later',
        }),
      )) as { nextAt: string };
    const at = (hours: number) => new Date(MONDAY + hours * HOUR).toISOString();
    expect((await rest(0.5)).nextAt).toBe(at(2));
    api.standAt(MONDAY + HOUR / 2);
    expect(await wake(escalation)).toEqual(new Date(MONDAY + 2 * HOUR));
    expect((await rest(5)).nextAt).toBe(at(5));
    expect((await rest(3)).nextAt).toBe(at(3));
    // A second rest that is over before the level is due, too.
    expect((await rest(1)).nextAt).toBe(at(2));
  });

  it.each(['days', 'businessDays'])(
    'is told as far as anybody knows, however many %s are waited',
    async (unit) => {
      const long = { [unit]: 2_000 };
      const levels = [
        { name: 'Far', to: [{ rota: 'network' }], wait: long, again: { every: long, times: 100 } },
        { name: 'Further', to: [{ rota: 'network' }], wait: { [unit]: 100_000 } },
      ];
      for (const some of [levels, levels.slice(1), [...levels.slice(1), ...levels]]) {
        const told = await made(
          admin.post('/escalation-ladders/preview', { ladder: ladder({ levels: some }) }),
        );
        expect(told.rungs.length).toBeGreaterThan(0);
        expect(told.rungs.length).toBeLessThan(4);
      }
    },
  );

  it('refuses what is not there, each with its place', async () => {
    const answer = await admin.post(
      '/escalation-ladders',
      ladder({
        calendar: 'nowhere',
        levels: [{ name: '1', to: [{ rota: 'none' }, { vendor: 'none' }], wait: { hours: 1 } }],
      }),
    );
    expect(answer.statusCode).toBe(400);
    expect(answer.json().errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
      '/calendar',
      '/levels/0/to/0',
      '/levels/0/to/1',
    ]);
  });
});

describe('a contract', () => {
  it('is told of before it ends, once for each end', async () => {
    await made(admin.post('/organizations', { key: 'acme', name: 'Acme' }));
    const contract = {
      key: 'acme',
      name: 'Acme gold',
      organization: 'acme',
      tier: 'gold',
      validUntil: '2027-01-20',
      warnDays: 14,
    };
    await made(admin.post('/sla/contracts', contract));
    const tell = () => api.work(tellOfEndingContracts);
    const ends = async () =>
      (await notices(admin)).filter((text) => text.includes('The contract “Acme gold” ends'));
    expect(await tell()).toBe(0);
    api.standAt(MONDAY + 3 * 24 * HOUR);
    expect([await tell(), await tell()]).toEqual([1, 0]);
    expect(await ends()).toHaveLength(1);
    await made(admin.patch('/sla/contracts/acme', { validUntil: '2027-01-21' }));
    expect(await tell()).toBe(1);
    expect(await ends()).toHaveLength(2);
  });

  it('says what hangs on it, and what holds on the day after', async () => {
    await made(admin.post('/organizations', { key: 'beta', name: 'Beta' }));
    const person = await api.signInAs('requester', { organization: 'beta' });
    await made(person.post('/tickets', { type: 'incident', title: 'x' }));
    const body = (name: string, more: object) => ({
      key: name,
      name,
      organization: 'beta',
      tier: 'gold',
      ...more,
    });
    await made(admin.post('/sla/contracts', body('first', { validUntil: '2027-03-31' })));
    expect(await made(admin.get('/sla/contracts/first/use'))).toMatchObject({
      tickets: 1,
      successor: null,
    });
    await made(admin.post('/sla/contracts', body('second', { validFrom: '2027-04-01' })));
    expect(await made(admin.get('/sla/contracts/first/use'))).toMatchObject({
      successor: { key: 'second' },
    });
  });

  it('begins and ends with the days of where the tenant is', async () => {
    await live('Pacific/Auckland');
    await made(admin.post('/organizations', { key: 'far', name: 'Far' }));
    await made(
      admin.post('/sla/contracts', {
        key: 'far',
        name: 'Far',
        organization: 'far',
        kind: 'underpinning',
        vendor: 'Far Ltd',
        vendorEmail: 'noc@far.example',
        warnDays: 5,
        validFrom: '2027-01-05',
        validUntil: '2027-01-10',
      }),
    );
    const levels = [{ name: 'Far', to: [{ vendor: 'far' }], wait: { hours: 1 } }];
    const asked = async (hours: number) => {
      api.standAt(MONDAY + hours * HOUR);
      const { rungs } = await made(
        admin.post('/escalation-ladders/preview', { ladder: ladder({ levels }) }),
      );
      return rungs[0].vendors.length;
    };
    // There it is midnight at eleven in the morning of UTC.
    expect([await asked(1), await asked(3)]).toEqual([0, 1]);
    expect(await api.work(tellOfEndingContracts)).toBeGreaterThan(0);
    expect([await asked(6 * 24 + 1), await asked(6 * 24 + 3)]).toEqual([1, 0]);
    await live('UTC');
  });

  it('is not changed over what somebody else has saved, and is not found only where it is not', async () => {
    const change = (ref: string, tag: string) =>
      admin.patch(`/sla/contracts/${ref}`, { name: 'Changed' }, { 'if-match': tag });
    expect((await change('carrier', '"v999"')).statusCode).toBe(412);
    expect((await change('nobody', '"v999"')).statusCode).toBe(404);
    expect((await change('carrier', '"v1"')).statusCode).toBe(200);
    const nameless = await admin.patch('/sla/contracts/carrier', { vendor: null });
    expect(nameless.json().errors[0].pointer).toBe('/vendor');
  });
});
