/** Many decisions in one call: each is taken or refused by itself, and a call that comes twice decides once. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { chain, createWorld, type World } from '../../domain/processes/world.ts';
import { type Client, createTestApp, type TestApp } from '../../support/app.ts';

let test: TestApp;
let world: World;
let admin: Client;
let ann: Client;
let ravi: Client;
beforeAll(async () => {
  test = await createTestApp();
  world = createWorld(test);
  admin = await test.signInAs('admin');
  ann = await test.signInAs([], { email: 'ann@example.test', groups: ['cab'] });
  await test.signInAs([], { email: 'ben@example.test', groups: ['cab'] });
  ravi = await test.signInAs('requester', { email: 'ravi@example.test' });
  await world.publish(
    admin,
    chain('both', {
      id: 'ask',
      type: 'approval',
      name: 'Both',
      approval: { mode: 'all', approvers: [{ group: 'cab' }], message: 'Please' },
    }),
  );
});
afterAll(() => test.close());

async function asked(): Promise<{ id: string; subjectHash: string }> {
  const { ticket } = await world.openTicket(ravi, { type: 'service_request', title: 'A thing' });
  const { id } = await world.start(admin, 'both', ticket.id);
  await world.drive(id);
  return (await ravi.get(`/tickets/${ticket.number}/approvals`)).json().items[0];
}

it('takes each decision or refuses it, and answers a call that comes twice with the same', async () => {
  const [one, other, third] = [await asked(), await asked(), await asked()];
  const decisions = [
    { id: one.id, decision: 'approve', subjectHash: one.subjectHash },
    { id: other.id, decision: 'approve', subjectHash: 'what was read is gone' },
    { id: '00000000-0000-7000-8000-000000000000', decision: 'approve', subjectHash: 'x' },
    { id: third.id, decision: 'reject', comment: 'No', subjectHash: third.subjectHash },
  ];
  const send = () => ann.post('/approvals/bulk', { decisions }, { 'idempotency-key': 'many' });
  const answer = await send();
  expect(answer.statusCode, answer.body).toBe(200);
  expect(answer.json().items).toMatchObject([
    { id: one.id, status: 200, approval: { state: 'open', allowed: ['askAgain'] } },
    { id: other.id, status: 412, problem: { type: '/problems/stale_version' } },
    { status: 404, problem: { type: '/problems/not_found' } },
    { id: third.id, status: 200, approval: { state: 'rejected' } },
  ]);
  const again = await send();
  const outcomes = (sent: typeof answer) =>
    sent.json().items.map(({ id, status }: { id: string; status: number }) => [id, status]);
  expect(outcomes(again)).toEqual(outcomes(answer));
  expect((await ann.get(`/approvals/${other.id}`)).json()).toMatchObject({
    state: 'open',
    approvers: [{ decision: null }, { decision: null }],
  });
  const stranger = await ravi.post('/approvals/bulk', { decisions: decisions.slice(0, 1) });
  expect(stranger.json().items).toMatchObject([
    { status: 403, problem: { type: '/problems/own_request' } },
  ]);
});
