/** Changes over HTTP that are opened from the catalog: what they have from there, and how they leave it. */
import { describe, expect, it } from 'vitest';
import { holdStandard } from '#domain/standard-changes/open.ts';
import type { Definition } from '#engine/definition.ts';
import { chain } from '../../domain/processes/world.ts';
import {
  type Answer,
  createCatalog,
  FROM,
  type Opened,
  PLAN,
  type Step,
  taken,
} from './catalog-world.ts';

const catalog = createCatalog();
const { lookAt, decide, inForce, open, opened, planOf, runsOf, newKey } = catalog;

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
    expect(taken(await catalog.agent.get(`/tickets/${change.id}`))).toMatchObject({
      category: 'Network',
    });
    expect(await runsOf(change)).toMatchObject([{ process_key: 'standard-change' }]);
    catalog.test.standAt(Date.parse(FROM));
    expect(taken(await catalog.agent.get(`/changes/${change.number}/gate`))).toMatchObject({
      allowed: true,
    });
  });

  it('keeps what is fixed, and says how to change it nevertheless', async () => {
    const key = await inForce({ items: ['shop'] });
    const change = await opened(key, { risk: 'low' });
    const before = await planOf(change);
    const refused = await catalog.agent.patch(`/changes/${change.number}`, {
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
    const touched = await catalog.agent.put(`/tickets/${change.id}/config-items`, {
      items: ['mail'],
    });
    expect(touched.json()).toMatchObject({ type: '/problems/plan_fixed', fields: ['items'] });
    const patched = await catalog.agent.patch(`/tickets/${change.id}`, { configItems: ['mail'] });
    expect(patched.json()).toMatchObject({
      type: '/problems/plan_fixed',
      errors: [{ pointer: '/configItems' }],
    });
    expect(before).toMatchObject({ risk: 'low', riskBy: 'standard' });
    const { by, standard, allowed } = taken(
      await catalog.manager.get(`/changes/${change.number}/risk`),
    );
    expect([by, standard, allowed]).toEqual([
      'standard',
      true,
      expect.not.arrayContaining(['judgeRisk']),
    ]);
    const judged = { riskReason: 'I know better.' };
    expect(
      (await catalog.manager.patch(`/changes/${change.number}`, judged)).json().errors,
    ).toMatchObject([{ pointer: '/riskReason' }]);
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
      taken(await catalog.agent.patch(`/changes/${change.number}`, { ...moved, ...PLAN })),
    ).toMatchObject(moved);
  });

  it('is carried out in the steps of the catalog, which stay as they are', async () => {
    const leaver = await catalog.test.signInAs('agent', { email: 'leaver@example.test' });
    const steps = [
      { title: 'Take it out', undo: 'Put it back', assignment: { user: leaver.email } },
      { key: 'put', title: 'Put the new one there', minutes: 20 },
    ];
    const twice = [
      { key: 'a', title: 'One' },
      { key: 'a', title: 'Other' },
    ];
    const refused = await catalog.agent.post('/standard-changes', {
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
    const without = await catalog.agent.patch(`/changes/${change.number}`, { steps: [] });
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
    taken(await catalog.agent.patch(`/changes/${change.number}`, { steps: [again, ...rest] }));
    // Whoever has left blocks no change that is opened later.
    const admin = await catalog.test.signInAs('admin');
    taken(await admin.patch(`/users/${leaver.personId}`, { active: false }));
    expect(await planOf(await opened(key))).toMatchObject({
      steps: [{ title: 'Take it out', assignment: null }, { key: 'put' }],
    });
    taken(await catalog.agent.patch(`/tickets/${change.id}`, { status: 'authorize' }));
    taken(await catalog.agent.patch(`/tickets/${change.id}`, { status: 'implement' }));
    taken(await catalog.agent.patch(`/changes/${change.number}`, { result: 'successful' }));
    const copy = newKey();
    taken(
      await catalog.agent.post('/standard-changes', {
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
    const admin = await catalog.test.signInAs('admin');
    const queues: { id: string; key: string }[] = taken(await admin.get('/queues')).items;
    const network = queues.find((queue) => queue.key === 'network');
    const made = taken(
      await catalog.agent.post('/standard-changes', {
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
    await catalog.world.drive(first?.id ?? '');
    expect(
      taken(
        await catalog.agent.patch(`/changes/${change.number}`, {
          kind: 'normal',
          backOut: 'Mine.',
        }),
      ),
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
      await catalog.world.rows("select 1 from message where name = 'change.weighed' and key = ?", [
        change.number,
      ]),
    ).toEqual([]);
    await catalog.world.drive(first?.id ?? '');
    const runs = await runsOf(change);
    expect(runs).toMatchObject([
      { process_key: 'standard-change', state: 'cancelled' },
      { process_key: 'normal-change' },
    ]);
    await catalog.world.drive(runs[1]?.id ?? '');
    expect(taken(await catalog.agent.get(`/tickets/${change.id}`))).toMatchObject({
      status: 'assess',
    });
    catalog.test.standAt(Date.parse(FROM));
    expect(taken(await catalog.agent.get(`/changes/${change.number}/gate`)).reasons).toMatchObject([
      { code: 'not_approved' },
    ]);
    const back = await catalog.agent.patch(`/changes/${change.number}`, { kind: 'standard' });
    expect([back.statusCode, back.json().errors]).toMatchObject([403, [{ pointer: '/kind' }]]);
    const { items } = taken(await catalog.agent.get(`/tickets/${change.id}/events?limit=200`));
    expect(
      items.find(({ changes }: { changes: object }) => 'standard' in changes).changes.standard,
    ).toEqual({ before: null, after: `Renew ${key} (1)` });
  });

  it('ends and begins what hangs on its kind, and leaves all else alone', async () => {
    const admin = await catalog.test.signInAs('admin');
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
    await catalog.world.publish(admin, waits('when-new', 'ticket.status', 'new'));
    await catalog.world.publish(admin, waits('when-authorized', 'ticket.status', 'authorize'));
    const change = await opened(await inForce(), {}, { title: 'Of its kind' });
    for (const { id } of await runsOf(change)) await catalog.world.drive(id);
    taken(await catalog.agent.patch(`/tickets/${change.id}`, { status: 'authorize' }));
    taken(await catalog.agent.patch(`/changes/${change.number}`, { kind: 'normal' }));
    for (const { id } of await runsOf(change)) await catalog.world.drive(id);
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
    const plan = (fields: object) => catalog.agent.patch(`/changes/${change.number}`, fields);
    const both = await catalog.test.work(async (work) => {
      await work.em.execute('select from ticket where id = ? for update', [change.id]);
      const cut = plan({ kind: 'normal' });
      await catalog.world.areWaiting(1);
      const called = plan({ kind: 'standard' });
      await catalog.world.areWaiting(2);
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
      catalog.test.work((work) => holdStandard(work, { id, key, name, version }));
    taken(await catalog.agent.post(`/standard-changes/${key}/versions`, { minutes: 5 }), 201);
    taken(await decide(key, 'approve'));
    await expect(following(1)).rejects.toMatchObject({ code: 'standard_not_in_force' });
    await following(2);
  });

  it('stays what it is once it was begun', async () => {
    const change = await opened(await inForce());
    for (const status of ['authorize', 'implement'])
      taken(await catalog.agent.patch(`/tickets/${change.id}`, { status }));
    expect(
      (await catalog.agent.patch(`/changes/${change.number}`, { kind: 'emergency' })).json(),
    ).toMatchObject({ type: '/problems/transition_not_allowed' });
  });

  it('cannot be called standard in another way, but by change managers', async () => {
    const body = { type: 'change', title: 'By myself', change: { kind: 'standard' } };
    const refused = await catalog.agent.post('/tickets', body);
    expect([refused.statusCode, refused.json().errors]).toMatchObject([
      403,
      [{ pointer: '/change/kind' }],
    ]);
    const made: Opened = taken(await catalog.manager.post('/tickets', body), 201);
    expect(await planOf(made)).toMatchObject({ kind: 'standard', standard: null, fixed: [] });
    const unknown = await open('nothing');
    expect(unknown.json().errors).toMatchObject([{ pointer: '/change/standard' }]);
  });
});
