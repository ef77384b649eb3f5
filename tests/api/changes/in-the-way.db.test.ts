/** What stands in the way of a change, for whoever is asked to approve it: without the names of what they may not see. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chain, createWorld, type World } from '#tests/domain/processes/world.ts';
import { type Client, createTestApp, type TestApp } from '#tests/support/app.ts';
import { addItems } from '#tests/support/items.ts';

const HOUR = 3_600_000;
const NOON = Date.parse('2027-01-04T12:00:00.000Z');
const at = (hours: number): string => new Date(NOON + hours * HOUR).toISOString();
const PLANNED = { plannedFrom: at(5), plannedTo: at(7) };

let test: TestApp;
let world: World;
let agent: Client;
let manager: Client;
let asked: Client;
let wants: Client;
beforeAll(async () => {
  test = await createTestApp();
  test.standAt(NOON);
  world = createWorld(test);
  agent = await test.signInAs('agent', { groups: ['service-desk'] });
  manager = await test.signInAs('change-manager');
  asked = await test.signInAs('requester', { email: 'asked@demo.test' });
  wants = await test.signInAs('requester', { email: 'wants@demo.test' });
  await addItems(test, { db: [] });
  const approval = {
    id: 'ask',
    type: 'approval' as const,
    approval: { mode: 'any' as const, approvers: [{ user: asked.email }] },
  };
  await world.publish(await test.signInAs('admin'), chain('asks', approval));
});
afterAll(() => test.close());

const opened = async (fields: object): Promise<{ id: string; number: string }> => {
  const ticket = { type: 'change', title: 'New disks', configItems: ['db'] };
  const answer = await agent.post('/tickets', { ...ticket, ...fields });
  expect(answer.statusCode, answer.body).toBe(201);
  return answer.json();
};
async function askedAbout({ id }: { id: string }): Promise<string> {
  const run = await world.start(agent, 'asks', id);
  await world.drive(run.id);
  const [row] = await world.rows<{ id: string }>('select id from approval where run_id = ?', [
    run.id,
  ]);
  return row?.id ?? '';
}
const inTheWay = (by: Client, approval: string) => by.get(`/approvals/${approval}/conflicts`);

describe('what stands in the way of a change that is to be approved', () => {
  it('is told to whoever is asked, as the change is planned now, and not what they may not see', async () => {
    const other = await opened({ change: PLANNED });
    const change = await opened({ requester: wants.email, change: PLANNED });
    const approval = await askedAbout(change);
    const found = (await inTheWay(asked, approval)).json();
    expect(found).toMatchObject({
      from: PLANNED.plannedFrom,
      items: [{ kind: 'same_item', from: at(5), to: at(7), change: null }],
    });
    expect(JSON.stringify(found)).not.toContain(other.number);
    // Who may see the other one is told which it is.
    expect((await inTheWay(agent, approval)).json().items).toMatchObject([
      { kind: 'same_item', change: { number: other.number } },
    ]);

    const later = { plannedFrom: at(9), plannedTo: at(10) };
    expect((await agent.patch(`/changes/${change.id}`, later)).statusCode).toBe(200);
    const freeze = { name: 'Year end', reason: 'The books are closed.', from: at(8), to: at(12) };
    const scope = { kind: 'all' };
    expect((await manager.post('/freezes', { ...freeze, scope })).statusCode).toBe(201);
    expect((await inTheWay(asked, approval)).json().items).toMatchObject([
      { kind: 'freeze', freeze: { name: 'Year end', reason: 'The books are closed.' } },
    ]);
    // Who asked for it sees that it is to be approved, and no more; nobody else sees that.
    expect((await inTheWay(wants, approval)).statusCode).toBe(403);
    const stranger = await test.signInAs('requester', { email: 'stranger@demo.test' });
    expect((await inTheWay(stranger, approval)).statusCode).toBe(404);
    const said = await asked.post(`/approvals/${approval}/decision`, { decision: 'approve' });
    expect(said.statusCode, said.body).toBe(200);
    expect((await inTheWay(asked, approval)).statusCode).toBe(403);
  });

  it('is nothing where it has no time, and is not asked of what is no change', async () => {
    const approval = await askedAbout(await opened({}));
    expect((await inTheWay(asked, approval)).json()).toMatchObject({ from: null, items: [] });
    const incident = await opened({ type: 'incident' });
    expect((await inTheWay(asked, await askedAbout(incident))).statusCode).toBe(404);
  });
});
