/** Steps of a plan: planned, carried out as tasks by the shipped processes, and taken back. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clockDue } from '#domain/clocks/due.ts';
import { deliverMessage } from '#domain/correlation/deliver-message.ts';
import type { Client } from '../../support/app.ts';
import { type ChangeWorld, createChangeWorld, NOW, type Opened } from './change-world.ts';

const PLANNED = {
  plannedFrom: '2027-01-04T20:00:00.000Z',
  plannedTo: '2027-01-04T22:00:00.000Z',
};
const STEPS = [
  { title: 'Take it out of the balancer', undo: 'Put it back', minutes: 10 },
  { title: 'Tell the operators', details: 'By telephone.' },
  { title: 'Install the certificates', undo: 'Install the old ones' },
];

let own: ChangeWorld;
beforeAll(async () => {
  own = await createChangeWorld({ now: NOW });
});
afterAll(() => own.close());

type Step = {
  readonly key: string;
  readonly title: string;
  readonly state: string;
  readonly by: { readonly email: string } | null;
  readonly at: string | null;
  readonly dueAt: string | null;
  readonly task: string | null;
};

function opened(change: object): Promise<Opened> {
  own.test.standAt(NOW);
  // Change managers call one standard that follows none of the catalog.
  return own.opened({ kind: 'standard', ...change }, { requester: own.agent.email }, own.admin);
}

const planOf = (change: Opened) => own.planOf(change);
const stepsOf = async (change: Opened): Promise<Step[]> => (await planOf(change)).steps;
const states = async (change: Opened) => (await stepsOf(change)).map(({ state }) => state);
const eventsOf = async ({ id }: Opened, type: string) => {
  const { items } = (await own.agent.get(`/tickets/${id}/events?limit=200`)).json();
  return items.filter((event: { type: string }) => event.type === type);
};
const plan = (change: Opened, steps: readonly object[]) =>
  own.agent.patch(`/changes/${change.number}`, { steps });

/** Opened with these steps, and brought to where the first of them is carried out. */
async function begun(change: object = {}): Promise<Opened> {
  const made = await opened({ ...PLANNED, steps: STEPS, ...change });
  await atItsTime(made);
  return made;
}

/** As `begun`, of this kind. */
async function begunOf(kind: string): Promise<Opened> {
  const made = await opened({ kind, ...PLANNED, steps: STEPS });
  await own.world.drive(made.run);
  if (kind !== 'standard') await decided(made, 'approve');
  // An emergency waits for no time.
  if (kind !== 'emergency') await atItsTime(made);
  return made;
}

async function atItsTime({ run }: Opened): Promise<void> {
  await own.world.drive(run);
  const [timer] = await own.world.rows<{ token: string; at: string }>(
    `select t.key as token, t.value #>> '{wait,at}' as at from run, jsonb_each(engine_state -> 'tokens') t
     where id = ? and t.value #>> '{wait,kind}' = 'timer'`,
    [run],
  );
  if (!timer) throw new Error('It waits for its time.');
  own.test.standAt(Date.parse(timer.at));
  await own.world.drive(run, { also: [{ type: 'timerFired', ...timer }] });
}

async function openTask({ id }: Opened) {
  const tasks = await own.world.rows<{ id: string; name: string; step: string; undoes: boolean }>(
    "select id, name, step, undoes from task where ticket_id = ? and state = 'open'",
    [id],
  );
  expect(tasks).toHaveLength(1);
  return tasks[0];
}

async function done(change: Opened, outcome: string, values: object = {}) {
  const task = await openTask(change);
  const answer = await own.admin.post(`/tasks/${task?.id}/complete`, { outcome, values });
  expect(answer.statusCode, answer.body).toBe(200);
  await own.world.drive(change.run);
  return task?.name;
}

async function decided(change: Opened, decision: 'approve' | 'reject') {
  const approvals = await own.world.rows<{ id: string; message: string }>(
    "select id, message from approval where run_id = ? and state = 'open'",
    [change.run],
  );
  expect(approvals).toHaveLength(1);
  const answer = await own.admin.post(`/approvals/${approvals[0]?.id}/decision`, { decision });
  expect(answer.statusCode, answer.body).toBe(200);
  await own.world.drive(change.run);
  return approvals[0]?.message;
}

/** Carries what was asked to the process. */
async function heard(change: Opened) {
  await carried(change);
  await own.world.drive(change.run);
}

