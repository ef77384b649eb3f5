/** A move is taken back: for runs with which it did nothing but let events begin to wait, and with all that it had set. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { undoBatch } from '#domain/moves/undo.ts';
import { type Client, createTestApp, type TestApp } from '../support/app.ts';
import { createMoves, type Moves, task, withBorder } from './moves-world.ts';
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

const undo = (batch: string) => world.as(admin, (work) => undoBatch(work, batch));
/** One run, moved to a version that has this event on the border of its task. */
async function movedTo(key: string, event: object) {
  const before = chain(key, task('one'), task('two'));
  const [run = ''] = await moves.versions(key, before, withBorder(before, event), 1);
  const state = (await moves.runOf(run))?.engine_state;
  const batch = await moves.batchOf(key);
  await moves.carry();
  expect((await moves.runOf(run))?.process_version).toBe(2);
  return { run, batch, state };
}

describe('a move', () => {
  it('is taken back for runs that have not gone on since', async () => {
    const key = 'regretted';
    const ids = await moves.versions(
      key,
      chain(key, task('one', 'Old name')),
      chain(key, task('one', 'New name'), task('two')),
      2,
    );
    const [first = '', second = ''] = ids;
    const batch = await moves.batchOf(key);
    const before = (await moves.runOf(first))?.engine_state;
    await moves.carry();
    const [open] = await world.rows<{ id: string }>(
      `select id from task where run_id = ? and state = 'open'`,
      [second],
    );
    await admin.post(`/tasks/${open?.id}/complete`, {});
    await world.drive(second);
    expect(await world.as(admin, (work) => undoBatch(work, batch))).toEqual({ undone: 1, kept: 1 });
    expect(await moves.runOf(first)).toMatchObject({ process_version: 1, engine_state: before });
    expect((await moves.runOf(second))?.process_version).toBe(2);
    expect(
      await world.rows(`select name, process_version from task where run_id = ?`, [first]),
    ).toEqual([{ name: 'Old name', process_version: 1 }]);
    const [back] = await world.rows<{ id: string }>(
      `select id from task where run_id = ? and state = 'open'`,
      [first],
    );
    await admin.post(`/tasks/${back?.id}/complete`, {});
    await world.drive(first);
    expect((await moves.runOf(first))?.state).toBe('completed');
  });

  it('taken back leaves the names of its tokens behind, so that the run goes on', async () => {
    const { run, batch, state } = await movedTo('onwards', { timer: { after: { hours: 4 } } });
    expect(Object.keys((await moves.runOf(run))?.engine_state.tokens ?? {})).toEqual(['t2', 't3']);
    expect(await undo(batch)).toEqual({ undone: 1, kept: 0 });
    expect((await moves.runOf(run))?.engine_state).toEqual({ ...state, nextToken: 4 });
    await moves.complete(run);
    await world.drive(run);
    expect(await moves.openTasks(run)).toMatchObject([{ element: 'two' }]);
    expect(
      await world.rows(
        'select token, element, outcome from run_element where run_id = ? order by token',
        [run],
      ),
    ).toEqual([
      { token: 't1', element: 'start', outcome: null },
      { token: 't2', element: 'one', outcome: 'done' },
      { token: 't3', element: 'late', outcome: 'withdrawn' },
      { token: 't4', element: 'two', outcome: null },
    ]);
  });

  it('that called something off is not taken back: a timer that was due already', async () => {
    const due = { timer: { at: '2020-01-01T00:00:00Z' } };
    const { run, batch } = await movedTo('due', due);
    expect(await moves.openTasks(run)).toMatchObject([{ element: 'chase' }]);
    const shown = await world.rows('select landings from run_move where run_id = ?', [run]);
    expect(shown).toEqual([{ landings: [{ token: 't2', from: 'one', to: null }] }]);
    expect(await undo(batch)).toEqual({ undone: 0, kept: 1 });
    await moves.complete(run);
    await world.drive(run);
    expect((await moves.runOf(run))?.state).toBe('completed');
  });

  it.each([
    ['and ended the task', true],
    ['beside the task', false],
  ])(
    'that received a message is not taken back: one that was kept, %s',
    async (_, interrupting) => {
      const name = `kept-${interrupting}`;
      expect(await moves.send(name)).toBe('kept');
      const { run, batch } = await movedTo(name, { message: { name }, interrupting });
      await world.drive(run);
      expect((await moves.openTasks(run)).map(({ element }) => element)).toContain('chase');
      expect(await undo(batch)).toEqual({ undone: 0, kept: 1 });
    },
  );

  it('taken back takes its faults with it', async () => {
    const bad = { message: { name: 'never', key: 'variables.nothing' } };
    const { run, batch } = await movedTo('faulty', bad);
    expect(await moves.runOf(run)).toMatchObject({
      state: 'faulted',
      failure: { element: 'late' },
    });
    expect(await undo(batch)).toEqual({ undone: 1, kept: 0 });
    expect(await moves.runOf(run)).toMatchObject({ state: 'waiting', failure: null });
  });
});
