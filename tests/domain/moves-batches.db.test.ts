/** Batches over time: stopped and continued, beside one another, and many runs of one at once. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { continueBatch, createBatch, getBatch, stopBatch } from '#domain/moves/batches.ts';
import { moveOne } from '#domain/moves/move-one.ts';
import { undoBatch } from '#domain/moves/undo.ts';
import type { Definition, Element } from '#engine/definition.ts';
import { type Client, createTestApp, type TestApp } from '../support/app.ts';
import { process, wait } from '../support/process.ts';
import { createMoves, type Moves, task } from './moves-world.ts';
import { chain, createWorld, type World } from './processes/world.ts';

let test: TestApp;
let world: World;
let moves: Moves;
let admin: Client;
beforeAll(async () => {
  test = await createTestApp();
  world = createWorld(test);
  admin = await test.signInAs('admin', { email: 'admin@example.test' });
  moves = createMoves(test, world, admin);
});
afterAll(() => test.close());

const pause = { id: 'pause', ...wait({ after: { hours: 4 } }) } as Element;
const stateOf = (batch: string) => world.as(admin, (work) => getBatch(work, batch));
const moveOf = async (batch: string): Promise<string> => {
  const rows = await world.rows<{ id: string }>('select id from run_move where batch_id = ?', [
    batch,
  ]);
  return rows[0]?.id ?? '';
};
const deliver = (move: string) => moveOne(test.store, { tenantId: test.tenant.id, id: move });
/** As the relay takes what is due, and forgets it some time after it was carried. */
const take = () => world.rows('select id from outbox_take(100, 30000, array[]::bigint[])');
const forgetTaken = () =>
  test.work((work) =>
    work.em.execute(`delete from outbox where kind = 'move' and taken_until is not null`),
  );
/** Branches that can come together in so many ways that it takes long to look at them all. */
function entangled(key: string, tail: string): Definition {
  const ids = ['a', 'b', 'c', 'd'];
  const outcomes = ['yes', 'no'].map((one) => ({ key: one, label: one }));
  const branches = ids.map(
    (id) => `p > ${id}; ${id} -yes> ${id}1 > p2; ${id} -no> ${id}2 > p2; ${id}l > ${id}3 > p2`,
  );
  const late = { type: 'boundaryEvent', timer: { after: { hours: 2 } } };
  const parts = ids.map((id) => ({
    [id]: { type: 'userTask', task: { outcomes } },
    [`${id}l`]: { ...late, attachedTo: `${id}1` },
  }));
  const drawing = `start > p; ${branches.join('; ')}; ${tail}`;
  return {
    ...process(drawing, Object.assign({ p2: { type: 'inclusiveGateway' } }, ...parts)),
    key,
  };
}
const rowsFor = (move: string) =>
  world.rows(`select id from outbox where target = ? and state = 'pending'`, [move]);

describe('a batch that is stopped', () => {
  it('and continued leaves out no run that was carried in between', async () => {
    const key = 'stopped-and-on';
    const [run = ''] = await moves.versions(
      key,
      chain(key, task('one')),
      chain(key, task('one'), task('two')),
      1,
    );
    const batch = await moves.batchOf(key);
    await world.as(admin, (work) => stopBatch(work, batch));
    await take();
    await deliver(await moveOf(batch));
    expect(await stateOf(batch)).toMatchObject({ state: 'stopped', counts: { planned: 1 } });
    await world.as(admin, (work) => continueBatch(work, batch));
    await forgetTaken();
    await moves.carry();
    expect(await moves.runOf(run)).toMatchObject({ process_version: 2 });
    expect(await stateOf(batch)).toMatchObject({ state: 'done', counts: { moved: 1 } });
  });

  it('keeps the turns that are still to come', async () => {
    const key = 'paced';
    await moves.versions(key, chain(key, task('one')), chain(key, task('one'), task('two')), 2);
    const batch = await moves.batchOf(key, { perMinute: 1 });
    const [, second] = await world.rows<{ id: string }>(
      'select id from run_move where batch_id = ? order by ord',
      [batch],
    );
    for (let times = 0; times < 3; times += 1) {
      await world.as(admin, (work) => stopBatch(work, batch));
      await world.as(admin, (work) => continueBatch(work, batch));
    }
    expect(await rowsFor(second?.id ?? '')).toHaveLength(1);
    await moves.carry();
    expect(await stateOf(batch)).toMatchObject({ state: 'done', counts: { moved: 2 } });
  });

  it('when all have moved is done once it is continued', async () => {
    const key = 'nothing-left';
    await moves.versions(key, chain(key, task('one')), chain(key, task('one'), task('two')), 1);
    const batch = await moves.batchOf(key);
    await moves.carry();
    // Somebody stopped it after its last run, and before it was told to be done.
    await test.work((work) =>
      work.em.execute(`update move_batch set state = 'stopped' where id = ?`, [batch]),
    );
    await world.as(admin, (work) => continueBatch(work, batch));
    expect(await stateOf(batch)).toMatchObject({ state: 'done' });
  });
});

