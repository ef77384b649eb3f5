/** Who only asked for something follows it, and does not read what those who work on it wrote into its process. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { chain, createWorld, type World } from '../domain/processes/world.ts';
import { type Client, createTestApp, type TestApp } from '../support/app.ts';

let test: TestApp;
let world: World;
let admin: Client;
let ravi: Client;
let ticketId: string;
let taskId: string;
beforeAll(async () => {
  test = await createTestApp();
  world = createWorld(test);
  admin = await test.signInAs('admin');
  ravi = await test.signInAs('requester');
  const form = { type: 'object', properties: { suspicion: { type: 'string' } } };
  await world.publish(
    admin,
    chain(
      'inside',
      {
        id: 'look',
        type: 'userTask',
        name: 'Look into it',
        task: { instructions: 'Ask the auditors.', form },
      },
      {
        id: 'break',
        type: 'serviceTask',
        name: 'Break',
        action: { type: 'assign', queue: 'no-such-queue' },
      },
    ),
  );
  const { ticket } = await world.openTicket(ravi);
  ticketId = ticket.id;
  const { id } = await world.start(admin, 'inside', ticketId);
  await world.drive(id);
  taskId = (await admin.get(`/tickets/${ticketId}/tasks`)).json().items[0].id;
  await admin.post(`/tasks/${taskId}/complete`, { values: { suspicion: 'fraud' } });
  await world.drive(id);
});
afterAll(() => test.close());

const everything = async (client: Client) => {
  const texts = await Promise.all(
    [
      `/tickets/${ticketId}/tasks`,
      `/tasks/${taskId}`,
      `/tickets/${ticketId}/runs`,
      `/tickets/${ticketId}/progress`,
      `/tickets/${ticketId}/events`,
    ].map(async (url) => {
      const answer = await client.get(url);
      expect(answer.statusCode, url).toBe(200);
      return answer.body;
    }),
  );
  return texts.join('\n');
};

it('is shown to those who work on the ticket', async () => {
  const seen = await everything(admin);
  for (const text of ['fraud', 'Ask the auditors.', 'no-such-queue']) expect(seen).toContain(text);
});

it('is not shown to the requester', async () => {
  const seen = await everything(ravi);
  expect(seen).toContain('Look into it');
  for (const text of ['fraud', 'Ask the auditors.', 'no-such-queue'])
    expect(seen).not.toContain(text);
});
