/** A process for each kind of change: begun by its plan, knowing it, setting it, and looking back on it as it was. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deliverMessage } from '#domain/correlation/deliver-message.ts';
import { playOff } from '../../domain/backtests/play-off.ts';
import { policyOf } from '../../support/policies.ts';
import { type ChangeWorld, createChangeWorld, NOW, type Opened } from './change-world.ts';

const PLANNED = {
  plannedFrom: '2027-01-05T20:00:00.000Z',
  plannedTo: '2027-01-05T22:00:00.000Z',
};

let own: ChangeWorld;
beforeAll(async () => {
  own = await createChangeWorld({ now: NOW, agent: ['agent', 'change-manager'] });
});
afterAll(() => own.close());

const opened = (change: object | null, fields: object = {}) => own.opened(change, fields);
const processOf = async ({ run }: Opened) =>
  (
    await own.world.rows<{ process_key: string }>('select process_key from run where id = ?', [run])
  )[0]?.process_key;
const planOf = (change: Opened) => own.planOf(change);
const ticketOf = async ({ id }: Opened) => (await own.agent.get(`/tickets/${id}`)).json();
async function done({ id, run }: Opened, outcome: string) {
  const [task] = await own.world.rows<{ id: string }>(
    `select id from task where ticket_id = ? and state = 'open'`,
    [id],
  );
  const answer = await own.admin.post(`/tasks/${task?.id}/complete`, { outcome });
  expect(answer.statusCode, answer.body).toBe(200);
  return own.world.drive(run);
}

/** Approved where it has to be, and under way. */
async function begun(change: Opened): Promise<void> {
  const { waiting } = await own.world.drive(change.run);
  const [approval] = await own.world.rows<{ id: string }>(
    "select id from approval where run_id = ? and state = 'open'",
    [change.run],
  );
  if (approval) {
    const answer = await own.admin.post(`/approvals/${approval.id}/decision`, {
      decision: 'approve',
    });
    expect(answer.statusCode, answer.body).toBe(200);
    await own.world.drive(change.run);
    return;
  }
  const timer = waiting.findLast(({ type }) => type === 'timer');
  if (timer?.type !== 'timer') throw new Error('It waits for its time.');
  const { at, token } = timer;
  own.test.standAt(Date.parse(at));
  await own.world.drive(change.run, { also: [{ type: 'timerFired', at, token }] });
}

describe('a change that is opened with its plan', () => {
  it('begins the process of its kind', async () => {
    expect(await processOf(await opened(null))).toBe('normal-change');
    expect(await processOf(await opened({ kind: 'normal', risk: 'medium' }))).toBe('normal-change');
    expect(await processOf(await opened({ kind: 'emergency' }))).toBe('emergency-change');
    const standard = await opened({ kind: 'standard', ...PLANNED, backOut: 'The old ones.' });
    expect(await processOf(standard)).toBe('standard-change');
    expect(await planOf(standard)).toMatchObject({
      kind: 'standard',
      ...PLANNED,
      backOut: 'The old ones.',
      risk: null,
    });
  });

  it('is opened whole or not at all, and planned by those who work on tickets', async () => {
    const before = await own.world.rows('select id from ticket');
    const wrong = await own.agent.post('/tickets', {
      type: 'change',
      title: 'Too short',
      change: { plannedFrom: PLANNED.plannedTo, plannedTo: PLANNED.plannedFrom },
    });
    expect(wrong.json().errors).toMatchObject([{ pointer: '/change/plannedTo' }]);
    const incident = await own.agent.post('/tickets', {
      type: 'incident',
      title: 'No change',
      change: { kind: 'standard' },
    });
    expect(incident.json().errors).toMatchObject([{ pointer: '/change' }]);
    const requester = await own.test.signInAs('requester');
    const asked = await requester.post('/tickets', {
      type: 'change',
      title: 'By myself',
      change: { kind: 'standard' },
    });
    expect([asked.statusCode, asked.json().errors]).toMatchObject([403, [{ pointer: '/change' }]]);
    expect(await own.world.rows('select id from ticket')).toEqual(before);
  });
});

