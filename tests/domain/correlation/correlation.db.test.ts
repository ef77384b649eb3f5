/** Messages and signals find who waits for them, once, whoever comes first; and processes call processes. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deliverMessage } from '#domain/correlation/deliver-message.ts';
import { type Sending, sendMessage } from '#domain/correlation/send-message.ts';
import { cancelOpenRun } from '#domain/processes/operate-run.ts';
import type { Element } from '#engine/definition.ts';
import { type Client, createTestApp, type TestApp } from '../../support/app.ts';
import { chain, createWorld, type World } from '../processes/world.ts';

let test: TestApp;
let world: World;
let admin: Client;
beforeAll(async () => {
  test = await createTestApp();
  world = createWorld(test);
  admin = await test.signInAs('admin', { email: 'admin@example.test' });
});
afterAll(() => test.close());

const hears = (name: string, key?: string): Element => ({
  id: 'wait',
  type: 'intermediateCatchEvent',
  name: 'Wait',
  message: { name, into: 'reply', ...(key === undefined ? {} : { key }) },
});

const stateOf = async (runId: string) => {
  const [run] = await world.rows<{ state: string; engine_state: { variables: object } }>(
    'select state, engine_state from run where id = ?',
    [runId],
  );
  return { state: run?.state, variables: run?.engine_state.variables };
};
const messageState = async (id: string) =>
  (await world.rows<{ state: string }>('select state from message where id = ?', [id]))[0]?.state;

/** As the relay does, and twice, since it delivers at least once. */
async function send(sending: Omit<Sending, 'kind'>, kind: Sending['kind'] = 'message') {
  const id = await world.as(admin, (work) => sendMessage(work, { kind, ...sending }));
  await deliverMessage(test.store, { tenantId: test.tenant.id, id });
  await deliverMessage(test.store, { tenantId: test.tenant.id, id });
  return id;
}

async function begun(key: string, variables = {}) {
  const { id } = await world.start(admin, key, null, variables);
  await world.drive(id);
  return id;
}

describe('a message', () => {
  it('goes to the run whose key it names, and to no other', async () => {
    await world.publish(admin, chain('order', hears('shipped', 'variables.order')));
    const one = await begun('order', { order: 'A-1' });
    const other = await begun('order', { order: 'A-2' });
    const id = await send({ name: 'shipped', key: 'A-2', value: { by: 'post' } });
    await world.drive(other);
    expect(await stateOf(other)).toEqual({
      state: 'completed',
      variables: { order: 'A-2', reply: { by: 'post' } },
    });
    expect((await stateOf(one)).state).toBe('waiting');
    expect(await messageState(id)).toBe('received');
    expect(await world.rows('select token from subscription where run_id = ?', [other])).toEqual(
      [],
    );
  });

  it('is kept for whoever comes to wait for it', async () => {
    await world.publish(admin, chain('early', hears('came', 'variables.order')));
    const id = await send({ name: 'came', key: 'B-1', value: 7 });
    expect(await messageState(id)).toBe('kept');
    const run = await begun('early', { order: 'B-1' });
    expect(await stateOf(run)).toEqual({
      state: 'completed',
      variables: { order: 'B-1', reply: 7 },
    });
    expect(await messageState(id)).toBe('received');
  });

  it('is received by one run alone, the one that has waited longest', async () => {
    await world.publish(admin, chain('first', hears('ping')));
    const one = await begun('first');
    const other = await begun('first');
    await send({ name: 'ping', value: 1 });
    await world.drive(one);
    await world.drive(other);
    expect((await stateOf(one)).state).toBe('completed');
    expect((await stateOf(other)).state).toBe('waiting');
    await send({ name: 'ping', value: 2 });
    await world.drive(other);
    expect((await stateOf(other)).variables).toEqual({ reply: 2 });
  });

  it('that was handed over is not followed by a second one for the same wait', async () => {
    await world.publish(admin, chain('once', hears('tick')));
    const run = await begun('once');
    await send({ name: 'tick', value: 1 });
    // The run has not taken the first one in.
    const second = await send({ name: 'tick', value: 2 });
    expect(await messageState(second)).toBe('kept');
    await world.drive(run);
    expect((await stateOf(run)).variables).toEqual({ reply: 1 });
  });

  it('is forgotten when its time is over, but not before it was carried', async () => {
    const late = { keepSeconds: 0 };
    const kept = await send({ name: 'nobody', ...late });
    const uncarried = await world.as(admin, (work) =>
      sendMessage(work, { kind: 'message', name: 'nobody', ...late }),
    );
    await world.rows('select messages_expired(100)');
    expect(await messageState(kept)).toBeUndefined();
    expect(await messageState(uncarried)).toBe('sent');
  });
});

