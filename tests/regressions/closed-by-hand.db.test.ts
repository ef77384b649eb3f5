/** A ticket closed by hand leaves no run behind that waits for people for ever; what goes on by itself is left to do so. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { requestItem } from '#domain/catalog/request-item.ts';
import { changeTicket } from '#domain/desk/change-ticket.ts';
import { openTicket } from '#domain/desk/open-ticket.ts';
import type { Element } from '#engine/definition.ts';
import { chain, createWorld, type World } from '../domain/processes/world.ts';
import { type Client, createTestApp, type TestApp } from '../support/app.ts';

let test: TestApp;
let world: World;
let admin: Client;
let ravi: Client;
beforeAll(async () => {
  test = await createTestApp();
  world = createWorld(test);
  admin = await test.signInAs('admin', { groups: ['managers', 'cab'] });
  ravi = await test.signInAs('requester', { manager: admin.email });
});
afterAll(() => test.close());

const move = async (id: string, ...statuses: string[]) => {
  for (const status of statuses)
    await world.as(admin, (work) => changeTicket(work, id, { status } as never));
};
const runOf = async (runId: string) =>
  (await world.rows('select state, outcome from run where id = ?', [runId]))[0];
const openOf = (runId: string) =>
  world.rows(
    `select id from task where run_id = ? and state = 'open' union all
     select id from approval where run_id = ? and state = 'open'`,
    [runId, runId],
  );
const laptop = async (cost: number) => {
  const { ticket, runs } = await world.as(ravi, (work) =>
    requestItem(work, 'laptop', { values: { model: 'Standard 14-inch', cost, reason: 'broken' } }),
  );
  return { ticket, runId: runs[0]?.id ?? '' };
};

it('ends a laptop request that waits for approval', async () => {
  const { ticket, runId } = await laptop(1500);
  await world.drive(runId);
  await move(ticket.id, 'closed');
  await world.drive(runId);
  expect(await runOf(runId)).toMatchObject({ state: 'cancelled' });
  expect(await openOf(runId)).toEqual([]);
});

it('ends a laptop request whose tasks were never done', async () => {
  const { ticket, runId } = await laptop(500);
  await world.drive(runId);
  await move(ticket.id, 'resolved');
  await world.drive(runId);
  expect(await openOf(runId)).toHaveLength(2);
  await move(ticket.id, 'closed');
  await world.drive(runId);
  expect(await runOf(runId)).toMatchObject({ state: 'cancelled' });
  expect(await openOf(runId)).toEqual([]);
});

it('ends a request whose process has not begun yet', async () => {
  const { ticket, runId } = await laptop(1500);
  await move(ticket.id, 'closed');
  await world.drive(runId);
  expect(await runOf(runId)).toMatchObject({ state: 'cancelled' });
});

it('ends a change whose review is never written', async () => {
  const { ticket, runs } = await world.as(admin, (work) =>
    openTicket(work, { type: 'change', title: 'Move the printers' }),
  );
  const runId = runs[0]?.id ?? '';
  await world.drive(runId);
  expect(await openOf(runId)).toHaveLength(1);
  await move(ticket.id, 'closed');
  await world.drive(runId);
  expect(await runOf(runId)).toMatchObject({ state: 'cancelled' });
});

it('leaves an incident to its own drawing, begun or not', async () => {
  for (const begun of [true, false]) {
    const { ticket, runs } = await world.as(admin, (work) =>
      openTicket(work, { type: 'incident', title: 'No network' }),
    );
    const runId = runs[0]?.id ?? '';
    if (begun) await world.drive(runId);
    await move(ticket.id, 'resolved', 'closed');
    await world.drive(runId);
    // A task that was answered before it was opened sends its run a message of its own.
    await world.drive(runId);
    expect(await runOf(runId)).toMatchObject({ state: 'completed' });
  }
});

it('leaves what waits for a time only', async () => {
  const wait: Element = {
    id: 'wait',
    type: 'intermediateCatchEvent',
    name: 'Wait',
    timer: { after: { hours: 1 } },
  } as Element;
  await world.publish(admin, chain('later', wait));
  const { ticket } = await world.openTicket(admin);
  const { id: runId } = await world.start(admin, 'later', ticket.id);
  await world.drive(runId);
  await move(ticket.id, 'resolved', 'closed');
  await world.drive(runId);
  expect((await runOf(runId))?.state).not.toBe('cancelled');
});

it('calls off what would need people once a decision that was under way arrives', async () => {
  const { ticket, runId } = await laptop(1500);
  await world.drive(runId);
  const [approval] = await world.rows<{ id: string }>('select id from approval where run_id = ?', [
    runId,
  ]);
  const voted = await admin.post(`/approvals/${approval?.id}/decision`, { decision: 'approve' });
  expect(voted.statusCode).toBe(200);
  await move(ticket.id, 'closed');
  await world.drive(runId);
  expect(await runOf(runId)).toMatchObject({ state: 'cancelled' });
  expect(await openOf(runId)).toEqual([]);
  expect(
    await world.rows('select id from mail where run_id = ? and subject like ?', [
      runId,
      'Prepare%',
    ]),
  ).toEqual([]);
});

it('calls off a change of status that the closed ticket refuses', async () => {
  const act = {
    id: 'act',
    type: 'serviceTask',
    name: 'Take up',
    action: { type: 'updateTicket', set: { status: 'in_progress' } },
  } as Element;
  const wait = { id: 'wait', type: 'intermediateCatchEvent', timer: { after: { hours: 1 } } };
  await world.publish(admin, chain('late', wait as Element, act));
  const { ticket } = await world.openTicket(admin);
  const { id: runId } = await world.start(admin, 'late', ticket.id);
  const { waiting } = await world.drive(runId);
  await move(ticket.id, 'resolved', 'closed');
  const token = waiting.flatMap((command) => (command.type === 'timer' ? [command.token] : []))[0];
  const at = new Date(Date.now() + 7_200_000).toISOString();
  await world.drive(runId, { also: [{ type: 'timerFired', token: token ?? '', at }] });
  expect(await runOf(runId)).toMatchObject({ state: 'cancelled' });
});

it.each(['closed', 'cancelled'])('starts no process by hand on a %s ticket', async (status) => {
  const key = `on-${status}`;
  await world.publish(admin, chain(key));
  const { ticket } = await world.openTicket(admin);
  await move(ticket.id, ...(status === 'closed' ? ['resolved'] : []), status);
  const refused = await admin.post(`/processes/${key}/runs`, { ticketId: ticket.id });
  expect(refused.json()).toMatchObject({ status: 409, type: '/problems/ticket_closed' });
});

it.each([true, false])(
  'ends what fails after its ticket was closed, since nobody will mend it (settle: %s)',
  async (settle) => {
    const call: Element = {
      id: 'call',
      type: 'serviceTask',
      name: 'Tell the supplier',
      action: { type: 'httpRequest', method: 'POST', url: 'https://supplier.test/orders' },
    };
    await world.publish(admin, chain(`calls-${settle}`, call));
    const { ticket } = await world.openTicket(admin);
    const { id: runId } = await world.start(admin, `calls-${settle}`, ticket.id);
    const { state } = await world.drive(runId, { settle });
    await move(ticket.id, 'resolved', 'closed');
    expect((await runOf(runId))?.state).not.toBe('cancelled');
    const [token = ''] = Object.keys(state.tokens);
    const at = new Date().toISOString();
    const failed = { type: 'callFailed', token, at, code: 'http_error', message: 'No.' } as const;
    await world.drive(runId, { settle, also: [failed] });
    expect(await runOf(runId)).toMatchObject({ state: 'cancelled' });
  },
);
