/** The catalog of standard changes over HTTP: proposed, approved by somebody else, followed, failed, looked at again, retired. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { holdStandard } from '#domain/standard-changes/open.ts';
import { beginReviewsDue } from '#domain/standard-changes/review.ts';
import type { Definition } from '#engine/definition.ts';
import { type Client, createTestApp, type TestApp } from '#tests/support/app.ts';
import { addItems } from '#tests/support/items.ts';
import { chain, createWorld, type World } from '../../domain/processes/world.ts';

const NOW = Date.parse('2027-01-04T09:00:00.000Z');
const FROM = '2027-01-05T20:00:00.000Z';
const PLAN = {
  implementation: 'Put the new one there.',
  backOut: 'Put the old one back.',
  risk: 'low',
};

let test: TestApp;
let world: World;
let agent: Client;
let manager: Client;
let other: Client;
let count = 0;
beforeAll(async () => {
  test = await createTestApp();
  test.standAt(NOW);
  world = createWorld(test);
  agent = await test.signInAs('agent', { name: 'Bo', groups: ['service-desk'] });
  manager = await test.signInAs('change-manager', { name: 'Mia', groups: ['cab'] });
  other = await test.signInAs('change-manager', { name: 'Ola' });
  await addItems(test, { shop: [], mail: [] });
});
afterAll(() => test.close());
beforeEach(() => test.standAt(NOW));

type Answer = Awaited<ReturnType<Client['get']>>;
function taken(answer: Answer, status = 200) {
  expect(answer.statusCode, answer.body).toBe(status);
  return answer.json();
}
const newKey = (): string => {
  count += 1;
  return `renew-${count}`;
};
async function proposed(fields: object = {}, by = agent): Promise<string> {
  const key = newKey();
  const body = { key, name: `Renew ${key}`, plan: PLAN, minutes: 90, ...fields };
  taken(await by.post('/standard-changes', body), 201);
  return key;
}
const lookAt = async (key: string) => taken(await agent.get(`/standard-changes/${key}`));
async function runOf(key: string, column: 'run_id' | 'review_run'): Promise<string> {
  const [row] = await world.rows<{ run: string | null }>(
    column === 'review_run'
      ? 'select review_run as run from standard_change where key = ?'
      : `select v.run_id as run from standard_change_version v join standard_change s on s.id = v.standard_id
         where s.key = ? order by v.number desc limit 1`,
    [key],
  );
  return row?.run ?? expect.fail(`${key} has no such run`);
}
/** What the latest version is asked for with. */
async function variablesOf(key: string) {
  type Asked = Record<string, unknown> & { readonly plan?: string };
  const [run] = await world.rows<{ variables: Asked }>(
    "select start_event -> 'variables' as variables from run where id = ?",
    [await runOf(key, 'run_id')],
  );
  return run?.variables ?? expect.fail(`nobody is asked about ${key}`);
}
async function decide(key: string, decision: 'approve' | 'reject', comment = '', by = manager) {
  const run = await runOf(key, 'run_id');
  await world.drive(run);
  const [approval] = await world.rows<{ id: string }>('select id from approval where run_id = ?', [
    run,
  ]);
  const answer = await by.post(`/approvals/${approval?.id}/decision`, { decision, comment });
  await world.drive(run);
  return answer;
}
async function inForce(fields: object = {}): Promise<string> {
  const key = await proposed(fields);
  taken(await decide(key, 'approve'));
  return key;
}
type Opened = { readonly id: string; readonly number: string };
type Step = {
  readonly key: string;
  readonly title: string;
  readonly undo: string;
  readonly minutes: number | null;
  readonly assignment: { readonly user: { readonly email: string } } | null;
};
const open = (standard: string, plan: object = {}, fields: object = {}, by = agent) =>
  by.post('/tickets', {
    type: 'change',
    title: 'Renew one',
    ...fields,
    change: { standard, plannedFrom: FROM, ...plan },
  });
const opened = async (standard: string, plan = {}, fields = {}): Promise<Opened> =>
  taken(await open(standard, plan, fields), 201);
const planOf = async ({ number }: Opened) => taken(await agent.get(`/changes/${number}`));
const runsOf = ({ id }: Opened) =>
  world.rows<{ id: string; process_key: string; state: string }>(
    'select id, process_key, state from run where ticket_id = ? order by started_at, id',
    [id],
  );
const note = async (change: Opened, result: string) =>
  taken(await agent.patch(`/changes/${change.number}`, { result }));
const told = async (key: string): Promise<string[]> =>
  (await lookAt(key)).history.map(({ type }: { type: string }) => type.split('.')[1]).reverse();
async function review(key: string, outcome: string, findings = '') {
  const run = await runOf(key, 'review_run');
  await world.drive(run);
  const [task] = await world.rows<{ id: string }>('select id from task where run_id = ?', [run]);
  const admin = await test.signInAs('admin');
  taken(await admin.post(`/tasks/${task?.id}/complete`, { outcome, values: { findings } }));
  await world.drive(run);
}