async function carried(change: Opened) {
  for (const { id } of await own.world.rows<{ id: string }>(
    "select id from message where name = 'change.backOut' and key = ? and state = 'sent'",
    [change.number],
  ))
    await deliverMessage(own.test.store, { tenantId: own.test.tenant.id, id });
}
const backOut = (who: Client, { number }: Opened) =>
  who.post(`/changes/${number}/back-out`, { reason: 'Nobody can sign in.' });

describe('steps of a plan', () => {
  it('stand in the plan with keys of their own, also of a change that is opened with them', async () => {
    const [group] = await own.world.rows<{ id: string; key: string; name: string }>(
      "select id, key, name from people_group where key = 'service-desk'",
    );
    const change = await opened({
      steps: [
        ...STEPS,
        { title: 'Look at it', assignment: { user: own.agent.email } },
        { key: 'last', title: 'Say that it is done', assignment: { group: 'service-desk' } },
      ],
    });
    expect(await stepsOf(change)).toMatchObject([
      { key: 's2', title: STEPS[0]?.title, undo: 'Put it back', minutes: 10, assignment: null },
      { key: 's3', details: 'By telephone.', undo: '', minutes: null, state: 'waiting' },
      { key: 's4', task: null, by: null, at: null },
      { assignment: { user: { email: own.agent.email }, group: null, queue: null } },
      { key: 'last', assignment: { user: null, group, queue: null } },
    ]);
  });

  it('are planned whole, in the version that was seen, and tell so', async () => {
    const change = await opened({ steps: STEPS });
    const [first, second, third] = await stepsOf(change);
    const { version } = await planOf(change);
    const said = { steps: [{ key: third?.key, title: 'Install them' }, { title: 'Restart' }] };
    const path = `/changes/${change.number}`;
    const late = await own.agent.patch(path, said, { 'if-match': `"v${version - 1}"` });
    expect(late.statusCode).toBe(412);
    const answer = await own.agent.patch(path, said, { 'if-match': `"v${version}"` });
    expect(answer.statusCode, answer.body).toBe(200);
    const { steps } = answer.json();
    expect(steps).toMatchObject([{ key: third?.key, title: 'Install them' }, { title: 'Restart' }]);
    expect([first?.key, second?.key, third?.key]).not.toContain(steps[1].key);
    const events = await eventsOf(change, 'change.planned');
    const { before, after } = events
      .map(
        ({ changes }: { changes: { steps?: { before: Step[]; after: Step[] } } }) => changes.steps,
      )
      .find((one: { before: Step[] } | undefined) => one?.before.length === 3);
    expect(before[0].title).toBe(STEPS[0]?.title);
    expect(after.map(({ title }: Step) => title)).toEqual(['Install them', 'Restart']);
    const same = await plan(change, [
      { key: steps[0].key, title: 'Install them' },
      { key: steps[1].key, title: 'Restart' },
    ]);
    expect(same.json().version).toBe(answer.json().version);
  });

  it('are refused with a pointer where they cannot be', async () => {
    const change = await opened({});
    const wrong = async (steps: readonly object[]) => {
      const answer = await plan(change, steps);
      expect(answer.statusCode, answer.body).toBe(400);
      return answer.json().errors.map(({ pointer }: { pointer: string }) => pointer);
    };
    expect(
      await wrong([
        { title: 'One', key: 'a' },
        { title: 'Other', key: 'a' },
      ]),
    ).toEqual(['/steps/1/key']);
    expect(await wrong([{ title: 'One', assignment: { queue: 'nowhere' } }])).toEqual([
      '/steps/0/assignment/queue',
    ]);
    expect(await wrong([{ title: 'One', assignment: { user: 'nobody@example.org' } }])).toEqual([
      '/steps/0/assignment/user',
    ]);
    const long = 'x'.repeat(3_900);
    expect(
      await wrong(
        Array.from({ length: 8 }, (_, at) => ({ title: `${at}`, details: long, undo: long })),
      ),
    ).toEqual(['/steps']);
    expect(await wrong(Array.from({ length: 101 }, (_, at) => ({ title: `${at}` })))).toEqual([
      '/steps',
    ]);
    expect((await plan(change, [{ title: 'One', more: true }])).statusCode).toBe(400);
    expect(await stepsOf(change)).toEqual([]);
  });
});