describe('a process', () => {
  it('waits for the planned start, and knows a plan that was made after it began', async () => {
    const change = await opened({ kind: 'standard' });
    await own.world.drive(change.run);
    await own.agent.patch(`/changes/${change.number}`, PLANNED);
    const { waiting } = await done(change, 'planned');
    expect(waiting.findLast(({ type }) => type === 'timer')).toMatchObject({
      at: PLANNED.plannedFrom,
    });
    expect(await ticketOf(change)).toMatchObject({ status: 'scheduled' });
  });

  it('waits for another time once the change is planned anew, sooner or later', async () => {
    const change = await opened({ kind: 'standard', ...PLANNED });
    await own.world.drive(change.run);
    const carried = new Set<string>();
    for (const plannedFrom of ['2027-01-05T21:00:00.000Z', '2027-01-05T12:00:00.000Z']) {
      await own.agent.patch(`/changes/${change.number}`, { plannedFrom });
      for (const { id } of await own.world.rows<{ id: string }>(
        "select id from message where name = 'change.planned' and key = ? order by sent_at, id",
        [change.number],
      )) {
        if (!carried.has(id))
          await deliverMessage(own.test.store, { tenantId: own.test.tenant.id, id });
        carried.add(id);
      }
      const { waiting } = await own.world.drive(change.run);
      expect(waiting.findLast(({ type }) => type === 'timer')).toMatchObject({ at: plannedFrom });
    }
    expect(carried.size).toBe(2);
  });

  it('notes the risk in the plan, as its own doing', async () => {
    const change = await opened({ kind: 'normal' }, { impact: 1 });
    await own.world.drive(change.run);
    expect(await planOf(change)).toMatchObject({ risk: 'high', kind: 'normal' });
    const { items } = (await own.agent.get(`/tickets/${change.id}/events?limit=200`)).json();
    expect(items.filter(({ type }: { type: string }) => type === 'change.planned')).toMatchObject([
      { actor: { kind: 'run' }, changes: { risk: { before: null, after: 'high' } } },
    ]);
  });
});

describe('a normal change', () => {
  async function approved(change: Opened) {
    await own.world.drive(change.run);
    const [approval] = await own.world.rows<{ id: string }>(
      "select id from approval where run_id = ? and state = 'open'",
      [change.run],
    );
    const answer = await own.admin.post(`/approvals/${approval?.id}/decision`, {
      decision: 'approve',
    });
    expect(answer.statusCode, answer.body).toBe(200);
    return own.world.drive(change.run);
  }
  const openTasks = ({ run }: Opened) =>
    own.world.rows<{ element: string }>(
      "select element from task where run_id = ? and state = 'open'",
      [run],
    );
  async function told(change: Opened) {
    const [message] = await own.world.rows<{ id: string }>(
      "select id from message where name = 'change.planned' and key = ? order by sent_at desc, id desc limit 1",
      [change.number],
    );
    await deliverMessage(own.test.store, { tenantId: own.test.tenant.id, id: message?.id ?? '' });
    return own.world.drive(change.run);
  }

  it('is reviewed where somebody has noted that not all went well', async () => {
    own.test.standAt(NOW);
    const change = await opened({ kind: 'normal' });
    await approved(change);
    const { waiting } = await done(change, 'implemented');
    expect(
      (await own.agent.patch(`/changes/${change.number}`, { result: 'partly' })).statusCode,
    ).toBe(200);
    const timer = waiting.findLast(({ type }) => type === 'timer');
    if (timer?.type !== 'timer') throw new Error('It is not observed.');
    const { at, token } = timer;
    own.test.standAt(Date.parse(at));
    await own.world.drive(change.run, { also: [{ type: 'timerFired', at, token }] });
    expect(await openTasks(change)).toEqual([{ element: 'review' }]);
  });

  it('waits to be planned again once its date has been taken off', async () => {
    own.test.standAt(NOW);
    const change = await opened({ kind: 'normal', ...PLANNED });
    await approved(change);
    const off = { plannedFrom: null, plannedTo: null, reason: 'The vendor is late.' };
    expect((await own.agent.patch(`/changes/${change.number}`, off)).statusCode).toBe(200);
    await told(change);
    expect(await openTasks(change)).toEqual([]);
    expect(await ticketOf(change)).toMatchObject({ status: 'scheduled' });
    await own.agent.patch(`/changes/${change.number}`, PLANNED);
    const { waiting } = await told(change);
    expect(waiting.findLast(({ type }) => type === 'timer')).toMatchObject({
      at: PLANNED.plannedFrom,
    });
  });
});