describe('a batch that has come to its end by itself', () => {
  it('is taken back as it was seen a moment before', async () => {
    const key = 'seen-under-way';
    await moves.versions(key, chain(key, task('one')), chain(key, task('one'), task('two')), 1);
    const batch = await moves.batchOf(key);
    const { version } = await stateOf(batch);
    await moves.carry();
    expect(await stateOf(batch)).toMatchObject({ state: 'done' });
    await expect(world.as(admin, (work) => stopBatch(work, batch, version))).rejects.toMatchObject({
      code: 'transition_not_allowed',
    });
    expect(await world.as(admin, (work) => undoBatch(work, batch, version))).toEqual({
      undone: 1,
      kept: 0,
    });
  });
});

describe('two batches of one process', () => {
  it('leave a run where the other one has put it, also when they are taken back', async () => {
    const key = 'overtaken';
    await world.publish(admin, chain(key, task('one')));
    const run = await moves.begun(key);
    await world.publish(admin, chain(key, task('one'), pause));
    await world.publish(admin, chain(key, task('one'), pause, task('two')));
    const to = (version: number) =>
      world.as(admin, (work) => createBatch(work, key, { to: version, reason: 'Because' }));
    const first = await to(2);
    const second = await to(3);
    await deliver(await moveOf(second));
    await moves.complete(run);
    const { waiting } = await world.drive(run);
    await deliver(await moveOf(first));
    expect(await moves.runOf(run)).toMatchObject({ process_version: 3 });
    expect(await stateOf(first)).toMatchObject({ state: 'done', counts: { skipped: 1 } });
    expect(await world.as(admin, (work) => undoBatch(work, first))).toEqual({ undone: 0, kept: 0 });
    const [timer] = waiting;
    if (timer?.type !== 'timer') throw new Error('it does not pause');
    await world.drive(run, { also: [{ type: 'timerFired', token: timer.token, at: timer.at }] });
    expect(await moves.openTasks(run)).toMatchObject([{ element: 'two' }]);
  });
});

describe('the runs of one batch', () => {
  it('do not wait for one another, and the last one ends it', async () => {
    const key = 'side-by-side';
    const ids = await moves.versions(
      key,
      chain(key, task('one')),
      chain(key, task('one'), task('two')),
      3,
    );
    const batch = await moves.batchOf(key);
    const [first, ...others] = await world.rows<{ id: string; run_id: string }>(
      'select id, run_id from run_move where batch_id = ? order by ord',
      [batch],
    );
    let held: Promise<void> = Promise.resolve();
    // Somebody holds one of the runs; the others go on meanwhile.
    await world.as(admin, async (work) => {
      await work.em.execute('select from run where id = ? for no key update', [first?.run_id]);
      held = deliver(first?.id ?? '');
      await world.areWaiting(1);
      await Promise.all(others.map(({ id }) => deliver(id)));
      expect(await stateOf(batch)).toMatchObject({ state: 'running', counts: { moved: 2 } });
    });
    await held;
    expect(await stateOf(batch)).toMatchObject({ state: 'done', counts: { moved: 3 } });
    for (const id of ids) expect(await moves.runOf(id)).toMatchObject({ process_version: 2 });
  });

  it('are proved to come to an end before anything of theirs is locked', async () => {
    const key = 'entangled';
    const before = entangled(key, 'p2 > end');
    const after = entangled(key, 'p2 > after > end');
    const [run = ''] = await moves.versions(key, before, after, 1);
    const move = await moveOf(await moves.batchOf(key));
    // When each of its transactions begins; the run is moved in the last but one.
    const begun = [performance.now()];
    const clock = () => {
      begun.push(performance.now());
      return test.store.clock();
    };
    await moveOne({ ...test.store, clock }, { tenantId: test.tenant.id, id: move });
    const [first = 0, moving = 0, ending = 0] = [begun.at(0), ...begun.slice(-2)];
    expect(moving - first).toBeGreaterThan(ending - moving);
    expect(await moves.runOf(run)).toMatchObject({ process_version: 2 });
  });
});