describe('a change that is carried out in steps', () => {
  it('has a task for each, in order, with whoever is to do it, until all are done', async () => {
    const change = await begun({
      steps: [{ ...STEPS[0], assignment: { user: own.agent.email } }, ...STEPS.slice(1)],
    });
    const at = '2027-01-04T20:00:00.000Z';
    expect(await stepsOf(change)).toMatchObject([
      { state: 'doing', by: { email: own.agent.email }, at, dueAt: '2027-01-04T20:10:00.000Z' },
      { state: 'waiting' },
      { state: 'waiting' },
    ]);
    const task = await openTask(change);
    expect(task).toMatchObject({ name: STEPS[0]?.title, undoes: false });
    expect((await stepsOf(change))[0]?.task).toBe(task?.id);
    const shown = await own.agent.get(`/tasks/${task?.id}`);
    expect(shown.json()).toMatchObject({ assignee: { email: own.agent.email } });
    expect(await done(change, 'done')).toBe(STEPS[0]?.title);
    const { queue, instructions } = (
      await own.admin.get(`/tasks/${(await openTask(change))?.id}`)
    ).json();
    expect(queue).toMatchObject({ key: 'change' });
    expect(instructions).toContain('By telephone.');
    expect(await done(change, 'done')).toBe('Tell the operators');
    expect(await states(change)).toEqual(['done', 'done', 'doing']);
    await done(change, 'done');
    expect(await planOf(change)).toMatchObject({
      status: 'closed',
      result: 'successful',
      steps: [
        { state: 'done', by: { email: own.admin.email }, at },
        { state: 'done' },
        { state: 'done' },
      ],
    });
  });

  it('keeps what is begun as it is planned, and takes up what is planned anew', async () => {
    const change = await begun();
    await done(change, 'done');
    const [first, second, third] = (await stepsOf(change)).map(({ key, title }, at) => ({
      key,
      title,
      undo: '',
      ...STEPS[at],
    }));
    const refused = async (steps: readonly (object | undefined)[]) => {
      const answer = await plan(change, steps as object[]);
      expect(answer.statusCode, answer.body).toBe(400);
      return answer.json().errors.map(({ pointer }: { pointer: string }) => pointer);
    };
    expect(await refused([second, third])).toEqual(['/steps/0', '/steps/1']);
    expect(await refused([second, first, third])).toEqual(['/steps/0', '/steps/1']);
    expect(await refused([{ title: 'Before all' }, first, second])).toEqual([
      '/steps/0',
      '/steps/1',
    ]);
    expect(await refused([first, { ...second, undo: 'Tell them again' }])).toEqual(['/steps/1']);
    const answer = await plan(change, [first, second, { title: 'Another' }, third] as object[]);
    expect(answer.statusCode, answer.body).toBe(200);
    const told: (string | undefined)[] = [];
    for (let at = 0; at < 3; at += 1) told.push(await done(change, 'done'));
    expect(told).toEqual(['Tell the operators', 'Another', 'Install the certificates']);
    expect(await planOf(change)).toMatchObject({ status: 'closed' });
  });

  it('has what is done taken back in reverse where a step fails and that is approved', async () => {
    const change = await begun();
    await done(change, 'done');
    await done(change, 'done');
    await done(change, 'failed', { note: 'The key does not fit.' });
    expect(await states(change)).toEqual(['done', 'done', 'failed']);
    expect((await planOf(change)).backingOut).toMatchObject({
      stage: 'asked',
      because: {
        by: { email: own.admin.email },
        reason: 'The key does not fit.',
        step: STEPS[2]?.title,
      },
    });
    const asked = await decided(change, 'approve');
    expect(asked).toContain('Install the certificates. The key does not fit.');
    expect(asked).not.toContain('asks for it');
    expect(await states(change)).toEqual(['undoing', 'nothing_to_undo', 'failed']);
    expect(await openTask(change)).toMatchObject({
      name: 'Take back: Take it out of the balancer',
      undoes: true,
    });
    const { instructions } = (await own.admin.get(`/tasks/${(await openTask(change))?.id}`)).json();
    expect(instructions).toContain('Put it back');
    await done(change, 'undone');
    expect(await planOf(change)).toMatchObject({ status: 'review', result: 'backed_out' });
    const better = await own.agent.patch(`/changes/${change.number}`, { result: 'successful' });
    expect([better.statusCode, better.json().errors]).toMatchObject([
      403,
      [{ pointer: '/result' }],
    ]);
    const worse = await own.agent.patch(`/changes/${change.number}`, { result: 'failed' });
    expect(worse.json()).toMatchObject({ result: 'failed' });
    const managers = await own.admin.patch(`/changes/${change.number}`, { result: 'partly' });
    expect(managers.json()).toMatchObject({ result: 'partly' });
    expect(await states(change)).toEqual(['undone', 'nothing_to_undo', 'failed']);
  });

  it('may be planned further by whoever works on it once a manager has said that it went well', async () => {
    const change = await begun();
    await done(change, 'done');
    await done(change, 'failed');
    await decided(change, 'approve');
    await done(change, 'undone');
    const path = `/changes/${change.number}`;
    expect((await own.admin.patch(path, { result: 'partly' })).statusCode).toBe(200);
    // As the page sends it: with what it went like, which stays.
    const answer = await own.agent.patch(path, { result: 'partly', impact: 'None.' });
    expect([answer.statusCode, answer.json().impact]).toEqual([200, 'None.']);
  });

  it('has a step to come where another is put before the one that failed', async () => {
    const change = await begun();
    await done(change, 'done');
    await done(change, 'failed');
    const [first, second, third] = await stepsOf(change);
    const answer = await plan(change, [
      { key: first?.key, ...STEPS[0] },
      { title: 'Charge the telephone' },
      { key: second?.key, ...STEPS[1] },
      { key: third?.key, ...STEPS[2] },
    ]);
    expect(answer.statusCode, answer.body).toBe(200);
    expect(await states(change)).toEqual(['done', 'waiting', 'failed', 'waiting']);
    await decided(change, 'reject');
    expect(await done(change, 'done')).toBe('Charge the telephone');
  });

  it('is tried again, planned anew or not, where it is not to be backed out', async () => {
    const change = await begun();
    await done(change, 'done');
    await done(change, 'failed');
    const [first, , third] = await stepsOf(change);
    const answer = await plan(change, [
      { key: first?.key, ...STEPS[0] },
      { title: 'Write to the operators', undo: 'Write again' },
      { key: third?.key, ...STEPS[2] },
    ] as object[]);
    expect(answer.statusCode, answer.body).toBe(200);
    await decided(change, 'reject');
    expect(await done(change, 'done')).toBe('Write to the operators');
    await done(change, 'failed');
    await decided(change, 'approve');
    expect(await done(change, 'undone')).toBe('Take back: Write to the operators');
    expect(await done(change, 'undone')).toBe('Take back: Take it out of the balancer');
    expect(await states(change)).toEqual(['undone', 'undone', 'failed']);
  });

  it('leaves out a step that an operator skips', async () => {
    const change = await begun();
    const [{ token } = { token: '' }] = await own.world.rows<{ token: string }>(
      "select token from task where ticket_id = ? and state = 'open'",
      [change.id],
    );
    const at = '2027-01-04T20:00:00.000Z';
    await own.world.drive(change.run, {
      also: [{ type: 'skipped', at, token, outcome: null, reason: 'It is out already.' }],
    });
    expect(await states(change)).toEqual(['not_done', 'doing', 'waiting']);
    expect(await done(change, 'done')).toBe('Tell the operators');
    expect(await states(change)).toEqual(['not_done', 'done', 'doing']);
    // Whoever puts it at the end would wait for it for ever: what is to be done nevertheless is another step.
    const [out, tell, install] = (await stepsOf(change)).map(({ key }, place) => ({
      key,
      ...STEPS[place],
    }));
    const moved = await plan(change, [{ title: 'Wait' }, tell, install, out] as object[]);
    expect(moved.json().errors).toMatchObject([{ pointer: '/steps/0' }]);
    const again = await plan(change, [out, tell, install, { ...STEPS[0] }] as object[]);
    expect(again.statusCode, again.body).toBe(200);
    // Nobody has done it, so there is nothing of it to take back.
    await done(change, 'failed');
    await decided(change, 'approve');
    expect(await planOf(change)).toMatchObject({ status: 'review', result: 'backed_out' });
    expect(await states(change)).toEqual(['not_done', 'nothing_to_undo', 'failed', 'not_done']);
  });

  it('goes on to the next step where what waits for a step as a whole is skipped', async () => {
    const change = await begun();
    const { tokens } = (await own.admin.get(`/runs/${change.run}/diagram`)).json();
    const host = tokens.find(
      ({ element, waitingFor }: { element: string; waitingFor: string }) =>
        element === 'do-step' && waitingFor === 'each',
    );
    const answer = await own.admin.post(`/runs/${change.run}/repairs`, {
      kind: 'skip',
      token: host?.token,
      reason: 'It is out already.',
    });
    expect(answer.statusCode, answer.body).toBeLessThan(300);
    await own.world.drive(change.run);
    expect(await states(change)).toEqual(['not_done', 'doing', 'waiting']);
  });

  it.each(['do-step', 'step'])(
    'goes on to the next step where “%s” is skipped in the middle, and takes nothing of it back',
    async (element) => {
      const change = await begun();
      await done(change, 'done');
      const skip = async () => {
        const { tokens } = (await own.admin.get(`/runs/${change.run}/diagram`)).json();
        const host = tokens.find(
          (one: { element: string; waitingFor: string }) =>
            one.element === element && one.waitingFor === 'each',
        );
        const answer = await own.admin.post(`/runs/${change.run}/repairs`, {
          kind: 'skip',
          token: host?.token,
          reason: 'They know it.',
        });
        expect(answer.statusCode, answer.body).toBeLessThan(300);
        await own.world.drive(change.run);
      };
      await skip();
      expect(await states(change)).toEqual(['done', 'not_done', 'doing']);
      await done(change, 'failed');
      await decided(change, 'approve');
      expect(await done(change, 'undone')).toBe('Take back: Take it out of the balancer');
      expect(await planOf(change)).toMatchObject({ status: 'review', result: 'backed_out' });
    },
  );

  it('is over where the last step is skipped as a whole', async () => {
    const change = await begun();
    await done(change, 'done');
    await done(change, 'done');
    const { tokens } = (await own.admin.get(`/runs/${change.run}/diagram`)).json();
    const host = tokens.find(
      ({ element, waitingFor }: { element: string; waitingFor: string }) =>
        element === 'step' && waitingFor === 'each',
    );
    await own.admin.post(`/runs/${change.run}/repairs`, {
      kind: 'skip',
      token: host?.token,
      reason: 'They are there.',
    });
    await own.world.drive(change.run);
    expect(await planOf(change)).toMatchObject({ status: 'closed' });
  });

  it('is backed out without an answer once half an hour is over', async () => {
    const change = await begun();
    await done(change, 'done');
    await done(change, 'failed');
    const [approval] = await own.world.rows<{ id: string; due_at: Date; token: string }>(
      "select id, due_at, token from approval where run_id = ? and state = 'open'",
      [change.run],
    );
    expect(new Date(approval?.due_at ?? 0).toISOString()).toBe('2027-01-04T20:30:00.000Z');
    await own.world.drive(change.run, {
      also: [
        {
          type: 'approvalDecided',
          at: '2027-01-04T20:30:00.000Z',
          token: approval?.token ?? '',
          outcome: 'timedOut',
        },
      ],
    });
    expect(await states(change)).toEqual(['undoing', 'failed', 'not_done']);
  });
});