describe('a proposal', () => {
  it('is in the catalog once somebody else has approved it', async () => {
    const key = await proposed({ items: ['shop'], category: 'Network', note: 'Done weekly.' });
    expect(await lookAt(key)).toMatchObject({
      state: 'proposed',
      inForce: null,
      proposed: 1,
      minutes: 90,
      owner: { name: 'Bo' },
      versions: [{ number: 1, state: 'proposed', plan: PLAN, proposedBy: { name: 'Bo' } }],
    });
    expect((await open(key)).json()).toMatchObject({
      status: 409,
      type: '/problems/standard_not_in_force',
      state: 'proposed',
    });
    taken(await decide(key, 'approve', 'Go on.'));
    const found = await lookAt(key);
    expect(found).toMatchObject({
      state: 'approved',
      inForce: 1,
      proposed: null,
      reviewOn: '2028-01-04',
      versions: [
        {
          state: 'approved',
          note: 'Done weekly.',
          reason: 'Go on.',
          votes: [{ by: { name: 'Mia' } }],
        },
      ],
    });
    expect(found.allowed).toEqual(['read', 'open', 'propose']);
    const { number } = taken(await open(key), 201);
    expect((await agent.get(`/changes/${number}`)).json()).toMatchObject({ minutes: 90 });
    expect(await told(key)).toEqual(['proposed', 'approved']);
  });

  it('is not approved by whoever made it', async () => {
    const key = await proposed({}, manager);
    expect((await decide(key, 'approve', '', manager)).json()).toMatchObject({
      type: '/problems/own_request',
    });
    expect(await lookAt(key)).toMatchObject({ state: 'proposed' });
    taken(await decide(key, 'approve', '', other));
    expect(await lookAt(key)).toMatchObject({ state: 'approved' });
  });

  it('that is rejected says why, and may be made again', async () => {
    const key = await proposed();
    taken(await decide(key, 'reject', 'Nobody has tested the back-out.'));
    expect(await lookAt(key)).toMatchObject({
      state: 'rejected',
      inForce: null,
      reason: 'Nobody has tested the back-out.',
      versions: [{ state: 'rejected', reason: 'Nobody has tested the back-out.' }],
    });
    const again = await agent.post(`/standard-changes/${key}/versions`, {
      plan: { testPlan: 'Test it.' },
    });
    expect(taken(again, 201)).toMatchObject({
      state: 'proposed',
      proposed: 2,
      minutes: 90,
      versions: [{ number: 2, plan: { ...PLAN, testPlan: 'Test it.' } }, { number: 1 }],
    });
    taken(await decide(key, 'approve'));
    expect(await lookAt(key)).toMatchObject({ state: 'approved', inForce: 2 });
  });

  it('takes the plan of a change that went well, and of no other', async () => {
    const change: Opened = taken(
      await agent.post('/tickets', {
        type: 'change',
        title: 'By hand',
        impact: 3,
        urgency: 3,
        configItems: ['mail'],
        change: {
          ...PLAN,
          impact: 'None.',
          plannedFrom: FROM,
          plannedTo: '2027-01-05T20:45:00.000Z',
        },
      }),
      201,
    );
    const body = {
      key: newKey(),
      name: 'As it was',
      fromChange: change.number,
      plan: { risk: 'high' },
    };
    expect((await agent.post('/standard-changes', body)).json()).toMatchObject({
      status: 400,
      errors: [{ pointer: '/fromChange' }],
    });
    await note(change, 'successful');
    expect(taken(await agent.post('/standard-changes', body), 201)).toMatchObject({
      minutes: 45,
      items: [{ key: 'mail' }],
      versions: [{ fromChange: change.number, plan: { ...PLAN, impact: 'None.', risk: 'high' } }],
    });
    expect((await agent.post('/standard-changes', body)).json()).toMatchObject({
      status: 409,
      type: '/problems/already_exists',
    });
    const wrong = { ...body, key: newKey(), fromChange: 'CHG-999999' };
    expect((await agent.post('/standard-changes', wrong)).json().errors).toMatchObject([
      { pointer: '/fromChange' },
    ]);
  });

  it('with more of a plan than can be asked is asked for with what can, which says so', async () => {
    const long = 'x'.repeat(20_000);
    const details = { implementation: long, testPlan: long, communication: long, impact: long };
    const undo = 'y'.repeat(3_900);
    const steps = Array.from({ length: 15 }, (_, at) => ({ title: `Step ${at}`, undo }));
    const key = await proposed({ plan: { ...PLAN, ...details, steps } });
    const { plan, steps: asked } = await variablesOf(key);
    expect(plan?.length).toBeGreaterThan(60_000);
    expect(plan).toMatch(/ the whole plan stands on the page of the standard change\.$/);
    expect(asked).toEqual(steps.map(({ title }) => ({ title })));
    // No text is long here, and of the steps not all is told.
    const few = await proposed({ plan: { ...PLAN, steps } });
    expect((await variablesOf(few)).plan).toMatch(/^Implementation: .*of the standard change\.$/s);
  });

  it('is asked for with what it may touch, how risky it is, and each step with who does it', async () => {
    const steps = [
      { title: 'Stop it', undo: 'Start it again', minutes: 5, assignment: { user: agent.email } },
      { title: 'Look at it' },
    ];
    const key = await proposed({ items: ['shop', 'mail'], plan: { ...PLAN, steps } });
    expect(await variablesOf(key)).toMatchObject({
      items: 'MAIL, SHOP',
      risk: 'low',
      minutes: 90,
      steps: [
        { title: 'Stop it', undo: 'Start it again', minutes: 5, by: 'Bo' },
        { title: 'Look at it' },
      ],
    });
    taken(await decide(key, 'approve'));
    const [asked] = await world.rows<{ message: string }>(
      'select message from approval where run_id = ?',
      [await runOf(key, 'run_id')],
    );
    expect(asked?.message).toContain('proposed by Bo:');
    // Of another version it is what that one says, and not what is in force.
    const another = { minutes: 30, items: [] };
    taken(await agent.post(`/standard-changes/${key}/versions`, another), 201);
    expect(await variablesOf(key)).toMatchObject({ minutes: 30, items: 'Whatever there is' });
  });

  it('of another version leaves the one in force to be used until it is approved', async () => {
    const key = await inForce();
    const first = await opened(key);
    const { version } = await lookAt(key);
    const change = { minutes: 30, plan: { backOut: 'Restore it.' } };
    const path = `/standard-changes/${key}/versions`;
    expect((await agent.post(path, change, { 'if-match': '"v1"' })).statusCode).toBe(412);
    taken(await agent.post(path, change, { 'if-match': `"v${version}"` }), 201);
    expect((await agent.post(path, change)).json()).toMatchObject({
      type: '/problems/transition_not_allowed',
    });
    expect(await planOf(await opened(key))).toMatchObject({ standard: { key, version: 1 } });
    taken(await decide(key, 'approve'));
    const latest = await opened(key);
    const second = await planOf(latest);
    expect(second).toMatchObject({
      standard: { version: 2 },
      backOut: 'Restore it.',
      plannedTo: '2027-01-05T20:30:00.000Z',
    });
    expect(await planOf(first)).toMatchObject({ standard: { version: 1 }, backOut: PLAN.backOut });
    const listed = taken(await agent.get(`/changes?standard=${key}&limit=1`)).items;
    expect(listed).toMatchObject([{ number: latest.number }]);
    expect((await lookAt(key)).versions.map(({ uses }: { uses: number }) => uses)).toEqual([1, 2]);
  });

  it('is made by those who work on changes, and kept by those who manage them', async () => {
    const requester = await test.signInAs('requester');
    expect((await requester.get('/standard-changes')).statusCode).toBe(403);
    const key = await inForce();
    for (const act of ['suspend', 'resume', 'retire'])
      expect(
        (await agent.post(`/standard-changes/${key}/${act}`, { reason: 'R' })).statusCode,
      ).toBe(403);
    expect((await agent.patch(`/standard-changes/${key}`, { name: 'Mine' })).statusCode).toBe(403);
    const changed = await manager.patch(`/standard-changes/${key}`, {
      name: 'Renew the certificate',
      reviewMonths: 3,
      reviewOn: '2027-02-01',
      owner: manager.email,
    });
    expect(taken(changed)).toMatchObject({
      name: 'Renew the certificate',
      reviewOn: '2027-02-01',
      owner: { name: 'Mia' },
    });
    const found = await agent.get('/standard-changes?q=certificate renew&state=approved');
    expect(taken(found).items.map((one: { key: string }) => one.key)).toEqual([key]);
    expect(taken(await agent.get('/standard-changes?q=certificate&state=retired')).items).toEqual(
      [],
    );
  });
});