describe('how a change went', () => {
  it('stays as somebody has noted it while it was carried out', async () => {
    for (const [kind, result] of [
      ['standard', 'partly'],
      ['emergency', 'failed'],
    ] as const) {
      own.test.standAt(NOW);
      const change = await opened({ kind, ...PLANNED });
      await begun(change);
      const noted = await own.agent.patch(`/changes/${change.number}`, { result });
      expect(noted.statusCode, noted.body).toBe(200);
      await done(change, 'implemented');
      expect(await ticketOf(change)).toMatchObject({
        status: kind === 'standard' ? 'closed' : 'review',
      });
      expect(await planOf(change)).toMatchObject({ kind, result });
    }
  });

  it('is noted also once it is resolved or closed, which nothing else of its plan is', async () => {
    own.test.standAt(NOW);
    const change = await opened({ kind: 'standard', ...PLANNED });
    await begun(change);
    expect(
      (await own.agent.patch(`/tickets/${change.id}`, { status: 'resolved' })).statusCode,
    ).toBe(200);
    await done(change, 'implemented');
    expect(await ticketOf(change)).toMatchObject({ status: 'closed' });
    expect(await planOf(change)).toMatchObject({ result: 'successful' });
    const noted = await own.agent.patch(`/changes/${change.number}`, { result: 'partly' });
    expect([noted.statusCode, noted.json().result]).toEqual([200, 'partly']);
    const moved = await own.agent.patch(`/changes/${change.number}`, { kind: 'normal' });
    expect([moved.statusCode, moved.json().type]).toEqual([409, '/problems/ticket_closed']);
  });
});

it('service levels follow the kind, and count from what it was', async () => {
  const made = await own.admin.post(
    '/sla/policies',
    policyOf('emergencies', ['change'], 60, {
      when: { fact: 'ticket.change.kind', operator: 'equal', value: 'emergency' },
    }),
  );
  expect(made.statusCode, made.body).toBe(201);
  const change = await opened({ kind: 'normal' });
  expect(await ticketOf(change)).toMatchObject({ dueAt: null });
  own.test.standAt(NOW + 600_000);
  const { version } = await ticketOf(change);
  await own.agent.patch(`/changes/${change.number}`, { kind: 'emergency' });
  expect(await ticketOf(change)).toMatchObject({ dueAt: '2027-01-04T10:10:00.000Z', version });
  await own.agent.patch(`/changes/${change.number}`, { kind: 'normal' });
  expect(await ticketOf(change)).toMatchObject({ dueAt: null, version });
});

it('a back-test sees the plan as it was', async () => {
  own.test.standAt(NOW);
  const change = await opened({ kind: 'standard' });
  await own.world.drive(change.run);
  own.test.standAt(NOW + 60_000);
  await own.agent.patch(`/changes/${change.number}`, PLANNED);
  own.test.standAt(NOW + 120_000);
  const { waiting } = await done(change, 'planned');
  const at = PLANNED.plannedFrom;
  own.test.standAt(Date.parse(at));
  const timer = waiting.findLast(({ type }) => type === 'timer');
  if (timer?.type !== 'timer') throw new Error('It waits for its time.');
  await own.world.drive(change.run, { also: [{ type: 'timerFired', at, token: timer.token }] });
  own.test.standAt(Date.parse(at) + 60_000);
  await done(change, 'implemented');
  expect(await ticketOf(change)).toMatchObject({ status: 'closed' });
  const asked = await own.admin.post('/processes/standard-change/draft/backtest', {});
  expect(asked.statusCode, asked.body).toBe(202);
  await playOff(own.test, asked.json().id);
  const played = await own.admin.get(
    `/processes/standard-change/backtests/${asked.json().id}/tickets/${change.id}`,
  );
  expect(played.json()).toMatchObject({ result: 'same', differences: [] });
});