describe('asking that a change be backed out', () => {
  it('is refused while there is nothing to take back, and where nothing runs', async () => {
    const change = await begun({ steps: STEPS.slice(1) });
    const early = await backOut(own.agent, change);
    expect([early.statusCode, early.json().type, early.json().reason]).toEqual([
      409,
      '/problems/nothing_to_back_out',
      'nothing_done',
    ]);
    expect((await planOf(change)).allowed).not.toContain('backOut');
    const idle = await opened({ steps: STEPS });
    expect((await backOut(own.agent, idle)).json()).toMatchObject({ reason: 'nothing_runs' });
    const requester = await own.test.signInAs('requester');
    expect((await backOut(requester, change)).statusCode).toBe(403);
  });

  it('is asked once, heard by the process, approved and carried out', async () => {
    const change = await begun();
    await done(change, 'done');
    expect((await planOf(change)).allowed).toContain('backOut');
    const answers = await Promise.all([backOut(own.agent, change), backOut(own.agent, change)]);
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([202, 409]);
    const [refused] = answers.filter(({ statusCode }) => statusCode === 409);
    expect(refused?.json()).toMatchObject({ reason: 'asked' });
    const because = { by: { email: own.agent.email }, reason: 'Nobody can sign in.', step: null };
    expect((await planOf(change)).backingOut).toMatchObject({ stage: 'asked', because });
    await heard(change);
    expect((await planOf(change)).backingOut).toMatchObject({ stage: 'asked', because });
    expect(await states(change)).toEqual(['done', 'waiting', 'waiting']);
    expect((await backOut(own.agent, change)).json()).toMatchObject({ reason: 'nothing_runs' });
    expect(await decided(change, 'approve')).toContain('asks for it: Nobody can sign in.');
    expect((await planOf(change)).backingOut).toMatchObject({ stage: 'undoing', because });
    await done(change, 'undone');
    expect((await planOf(change)).backingOut).toBeNull();
    expect(await planOf(change)).toMatchObject({
      status: 'review',
      result: 'backed_out',
      steps: [{ state: 'undone' }, { state: 'not_done' }, { state: 'not_done' }],
    });
    expect(await eventsOf(change, 'change.backOutAsked')).toMatchObject([
      { actor: { id: own.agent.personId }, data: { reason: 'Nobody can sign in.' } },
    ]);
  });

  it('may be asked for while the first step is under way, which is all there is to take back then', async () => {
    const change = await begun();
    expect((await planOf(change)).allowed).toContain('backOut');
    expect((await backOut(own.agent, change)).statusCode).toBe(202);
    await heard(change);
    await decided(change, 'approve');
    expect(await done(change, 'undone')).toBe(
      'Take back what is half done: Take it out of the balancer',
    );
    expect(await states(change)).toEqual(['undone', 'not_done', 'not_done']);
    expect(await planOf(change)).toMatchObject({ status: 'review', result: 'backed_out' });
  });

  it('is told to who has asked for the change, but not why', async () => {
    const change = await begun();
    await done(change, 'done');
    const caller = await own.test.signInAs('requester');
    await own.admin.patch(`/tickets/${change.id}`, { requester: caller.email });
    await backOut(own.agent, change);
    const { backingOut } = (await caller.get(`/changes/${change.number}`)).json();
    expect(backingOut).toEqual({ stage: 'asked', because: null });
  });

  it('is heard also while the change is seen at work, and a no lets it be', async () => {
    const change = await opened({ kind: 'normal', steps: STEPS });
    await own.world.drive(change.run);
    await decided(change, 'approve');
    for (const _ of STEPS) await done(change, 'done');
    expect(await planOf(change)).toMatchObject({ status: 'review' });
    expect((await backOut(own.agent, change)).statusCode).toBe(202);
    await heard(change);
    await decided(change, 'reject');
    expect(await states(change)).toEqual(['done', 'done', 'done']);
    expect((await backOut(own.agent, change)).statusCode).toBe(202);
    await heard(change);
    await decided(change, 'approve');
    expect(await done(change, 'undone')).toBe('Take back: Install the certificates');
    expect(await done(change, 'undone')).toBe('Take back: Take it out of the balancer');
    expect(await planOf(change)).toMatchObject({ status: 'review', result: 'backed_out' });
  });
});