describe('a change that is opened from the catalog', () => {
  it('has its plan, its category and what it touches from there, and needs no approval', async () => {
    const key = await inForce({ items: ['shop'], category: 'Network' });
    const change = await opened(key);
    expect(await planOf(change)).toMatchObject({
      ...PLAN,
      kind: 'standard',
      plannedFrom: FROM,
      plannedTo: '2027-01-05T21:30:00.000Z',
      standard: { key, version: 1 },
      items: [{ key: 'shop' }],
      fixed: ['impact', 'implementation', 'testPlan', 'communication', 'backOut', 'risk', 'steps'],
    });
    expect(taken(await agent.get(`/tickets/${change.id}`))).toMatchObject({ category: 'Network' });
    expect(await runsOf(change)).toMatchObject([{ process_key: 'standard-change' }]);
    test.standAt(Date.parse(FROM));
    expect(taken(await agent.get(`/changes/${change.number}/gate`))).toMatchObject({
      allowed: true,
    });
  });

  it('keeps what is fixed, and says how to change it nevertheless', async () => {
    const key = await inForce({ items: ['shop'] });
    const change = await opened(key, { risk: 'low' });
    const before = await planOf(change);
    const refused = await agent.patch(`/changes/${change.number}`, {
      backOut: 'None.',
      risk: null,
    });
    expect(refused.json()).toMatchObject({
      status: 409,
      type: '/problems/plan_fixed',
      fields: ['backOut', 'risk'],
      standard: key,
      errors: [{ pointer: '/backOut' }, { pointer: '/risk' }],
    });
    const touched = await agent.put(`/tickets/${change.id}/config-items`, { items: ['mail'] });
    expect(touched.json()).toMatchObject({ type: '/problems/plan_fixed', fields: ['items'] });
    const patched = await agent.patch(`/tickets/${change.id}`, { configItems: ['mail'] });
    expect(patched.json()).toMatchObject({
      type: '/problems/plan_fixed',
      errors: [{ pointer: '/configItems' }],
    });
    expect(before).toMatchObject({ risk: 'low', riskBy: 'standard' });
    const { by, standard, allowed } = taken(await manager.get(`/changes/${change.number}/risk`));
    expect([by, standard, allowed]).toEqual([
      'standard',
      true,
      expect.not.arrayContaining(['judgeRisk']),
    ]);
    const judged = { riskReason: 'I know better.' };
    expect((await manager.patch(`/changes/${change.number}`, judged)).json().errors).toMatchObject([
      { pointer: '/riskReason' },
    ]);
    expect(await planOf(change)).toEqual(before);
    for (const [plan, fields, pointer] of [
      [{ backOut: 'None.' }, {}, '/change/backOut'],
      [{ kind: 'normal' }, {}, '/change/kind'],
      [{}, { configItems: ['mail'] }, '/configItems'],
    ] as const)
      expect((await open(key, plan, fields)).json()).toMatchObject({
        type: '/problems/plan_fixed',
        errors: [{ pointer }],
      });
    const moved = {
      plannedFrom: '2027-01-06T20:00:00.000Z',
      plannedTo: '2027-01-06T21:00:00.000Z',
    };
    expect(
      taken(await agent.patch(`/changes/${change.number}`, { ...moved, ...PLAN })),
    ).toMatchObject(moved);
  });

  it('is carried out in the steps of the catalog, which stay as they are', async () => {
    const leaver = await test.signInAs('agent', { email: 'leaver@example.test' });
    const steps = [
      { title: 'Take it out', undo: 'Put it back', assignment: { user: leaver.email } },
      { key: 'put', title: 'Put the new one there', minutes: 20 },
    ];
    const twice = [
      { key: 'a', title: 'One' },
      { key: 'a', title: 'Other' },
    ];
    const refused = await agent.post('/standard-changes', {
      key: newKey(),
      name: 'Twice',
      plan: { ...PLAN, steps: twice },
    });
    expect(refused.json().errors).toMatchObject([{ pointer: '/plan/steps/1/key' }]);
    const key = await inForce({ plan: { ...PLAN, steps } });
    expect((await lookAt(key)).versions[0].stepPlaces).toEqual([
      {
        user: expect.objectContaining({ id: leaver.personId, email: leaver.email }),
        group: null,
        queue: null,
      },
      null,
    ]);
    const change = await opened(key);
    const planned = await planOf(change);
    expect(planned).toMatchObject({
      fixed: expect.arrayContaining(['steps']),
      steps: [
        { key: 's2', undo: 'Put it back', assignment: { user: { email: leaver.email } } },
        { key: 'put', minutes: 20, assignment: null },
      ],
    });
    const without = await agent.patch(`/changes/${change.number}`, { steps: [] });
    expect(without.json()).toMatchObject({ type: '/problems/plan_fixed', fields: ['steps'] });
    const [again, ...rest] = planned.steps.map(
      ({ key: step, title, undo, minutes, assignment }: Step) => ({
        key: step,
        title,
        undo,
        minutes,
        assignment: assignment && { user: assignment.user.email },
      }),
    );
    taken(await agent.patch(`/changes/${change.number}`, { steps: [again, ...rest] }));
    // Whoever has left blocks no change that is opened later.
    const admin = await test.signInAs('admin');
    taken(await admin.patch(`/users/${leaver.personId}`, { active: false }));
    expect(await planOf(await opened(key))).toMatchObject({
      steps: [{ title: 'Take it out', assignment: null }, { key: 'put' }],
    });
    taken(await agent.patch(`/tickets/${change.id}`, { status: 'authorize' }));
    taken(await agent.patch(`/tickets/${change.id}`, { status: 'implement' }));
    taken(await agent.patch(`/changes/${change.number}`, { result: 'successful' }));
    const copy = newKey();
    taken(
      await agent.post('/standard-changes', {
        key: copy,
        name: 'As it was done',
        fromChange: change.number,
      }),
      201,
    );
    expect((await lookAt(copy)).versions[0].plan.steps).toMatchObject([
      { title: 'Take it out', undo: 'Put it back' },
      { key: 'put', minutes: 20 },
    ]);
  });

  it('says by name which team does a step, however it was named', async () => {
    const admin = await test.signInAs('admin');
    const queues: { id: string; key: string }[] = taken(await admin.get('/queues')).items;
    const network = queues.find((queue) => queue.key === 'network');
    const made = taken(
      await agent.post('/standard-changes', {
        key: newKey(),
        name: 'By teams',
        plan: {
          steps: [
            { title: 'One', assignment: { queue: 'network' } },
            { title: 'Two', assignment: { queue: network?.id } },
            { title: 'Three', assignment: { group: 'cab' } },
          ],
        },
      }),
      201,
    );
    const queue = { user: null, group: null, queue: expect.objectContaining({ id: network?.id }) };
    expect(made.versions[0].stepPlaces).toEqual([
      queue,
      queue,
      { user: null, group: expect.objectContaining({ key: 'cab' }), queue: null },
    ]);
  });

  it('is approved like any other once it is made a normal one', async () => {
    const key = await inForce();
    const change = await opened(key);
    const [first] = await runsOf(change);
    await world.drive(first?.id ?? '');
    expect(
      taken(await agent.patch(`/changes/${change.number}`, { kind: 'normal', backOut: 'Mine.' })),
    ).toMatchObject({
      kind: 'normal',
      standard: null,
      fixed: [],
      backOut: 'Mine.',
      // What was approved with the standard change holds for it no more.
      risk: null,
      riskBy: null,
    });
    // What begins now assesses it: nobody is to be asked twice.
    expect(
      await world.rows("select 1 from message where name = 'change.weighed' and key = ?", [
        change.number,
      ]),
    ).toEqual([]);
    await world.drive(first?.id ?? '');
    const runs = await runsOf(change);
    expect(runs).toMatchObject([
      { process_key: 'standard-change', state: 'cancelled' },
      { process_key: 'normal-change' },
    ]);
    await world.drive(runs[1]?.id ?? '');
    expect(taken(await agent.get(`/tickets/${change.id}`))).toMatchObject({ status: 'assess' });
    test.standAt(Date.parse(FROM));
    expect(taken(await agent.get(`/changes/${change.number}/gate`)).reasons).toMatchObject([
      { code: 'not_approved' },
    ]);
    const back = await agent.patch(`/changes/${change.number}`, { kind: 'standard' });
    expect([back.statusCode, back.json().errors]).toMatchObject([403, [{ pointer: '/kind' }]]);
    const { items } = taken(await agent.get(`/tickets/${change.id}/events?limit=200`));
    expect(
      items.find(({ changes }: { changes: object }) => 'standard' in changes).changes.standard,
    ).toEqual({ before: null, after: `Renew ${key} (1)` });
  });

  it('ends and begins what hangs on its kind, and leaves all else alone', async () => {
    const admin = await test.signInAs('admin');
    const waits = (process: string, fact: string, value: string): Definition => {
      const { elements, ...rest } = chain(process, { id: 'wait', type: 'userTask', task: {} });
      const equal = (name: string, is: string) =>
        ({ fact: name, operator: 'equal', value: is }) as const;
      const conditions = { all: [equal('ticket.title', 'Of its kind'), equal(fact, value)] };
      const trigger = {
        type: 'ticketCreated' as const,
        ticketTypes: ['change' as const],
        conditions,
      };
      const [, ...others] = elements;
      return { ...rest, elements: [{ id: 'start', type: 'startEvent', trigger }, ...others] };
    };
    await world.publish(admin, waits('when-new', 'ticket.status', 'new'));
    await world.publish(admin, waits('when-authorized', 'ticket.status', 'authorize'));
    const change = await opened(await inForce(), {}, { title: 'Of its kind' });
    for (const { id } of await runsOf(change)) await world.drive(id);
    taken(await agent.patch(`/tickets/${change.id}`, { status: 'authorize' }));
    taken(await agent.patch(`/changes/${change.number}`, { kind: 'normal' }));
    for (const { id } of await runsOf(change)) await world.drive(id);
    const states = (await runsOf(change)).map(
      ({ process_key, state }) => `${process_key} ${state === 'cancelled' ? 'ended' : 'goes on'}`,
    );
    expect(states.sort()).toEqual([
      'normal-change goes on',
      'standard-change ended',
      'when-new goes on',
    ]);
  });

  it('is not called standard again by who has made it a normal one at the same moment', async () => {
    const change = await opened(await inForce());
    const plan = (fields: object) => agent.patch(`/changes/${change.number}`, fields);
    const both = await test.work(async (work) => {
      await work.em.execute('select from ticket where id = ? for update', [change.id]);
      const cut = plan({ kind: 'normal' });
      await world.areWaiting(1);
      const called = plan({ kind: 'standard' });
      await world.areWaiting(2);
      // Both have seen it as it was.
      return [cut, called];
    });
    const [cut, called] = await Promise.all(both);
    taken(cut as Answer);
    expect([called?.statusCode, called?.json().errors]).toMatchObject([
      403,
      [{ pointer: '/kind' }],
    ]);
    expect(await planOf(change)).toMatchObject({ kind: 'normal', standard: null });
  });

  it('is refused where another version has come into force since its plan was read', async () => {
    const key = await inForce();
    const { id, name } = await lookAt(key);
    const following = (version: number) =>
      test.work((work) => holdStandard(work, { id, key, name, version }));
    taken(await agent.post(`/standard-changes/${key}/versions`, { minutes: 5 }), 201);
    taken(await decide(key, 'approve'));
    await expect(following(1)).rejects.toMatchObject({ code: 'standard_not_in_force' });
    await following(2);
  });

  it('stays what it is once it was begun', async () => {
    const change = await opened(await inForce());
    for (const status of ['authorize', 'implement'])
      taken(await agent.patch(`/tickets/${change.id}`, { status }));
    expect(
      (await agent.patch(`/changes/${change.number}`, { kind: 'emergency' })).json(),
    ).toMatchObject({ type: '/problems/transition_not_allowed' });
  });

  it('cannot be called standard in another way, but by change managers', async () => {
    const body = { type: 'change', title: 'By myself', change: { kind: 'standard' } };
    const refused = await agent.post('/tickets', body);
    expect([refused.statusCode, refused.json().errors]).toMatchObject([
      403,
      [{ pointer: '/change/kind' }],
    ]);
    const made: Opened = taken(await manager.post('/tickets', body), 201);
    expect(await planOf(made)).toMatchObject({ kind: 'standard', standard: null, fixed: [] });
    const unknown = await open('nothing');
    expect(unknown.json().errors).toMatchObject([{ pointer: '/change/standard' }]);
  });
});