describe('a signal', () => {
  it('is heard by everyone who waits, and kept for nobody', async () => {
    const element: Element = {
      id: 'wait',
      type: 'intermediateCatchEvent',
      name: 'Wait',
      signal: { name: 'news', into: 'reply' },
    };
    await world.publish(admin, chain('listener', element));
    const runs = [await begun('listener'), await begun('listener')];
    const id = await send({ name: 'news', value: 'all' }, 'signal');
    for (const run of runs) {
      await world.drive(run);
      expect(await stateOf(run)).toEqual({ state: 'completed', variables: { reply: 'all' } });
    }
    expect(await messageState(id)).toBe('received');
    expect((await stateOf(await begun('listener'))).state).toBe('waiting');
  });
});

describe('a process that calls another', () => {
  const caller = (called: string): Element => ({
    id: 'call',
    type: 'callActivity',
    name: 'Call',
    process: called,
    inputs: { who: 'variables.name' },
    outputs: { greeting: 'variables.reply' },
  });
  const childOf = async (runId: string) =>
    (
      await world.rows<{ id: string }>(
        'select id from run where parent_run_id = ? order by started_at desc',
        [runId],
      )
    )[0]?.id ?? '';

  it('gives it its inputs, waits for its end, and takes what its outputs say', async () => {
    await world.publish(admin, chain('called', hears('hello', 'variables.who')));
    await world.publish(admin, chain('calling', caller('called')));
    const run = await begun('calling', { name: 'Ravi', secret: true });
    const child = await childOf(run);
    await world.drive(child);
    expect((await stateOf(child)).variables).toEqual({ who: 'Ravi' });
    await send({ name: 'hello', key: 'Ravi', value: 'Hi!' });
    await world.drive(child);
    await world.drive(run);
    expect(await stateOf(run)).toEqual({
      state: 'completed',
      variables: { name: 'Ravi', secret: true, greeting: 'Hi!' },
    });
  });

  it('ends it with itself', async () => {
    await world.publish(admin, chain('called-too', hears('never')));
    await world.publish(admin, chain('calling-too', caller('called-too')));
    const run = await begun('calling-too', { name: 'Ravi' });
    const child = await childOf(run);
    await world.drive(child);
    await world.as(admin, (work) => cancelOpenRun(work, run, 'enough'));
    await world.drive(run);
    await world.drive(child);
    expect((await stateOf(run)).state).toBe('cancelled');
    expect((await stateOf(child)).state).toBe('cancelled');
    expect(await world.rows('select token from subscription where run_id = ?', [child])).toEqual(
      [],
    );
  });

  it('that cannot be found fails where it was called', async () => {
    await world.publish(admin, chain('lonely', caller('called')));
    await world.rows(`update process set key = 'renamed' where key = 'called'`);
    const run = await begun('lonely', { name: 'Ravi' });
    const [row] = await world.rows<{ failure: { code: string } }>(
      'select failure from run where id = ?',
      [run],
    );
    expect(row?.failure.code).toBe('process_not_found');
  });
});
