/** What the gate says that is asked before a deployment: all that is still to be decided, and freezes, also one that is yet to come. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { chain, createWorld, type World } from '#tests/domain/processes/world.ts';
import { type Client, createTestApp, type TestApp } from '#tests/support/app.ts';
import { addItems } from '#tests/support/items.ts';

const HOUR = 3_600_000;
const NOON = Date.parse('2027-01-04T12:00:00.000Z');
const at = (hours: number): string => new Date(NOON + hours * HOUR).toISOString();

let test: TestApp;
let world: World;
let agent: Client;
let manager: Client;
beforeAll(async () => {
  test = await createTestApp();
  test.standAt(NOON);
  world = createWorld(test);
  agent = await test.signInAs('agent', { groups: ['service-desk'] });
  manager = await test.signInAs('change-manager', { email: 'mia@demo.test' });
  await addItems(test, { shop: ['db'], db: [], mail: [], disk: [] });
});
afterAll(() => test.close());
beforeEach(async () => {
  test.standAt(NOON);
  for (const { id } of (await manager.get('/freezes')).json().items)
    expect((await manager.delete(`/freezes/${id}`)).statusCode).toBe(204);
});

type Opened = { readonly id: string; readonly number: string };
const taken = (answer: { statusCode: number; body: string; json: () => unknown }): Opened => {
  expect([200, 201], answer.body).toContain(answer.statusCode);
  return answer.json() as Opened;
};
const opened = async (change: object, fields: object = {}, by = agent): Promise<Opened> =>
  taken(await by.post('/tickets', { type: 'change', title: 'New disks', ...fields, change }));
/** A change manager’s, of no standard change. */
const standard = (plan: object, fields: object = {}) =>
  opened({ kind: 'standard', ...plan }, fields, manager);
const reasonsOf = async ({ number }: Opened) =>
  (await agent.get(`/changes/${number}/gate`)).json().reasons;
const freeze = async (more: object = {}): Promise<Opened> =>
  taken(
    await manager.post('/freezes', {
      name: 'Year end',
      reason: 'The books are closed.',
      scope: { kind: 'all' },
      from: at(2),
      to: at(4),
      ...more,
    }),
  );

describe('what is still to be decided', () => {
  const asks = async (key: string, name: string) => {
    const approval = {
      id: 'ask',
      type: 'approval' as const,
      name,
      approval: { mode: 'any' as const, approvers: [{ user: manager.email }] },
    };
    await world.publish(await test.signInAs('admin'), chain(key, approval));
  };
  const decided = async (run: string, decision: string) => {
    await world.drive(run);
    const [row] = await world.rows<{ id: string }>('select id from approval where run_id = ?', [
      run,
    ]);
    const said = { decision, comment: 'So be it.' };
    taken(await manager.post(`/approvals/${row?.id}/decision`, said));
    await world.drive(run);
  };

  it('is named all at once, and opens the gate only when the last of it is approved', async () => {
    await asks('money', 'The money');
    await asks('safety', 'The safety');
    const change = await opened({ plannedFrom: at(-1), plannedTo: at(1) });
    const waiting = async () =>
      (await reasonsOf(change)).map(({ code, detail }: { code: string; detail: string }) => [
        code,
        detail,
      ]);
    expect(await waiting()).toEqual([['not_approved', 'Nobody has approved it.']]);
    const [money, safety] = [
      await world.start(agent, 'money', change.id),
      await world.start(agent, 'safety', change.id),
    ];
    for (const { id } of [money, safety]) await world.drive(id);
    const both = await waiting();
    expect(both.toSorted()).toEqual([
      ['not_approved', '“The money” is still to be decided.'],
      ['not_approved', '“The safety” is still to be decided.'],
    ]);
    await decided(money.id, 'approve');
    expect(await waiting()).toEqual([['not_approved', '“The safety” is still to be decided.']]);
    await decided(safety.id, 'approve');
    expect(await waiting()).toEqual([]);
  });

  it('counts by the last word where one of several is no', async () => {
    const change = await opened({ plannedFrom: at(-1), plannedTo: at(1) });
    const { id: first } = await world.start(agent, 'money', change.id);
    await decided(first, 'reject');
    expect(await reasonsOf(change)).toMatchObject([
      { code: 'not_approved', detail: '“The money” was not approved.' },
    ]);
    test.standAt(NOON + HOUR / 2);
    const { id: second } = await world.start(agent, 'money', change.id);
    await decided(second, 'approve');
    expect(await reasonsOf(change)).toEqual([]);
  });

  it('is not what a process asks in the step that begins it', async () => {
    const begin = {
      id: 'begin',
      type: 'serviceTask' as const,
      name: 'Begin',
      action: { type: 'updateTicket' as const, set: { status: 'implement' } },
    };
    const look = {
      id: 'look',
      type: 'approval' as const,
      name: 'It looks well',
      approval: { mode: 'any' as const, approvers: [{ user: manager.email }] },
    };
    await world.publish(await test.signInAs('admin'), chain('straight', begin, look));
    const change = await opened({ plannedFrom: at(-1), plannedTo: at(1) });
    const { id: first } = await world.start(agent, 'money', change.id);
    await decided(first, 'approve');
    const { id } = await world.start(agent, 'straight', change.id);
    await world.drive(id);
    expect((await agent.get(`/tickets/${change.id}`)).json()).toMatchObject({
      status: 'implement',
    });
    expect(await reasonsOf(change)).toEqual([]);
    test.standAt(NOON + HOUR / 2);
    await decided(id, 'reject');
    expect(await reasonsOf(change)).toEqual([]);
  });
});