describe('a standard change that goes wrong', () => {
  it('is looked at again, once, and counts what went well', async () => {
    const key = await inForce();
    const [good, bad, worse] = [await opened(key), await opened(key), await opened(key)];
    await note(good, 'successful');
    expect(await lookAt(key)).toMatchObject({ state: 'approved', uses: 3, done: 1, wentWell: 1 });
    await note(bad, 'failed');
    await note(worse, 'backed_out');
    await note(bad, 'backed_out');
    expect(await lookAt(key)).toMatchObject({
      state: 'under_review',
      reason: `${bad.number} failed.`,
      done: 3,
      wentWell: 1,
    });
    expect(await told(key)).toEqual([
      'proposed',
      'approved',
      'wentWrong',
      'reviewBegun',
      'wentWrong',
    ]);
    expect(
      await world.rows(
        "select name from message where name = 'standard-change.failed' and key = ?",
        [key],
      ),
    ).toHaveLength(2);
    // It may be used meanwhile.
    await opened(key);
    await review(key, 'kept', 'It was the weather.');
    expect(await lookAt(key)).toMatchObject({ state: 'approved', reason: '' });
    test.standAt(NOW + 60_000);
    await note(await opened(key), 'failed');
    expect(await lookAt(key)).toMatchObject({ state: 'under_review' });
  });

  it('is suspended where it says so, until a new version is approved', async () => {
    const key = await inForce({ suspends: true, reviewAfter: 2 });
    await note(await opened(key), 'failed');
    expect(await lookAt(key)).toMatchObject({ state: 'approved' });
    const caused = await opened(key);
    const incident: Opened = taken(
      await agent.post('/tickets', { type: 'incident', title: 'Down' }),
      201,
    );
    await note(caused, 'successful');
    taken(await agent.put(`/tickets/${incident.id}/cause`, { change: caused.number }));
    expect(await lookAt(key)).toMatchObject({
      state: 'suspended',
      done: 2,
      wentWell: 0,
      reason: `${caused.number} is said to have caused something.`,
    });
    expect((await open(key)).json()).toMatchObject({ type: '/problems/standard_not_in_force' });
    await review(key, 'changed', 'Test it first.');
    expect(await lookAt(key)).toMatchObject({ state: 'suspended', reason: 'Test it first.' });
    taken(await agent.post(`/standard-changes/${key}/versions`, { minutes: 5 }), 201);
    taken(await decide(key, 'approve'));
    expect(await lookAt(key)).toMatchObject({ state: 'approved', inForce: 2, reason: '' });
  });

  it('has not gone wrong where that is taken back', async () => {
    const key = await inForce({ reviewAfter: 2 });
    const change = await opened(key);
    await note(change, 'failed');
    await note(change, 'successful');
    expect(await lookAt(key)).toMatchObject({ done: 1, wentWell: 1 });
    await note(await opened(key), 'failed');
    expect(await lookAt(key)).toMatchObject({ state: 'approved' });
  });

  it('has not gone wrong where what it is said to have caused is deleted', async () => {
    const key = await inForce({ reviewAfter: 2 });
    const change = await opened(key);
    await note(change, 'successful');
    const [first, second] = [1, 2].map(async () => {
      const incident: Opened = taken(
        await agent.post('/tickets', { type: 'incident', title: 'Down' }),
        201,
      );
      taken(await agent.put(`/tickets/${incident.id}/cause`, { change: change.number }));
      return incident;
    });
    const admin = await test.signInAs('admin');
    const remove = async (incident: Opened | undefined) =>
      expect((await admin.delete(`/tickets/${incident?.id}`)).statusCode).toBe(204);
    const both = [await first, await second];
    const example = async () =>
      (
        await agent.post('/standard-changes', {
          key: newKey(),
          name: 'As it went',
          fromChange: change.number,
        })
      ).statusCode;
    await remove(both[0]);
    expect(await lookAt(key)).toMatchObject({ done: 1, wentWell: 0 });
    expect(await example()).toBe(400);
    await remove(both[1]);
    expect(await lookAt(key)).toMatchObject({ state: 'approved', done: 1, wentWell: 1 });
    expect(await example()).toBe(201);
    // Nor is it counted towards the review.
    await note(await opened(key), 'failed');
    expect(await lookAt(key)).toMatchObject({ state: 'approved', done: 2, wentWell: 1 });
  });

  it('that was looked at is not looked at again for the same failure, taken back and said again', async () => {
    const key = await inForce();
    const change = await opened(key);
    await note(change, 'failed');
    await review(key, 'kept');
    await note(change, 'successful');
    expect(await lookAt(key)).toMatchObject({ state: 'approved', wentWell: 1 });
    await note(change, 'failed');
    expect(await lookAt(key)).toMatchObject({ state: 'approved', wentWell: 0 });
    expect((await told(key)).filter((type) => type === 'wentWrong')).toHaveLength(1);
    // What was taken back before anybody has looked counts when it is said again.
    const twice = await inForce({ reviewAfter: 2 });
    const [one, other] = [await opened(twice), await opened(twice)];
    await note(one, 'failed');
    await note(one, 'successful');
    await note(other, 'failed');
    expect(await lookAt(twice)).toMatchObject({ state: 'approved' });
    await note(one, 'failed');
    expect(await lookAt(twice)).toMatchObject({ state: 'under_review' });
  });

  it('does not count a change that follows it no more, or is gone', async () => {
    const key = await inForce({ reviewAfter: 2 });
    const [cut, deleted, failed] = [await opened(key), await opened(key), await opened(key)];
    await note(cut, 'failed');
    taken(await agent.patch(`/changes/${cut.number}`, { kind: 'normal' }));
    await note(deleted, 'failed');
    expect(await lookAt(key)).toMatchObject({ state: 'approved' });
    const admin = await test.signInAs('admin');
    expect((await admin.delete(`/tickets/${deleted.id}`)).statusCode).toBe(204);
    await note(failed, 'failed');
    expect(await lookAt(key)).toMatchObject({ state: 'approved' });
    await note(await opened(key), 'failed');
    expect(await lookAt(key)).toMatchObject({ state: 'under_review' });
  });

  it('is looked at again when its day has come, and retired by the review', async () => {
    const key = await inForce({ reviewMonths: 1 });
    const running = await opened(key);
    test.standAt(Date.parse('2027-02-03T12:00:00.000Z'));
    await test.work(beginReviewsDue);
    expect(await lookAt(key)).toMatchObject({ state: 'approved' });
    test.standAt(Date.parse('2027-02-04T12:00:00.000Z'));
    await Promise.all([1, 2].map(() => test.work(beginReviewsDue)));
    expect(await told(key)).toEqual(['proposed', 'approved', 'reviewBegun']);
    expect(await lookAt(key)).toMatchObject({
      state: 'under_review',
      reason: 'Its review is due.',
    });
    await review(key, 'retired', 'Nobody needs it.');
    expect(await lookAt(key)).toMatchObject({
      state: 'retired',
      reason: 'Nobody needs it.',
      allowed: ['read'],
    });
    expect(await planOf(running)).toMatchObject({ kind: 'standard', standard: { key } });
  });
});

