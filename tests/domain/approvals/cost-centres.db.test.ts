/** Who answers for a cost centre, and up to which amount: a table of rules names them, and the approval asks whom it names. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, createTestApp, type TestApp } from '../../support/app.ts';
import { createWorld, type World } from '../processes/world.ts';

let test: TestApp;
let world: World;
let admin: Client;
let requester: Client;
beforeAll(async () => {
  test = await createTestApp();
  world = createWorld(test);
  admin = await test.signInAs('admin');
  requester = await test.signInAs('requester');
  for (const name of ['lee', 'noor', 'cfo'])
    await test.signInAs([], { email: `${name}@example.test` });
  const upTo = (amount: number) => ({
    fact: 'variables.amount',
    operator: 'lessThanInclusive',
    value: amount,
  });
  const of = (centre: string) => ({
    fact: 'variables.costCentre',
    operator: 'equal',
    value: centre,
  });
  const saved = await admin.put('/rulesets/cost-centres', {
    key: 'cost-centres',
    name: 'Who answers for a cost centre',
    hitPolicy: 'first',
    rules: [
      {
        id: 'lab',
        conditions: { all: [of('4711'), upTo(1_000)] },
        set: { answers: 'lee@example.test' },
      },
      {
        id: 'lab-more',
        conditions: { all: [of('4711'), upTo(20_000)] },
        set: { answers: 'noor@example.test' },
      },
      {
        id: 'office',
        conditions: { all: [of('4712'), upTo(5_000)] },
        set: { answers: 'noor@example.test' },
      },
    ],
    otherwise: { answers: 'cfo@example.test' },
  });
  expect(saved.statusCode).toBe(200);
  await world.publish(admin, {
    key: 'spend',
    name: 'Spend something',
    elements: [
      { id: 'start', type: 'startEvent', trigger: { type: 'manual' } },
      { id: 'who', type: 'businessRuleTask', name: 'Who answers for it?', ruleset: 'cost-centres' },
      {
        id: 'ask',
        type: 'approval',
        name: 'Approve the cost',
        approval: { mode: 'any', approvers: [{ user: '{{variables.answers}}' }] },
      },
      { id: 'yes', type: 'endEvent', outcome: 'yes' },
      { id: 'no', type: 'endEvent', outcome: 'no' },
    ],
    flows: [
      { id: 'f1', from: 'start', to: 'who' },
      { id: 'f2', from: 'who', to: 'ask' },
      { id: 'f3', from: 'ask', to: 'yes', port: 'approved' },
      { id: 'f4', from: 'ask', to: 'no', port: 'rejected' },
    ],
  });
});
afterAll(() => test?.close());

async function asked(costCentre: string, amount: number): Promise<readonly unknown[]> {
  const { ticket } = await world.openTicket(requester, { type: 'service_request', title: 'Buy' });
  const { id } = await world.start(admin, 'spend', ticket.id, { costCentre, amount });
  await world.drive(id);
  const { items } = (await admin.get(`/tickets/${ticket.number}/approvals`)).json();
  return items[0].approvers.map(({ email }: { email: string }) => email);
}

describe('an approval by cost centre and amount', () => {
  it.each([
    ['4711', 1_000, 'lee@example.test'],
    ['4711', 1_000.01, 'noor@example.test'],
    ['4712', 1_000, 'noor@example.test'],
    ['4711', 20_001, 'cfo@example.test'],
    ['9999', 1, 'cfo@example.test'],
  ])('of %s over %d asks %s', async (costCentre, amount, who) => {
    expect(await asked(costCentre, amount)).toEqual([who]);
  });
});
