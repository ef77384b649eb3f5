/** A plan that was approved, or is being approved, and is made another: who is asked anew, who is refused, and what the gate says. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deliverMessage } from '#domain/correlation/deliver-message.ts';
import { changeTicketAsSaid } from '#domain/desk/change-ticket.ts';
import { createWorld, type World } from '../../domain/processes/world.ts';
import { type Client, createTestApp, type TestApp } from '../../support/app.ts';

const NOW = Date.parse('2027-01-04T09:00:00.000Z');
const PLANNED = {
  plannedFrom: '2027-01-04T20:00:00.000Z',
  plannedTo: '2027-01-04T22:00:00.000Z',
};
const LATER = {
  plannedFrom: '2027-01-05T20:00:00.000Z',
  plannedTo: '2027-01-05T22:00:00.000Z',
};
const STEPS = [{ title: 'Install the certificates', undo: 'Install the old ones' }];

let test: TestApp;
let world: World;
let admin: Client;
let agent: Client;
beforeAll(async () => {
  test = await createTestApp();
  test.standAt(NOW);
  world = createWorld(test);
  admin = await test.signInAs('admin');
  agent = await test.signInAs('agent', { groups: ['service-desk'] });
  await admin.post('/config-items', { key: 'proxy', name: 'Proxy', kind: 'system' });
});
afterAll(() => test.close());

type Opened = { readonly id: string; readonly number: string; readonly run: string };

async function asked(change: object = {}): Promise<Opened> {
  test.standAt(NOW);
  const answer = await admin.post('/tickets', {
    type: 'change',
    title: 'Renew the certificates',
    requester: agent.email,
    change: {
      kind: 'normal',
      backOut: 'Install the old ones.',
      steps: STEPS,
      ...PLANNED,
      ...change,
    },
  });
  expect(answer.statusCode, answer.body).toBe(201);
  const { id, number } = answer.json();
  const [run] = await world.rows<{ id: string }>('select id from run where ticket_id = ?', [id]);
  const opened = { id, number, run: run?.id ?? '' };
  await world.drive(opened.run);
  return opened;
}

async function approved(change: object = {}): Promise<Opened> {
  const made = await asked(change);
  await decided(made);
  return made;
}

const approvalsOf = async ({ id }: Opened) =>
  (await admin.get(`/tickets/${id}/approvals`)).json().items;
const openOf = async (change: Opened) =>
  (await approvalsOf(change)).find(({ state }: { state: string }) => state === 'open');

async function decided(change: Opened, decision: 'approve' | 'reject' = 'approve') {
  const open = await openOf(change);
  const answer = await admin.post(`/approvals/${open?.id}/decision`, { decision });
  expect(answer.statusCode, answer.body).toBe(200);
  await world.drive(change.run);
}

const patch = (who: Client, { number }: Opened, body: object) =>
  who.patch(`/changes/${number}`, body);
const changeOf = async ({ number }: Opened) => (await agent.get(`/changes/${number}`)).json();
const gate = async ({ number }: Opened) =>
  (await agent.get(`/changes/${number}/gate`)).json().reasons as { code: string; detail: string }[];
const codes = async (change: Opened) => (await gate(change)).map(({ code }) => code);

async function delivered(change: Opened, name: string) {
  for (const { id } of await world.rows<{ id: string }>(
    "select id from message where name = ? and key = ? and state = 'sent'",
    [name, change.number],
  ))
    await deliverMessage(test.store, { tenantId: test.tenant.id, id });
}

async function heard(change: Opened, name = 'change.altered') {
  await delivered(change, name);
  await world.drive(change.run);
}

async function atItsTime({ run }: Opened): Promise<void> {
  const [timer] = await world.rows<{ token: string; at: string }>(
    `select t.key as token, t.value #>> '{wait,at}' as at from run, jsonb_each(engine_state -> 'tokens') t
     where id = ? and t.value #>> '{wait,kind}' = 'timer'`,
    [run],
  );
  if (!timer) throw new Error('It waits for its time.');
  test.standAt(Date.parse(timer.at));
  await world.drive(run, { also: [{ type: 'timerFired', ...timer }] });
}

describe('while a change is being approved', () => {
  it.each(['normal', 'emergency'])(
    'another text of the plan of a %s change has everybody asked anew at once, who read what it was',
    async (kind) => {
      const change = await asked({ kind });
      const before = await openOf(change);
      expect(before.subject.ticket.change.texts).toEqual({ backOut: 'Install the old ones.' });
      const answer = await patch(agent, change, { backOut: '', implementation: 'By hand.' });
      expect(answer.statusCode, answer.body).toBe(200);
      expect(await openOf(change)).toMatchObject({
        id: before.id,
        round: before.round + 1,
        askedAgain: {
          changed: [
            {
              fact: 'ticket.change.texts',
              before: { backOut: 'Install the old ones.' },
              after: { implementation: 'By hand.' },
            },
          ],
        },
      });
      const stale = { decision: 'approve', subjectHash: before.subjectHash };
      expect((await admin.post(`/approvals/${before.id}/decision`, stale)).statusCode).toBe(412);
    },
  );

  it('another way to take a step back has everybody asked anew, and the same again asks nobody', async () => {
    const change = await asked();
    const [step] = (await changeOf(change)).steps;
    const { round } = await openOf(change);
    const steps = [{ key: step.key, ...STEPS[0], undo: 'Call the vendor' }];
    await patch(agent, change, { steps });
    await patch(agent, change, { steps });
    expect((await openOf(change)).round).toBe(round + 1);
  });

  it('what it touches has everybody asked anew at once, however that is said', async () => {
    const change = await asked();
    const { round } = await openOf(change);
    const touch = async (items: readonly string[]) => {
      const answer = await agent.put(`/tickets/${change.id}/config-items`, { items });
      expect(answer.statusCode, answer.body).toBe(200);
    };
    await touch(['proxy']);
    expect(await openOf(change)).toMatchObject({
      round: round + 1,
      askedAgain: {
        changed: [{ fact: 'ticket.configItems', before: [], after: ['proxy'] }],
      },
    });
    await touch(['proxy']);
    expect((await openOf(change)).round).toBe(round + 1);
    await test.work((work) => changeTicketAsSaid(work, change.id, { configItems: [] }));
    expect((await openOf(change)).round).toBe(round + 2);
  });

  const risky = { risk: 'high', riskReason: 'The quarter ends.', impact: 'The shops stand still.' };

  it('a risk that no process listens for has everybody asked anew as well', async () => {
    const change = await asked({ kind: 'emergency' });
    const { round } = await openOf(change);
    expect((await patch(admin, change, risky)).statusCode).toBe(200);
    const { askedAgain, round: now } = await openOf(change);
    expect(now).toBe(round + 1);
    expect(askedAgain.changed.map(({ fact }: { fact: string }) => fact)).toEqual([
      'ticket.change.risk',
      'ticket.change.texts',
    ]);
  });

  it('who is asked about it after it is assessed anew is not asked before that too', async () => {
    const steps = [...STEPS, { title: 'Restart' }];
    const answers = { tested: 'no', 'back-out': 'no' };
    for (const body of [risky, { steps, answers }]) {
      const change = await asked({ answers: { tested: 'alike' } });
      const { id, round } = await openOf(change);
      const answer = await patch(admin, change, body);
      expect(answer.statusCode, answer.body).toBe(200);
      expect(await openOf(change)).toMatchObject({ id, round });
      await delivered(change, 'change.weighed');
      // Its process has not looked yet.
      expect((await patch(admin, change, { communication: 'By mail.' })).statusCode).toBe(200);
      expect(await openOf(change)).toMatchObject({ id, round });
      await heard(change, 'change.weighed');
      const open = await openOf(change);
      expect([open.id === id, open.round]).toEqual([false, 1]);
    }
  });

  it('whoever decides about something else is not asked anew', async () => {
    const change = await asked();
    const { round } = await openOf(change);
    await patch(agent, change, { answers: { downtime: 'none' } });
    expect((await openOf(change)).round).toBe(round);
  });
});

/** Somebody puts it before a board of its own; the admin is all of it. */
async function beforeBoard({ number }: Opened, key: string) {
  const board = await admin.post('/cab/boards', {
    key,
    name: 'Tuesday board',
    timeZone: 'Europe/Oslo',
    quorum: 1,
    meets: { starts: '2027-01-05T10:00', rrule: 'FREQ=WEEKLY;BYDAY=TU' },
    members: [{ person: admin.email, role: 'chair' }],
  });
  expect(board.statusCode, board.body).toBe(201);
  const { items } = (await admin.get(`/cab/meetings?board=${key}&state=planned`)).json();
  const meeting = `/cab/meetings/${items[0].id}`;
  const put = await admin.post(`${meeting}/items`, { change: number });
  expect(put.statusCode, put.body).toBe(200);
  return { meeting, agenda: `${meeting}/items` };
}

