/** Clocks of what a ticket's processes ask people for. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { clockDue } from '#domain/clocks/due.ts';
import { type Client, createTestApp, type TestApp } from '../../support/app.ts';
import { chain, createWorld, type World } from '../processes/world.ts';

let test: TestApp;
let world: World;
let admin: Client;
let ravi: Client;
beforeAll(async () => {
  test = await createTestApp();
  world = createWorld(test);
  admin = await test.signInAs('admin');
  ravi = await test.signInAs('requester');
});
afterAll(() => test.close());

const ask = (id: string) => ({ id, type: 'userTask', name: id, task: {} }) as const;

it('of a task that was done before anybody promised anything about tasks, there is none', async () => {
  await world.publish(admin, chain('two-tasks', ask('first'), ask('second')));
  const { ticket } = await world.openTicket(ravi);
  const { id: run } = await world.start(admin, 'two-tasks', ticket.id);
  await world.drive(run);
  const taskCalled = async (name: string) =>
    (
      await world.rows<{ id: string }>('select id from task where run_id = ? and name = ?', [
        run,
        name,
      ])
    )[0]?.id ?? '';
  await admin.post(`/tasks/${await taskCalled('first')}/complete`, {});
  await world.drive(run);
  test.advance(48 * 3_600_000);
  await admin.post('/sla/policies', {
    ...{ key: 'tasks', name: 'Tasks', kind: 'ola', measures: 'task', ticketTypes: [ticket.type] },
    ...{
      calendar: { always: true },
      targets: [{ id: 'all', within: { hours: 1 } }],
      thresholds: [],
    },
  });
  await test.work((work) => clockDue(work, ticket.id));
  const clocks = await world.rows<{ subject: string }>(
    "select subject_id as subject from clock where ticket_id = ? and measures = 'task'",
    [ticket.id],
  );
  expect(clocks).toEqual([{ subject: await taskCalled('second') }]);
});
