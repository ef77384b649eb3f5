/** Runs that call one another, and the ticket that they are on: together they are one piece of work, and take turns as one. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changeTicket } from '#domain/desk/change-ticket.ts';
import type { Work } from '#domain/work.ts';
import type { Element } from '#engine/definition.ts';
import { type Client, createTestApp, type TestApp } from '../../support/app.ts';
import { process } from '../../support/process.ts';
import { createMoves, type Moves, task } from '../moves-world.ts';
import { chain, createWorld, type World } from './world.ts';

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

const calling = (id: string, process: string): Element => ({
  ...{ id, type: 'callActivity', name: id, process },
});
const setting = (status: 'cancelled' | 'closed'): Element => ({
  ...{ id: 'set', type: 'serviceTask', name: status },
  action: { type: 'updateTicket', set: { status } },
});
const ticketOf = async (run: string): Promise<string> => {
  const rows = await world.rows<{ ticket_id: string }>('select ticket_id from run where id = ?', [
    run,
  ]);
  return rows[0]?.ticket_id ?? '';
};
const AT = '2026-03-02T08:00:00.000Z';
const stateOf = async (run: string) => (await moves.runOf(run))?.state;

describe('a called run that cancels its ticket', () => {
  it('ends neither its caller nor, by that, itself', async () => {
    await world.publish(admin, chain('withdraws', setting('cancelled'), task('tell')));
    await world.publish(admin, chain('calls', calling('call', 'withdraws'), task('after')));
    const caller = await moves.begun('calls');
    const called = await moves.childOf(caller);
    await world.drive(caller);
    await world.drive(called);
    expect(await moves.openTasks(called)).toMatchObject([{ element: 'tell' }]);
    await moves.complete(called);
    await world.drive(called);
    await world.drive(caller);
    expect(await moves.openTasks(caller)).toMatchObject([{ element: 'after' }]);
  });

  it('ends nothing else that its caller has called, but any other run of the ticket', async () => {
    await world.publish(admin, chain('asks', task('ask')));
    await world.publish(admin, {
      ...process('start > p > one > p2 > end; p > two > p2', {
        one: { ...calling('one', 'asks') },
        two: { ...calling('two', 'withdraws') },
      }),
      key: 'calls-two',
    });
    const other = await moves.begun('asks');
    const { id: caller } = await world.start(admin, 'calls-two', await ticketOf(other));
    await world.drive(caller);
    const called = await world.rows<{ id: string }>(
      'select id from run where parent_run_id = ? order by parent_token',
      [caller],
    );
    for (const { id } of called) await world.drive(id);
    for (const id of [other, caller, ...called.map((run) => run.id)]) await world.drive(id);
    expect(await stateOf(other)).toBe('cancelled');
    expect(await stateOf(caller)).toBe('waiting');
    for (const { id } of called) expect(await stateOf(id)).toBe('waiting');
  });
});