const voted = ({ agenda }: { agenda: string }, { id }: Opened) =>
  admin.post(`${agenda}/${id}/votes`, { vote: 'approve' });
async function carried({ meeting, agenda }: { meeting: string; agenda: string }, { id }: Opened) {
  await admin.post(`${meeting}/open`);
  const decided = await admin.patch(`${agenda}/${id}`, { decision: 'approved' });
  const ended = await admin.post(`${meeting}/end`);
  expect(ended.statusCode, ended.body).toBe(200);
  return decided.statusCode;
}

describe('a plan that was approved', () => {
  it.each([
    ['its time', LATER],
    ['a text of it', { testPlan: 'None.' }],
    ['its steps', { steps: [{ title: 'Restart' }] }],
    ['its kind', { kind: 'emergency' }],
  ])('is made another by %s with a reason only, and then closes the gate', async (_, body) => {
    const change = await approved();
    test.standAt(Date.parse('2027-01-04T20:30:00.000Z'));
    expect(await codes(change)).toEqual([]);
    const refused = await patch(agent, change, body);
    expect([refused.statusCode, refused.json()]).toMatchObject([
      409,
      { type: '/problems/plan_approved', errors: [{ pointer: '/reason' }] },
    ]);
    expect(await codes(change)).toEqual([]);
    const answer = await patch(agent, change, { ...body, reason: 'The vendor is late.' });
    expect(answer.statusCode, answer.body).toBe(200);
    expect(answer.json().approvedBy).toBeNull();
    expect(await codes(change)).toContain('not_approved');
    // Until it is approved anew it may be planned as before.
    const further = await patch(agent, change, { impact: 'None.' });
    expect(further.statusCode, further.body).toBe(200);
    const { items } = (await agent.get(`/tickets/${change.id}/events?limit=200`)).json();
    expect(items.filter(({ type }: { type: string }) => type === 'change.altered')).toMatchObject([
      { actor: { id: agent.personId }, data: { reason: 'The vendor is late.' } },
    ]);
  });

  it('is assessed and approved anew by its process, and begun at its time only then', async () => {
    const change = await approved();
    expect(await changeOf(change)).toMatchObject({ status: 'scheduled' });
    await patch(agent, change, { ...LATER, reason: 'The vendor is late.' });
    await heard(change);
    expect(await changeOf(change)).toMatchObject({ status: 'assess', approvedBy: null });
    const open = await openOf(change);
    expect(open.subject.ticket.change.plannedFrom).toBe(LATER.plannedFrom);
    await decided(change);
    expect(await changeOf(change)).toMatchObject({
      status: 'scheduled',
      approvedBy: open.name,
    });
    await atItsTime(change);
    expect(await changeOf(change)).toMatchObject({ status: 'implement' });
    expect(await codes(change)).toEqual([]);
  });

  it('is asked about anew of people who read that it was approved before, and why it is to be another', async () => {
    const change = await asked();
    const first = await openOf(change);
    expect(first.message).not.toContain('approved before');
    expect(first.sinceApproved).toBeNull();
    await decided(change);
    const backOut = 'Install the old ones.';
    let before: object = { backOut };
    for (const reason of ['The vendor is late.', 'The vendor is ill.']) {
      await patch(agent, change, { communication: reason, reason });
      await heard(change);
      const { message, sinceApproved } = await openOf(change);
      expect(message.split('\n')).toContain(
        `It was approved before. Why its plan is to be another: ${reason}`,
      );
      const after = { backOut, communication: reason };
      expect(sinceApproved).toEqual([{ fact: 'ticket.change.texts', before, after }]);
      before = after;
      await decided(change);
    }
  });

  it('leaves none of the approvals before standing for the plan as it is', async () => {
    const change = await approved();
    const outdated = async () =>
      (await approvalsOf(change))
        .sort((a: { openedAt: string }, b: { openedAt: string }) =>
          a.openedAt.localeCompare(b.openedAt),
        )
        .map((one: { state: string; outdated: boolean }) => [one.state, one.outdated]);
    expect(await outdated()).toEqual([['approved', false]]);
    const altered = async (at: string, reason: string) => {
      test.standAt(Date.parse(at));
      await patch(agent, change, { communication: reason, reason });
      expect(await outdated()).toContainEqual(['approved', true]);
      await heard(change);
    };
    await altered('2027-01-04T10:00:00.000Z', 'The vendor is late.');
    expect(await outdated()).toEqual([
      ['approved', true],
      ['open', false],
    ]);
    await decided(change);
    expect(await outdated()).toEqual([
      ['approved', true],
      ['approved', false],
    ]);
    await altered('2027-01-04T11:00:00.000Z', 'The vendor is ill.');
    expect(await outdated()).toEqual([
      ['approved', true],
      ['approved', true],
      ['open', false],
    ]);
  });

  it('is approved anew also where its time is taken away first', async () => {
    const change = await approved();
    await patch(agent, change, { plannedFrom: null, plannedTo: null, reason: 'Not now.' });
    await heard(change, 'change.planned');
    await patch(agent, change, LATER);
    await heard(change, 'change.planned');
    await heard(change);
    expect(await changeOf(change)).toMatchObject({ status: 'assess' });
    expect(await openOf(change)).toBeDefined();
  });

  it('is asked about anew by a reason alone, before what it touches is another', async () => {
    const change = await approved();
    const touch = () => agent.put(`/tickets/${change.id}/config-items`, { items: ['proxy'] });
    expect((await touch()).json()).toMatchObject({ type: '/problems/plan_approved' });
    const answer = await patch(agent, change, { reason: 'It touches the proxy as well.' });
    expect(answer.statusCode, answer.body).toBe(200);
    expect(await codes(change)).toContain('not_approved');
    const touched = await touch();
    expect(touched.statusCode, touched.body).toBe(200);
  });

  it('is corrected in what it touched once it is over, though it was never begun', async () => {
    const change = await approved();
    const over = await agent.patch(`/tickets/${change.id}`, { status: 'cancelled' });
    expect(over.statusCode, over.body).toBe(200);
    const touched = await agent.put(`/tickets/${change.id}/config-items`, { items: ['proxy'] });
    expect(touched.statusCode, touched.body).toBe(200);
  });

  it('needs a reason as well while somebody has put it before a board, whose not deciding approves nothing', async () => {
    const change = await approved();
    const { approvedBy } = await changeOf(change);
    const { agenda } = await beforeBoard(change, 'tuesdays');
    expect((await changeOf(change)).approvedBy).toBe(approvedBy);
    const body = { testPlan: 'None.' };
    expect((await patch(agent, change, body)).json()).toMatchObject({
      type: '/problems/plan_approved',
    });
    const answer = await patch(agent, change, { ...body, reason: 'It cannot be tested.' });
    expect([answer.statusCode, answer.json().approvedBy]).toEqual([200, null]);
    const off = await admin.delete(`${agenda}/${change.id}`);
    expect(off.statusCode, off.body).toBeLessThan(300);
    expect(await codes(change)).toContain('not_approved');
    await heard(change);
    expect(await changeOf(change)).toMatchObject({ status: 'assess' });
  });

  it('is not approved as it is now by a board that has spoken of what it was', async () => {
    const change = await approved();
    const board = await beforeBoard(change, 'wednesdays');
    await voted(board, change);
    await patch(agent, change, { testPlan: 'None.', reason: 'It cannot be tested.' });
    expect(await carried(board, change)).toBe(409);
    expect(await codes(change)).toContain('not_approved');
  });

  it('by a board is read as that board approved it where others are asked anew', async () => {
    const change = await approved();
    const board = await beforeBoard(change, 'thursdays');
    await voted(board, change);
    expect(await carried(board, change)).toBe(200);
    expect((await changeOf(change)).approvedBy).toBe('Tuesday board');
    await patch(agent, change, { testPlan: 'None.', reason: 'It cannot be tested.' });
    expect(await codes(change)).toContain('not_approved');
    await heard(change);
    const backOut = 'Install the old ones.';
    expect((await openOf(change)).sinceApproved).toEqual([
      { fact: 'ticket.change.texts', before: { backOut }, after: { backOut, testPlan: 'None.' } },
    ]);
  });

  it('and is approved anew by a board is not read as it was before that', async () => {
    const change = await approved();
    await patch(agent, change, { testPlan: 'None.', reason: 'It cannot be tested.' });
    const board = await beforeBoard(change, 'fridays');
    await voted(board, change);
    expect(await carried(board, change)).toBe(200);
    expect((await changeOf(change)).approvedBy).toBe('Tuesday board');
    await heard(change);
    expect((await openOf(change)).sinceApproved).toBeNull();
  });

  it('and is made another once more while it is approved anew is read with all that is another since', async () => {
    const change = await approved();
    await patch(agent, change, { testPlan: 'None.', reason: 'It cannot be tested.' });
    await heard(change);
    await patch(agent, change, { communication: 'By mail.' });
    const { askedAgain, sinceApproved } = await openOf(change);
    const backOut = 'Install the old ones.';
    const was = { backOut, testPlan: 'None.' };
    const is = { ...was, communication: 'By mail.' };
    const fact = 'ticket.change.texts';
    expect(askedAgain.changed).toEqual([{ fact, before: was, after: is }]);
    expect(sinceApproved).toEqual([{ fact, before: { backOut }, after: is }]);
  });

  it('keeps to its approval where nothing of it is another', async () => {
    const change = await approved();
    const { approvedBy } = await changeOf(change);
    expect(approvedBy).not.toBeNull();
    for (const body of [PLANNED, { answers: { downtime: 'none' } }, { result: 'partly' }]) {
      const answer = await patch(agent, change, body);
      expect([answer.statusCode, answer.json().approvedBy]).toEqual([200, approvedBy]);
    }
  });

  it('is planned anew with a reason while it is carried out, which stops nothing', async () => {
    const change = await approved();
    await atItsTime(change);
    expect(await codes(change)).toEqual([]);
    const [first] = (await changeOf(change)).steps;
    const steps = [{ key: first.key, ...STEPS[0] }, { title: 'Restart' }];
    expect((await patch(agent, change, { steps })).json()).toMatchObject({
      type: '/problems/plan_approved',
    });
    const answer = await patch(agent, change, { steps, reason: 'It needs a restart.' });
    expect(answer.statusCode, answer.body).toBe(200);
    expect(await codes(change)).toEqual([]);
    // Each time, since nobody is asked anew.
    expect((await patch(agent, change, { impact: 'None.' })).statusCode).toBe(409);
    expect(
      await world.rows('select 1 from message where name = ? and key = ?', [
        'change.altered',
        change.number,
      ]),
    ).toEqual([]);
  });

  it('is made another by one of two who would both, and told once', async () => {
    const change = await approved();
    const answers = await Promise.all(
      ['One.', 'Two.'].map((impact) => patch(agent, change, { impact, reason: impact })),
    );
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200]);
    expect(
      await world.rows('select 1 from message where name = ? and key = ?', [
        'change.altered',
        change.number,
      ]),
    ).toHaveLength(1);
  });
});