describe('by hand a standard change', () => {
  it('is retired while changes are opened from it and fail, and none of them comes too late', async () => {
    const key = await inForce();
    const failing = await Promise.all(
      [1, 2, 3].map(() => opened(key, { plannedTo: null, plannedFrom: null })),
    );
    const [retired, ...answers] = await Promise.all([
      manager.post(`/standard-changes/${key}/retire`, { reason: 'At once.' }),
      ...failing.map(({ number }) => agent.patch(`/changes/${number}`, { result: 'failed' })),
      ...[1, 2, 3].map(() => open(key)),
    ]);
    taken(retired as Answer);
    for (const answer of answers.slice(0, 3)) taken(answer);
    const late = answers.slice(3).map(({ statusCode }) => statusCode);
    expect(late.filter((status) => status !== 201 && status !== 409)).toEqual([]);
    const { state, uses } = await lookAt(key);
    expect([state, uses]).toEqual(['retired', 3 + late.filter((status) => status === 201).length]);
    expect((await open(key)).statusCode).toBe(409);
  });

  it('is suspended and resumed, each with a reason', async () => {
    const key = await inForce();
    const act = (name: string) =>
      manager.post(`/standard-changes/${key}/${name}`, { reason: 'So.' });
    expect((await act('resume')).json()).toMatchObject({
      type: '/problems/transition_not_allowed',
    });
    expect(taken(await act('suspend'))).toMatchObject({ state: 'suspended', reason: 'So.' });
    expect((await open(key)).json()).toMatchObject({ state: 'suspended' });
    expect(taken(await act('resume'))).toMatchObject({ state: 'approved' });
    taken(await open(key), 201);
    const twice = await inForce({ reviewAfter: 2 });
    await note(await opened(twice), 'failed');
    for (const name of ['suspend', 'resume'])
      taken(await manager.post(`/standard-changes/${twice}/${name}`, { reason: 'Looked at.' }));
    await note(await opened(twice), 'failed');
    expect(await lookAt(twice)).toMatchObject({ state: 'approved' });
    expect((await manager.post(`/standard-changes/${key}/retire`, {})).statusCode).toBe(400);
  });

  it('that somebody has suspended stays so until it is resumed by hand, whatever its review says', async () => {
    for (const outcome of ['kept', 'changed']) {
      const key = await inForce({ suspends: true });
      const running = await opened(key);
      taken(await manager.post(`/standard-changes/${key}/suspend`, { reason: 'The audit.' }));
      await note(running, 'failed');
      expect(await lookAt(key)).toMatchObject({ state: 'suspended', reason: 'The audit.' });
      await review(key, outcome, 'It was the weather.');
      expect(await lookAt(key)).toMatchObject({ state: 'suspended', reason: 'The audit.' });
      taken(await manager.post(`/standard-changes/${key}/resume`, { reason: 'It is over.' }));
      expect(await lookAt(key)).toMatchObject({ state: 'approved' });
    }
  });

  it('is not suspended for what was found in a version that another has replaced', async () => {
    const key = await inForce();
    await note(await opened(key), 'failed');
    taken(await agent.post(`/standard-changes/${key}/versions`, { minutes: 5 }), 201);
    taken(await decide(key, 'approve'));
    await review(key, 'changed', 'Test it first.');
    expect(await lookAt(key)).toMatchObject({ state: 'approved', inForce: 2 });
  });

  it('that a review retires leaves nobody to decide about another version of it', async () => {
    const key = await inForce();
    await note(await opened(key), 'failed');
    taken(await agent.post(`/standard-changes/${key}/versions`, { minutes: 5 }), 201);
    const run = await runOf(key, 'run_id');
    await world.drive(run);
    await review(key, 'retired', 'Nobody needs it.');
    await world.drive(run);
    expect(await lookAt(key)).toMatchObject({
      state: 'retired',
      proposed: null,
      versions: [{ number: 2, state: 'rejected', reason: 'Nobody needs it.' }, { number: 1 }],
    });
    expect(await world.rows('select state from run where id = ?', [run])).toEqual([
      { state: 'cancelled' },
    ]);
  });

  it('is not retired past a version that is proposed at the same moment', async () => {
    const key = await inForce();
    const [retired, version] = await Promise.all([
      manager.post(`/standard-changes/${key}/retire`, { reason: 'The shop is closed.' }),
      agent.post(`/standard-changes/${key}/versions`, { minutes: 5 }),
    ]);
    expect([200, 412]).toContain(retired.statusCode);
    expect([201, 409]).toContain(version.statusCode);
    const { state, versions } = await lookAt(key);
    expect([state, versions[0].state]).toEqual(
      retired.statusCode === 200
        ? ['retired', version.statusCode === 201 ? 'rejected' : 'approved']
        : ['approved', 'proposed'],
    );
  });

  it('tells whoever proposed a version what became of it, also where it is retired as it is approved', async () => {
    const said = async (key: string) =>
      (
        await world.rows<{ text: string }>(
          `select text from notification where person_id = ? and text like ? order by created_at, id`,
          [agent.personId, `%Renew ${key}%`],
        )
      ).map(({ text }) => text);
    const key = await inForce();
    expect(await said(key)).toEqual([
      `Version 1 of the standard change “Renew ${key}” is approved: changes are opened from it now.`,
    ]);
    taken(await agent.post(`/standard-changes/${key}/versions`, { minutes: 5 }), 201);
    const run = await runOf(key, 'run_id');
    await world.drive(run);
    const [approval] = await world.rows<{ id: string }>(
      "select id from approval where run_id = ? and state = 'open'",
      [run],
    );
    taken(await manager.post(`/approvals/${approval?.id}/decision`, { decision: 'approve' }));
    // Its process has not taken that in yet.
    taken(await manager.post(`/standard-changes/${key}/retire`, { reason: 'The shop is closed.' }));
    await world.drive(run);
    expect((await said(key)).slice(1)).toEqual([
      `Version 2 of the standard change “Renew ${key}” was not approved. The shop is closed.`,
    ]);
    expect(await lookAt(key)).toMatchObject({
      versions: [
        { number: 2, state: 'rejected' },
        { number: 1, state: 'approved' },
      ],
    });
  });

  it('is retired for good with what was still to be decided, while changes that follow it go on', async () => {
    const key = await inForce();
    const running = await opened(key);
    taken(await agent.post(`/standard-changes/${key}/versions`, { minutes: 5 }), 201);
    const run = await runOf(key, 'run_id');
    await world.drive(run);
    taken(await manager.post(`/standard-changes/${key}/retire`, { reason: 'The shop is closed.' }));
    await world.drive(run);
    expect(await lookAt(key)).toMatchObject({
      state: 'retired',
      reason: 'The shop is closed.',
      proposed: null,
      versions: [{ number: 2, state: 'rejected' }, { number: 1 }],
    });
    expect(await world.rows('select state from run where id = ?', [run])).toEqual([
      { state: 'cancelled' },
    ]);
    expect((await open(key)).json()).toMatchObject({ state: 'retired' });
    expect(
      (await agent.post(`/standard-changes/${key}/versions`, { minutes: 5 })).json(),
    ).toMatchObject({ type: '/problems/transition_not_allowed' });
    test.standAt(Date.parse(FROM));
    expect(taken(await agent.get(`/changes/${running.number}/gate`))).toMatchObject({
      allowed: true,
    });
    await note(running, 'failed');
    expect(await lookAt(key)).toMatchObject({ state: 'retired' });
  });
});