describe('a back-out that was asked for', () => {
  const gate = async ({ number }: Opened) =>
    (await own.agent.get(`/changes/${number}/gate`))
      .json()
      .reasons.map(({ code }: { code: string }) => code);

  it('closes the gate of a change of any kind until it is carried on, and a no opens it again', async () => {
    for (const kind of ['standard', 'normal']) {
      const change = await opened({ ...PLANNED, kind, steps: STEPS });
      if (kind === 'normal') {
        await own.world.drive(change.run);
        await decided(change, 'approve');
      }
      await atItsTime(change);
      expect(await gate(change)).toEqual([]);
      await done(change, 'done');
      await backOut(own.agent, change);
      expect(await gate(change)).toEqual(['backing_out']);
      await heard(change);
      expect(await gate(change)).toEqual(['backing_out']);
      await decided(change, 'reject');
      expect(await gate(change)).toEqual([]);
      await done(change, 'failed');
      await decided(change, 'approve');
      expect(await gate(change)).toEqual(['backing_out']);
      await done(change, 'undone');
      expect(await gate(change)).toEqual(['not_open', 'backing_out']);
    }
  });

  it('closes the gate also until its process takes in what was handed to it, and is asked once', async () => {
    const change = await begun();
    await done(change, 'done');
    await backOut(own.agent, change);
    await carried(change);
    expect(await gate(change)).toEqual(['backing_out']);
    expect((await backOut(own.agent, change)).json()).toMatchObject({ reason: 'asked' });
  });

  it('is asked of the gate apart from what is thought of an emergency afterwards', async () => {
    const change = await opened({ ...PLANNED, kind: 'emergency' });
    await own.world.drive(change.run);
    await decided(change, 'approve');
    own.test.standAt(Date.parse(PLANNED.plannedFrom));
    expect(await gate(change)).toEqual([]);
    await done(change, 'implemented');
    expect(
      await own.world.rows("select 1 from approval where ticket_id = ? and state = 'open'", [
        change.id,
      ]),
    ).toHaveLength(1);
    expect(await gate(change)).toEqual(['not_open']);
  });

  it('has the task that is open called off, which nobody completes meanwhile', async () => {
    const change = await begun();
    await done(change, 'done');
    const task = await openTask(change);
    const complete = () => own.admin.post(`/tasks/${task?.id}/complete`, { outcome: 'done' });
    expect((await backOut(own.agent, change)).statusCode).toBe(202);
    expect((await complete()).json()).toMatchObject({ type: '/problems/task_not_open' });
    await carried(change);
    expect((await complete()).json()).toMatchObject({ type: '/problems/task_not_open' });
    await own.world.drive(change.run);
    await decided(change, 'reject');
    expect(await states(change)).toEqual(['done', 'doing', 'waiting']);
    expect(await done(change, 'done')).toBe('Tell the operators');
  });

  it.each(['standard', 'normal', 'emergency'])(
    'has what is half done of the step that is called off taken back first, in a change that is %s',
    async (kind) => {
      const change = await begunOf(kind);
      await done(change, 'done');
      await done(change, 'done');
      expect((await backOut(own.agent, change)).statusCode).toBe(202);
      await heard(change);
      const asked = await decided(change, 'approve');
      expect(asked).toContain('Begun and not done: Install the certificates.');
      expect(await states(change)).toEqual(['done', 'nothing_to_undo', 'undoing']);
      expect((await planOf(change)).backingOut).toMatchObject({ stage: 'undoing' });
      expect(await gate(change)).toContain('backing_out');
      const task = await openTask(change);
      expect(task).toMatchObject({
        name: 'Take back what is half done: Install the certificates',
        step: (await stepsOf(change))[2]?.key,
        undoes: true,
      });
      const { instructions } = (await own.admin.get(`/tasks/${task?.id}`)).json();
      expect(instructions).toContain('Install the old ones');
      expect(instructions).not.toContain('What was to be done');
      const { items } = (await own.agent.get(`/tickets/${change.id}/comments`)).json();
      expect(items).toMatchObject([
        { internal: true, body: expect.stringContaining('before it was done: Install the') },
      ]);
      await done(change, 'undone');
      expect(await done(change, 'undone')).toBe('Take back: Take it out of the balancer');
      expect(await states(change)).toEqual(['undone', 'nothing_to_undo', 'undone']);
      expect(await planOf(change)).toMatchObject({ status: 'review', result: 'backed_out' });
    },
  );

  it('keeps the step that is called off as it was begun until that is decided', async () => {
    const change = await begun();
    await done(change, 'done');
    await done(change, 'done');
    await backOut(own.agent, change);
    await heard(change);
    const steps: object[] = (await stepsOf(change)).map(({ key }, at) => ({ ...STEPS[at], key }));
    const extra = { title: 'Look at it' };
    for (const other of [
      steps.slice(0, 2),
      steps.with(2, { ...steps[2], undo: 'Nothing' }),
      steps.toSpliced(2, 0, { ...extra, key: 'look' }),
    ]) {
      const refused = await plan(change, other);
      expect([refused.statusCode, refused.json().errors?.[0].pointer]).toEqual([
        400,
        expect.stringMatching(/^\/steps\/2/),
      ]);
    }
    expect((await plan(change, [...steps, extra])).statusCode).toBe(200);
    await decided(change, 'reject');
    expect(await states(change)).toEqual(['done', 'done', 'doing', 'waiting']);
  });

  it('takes a step that was carried on and done since back once, as done', async () => {
    for (const kind of ['normal', 'standard', 'emergency']) {
      const change = await begunOf(kind);
      await done(change, 'done');
      await done(change, 'done');
      await backOut(own.agent, change);
      await heard(change);
      await decided(change, 'reject');
      expect(await done(change, 'failed')).toBe('Install the certificates');
      // Whoever had it has taken back what was half done.
      expect(await decided(change, 'approve')).not.toContain('Begun and not done');
      expect(await done(change, 'undone'), kind).toBe('Take back: Take it out of the balancer');
      expect(await planOf(change)).toMatchObject({ result: 'backed_out' });
    }
  });

  it('is decided together with a step that fails at that moment, and stops nothing afterwards', async () => {
    const change = await begun();
    await done(change, 'done');
    const task = await openTask(change);
    await own.admin.post(`/tasks/${task?.id}/complete`, { outcome: 'failed', values: {} });
    expect((await backOut(own.agent, change)).statusCode).toBe(202);
    await heard(change);
    await carried(change);
    await decided(change, 'reject');
    expect(await states(change)).toEqual(['done', 'doing', 'waiting']);
    expect(
      await own.world.rows("select 1 from approval where ticket_id = ? and state = 'open'", [
        change.id,
      ]),
    ).toEqual([]);
  });

  it('is told with what was said about the step that failed, and with nothing else', async () => {
    const change = await begun();
    await done(change, 'done', { note: 'It took long.' });
    await backOut(own.agent, change);
    await heard(change);
    const asked = await decided(change, 'reject');
    expect(asked).toContain('asks for it: Nobody can sign in.');
    expect(asked).not.toContain('did not work');
    expect(asked).not.toContain('It took long.');
    await done(change, 'failed');
    const failed = await decided(change, 'reject');
    expect(failed).toContain('This did not work: Tell the operators.');
    expect(failed).not.toContain('It took long.');
    expect(failed).not.toContain('asks for it');
    await backOut(own.agent, change);
    await heard(change);
    expect(await decided(change, 'reject')).not.toContain('did not work');
  });

  it('may be asked for as long as the process hears it, whatever the status says', async () => {
    const change = await begun();
    await done(change, 'done');
    expect((await own.agent.patch(`/tickets/${change.id}`, { status: 'review' })).statusCode).toBe(
      200,
    );
    expect(
      (await own.agent.patch(`/tickets/${change.id}`, { status: 'resolved' })).statusCode,
    ).toBe(200);
    expect((await backOut(own.agent, change)).statusCode).toBe(202);
  });

  it('leaves nothing done where the steps are carried out again', async () => {
    const change = await begun();
    await done(change, 'done');
    await done(change, 'failed');
    await decided(change, 'approve');
    await done(change, 'undone');
    const [{ token } = { token: '' }] = await own.world.rows<{ token: string }>(
      "select token from task where ticket_id = ? and state = 'open'",
      [change.id],
    );
    const at = '2027-01-04T20:00:00.000Z';
    await own.world.drive(change.run, {
      also: [{ type: 'moved', at, token, to: 'carry-out', reason: 'It was the cable.' }],
    });
    expect(await states(change)).toEqual(['doing', 'failed', 'waiting']);
    expect(await done(change, 'done')).toBe(STEPS[0]?.title);
    expect(await states(change)).toEqual(['done', 'doing', 'waiting']);
  });
});

