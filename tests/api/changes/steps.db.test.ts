/** Steps of a plan: planned, and carried out as tasks by the shipped processes. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ChangeWorld, createChangeWorld, NOW } from './change-world.ts';
import { STEPS, type Step, stepsIn } from './step-world.ts';

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
  openTask,
  done,
  decided,
  heard,
  skip,
  backOut,
} = stepsIn(() => own);

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
    await skip(change, 'do-step');
    expect(await states(change)).toEqual(['not_done', 'doing', 'waiting']);
  });

  it.each(['do-step', 'step'])(
    'goes on to the next step where “%s” is skipped in the middle, and takes nothing of it back',
    async (element) => {
      const change = await begun();
      await done(change, 'done');
      await skip(change, element);
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
    await skip(change, 'step');
    expect(await planOf(change)).toMatchObject({ status: 'closed' });
  });

  it('says of the last step, where it was skipped, that it was not done, also once it is to be backed out', async () => {
    const change = await begunOf('normal');
    await done(change, 'done');
    await done(change, 'done');
    await skip(change, 'step');
    expect(await planOf(change)).toMatchObject({ status: 'review' });
    expect(await states(change)).toEqual(['done', 'done', 'not_done']);
    own.test.standAt(Date.parse('2027-01-04T21:00:00.000Z'));
    expect((await backOut(own.agent, change)).statusCode).toBe(202);
    await heard(change);
    expect(await states(change)).toEqual(['done', 'done', 'not_done']);
    expect(await decided(change, 'approve')).not.toContain('Begun and not done');
    expect(await states(change)).toEqual(['undoing', 'nothing_to_undo', 'not_done']);
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
