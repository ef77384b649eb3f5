/** A message that was handed to a token which waits no more is not lost: whoever waits for it next gets it, once. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cancelOpenRun } from '#domain/processes/operate-run.ts';
import { type Client, createTestApp, type TestApp } from '../../support/app.ts';
import { comment } from '../../support/process.ts';
import { createWorld, type World } from '../processes/world.ts';
import { caught, createPost, hearing, race } from './post.ts';

let test: TestApp;
let world: World;
let admin: Client;
let post: ReturnType<typeof createPost>;
beforeAll(async () => {
  test = await createTestApp();
  world = createWorld(test);
  admin = await test.signInAs('admin');
  post = createPost(test, world, admin);
});
afterAll(() => test.close());

const onBorder = (name: string, more: object = {}) => ({
  type: 'boundaryEvent',
  attachedTo: 'work',
  message: { name, into: 'last' },
  ...more,
});
const simple = (name: string) => hearing(name, 'start > m > echo > end', { m: caught(name) });
/** Somebody works, and a message calls that off; the run goes on after either. */
const worked = (name: string) =>
  hearing(name, 'start > work > rest > end; told > echo > rest', { told: onBorder(name) });

const complete = async (runId: string, element = 'work') =>
  world.send(runId, {
    type: 'taskCompleted',
    token: await post.tokenAt(runId, element),
    at: new Date().toISOString(),
    outcome: null,
    values: {},
  });
const cancel = (runId: string) =>
  world.as(admin, (work) => cancelOpenRun(work, runId, 'Not wanted.'));

