/** An item moves that several planned changes touch, while somebody works on one of these: nobody waits for one who waits for them. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createWorld } from '#tests/domain/processes/world.ts';
import { type Client, createTestApp, type TestApp } from '#tests/support/app.ts';
import { addItems, touch } from '#tests/support/items.ts';

let test: TestApp;
let admin: Client;
let items: Record<'shop' | 'db' | 'rack', string>;
beforeAll(async () => {
  test = await createTestApp();
  admin = await test.signInAs('admin');
  items = await addItems(test, { shop: ['db'], db: [], rack: [] });
});
afterAll(() => test.close());

type Opened = { readonly id: string; readonly number: string };
async function planned(from: number): Promise<Opened> {
  const at = (hour: number) => new Date(Date.now() + hour * 3_600_000).toISOString();
  const made = await admin.post('/tickets', { type: 'change', title: 'More memory' });
  expect(made.statusCode, made.body).toBe(201);
  await touch(test, made.json().id, [items.db]);
  const plan = { plannedFrom: at(from), plannedTo: at(from + 1) };
  const answer = await admin.patch(`/changes/${made.json().number}`, plan);
  expect(answer.statusCode, answer.body).toBe(200);
  return made.json();
}

it('holds all of the changes before it holds the schedule', async () => {
  const changes = [await planned(24), await planned(48)];
  const last = changes.map(({ id }) => id).sort()[1];
  const world = createWorld(test);
  const [isFree, moving] = await test.work(async (work) => {
    await work.em.execute('select from ticket where id = ? for update', [last]);
    const answer = admin.patch('/config-items/db', { dependsOn: ['rack'] });
    await world.areWaiting(1);
    // Whoever plans the one that is held takes the schedule next.
    const [row] = await work.em.execute<{ free: boolean }[]>(
      'select pg_try_advisory_xact_lock(hashtextextended(?, 0)) as free',
      [`change-schedule:${test.tenant.id}`],
    );
    return [row?.free, [answer]] as const;
  });
  const [answer] = await Promise.all(moving);
  expect([isFree, answer.statusCode]).toEqual([true, 200]);
});
