/** Whose back-test it is: one at a time of a tenant, in their order, and no more of them than somebody can be waiting for. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { OPEN_MAX } from '#domain/backtests/queue.ts';
import { cancelBacktest } from '#domain/backtests/start.ts';
import { giveUp, takeUp, writeBatch } from '#domain/backtests/work-off.ts';
import { playOff } from '../../domain/backtests/play-off.ts';
import { chain, createWorld, type World } from '../../domain/processes/world.ts';
import { type Client, createTestApp, type TestApp } from '../../support/app.ts';

const KEY = 'short';
const path = `/processes/${KEY}`;

let test: TestApp;
let world: World;
let admin: Client;
beforeAll(async () => {
  test = await createTestApp();
  world = createWorld(test);
  admin = await test.signInAs('admin');
  await world.publish(admin, chain(KEY));
  const { ticket } = await world.openTicket(admin);
  const { id } = await world.start(admin, KEY, ticket.id);
  await world.drive(id);
  for (const status of ['in_progress', 'resolved', 'closed'])
    await admin.patch(`/tickets/${ticket.id}`, { status });
});
afterAll(() => test.close());
beforeEach(() => test.work((work) => work.em.execute('delete from backtest')));

const begin = (client: Client = admin, body: object = {}) =>
  client.post(`${path}/draft/backtest`, body);
async function began(client: Client = admin): Promise<string> {
  test.advance(1_000);
  return (await begin(client)).json().id;
}
const stateOf = async (id: string): Promise<string> =>
  (await admin.get(`${path}/backtests/${id}`)).json().state;

/** Those whose workflow has been begun. */
const calledUp = async (): Promise<readonly string[]> => {
  const rows = await world.rows<{ target: string }>(
    `select o.target from outbox o join backtest b on b.id = o.target where o.kind = 'backtest' and o.payload ->> 'at' is not null order by o.id`,
  );
  return rows.map(({ target }) => target);
};

describe('the back-tests of a tenant', () => {
  it('are played one at a time, in the order in which they were begun', async () => {
    const ids = [await began(), await began(), await began()];
    expect(await calledUp()).toEqual(ids.slice(0, 1));
    await playOff(test, ids[1] ?? '');
    expect(await stateOf(ids[1] ?? '')).toBe('queued');
    await playOff(test, ids[0] ?? '');
    expect(await calledUp()).toEqual(ids.slice(0, 2));
    await playOff(test, ids[1] ?? '');
    expect([await stateOf(ids[0] ?? ''), await stateOf(ids[1] ?? '')]).toEqual([
      'completed',
      'completed',
    ]);
    expect(await calledUp()).toEqual(ids);
  });

  it('go on with the next one where the first is cancelled, and only then', async () => {
    const ids = [await began(), await began(), await began()];
    await admin.post(`${path}/backtests/${ids[1]}/cancel`);
    expect(await calledUp()).toEqual(ids.slice(0, 1));
    await admin.post(`${path}/backtests/${ids[0]}/cancel`);
    expect(await calledUp()).toEqual([ids[0], ids[2]]);
  });

  it('keep the order in which they joined, whatever the clocks of those who began them say', async () => {
    const first = await began();
    test.advance(-5_000);
    const second = (await begin()).json().id;
    test.advance(5_000);
    await playOff(test, first);
    expect(await stateOf(first)).toBe('completed');
    expect(await calledUp()).toEqual([first, second]);
  });

  it('are looked after by the reconciler only where it is their turn', async () => {
    const ids = [await began(), await began()];
    const open = await world.rows<{ id: string }>(
      `select id from wakes_open('backtest', '00000000-0000-0000-0000-000000000000', 10)`,
    );
    expect(open.map(({ id }) => id)).toEqual(ids.slice(0, 1));
  });

  it('are no more than one author may have waiting, and say so', async () => {
    for (let count = 0; count < OPEN_MAX.person; count += 1) await began();
    const refused = await begin();
    expect(refused.statusCode).toBe(409);
    expect(refused.json()).toMatchObject({
      type: '/problems/too_many_open',
      detail:
        'You have 5 back-tests waiting or under way. Wait until one has ended, or cancel one.',
      most: OPEN_MAX.person,
    });
    const colleague = await test.signInAs('admin');
    const other = await began(colleague);
    expect(await stateOf(other)).toBe('queued');
    await admin.post(`${path}/backtests/${other}/cancel`);
    const [first] = await calledUp();
    await playOff(test, first ?? '');
    expect((await begin()).statusCode).toBe(202);
  });

  it('are no more than all authors may have waiting', async () => {
    const one = await began();
    await world.rows(
      `insert into backtest (id, tenant_id, process_id, state, filter, definition, surroundings, total, totals, created_at)
       select gen_random_uuid(), tenant_id, process_id, 'queued', filter, definition, surroundings, total, totals, created_at
       from backtest cross join generate_series(2, ?) where id = ?`,
      [OPEN_MAX.tenant, one],
    );
    const refused = await begin(await test.signInAs('admin'));
    expect(refused.json()).toMatchObject({ status: 409, most: OPEN_MAX.tenant });
  });
});

/** Ways to end one that is under way, each in a transaction of its own. */
const endings = {
  cancelled: (id: string) => test.work((work) => cancelBacktest(work, KEY, id)),
  completed: (id: string) => test.work((work) => writeBatch(work, id, 0, [])),
  failed: (id: string) => test.work((work) => giveUp(work, id, 'It cannot be done.')),
};
type Ending = keyof typeof endings;

/** Holds the tenant's queue meanwhile, so that whoever ends one has it locked and gets no further. */
const holdingTheQueue = (meanwhile: () => Promise<void>) =>
  test.work(async (work) => {
    await work.em.execute('select pg_advisory_xact_lock(hashtextextended(?, 0))', [
      `backtests ${test.tenant.id}`,
    ]);
    await meanwhile();
  });

describe('a back-test that ends in two ways at once', () => {
  it.each<[Ending, Ending]>([
    ['failed', 'cancelled'],
    ['cancelled', 'failed'],
    ['failed', 'completed'],
    ['completed', 'failed'],
  ])(
    'ends as %s where that comes before %s, and calls up the next one once',
    async (first, then) => {
      const [id = '', next = ''] = [await began(), await began()];
      await test.work((work) => takeUp(work, id));
      const ended: Promise<PromiseSettledResult<unknown>[]>[] = [];
      await holdingTheQueue(async () => {
        for (const [index, how] of [first, then].entries()) {
          ended.push(Promise.allSettled([endings[how](id)]));
          await world.areWaiting(index + 1);
        }
      });
      const [[one], [other]] = (await Promise.all(ended)) as [
        PromiseSettledResult<unknown>[],
        PromiseSettledResult<unknown>[],
      ];
      expect(one?.status).toBe('fulfilled');
      // Only a person is told that they came too late.
      expect(other?.status).toBe(then === 'cancelled' ? 'rejected' : 'fulfilled');
      expect(await stateOf(id)).toBe(first);
      expect(await calledUp()).toEqual([id, next]);
    },
  );

  it('waits for nobody when it is over, and so stands in nobody’s way', async () => {
    const id = await began();
    await endings.cancelled(id);
    await holdingTheQueue(async () => {
      await endings.failed(id);
    });
    expect(await stateOf(id)).toBe('cancelled');
  });
});
