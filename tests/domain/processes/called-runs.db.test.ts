/** Runs that call one another, and the ticket that they are on: together they are one piece of work, and take turns as one. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changeTicket } from '#domain/desk/change-ticket.ts';
import { saveDraft } from '#domain/processes/drafts.ts';
import { lockProcess } from '#domain/processes/lock-process.ts';
import { addVersion, publishDraft } from '#domain/processes/publish.ts';
import type { Work } from '#domain/work.ts';
import type { Element } from '#engine/definition.ts';
import { lintRuns } from '#engine/lint/index.ts';
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
  id,
  type: 'callActivity',
  name: id,
  process,
});
const setting = (status: 'cancelled' | 'closed'): Element => ({
  id: 'set',
  type: 'serviceTask',
  name: status,
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

describe('a call that names no version', () => {
  it('takes the one that new runs take when it comes', async () => {
    const itself = (name: string) => ({
      ...chain('itself', task('do'), calling('call', 'itself')),
      name,
    });
    await world.publish(admin, chain('itself', task('do')));
    await world.as(admin, async (work, principal) => {
      const own = await lockProcess(work, 'itself');
      if (own) await addVersion(work, own, itself('Second'), { note: '', publishedBy: null });
      await saveDraft(work, principal, 'itself', itself('Third'));
      const from = new Date(work.now.getTime() + 3_600_000);
      await publishDraft(work, principal, 'itself', { proofs: lintRuns, way: { from } });
    });
    const versionOf = async (run: string) =>
      (
        await world.rows<{ version: number }>(
          'select process_version as version from run where id = ?',
          [run],
        )
      )[0]?.version;
    const called = async () => {
      const run = await moves.begun('itself');
      await moves.complete(run);
      await world.drive(run);
      return moves.childOf(run);
    };
    expect(await versionOf(await called())).toBe(2);
    const waiting = await moves.begun('itself');
    test.advance(3_600_000);
    await moves.complete(waiting);
    await world.drive(waiting);
    // Its own version says no number, so that its call finds the one that new runs take now.
    expect([await versionOf(waiting), await versionOf(await moves.childOf(waiting))]).toEqual([
      2, 3,
    ]);
  });
});

describe('a called run that takes its next step while its ticket is cancelled', () => {
  /** A run that has called another one, which has yet to take in that its task is done. */
  async function calledAndTold(key: string, ...middle: Element[]) {
    await world.publish(admin, chain(`${key}-called`, ...middle));
    await world.publish(admin, chain(key, calling('call', `${key}-called`)));
    const caller = await moves.begun(key);
    const called = await moves.childOf(caller);
    return { caller, called, ticket: await ticketOf(caller) };
  }
  const lock = (run: string) => (work: Work) =>
    work.em.execute('select from run where id = ? for no key update', [run]);

  it('waits for its caller before it holds anything that the ticket wants', async () => {
    const { caller, called, ticket } = await calledAndTold('ring', task('inner'));
    await moves.complete(called);
    let step: Promise<unknown> = Promise.resolve();
    await world.as(admin, async (work) => {
      await lock(caller)(work);
      step = world.drive(called);
      await world.areWaiting(1);
      await changeTicket(work, ticket, { status: 'cancelled' });
    });
    await step;
    await world.drive(caller);
    expect(await stateOf(caller)).toBe('cancelled');
  });

  it('finds the ticket waiting for its caller too, also where that answers a task of its own', async () => {
    const answered: Element = {
      id: 'inner',
      type: 'userTask',
      name: 'inner',
      task: {
        outcomes: [{ key: 'no', label: 'No' }],
        completesOnStatus: { cancelled: 'no' },
      },
    };
    const { caller, called, ticket } = await calledAndTold('answered', answered);
    await world.send(called, { type: 'corrected', at: AT, token: null, variables: {}, reason: '' });
    let change: Promise<unknown> = Promise.resolve();
    let step: Promise<unknown> = Promise.resolve();
    await world.as(admin, async (work) => {
      await lock(called)(work);
      change = world.as(admin, (other) => changeTicket(other, ticket, { status: 'cancelled' }));
      await world.areWaiting(1);
      step = world.drive(called);
      await world.areWaiting(2);
    });
    await Promise.all([change, step]);
    await world.drive(caller);
    expect(await stateOf(caller)).toBe('cancelled');
  });
});