it('taking back is measured by a service target of its own, as the page about changes shows it', async () => {
  const page = readFileSync(new URL('../../../docs/changes.md', import.meta.url), 'utf8');
  const [, shown = ''] = /```json\n(\{ "key": "back-out".*?)```/s.exec(page) ?? [];
  const made = await own.admin.post('/sla/policies', JSON.parse(shown));
  expect(made.statusCode, made.body).toBe(201);
  const change = await begun();
  await done(change, 'done');
  const clocks = async () => {
    await own.test.work((work) => clockDue(work, change.id));
    return own.world.rows<{ subject_id: string; due_at: Date }>(
      "select subject_id, due_at from clock where ticket_id = ? and subject_kind = 'task'",
      [change.id],
    );
  };
  expect(await clocks()).toEqual([]);
  await done(change, 'failed');
  await decided(change, 'approve');
  const task = await openTask(change);
  const [clock, ...others] = await clocks();
  expect([clock?.subject_id, others]).toEqual([task?.id, []]);
  const dueAt = '2027-01-04T20:15:00.000Z';
  expect(new Date(clock?.due_at ?? 0).toISOString()).toBe(dueAt);
  // Where it is done, and where the plan is looked at.
  expect((await own.agent.get(`/tasks/${task?.id}`)).json().dueAt).toBe(dueAt);
  expect((await stepsOf(change))[0]).toMatchObject({ state: 'undoing', dueAt });
  await done(change, 'undone');
  expect((await stepsOf(change))[0]).toMatchObject({ state: 'undone', dueAt: null });
});