/** Takes the run's lock, begins these in turn, each when the one before waits for it, and lets go. */
async function inTurn(runId: string, ...acts: readonly (() => Promise<unknown>)[]): Promise<void> {
  const blocked = async () =>
    (
      await world.rows<{ n: number }>(
        `select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      )
    )[0]?.n ?? 0;
  let under: Promise<unknown>[] = [];
  await test.work(async (work) => {
    await work.em.execute('select from run where id = ? for update', [runId]);
    for (const act of acts) {
      under = [...under, act()];
      await expect.poll(blocked, { timeout: 10_000 }).toBe(under.length);
    }
  });
  await Promise.all(under);
}

describe('a message that was kept', () => {
  it('is not taken by what begins to wait and is over within the same step', async () => {
    const name = 'kept.race';
    const soon = { type: 'intermediateCatchEvent', timer: { at: '2020-01-01T00:00:00.000Z' } };
    const drawing = 'start > race > m > echo > end; race > soon > endSoon';
    const message = await post.send(name, 1);
    await world.publish(admin, hearing(name, drawing, { race, m: caught(name), soon }));
    await post.begin(hearing(name, drawing));
    expect(await post.heard(name)).toEqual([]);
    expect(await post.stateOf(message)).toBe('kept');
  });

  it('is not taken by the border of what is done at once', async () => {
    const name = 'kept.border';
    const definition = hearing(name, 'start > work > end; told > echo > end', {
      work: comment,
      told: onBorder(name),
    });
    await world.publish(admin, definition);
    const message = await post.send(name, 1);
    const { ticket } = await world.openTicket(admin);
    const run = await post.begin(definition, ticket.id);
    expect(await world.rows('select state from run where id = ?', [run])).toEqual([
      { state: 'completed' },
    ]);
    expect(await post.stateOf(message)).toBe('kept');
    expect(await post.heard(name)).toEqual([]);
  });

  it('calls off what the step opened; the next message waits for the next', async () => {
    const name = 'kept.task';
    const definition = worked(name);
    await world.publish(admin, definition);
    await post.send(name, 1);
    const { id: run } = await world.start(admin, definition.key);
    // Only the step that opens the task.
    let steps = 0;
    await world.drive(run, { onStep: () => steps++ === 0 });
    const second = await post.send(name, 2);
    expect(await post.stateOf(second)).toBe('kept');
    await world.drive(run);
    expect(await post.heard(name)).toEqual([1]);
    await post.begin(definition);
    expect(await post.heard(name)).toEqual([1, 2]);
  });
});

describe('a message that was handed over', () => {
  it('goes to the next who waits when its token was called off before it', async () => {
    const name = 'late';
    await world.publish(admin, worked(name));
    const first = await post.begin(worked(name));
    const second = await post.begin(worked(name));
    await complete(first);
    await post.send(name, 1);
    await world.drive(first);
    await post.carryAll();
    await world.drive(second);
    expect(await post.heard(name)).toEqual([1]);
  });

  it('is kept again where nobody else waits, and comes before those sent after it', async () => {
    const name = 'late.kept';
    await world.publish(admin, worked(name));
    const run = await post.begin(worked(name));
    await complete(run);
    const [first, second] = [await post.send(name, 1), await post.send(name, 2)];
    await world.drive(run);
    await post.carryAll();
    expect([await post.stateOf(first), await post.stateOf(second)]).toEqual(['kept', 'kept']);
    await post.begin(worked(name));
    await post.begin(worked(name));
    expect(await post.heard(name)).toEqual([1, 2]);
  });

  it('goes to the next who waits when its run was cancelled before it', async () => {
    const name = 'cancelled.before';
    await world.publish(admin, simple(name));
    const first = await post.begin(simple(name));
    const second = await post.begin(simple(name));
    await cancel(first);
    await post.send(name, 1);
    await world.drive(first);
    await post.carryAll();
    await world.drive(second);
    expect(await post.heard(name)).toEqual([1]);
  });

  it('is heard by a run that is cancelled only after it', async () => {
    const name = 'cancelled.after';
    await world.publish(admin, worked(name));
    const run = await post.begin(worked(name));
    const message = await post.send(name, 1);
    await cancel(run);
    await world.drive(run);
    await post.carryAll();
    expect(await post.stateOf(message)).toBe('received');
    expect(await post.heard(name)).toEqual([1]);
  });

  it('goes to the next who waits when its run ends with the step under which it came', async () => {
    const name = 'overtaken';
    const short = hearing(name, 'start > work > end; told > echo > end', { told: onBorder(name) });
    await world.publish(admin, short);
    const run = await post.begin(short);
    await complete(run);
    let message = '';
    const onStep = async () => {
      message = await post.send(name, 1);
      return true;
    };
    await world.drive(run, { onStep });
    expect(await world.rows('select seq from run_message where run_id = ?', [run])).toEqual([]);
    await post.carryAll();
    expect(await post.stateOf(message)).toBe('kept');
    await post.begin(short);
    expect(await post.heard(name)).toEqual([1]);
  });

  it('is not forgotten before it was taken in, however short its time', async () => {
    const name = 'short';
    await world.publish(admin, worked(name));
    const first = await post.begin(worked(name));
    const second = await post.begin(worked(name));
    await complete(first);
    await post.send(name, 1, { keepSeconds: 0 });
    await world.rows('select messages_expired(100)');
    await world.drive(first);
    await post.carryAll();
    await world.drive(second);
    expect(await post.heard(name)).toEqual([1]);
  });
});

describe('a message and a step at the same moment', () => {
  it('do not miss each other: the step withdraws the token first', async () => {
    const name = 'moment.withdrawn';
    await world.publish(admin, worked(name));
    const run = await post.begin(worked(name));
    await complete(run);
    const message = await post.put(name, 1);
    await inTurn(
      run,
      () => world.drive(run),
      () => post.carry(message),
    );
    expect(await world.rows('select seq from run_message where run_id = ?', [run])).toEqual([]);
    expect(await post.stateOf(message)).toBe('kept');
  });

  it('do not miss each other: the message comes first', async () => {
    const name = 'moment.handed';
    await world.publish(admin, worked(name));
    const run = await post.begin(worked(name));
    await complete(run);
    const message = await post.put(name, 1);
    await inTurn(
      run,
      () => post.carry(message),
      () => world.drive(run),
    );
    await post.carryAll();
    expect(await post.stateOf(message)).toBe('kept');
    expect(await post.heard(name)).toEqual([]);
  });

  it('go to another run when the one that waited longest is over', async () => {
    const name = 'moment.other';
    await world.publish(admin, worked(name));
    const first = await post.begin(worked(name));
    const second = await post.begin(worked(name));
    await complete(first);
    const message = await post.put(name, 1);
    await inTurn(
      first,
      () => world.drive(first),
      () => post.carry(message),
    );
    await world.drive(second);
    expect(await post.heard(name)).toEqual([1]);
  });
});

describe('a listener that interrupts nothing', () => {
  const staying = (name: string, event: object) =>
    hearing(name, 'start > work > end; told > echo > endTold', {
      told: { type: 'boundaryEvent', attachedTo: 'work', interrupting: false, ...event },
    });

  it('hears signals that come before the first was taken in, each once', async () => {
    const name = 'news';
    const definition = staying(name, { signal: { name, into: 'last' } });
    await world.publish(admin, definition);
    const run = await post.begin(definition);
    for (const value of [1, 2, 3]) await post.send(name, value, { kind: 'signal' });
    await world.drive(run);
    await post.send(name, 4, { kind: 'signal' });
    await world.drive(run);
    expect(await post.heard(name)).toEqual([1, 2, 3, 4]);
  });

  it('hears messages that come at once, in their order', async () => {
    const name = 'letters';
    const definition = staying(name, { message: { name, into: 'last' } });
    await world.publish(admin, definition);
    const run = await post.begin(definition);
    for (const value of [1, 2, 3]) await post.send(name, value);
    await world.drive(run);
    expect(await post.heard(name)).toEqual([1, 2, 3]);
    expect(await post.waits(name)).toEqual([run]);
  });

  it('hears a signal that is given while a step is under way', async () => {
    const name = 'news.step';
    const definition = staying(name, { signal: { name, into: 'last' } });
    await world.publish(admin, definition);
    const run = await post.begin(definition);
    await post.send(name, 1, { kind: 'signal' });
    let given = 1;
    const onStep = async () => {
      if (given < 3) await post.send(name, ++given, { kind: 'signal' });
      return true;
    };
    await world.drive(run, { onStep });
    expect(await post.heard(name)).toEqual([1, 2, 3]);
  });
});
