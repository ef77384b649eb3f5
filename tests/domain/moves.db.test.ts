/** Running work moves to a new version: previewed, at a pace, stopped, taken back; and nothing that waits is lost. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  continueBatch,
  createBatch,
  getBatch,
  type NewBatch,
  stopBatch,
} from '#domain/moves/batches.ts';
import { moveOne } from '#domain/moves/move-one.ts';
import { planMoves } from '#domain/moves/plan.ts';
import { undoBatch } from '#domain/moves/undo.ts';
import type { Definition, Element } from '#engine/definition.ts';
import { type Client, createTestApp, type TestApp } from '../support/app.ts';
import { chain, createWorld, type World } from './processes/world.ts';

let test: TestApp;
let world: World;
let admin: Client;
let ann: Client;
let ben: Client;
beforeAll(async () => {
  test = await createTestApp();
  world = createWorld(test);
  admin = await test.signInAs('admin', { email: 'admin@example.test' });
  ann = await test.signInAs('approver', { email: 'ann@example.test' });
  ben = await test.signInAs('approver', { email: 'ben@example.test' });
});
afterAll(() => test.close());

const task = (id: string, name = id): Element => ({ id, type: 'userTask', name, task: {} });
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

async function versions(key: string, before: Definition, after: Definition, runs: number) {
  await world.publish(admin, before);
  const ids: string[] = [];
  for (let index = 0; index < runs; index += 1) {
    const { ticket } = await world.openTicket(admin);
    const { id } = await world.start(admin, key, ticket.id);
    await world.drive(id);
    ids.push(id);
  }
  expect(await world.publish(admin, after)).toMatchObject({ version: 2 });
  return ids;
}

const batchOf = (key: string, more: Partial<NewBatch> = {}) =>
  world.as(admin, (work) => createBatch(work, key, { to: 2, reason: 'A better way', ...more }));

/** As the relay does; what is due in the future comes too. */
async function carryMoves(): Promise<void> {
  const due = await world.rows<{ id: string; target: string }>(
    `select id, target from outbox where kind = 'move' and state = 'pending' order by next_at`,
  );
  for (const { id, target } of due) {
    await moveOne(test.store, { tenantId: test.tenant.id, id: target });
    await moveOne(test.store, { tenantId: test.tenant.id, id: target });
    await test.work((work) => work.em.execute('delete from outbox where id = ?', [id]));
  }
}

const runOf = async (id: string) =>
  (
    await world.rows<{ process_version: number; state: string; engine_state: { tokens: object } }>(
      'select process_version, state, engine_state from run where id = ?',
      [id],
    )
  )[0];

describe('moving running work', () => {
  it('keeps tasks where they are, under the name of the new version, and goes on by its drawing', async () => {
    const key = 'renamed';
    const [run = ''] = await versions(
      key,
      chain(key, task('one', 'Old name')),
      chain(key, task('one', 'New name'), task('two')),
      1,
    );
    await batchOf(key);
    await carryMoves();
    expect((await runOf(run))?.process_version).toBe(2);
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
    const [run = ''] = await versions(key, parallel(5), parallel(9, [task('check')]), 1);
    const before = (await runOf(run))?.engine_state.tokens;
    const [asked] = await world.rows<{ id: string }>('select id from approval where run_id = ?', [
      run,
    ]);
    const decide = (client: Client) =>
      client.post(`/approvals/${asked?.id}/decision`, { decision: 'approve' });
    expect((await decide(ann)).statusCode).toBe(200);
    await batchOf(key);
    await carryMoves();
    expect((await runOf(run))?.engine_state.tokens).toEqual(before);
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
    const ids = await versions(key, chain(key, task('one')), chain(key, task('other')), 2);
    const plan = await world.as(admin, (work) => planMoves(work, key, { to: 2 }, 10));
    expect(plan.total).toBe(2);
    expect(plan.runs).toMatchObject([
      { moves: false, holds: [{ element: 'one', problem: 'gone' }] },
      { moves: false },
    ]);
    const mapped = await world.as(admin, (work) =>
      planMoves(work, key, { to: 2, mapping: { one: 'other' } }, 10),
    );
    expect(mapped.runs[0]).toMatchObject({ moves: true, landings: [{ from: 'one', to: 'other' }] });
    const batch = await batchOf(key);
    await carryMoves();
    expect(await world.as(admin, (work) => getBatch(work, batch))).toMatchObject({
      state: 'done',
      counts: { held: 2 },
    });
    expect((await runOf(ids[0] ?? ''))?.process_version).toBe(1);
    await batchOf(key, { mapping: { one: 'other' } });
    await carryMoves();
    expect((await runOf(ids[1] ?? ''))?.process_version).toBe(2);
  });

  it('goes with a share first, waits for a word, and can be stopped', async () => {
    const key = 'careful';
    const ids = await versions(
      key,
      chain(key, task('one')),
      chain(key, task('one'), task('two')),
      4,
    );
    const batch = await batchOf(key, { canaryPercent: 25 });
    await carryMoves();
    const state = () => world.as(admin, (work) => getBatch(work, batch));
    expect(await state()).toMatchObject({ state: 'canary', counts: { moved: 1, planned: 3 } });
    await world.as(admin, (work) => stopBatch(work, batch));
    await carryMoves();
    expect(await state()).toMatchObject({ state: 'stopped', counts: { moved: 1, planned: 3 } });
    await world.as(admin, (work) => continueBatch(work, batch));
    await carryMoves();
    expect(await state()).toMatchObject({ state: 'done', counts: { moved: 4 } });
    for (const id of ids) expect((await runOf(id))?.process_version).toBe(2);
  });

  it('is taken back for runs that have not gone on since', async () => {
    const key = 'regretted';
    const ids = await versions(
      key,
      chain(key, task('one', 'Old name')),
      chain(key, task('one', 'New name'), task('two')),
      2,
    );
    const [first = '', second = ''] = ids;
    const batch = await batchOf(key);
    const before = (await runOf(first))?.engine_state;
    await carryMoves();
    const [open] = await world.rows<{ id: string }>(
      `select id from task where run_id = ? and state = 'open'`,
      [second],
    );
    await admin.post(`/tasks/${open?.id}/complete`, {});
    await world.drive(second);
    expect(await world.as(admin, (work) => undoBatch(work, batch))).toEqual({ undone: 1, kept: 1 });
    expect(await runOf(first)).toMatchObject({ process_version: 1, engine_state: before });
    expect((await runOf(second))?.process_version).toBe(2);
    expect(
      await world.rows(`select name, process_version from task where run_id = ?`, [first]),
    ).toEqual([{ name: 'Old name', process_version: 1 }]);
    const [back] = await world.rows<{ id: string }>(
      `select id from task where run_id = ? and state = 'open'`,
      [first],
    );
    await admin.post(`/tasks/${back?.id}/complete`, {});
    await world.drive(first);
    expect((await runOf(first))?.state).toBe('completed');
  });
});
