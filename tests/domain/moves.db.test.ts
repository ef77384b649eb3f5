/** Running work moves to a new version: previewed, at a pace, stopped, taken back; and nothing that waits is lost. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { continueBatch, getBatch, stopBatch } from '#domain/moves/batches.ts';
import { UnderWay } from '#domain/moves/move-one.ts';
import { type MoveRequest, planMoves, readMoves } from '#domain/moves/plan.ts';
import type { Definition, Element } from '#engine/definition.ts';
import { type Client, createTestApp, type TestApp } from '../support/app.ts';
import { createMoves, type Moves, task, withBorder } from './moves-world.ts';
import { chain, createWorld, type World } from './processes/world.ts';

let test: TestApp;
let world: World;
let moves: Moves;
let admin: Client;
let ann: Client;
let ben: Client;
beforeAll(async () => {
  test = await createTestApp();
  world = createWorld(test);
  admin = await test.signInAs('admin', { email: 'admin@example.test' });
  ann = await test.signInAs('approver', { email: 'ann@example.test' });
  ben = await test.signInAs('approver', { email: 'ben@example.test' });
  moves = createMoves(test, world, admin);
});
afterAll(() => test.close());

const approval: Element = {
  id: 'decide',
  type: 'approval',
  name: 'Decide',
  approval: {
    mode: 'all',
    approvers: [{ user: 'ann@example.test' }, { user: 'ben@example.test' }],
  },
};
const timer = (hours: number): Element => ({
  id: 'pause',
  type: 'intermediateCatchEvent',
  name: 'Pause',
  timer: { after: { hours } },
});

const planned = async (key: string, request: MoveRequest) =>
  planMoves(await world.as(admin, (work) => readMoves(work, key, request, 10)));

describe('moving running work', () => {
  it('keeps tasks where they are, under the name of the new version, and goes on by its drawing', async () => {
    const key = 'renamed';
    const [run = ''] = await moves.versions(
      key,
      chain(key, task('one', 'Old name')),
      chain(key, task('one', 'New name'), task('two')),
      1,
    );
    await moves.batchOf(key);
    await moves.carry();
    expect((await moves.runOf(run))?.process_version).toBe(2);
    const [open] = await world.rows<{ id: string; name: string; process_version: number }>(
      `select id, name, process_version from task where run_id = ? and state = 'open'`,
      [run],
    );
    expect(open).toMatchObject({ name: 'New name', process_version: 2 });
    expect((await admin.post(`/tasks/${open?.id}/complete`, {})).statusCode).toBe(200);
    await world.drive(run);
    expect(
      await world.rows(`select element from task where run_id = ? and state = 'open'`, [run]),
    ).toEqual([{ element: 'two' }]);
  });

  it('keeps the votes of an approval and the instant of a timer', async () => {
    const key = 'keeping';
    const parallel = (hours: number, more: Element[] = []): Definition => ({
      key,
      name: key,
      elements: [
        { id: 'start', type: 'startEvent', trigger: { type: 'manual' } },
        { id: 'p', type: 'parallelGateway', name: 'Both' },
        approval,
        timer(hours),
        { id: 'q', type: 'parallelGateway', name: 'Joined' },
        ...more,
        { id: 'end', type: 'endEvent', name: 'End' },
      ],
      flows: [
        { id: 'f1', from: 'start', to: 'p' },
        { id: 'f2', from: 'p', to: 'decide' },
        { id: 'f3', from: 'p', to: 'pause' },
        { id: 'f4', from: 'decide', to: 'q' },
        { id: 'f5', from: 'pause', to: 'q' },
        { id: 'f6', from: 'q', to: more[0]?.id ?? 'end' },
        ...more.map(({ id }) => ({ id: `f-${id}`, from: id, to: 'end' })),
      ],
    });
    const [run = ''] = await moves.versions(key, parallel(5), parallel(9, [task('check')]), 1);
    const before = (await moves.runOf(run))?.engine_state.tokens;
    const [asked] = await world.rows<{ id: string }>('select id from approval where run_id = ?', [
      run,
    ]);
    const decide = (client: Client) =>
      client.post(`/approvals/${asked?.id}/decision`, { decision: 'approve' });
    expect((await decide(ann)).statusCode).toBe(200);
    await moves.batchOf(key);
    await moves.carry();
    expect((await moves.runOf(run))?.engine_state.tokens).toEqual(before);
    expect(
      await world.rows(`select process_version, state from approval where run_id = ?`, [run]),
    ).toEqual([{ process_version: 2, state: 'open' }]);
    expect((await decide(ann)).statusCode).toBe(409);
    expect((await decide(ben)).statusCode).toBe(200);
    expect(await world.rows(`select state from approval where run_id = ?`, [run])).toEqual([
      { state: 'approved' },
    ]);
  });

  it('previews each run, and holds what has no place in the new version', async () => {
    const key = 'dropped';
    const ids = await moves.versions(key, chain(key, task('one')), chain(key, task('other')), 2);
    const plan = await planned(key, { to: 2 });
    expect(plan.total).toBe(2);
    expect(plan.runs).toMatchObject([
      { moves: false, holds: [{ element: 'one', problem: 'gone' }] },
      { moves: false },
    ]);
    const mapped = await planned(key, { to: 2, mapping: { one: 'other' } });
    expect(mapped.runs[0]).toMatchObject({ moves: true, landings: [{ from: 'one', to: 'other' }] });
    const batch = await moves.batchOf(key);
    await moves.carry();
    expect(await world.as(admin, (work) => getBatch(work, batch))).toMatchObject({
      state: 'done',
      counts: { held: 2 },
    });
    expect((await moves.runOf(ids[0] ?? ''))?.process_version).toBe(1);
    await moves.batchOf(key, { mapping: { one: 'other' } });
    await moves.carry();
    expect((await moves.runOf(ids[1] ?? ''))?.process_version).toBe(2);
  });

  it('goes with a share first, waits for a word, and can be stopped', async () => {
    const key = 'careful';
    const ids = await moves.versions(
      key,
      chain(key, task('one')),
      chain(key, task('one'), task('two')),
      4,
    );
    const batch = await moves.batchOf(key, { canaryPercent: 25 });
    await moves.carry();
    const state = () => world.as(admin, (work) => getBatch(work, batch));
    expect(await state()).toMatchObject({ state: 'canary', counts: { moved: 1, planned: 3 } });
    await world.as(admin, (work) => stopBatch(work, batch));
    await moves.carry();
    expect(await state()).toMatchObject({ state: 'stopped', counts: { moved: 1, planned: 3 } });
    await world.as(admin, (work) => continueBatch(work, batch));
    await moves.carry();
    expect(await state()).toMatchObject({ state: 'done', counts: { moved: 4 } });
    for (const id of ids) expect((await moves.runOf(id))?.process_version).toBe(2);
  });

  it('waits until the run has taken in what it was told, since that was meant for the old version', async () => {
    const key = 'told';
    const choosing = (...outcomes: string[]): Definition => ({
      ...chain(key, {
        ...task('one'),
        type: 'userTask',
        task: { outcomes: outcomes.map((outcome) => ({ key: outcome, label: outcome })) },
      }),
      flows: [
        { id: 'f1', from: 'start', to: 'one' },
        ...outcomes.map((outcome) => ({ id: outcome, from: 'one', to: 'end', port: outcome })),
      ],
    });
    const [first = '', second = ''] = await moves.versions(
      key,
      choosing('yes', 'no'),
      choosing('yes'),
      2,
    );
    for (const run of [first, second]) await moves.complete(run, 'no');
    const batch = await moves.batchOf(key);
    await expect(moves.carry()).rejects.toThrow(UnderWay);
    await world.drive(first);
    for (let tries = 0; tries < 11; tries += 1) await moves.carry().catch(() => undefined);
    expect(await moves.runOf(first)).toMatchObject({ process_version: 1, state: 'completed' });
    const became = await world.rows(
      'select run_id, state, holds from run_move where batch_id = ? order by ord',
      [batch],
    );
    expect(became).toMatchObject([
      { run_id: first, state: 'skipped' },
      {
        run_id: second,
        state: 'held',
        holds: [{ token: 't2', element: 'one', problem: 'under_way' }],
      },
    ]);
    await world.drive(second);
    expect((await moves.runOf(second))?.state).toBe('completed');
  });

  it('no longer hears what only the old version waited for', async () => {
    const key = 'deaf';
    const [run = ''] = await moves.versions(
      key,
      withBorder(chain(key, task('one')), { message: { name: 'stop' } }),
      chain(key, task('one')),
      1,
    );
    const waiting = () => world.rows('select token from subscription where run_id = ?', [run]);
    expect(await waiting()).toEqual([{ token: 't3' }]);
    await moves.batchOf(key);
    await moves.carry();
    expect(await waiting()).toEqual([]);
    expect(await moves.send('stop')).toBe('kept');
  });

  it('goes on hearing what it waits for, and no longer, where the new version hears nothing', async () => {
    const key = 'hard-of-hearing';
    const before = chain(key, task('one'), task('two'));
    const [run = ''] = await moves.versions(
      key,
      withBorder(before, { message: { name: 'hurry' }, interrupting: false }),
      withBorder(before, { timer: { after: { hours: 4 } }, interrupting: false }),
      1,
    );
    const waiting = () => world.rows('select name from subscription where run_id = ?', [run]);
    await moves.batchOf(key);
    await moves.carry();
    await world.drive(run);
    expect(await waiting()).toEqual([{ name: 'hurry' }]);
    await moves.complete(run);
    await world.drive(run);
    expect(await waiting()).toEqual([]);
    expect(await moves.send('hurry')).toBe('kept');
  });
});

describe('a task that a move opens', () => {
  it('is done at once where its ticket has come there already', async () => {
    const key = 'answered';
    const before = chain(key, task('one'));
    const after = withBorder(before, { timer: { at: '2020-01-01T00:00:00Z' } });
    const outcomes = [{ key: 'done', label: 'Done' }];
    const [run = ''] = await moves.versions(
      key,
      before,
      {
        ...after,
        elements: after.elements.map((element) =>
          element.id === 'chase' && element.type === 'userTask'
            ? { ...element, task: { outcomes, completesOnStatus: { new: 'done' } } }
            : element,
        ),
      },
      1,
    );
    await moves.batchOf(key);
    await moves.carry();
    expect(await moves.openTasks(run)).toEqual([]);
    await world.drive(run);
    expect((await moves.runOf(run))?.state).toBe('completed');
  });
});

describe('a run that ends with its move', () => {
  const calling = (key: string, process: string): Definition =>
    chain(key, { id: 'call', type: 'callActivity', name: 'Call', process, version: 1 });

  it('tells the run that had called it', async () => {
    const called = 'called';
    await world.publish(admin, chain(called, task('one')));
    await world.publish(admin, calling('calls', called));
    const parent = await moves.begun('calls');
    const child = await moves.childOf(parent);
    await world.publish(admin, chain(called, task('other')));
    await moves.batchOf(called, { mapping: { one: null } });
    await moves.carry();
    expect((await moves.runOf(child))?.state).toBe('completed');
    await world.drive(parent);
    expect((await moves.runOf(parent))?.state).toBe('completed');
  });

  it('ends the run that it had called, also where the new version calls none', async () => {
    const called = 'orphan';
    await world.publish(admin, chain(called, task('one')));
    const [parent = ''] = await moves.versions(
      'parent',
      calling('parent', called),
      chain('parent', task('other')),
      1,
    );
    const child = await moves.childOf(parent);
    await moves.batchOf('parent', { mapping: { call: null } });
    await moves.carry();
    expect((await moves.runOf(parent))?.state).toBe('completed');
    await world.drive(child);
    expect((await moves.runOf(child))?.state).toBe('cancelled');
  });
});
