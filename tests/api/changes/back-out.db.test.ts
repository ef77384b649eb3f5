/** Backing out a change that is carried out in steps: asked for, decided, and each step taken back. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { approvalDue } from '#domain/approvals/approval-due.ts';
import { clockDue } from '#domain/clocks/due.ts';
import { type ChangeWorld, createChangeWorld, NOW, type Opened } from './change-world.ts';
import { PLANNED, STEPS, stepsIn } from './step-world.ts';

let own: ChangeWorld;
beforeAll(async () => {
  own = await createChangeWorld({ now: NOW });
});
afterAll(() => own.close());

const {
  opened,
  planOf,
  stepsOf,
  states,
  eventsOf,
  plan,
  begun,
  begunOf,
  atItsTime,
  openTask,
  done,
  decided,
  heard,
  carried,
  backOut,
} = stepsIn(() => own);

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
    expect(await states(change)).toEqual(['done', 'called_off', 'waiting']);
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

  it('knows nothing half done of a step that nobody was given', async () => {
    const change = await begun();
    await done(change, 'done');
    const task = await openTask(change);
    await own.admin.post(`/tasks/${task?.id}/complete`, { outcome: 'done', values: {} });
    await backOut(own.agent, change);
    await heard(change);
    expect(await states(change)).toEqual(['done', 'done', 'waiting']);
    expect(await decided(change, 'approve')).not.toContain('Begun and not done');
    expect(await done(change, 'undone')).toBe('Take back: Take it out of the balancer');
    expect(await planOf(change)).toMatchObject({ status: 'review', result: 'backed_out' });
  });

  it('takes back what is done alone where a step was planned as all were done', async () => {
    const change = await begunOf('normal');
    for (const _ of STEPS) await done(change, 'done');
    expect(await planOf(change)).toMatchObject({ status: 'review' });
    const steps: object[] = (await stepsOf(change)).map(({ key }, at) => ({ ...STEPS[at], key }));
    const more = [...steps, { title: 'Watch it', undo: 'Watch no more' }];
    const planned = await own.agent.patch(`/changes/${change.number}`, {
      steps: more,
      reason: 'One was missing.',
    });
    expect(planned.statusCode, planned.body).toBe(200);
    await backOut(own.agent, change);
    await heard(change);
    expect(await decided(change, 'approve')).not.toContain('Begun and not done');
    expect((await openTask(change))?.name).toBe('Take back: Install the certificates');
  });

  it('says how what is half done is taken back, where its plan says so', async () => {
    const how = 'is taken back as well';
    const change = await begun();
    await done(change, 'done');
    await backOut(own.agent, change);
    await heard(change);
    const without = await decided(change, 'reject');
    expect(without).toContain('Begun and not done: Tell the operators.');
    expect(without).not.toContain(how);
    await done(change, 'done');
    await backOut(own.agent, change);
    await heard(change);
    expect(await decided(change, 'reject')).toContain(`${how}: Install the old ones`);
  });

  it.each(['approve', 'reject'])(
    'keeps the step that is called off until its process has taken in the decision to %s',
    async (decision) => {
      const change = await begun();
      await done(change, 'done');
      await done(change, 'done');
      await backOut(own.agent, change);
      await heard(change);
      const [{ id } = { id: '' }] = await own.asked(change);
      const said = await own.admin.post(`/approvals/${id}/decision`, { decision });
      expect(said.statusCode, said.body).toBe(200);
      const steps: object[] = (await stepsOf(change)).map(({ key }, at) => ({ ...STEPS[at], key }));
      expect((await plan(change, steps.slice(0, 2))).json().errors?.[0].pointer).toBe('/steps/2');
      expect(await gate(change)).toContain('backing_out');
      await own.world.drive(change.run);
      expect((await states(change)).at(-1)).toBe(decision === 'approve' ? 'undoing' : 'doing');
    },
  );

  it('keeps the step that is called off as it was begun until that is decided', async () => {
    const change = await begun();
    await done(change, 'done');
    await done(change, 'done');
    await backOut(own.agent, change);
    await heard(change);
    expect(await states(change)).toEqual(['done', 'done', 'called_off']);
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

  it('answers whoever asked meanwhile also where nobody decides in time', async () => {
    const change = await begun();
    await done(change, 'done');
    const task = await openTask(change);
    await own.admin.post(`/tasks/${task?.id}/complete`, { outcome: 'failed', values: {} });
    expect((await backOut(own.agent, change)).statusCode).toBe(202);
    await heard(change);
    await carried(change);
    const left = () =>
      own.world.rows(
        "select 1 from message where name = 'change.backOut' and key = ? and state <> 'received'",
        [change.number],
      );
    expect(await left()).toHaveLength(1);
    const [{ id, due_at } = { id: '', due_at: '' }] = await own.world.rows<{
      id: string;
      due_at: string;
    }>("select id, due_at from approval where ticket_id = ? and state = 'open'", [change.id]);
    own.test.standAt(new Date(due_at).getTime());
    await own.test.work((work) => approvalDue(work, id));
    expect(await left()).toEqual([]);
    await own.world.drive(change.run);
    expect(await states(change)).toEqual(['undoing', 'failed', 'not_done']);
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
    await heard(change);
    // The one that was under way is half done, whatever the status says, and however long nobody decides.
    expect(await states(change)).toEqual(['done', 'called_off', 'not_done']);
    await own.world.rows("delete from message where name = 'change.backOut' and key = ?", [
      change.number,
    ]);
    expect(await states(change)).toEqual(['done', 'called_off', 'not_done']);
    expect(await decided(change, 'approve')).toContain('Begun and not done: Tell the operators.');
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
