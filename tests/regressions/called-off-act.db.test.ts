/** What a step would do for a token that is called off in the same step is not done: no mail, no comment, no change. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cancelOpenRun } from '#domain/processes/operate-run.ts';
import type { Definition, Element } from '#engine/definition.ts';
import { chain, createWorld, type World } from '../domain/processes/world.ts';
import { type Client, createTestApp, type TestApp } from '../support/app.ts';

let test: TestApp;
let world: World;
let admin: Client;
beforeAll(async () => {
  test = await createTestApp();
  world = createWorld(test);
  admin = await test.signInAs('admin');
});
afterAll(() => test.close());

const note = (id: string): Element => ({
  id,
  type: 'serviceTask',
  name: id,
  action: { type: 'comment', body: 'Done all the same' },
});

async function running(definition: Definition) {
  await world.publish(admin, definition);
  const { ticket } = await world.openTicket(admin);
  const { id: runId } = await world.start(admin, definition.key, ticket.id);
  return { ticket, runId };
}

const comments = (ticketId: string) =>
  world.rows('select body from comment where ticket_id = ?', [ticketId]);
const runOf = async (runId: string) =>
  (await world.rows('select state, pending_events from run where id = ?', [runId]))[0];

it.each([true, false])(
  'does nothing for a run that was cancelled before it began (settle: %s)',
  async (settle) => {
    const { ticket, runId } = await running(chain(`off-${settle}`, note('tell')));
    await world.as(admin, (work) => cancelOpenRun(work, runId, 'Not wanted.'));
    await world.drive(runId, { settle });
    expect(await runOf(runId)).toMatchObject({ state: 'cancelled', pending_events: [] });
    expect(await comments(ticket.id)).toEqual([]);
  },
);

it('does nothing on a branch that a terminate end overtakes', async () => {
  const { ticket, runId } = await running({
    key: 'overtaken',
    name: 'Overtaken',
    elements: [
      { id: 'start', type: 'startEvent', trigger: { type: 'manual' } },
      { id: 'fork', type: 'parallelGateway' },
      note('tell'),
      { id: 'after', type: 'endEvent', name: 'After' },
      { id: 'stop', type: 'endEvent', name: 'Stop', terminate: true },
    ],
    flows: [
      { id: 'f1', from: 'start', to: 'fork' },
      { id: 'f2', from: 'fork', to: 'tell' },
      { id: 'f3', from: 'fork', to: 'stop' },
      { id: 'f4', from: 'tell', to: 'after' },
    ],
  });
  await world.drive(runId);
  expect(await runOf(runId)).toMatchObject({ state: 'completed', pending_events: [] });
  expect(await comments(ticket.id)).toEqual([]);
});