describe('a freeze that is yet to come', () => {
  it('holds what would still be under way then, and says from when to when', async () => {
    const long = await standard({ plannedFrom: at(-1), plannedTo: at(3) });
    const short = await standard({ plannedFrom: at(-1), plannedTo: at(2) });
    const { id } = await freeze();
    expect(await reasonsOf(long)).toEqual([
      {
        code: 'frozen',
        id,
        from: at(2),
        to: at(4),
        detail: 'The freeze “Year end” begins before it is over: The books are closed.',
      },
    ]);
    // What ends as the freeze begins does not touch it.
    expect(await reasonsOf(short)).toEqual([]);
    test.standAt(NOON + 2 * HOUR);
    expect(await reasonsOf(long)).toMatchObject([
      { code: 'frozen', detail: 'The freeze “Year end” holds: The books are closed.' },
    ]);
  });

  it('says nothing of what it does not reach, of what is let through, and once it is called off', async () => {
    const plan = { plannedFrom: at(-1), plannedTo: at(3) };
    const [shop, mail] = [
      await standard(plan, { configItems: ['db'] }),
      await standard(plan, { configItems: ['mail'] }),
    ];
    // What the shop depends on is frozen with it.
    const { items } = (await agent.get('/config-items?q=shop')).json();
    const scope = { kind: 'items', items: [items[0].id] };
    const { id } = await freeze({ scope });
    expect(await reasonsOf(shop)).toMatchObject([{ code: 'frozen', id }]);
    expect(await reasonsOf(mail)).toEqual([]);
    const through = { reason: 'The disks are dying.', freeze: id };
    const counted = async () => {
      const span = `from=${at(-2)}&to=${at(4)}`;
      const all = (await agent.get(`/change-calendar?${span}`)).json().items;
      const listed = (await agent.get(`/changes?${span}`)).json().items;
      return [all, listed].map((some: { id: string; conflicts: number }[]) => {
        return some.find((one) => one.id === shop.id)?.conflicts;
      });
    };
    expect(await counted()).toEqual([1, 1]);
    taken(await manager.post(`/changes/${shop.number}/freeze-override`, through));
    expect(await reasonsOf(shop)).toEqual([]);
    expect(await counted()).toEqual([0, 0]);
    const other = await standard(plan, { configItems: ['db'] });
    expect(await reasonsOf(other)).toMatchObject([{ code: 'frozen', id }]);
    expect((await manager.delete(`/freezes/${id}`)).statusCode).toBe(204);
    expect(await reasonsOf(other)).toEqual([]);
  });
});

describe('a change whose work is over', () => {
  const setStatus = async ({ id }: Opened, status: string) =>
    taken(await agent.patch(`/tickets/${id}`, { status }));
  const allowedOn = async ({ id }: Opened): Promise<string[]> =>
    (await manager.get(`/changes/${id}`)).json().allowed;

  it('has nothing in its way, and nobody is offered to put it at another time', async () => {
    const plan = { plannedFrom: at(-1), plannedTo: at(1) };
    const touched = { configItems: ['disk'] };
    const change = await standard(plan, touched);
    const other = await standard(plan, touched);
    for (const one of [other, change])
      for (const status of ['authorize', 'implement']) await setStatus(one, status);
    const asked = async (query = '') =>
      (await agent.get(`/changes/${change.id}/conflicts${query}`)).json().items.length;
    const span = `?from=${at(-1)}&to=${at(1)}`;
    expect([await asked(), await asked(span)]).toEqual([1, 1]);
    expect(await reasonsOf(change)).toMatchObject([{ code: 'conflict' }]);
    expect(await allowedOn(change)).toEqual(expect.arrayContaining(['schedule', 'overrideFreeze']));

    await setStatus(change, 'review');
    await freeze({ from: at(-1) });
    test.standAt(NOON + 2 * HOUR);
    expect([await asked(), await asked(span)]).toEqual([0, 0]);
    expect(await reasonsOf(change)).toEqual([
      { code: 'not_open', detail: `${change.number} is in review.` },
    ]);
    expect(await allowedOn(change)).toEqual(['read', 'plan', 'judgeRisk', 'noteResult']);
    await setStatus(change, 'resolved');
    expect(await reasonsOf(change)).toEqual([
      { code: 'not_open', detail: `${change.number} is resolved.` },
    ]);
  });
});
