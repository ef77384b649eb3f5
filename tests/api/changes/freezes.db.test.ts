/** A freeze holds: by hand, in bulk, by a run, and against whatever happens at the same moment; and who may let a change through. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Definition } from '#engine/definition.ts';
import { createWorld } from '#tests/domain/processes/world.ts';
import { type Client, createTestApp, type TestApp } from '#tests/support/app.ts';
import { addItems, touch } from '#tests/support/items.ts';

const HOUR = 3_600_000;
const NOON = Date.parse('2027-01-04T12:00:00.000Z');
const at = (hours: number): string => new Date(NOON + hours * HOUR).toISOString();

let test: TestApp;
let admin: Client;
let manager: Client;
let agent: Client;
let items: Record<'shop' | 'db' | 'mail', string>;
beforeAll(async () => {
  test = await createTestApp();
  admin = await test.signInAs('admin', { name: 'Ada' });
  manager = await test.signInAs('change-manager', { name: 'Mia' });
  agent = await test.signInAs('agent', { name: 'Bo', groups: ['service-desk'] });
  items = await addItems(test, { shop: ['db'], db: [], mail: [] });
});
afterAll(() => test.close());
beforeEach(async () => {
  test.standAt(NOON);
  for (const { id } of (await admin.get('/freezes')).json().items)
    expect((await admin.delete(`/freezes/${id}`)).statusCode).toBe(204);
});

type Made = { readonly id: string; readonly number: string };
/** Authorised, and only to be begun. */
async function change(plan: object = {}, touched: readonly (keyof typeof items)[] = []) {
  const made: Made = (await agent.post('/tickets', { type: 'change', title: 'A change' })).json();
  await touch(
    test,
    made.id,
    touched.map((key) => items[key]),
  );
  if (Object.keys(plan).length > 0)
    expect((await manager.patch(`/changes/${made.id}`, plan)).statusCode).toBe(200);
  expect((await agent.patch(`/tickets/${made.id}`, { status: 'authorize' })).statusCode).toBe(200);
  return made;
}
const freeze = async (more: object = {}) => {
  const made = await manager.post('/freezes', {
    name: 'Year end',
    reason: 'The books are closed.',
    scope: { kind: 'all' },
    from: at(-1),
    to: at(1),
    ...more,
  });
  expect(made.statusCode, made.body).toBe(201);
  return made.json();
};
const begin = ({ id }: Made) => agent.patch(`/tickets/${id}`, { status: 'implement' });
const statusOf = async ({ id }: Made): Promise<string> =>
  (await agent.get(`/tickets/${id}`)).json().status;

describe('a freeze', () => {
  it('lets nothing begin while it holds, with its name, its reason and its end', async () => {
    const made = await change();
    const { id } = await freeze();
    const refused = await begin(made);
    expect(refused.statusCode).toBe(409);
    expect(refused.json()).toMatchObject({
      type: '/problems/frozen',
      retryable: true,
      errors: [{ pointer: '/status' }],
      freezes: [{ id, name: 'Year end', reason: 'The books are closed.', from: at(-1), to: at(1) }],
    });
    expect(await statusOf(made)).toBe('authorize');
    test.standAt(NOON + HOUR);
    expect((await begin(made)).statusCode).toBe(200);
  });

  it('is not passed in bulk, nor by saying that what was never begun is done', async () => {
    const [one, other] = [await change(), await change()];
    await agent.patch(`/tickets/${other.id}`, { status: 'on_hold' });
    await freeze();
    const bulk = await agent.post('/tickets/bulk', {
      ids: [one.number, other.id],
      change: { status: 'implement' },
    });
    expect(bulk.json().items).toMatchObject([
      { status: 409, problem: { type: '/problems/frozen' } },
      { status: 409, problem: { type: '/problems/frozen' } },
    ]);
    expect((await agent.patch(`/tickets/${other.id}`, { status: 'review' })).json()).toMatchObject({
      type: '/problems/frozen',
    });
    expect([await statusOf(one), await statusOf(other)]).toEqual(['authorize', 'on_hold']);
  });

  it('does not undo what was begun before: that may be finished, and not begun anew', async () => {
    const made = await change();
    await begin(made);
    const { changes } = await freeze({ from: at(0) });
    expect(changes).toEqual([]);
    await agent.patch(`/tickets/${made.id}`, { status: 'on_hold' });
    expect((await begin(made)).statusCode).toBe(409);
    expect((await agent.patch(`/tickets/${made.id}`, { status: 'review' })).statusCode).toBe(200);
    expect((await agent.get(`/changes/${made.id}`)).json()).toMatchObject({
      actualFrom: at(0),
      actualTo: at(0),
    });
  });

  it('holds what is planned into it, also before it begins', async () => {
    const [into, beside] = [
      await change({ plannedFrom: at(-2), plannedTo: at(3) }),
      await change({ plannedFrom: at(-2), plannedTo: at(2) }),
    ];
    await freeze({ from: at(2), to: at(4) });
    expect((await begin(into)).json()).toMatchObject({ type: '/problems/frozen' });
    expect((await begin(beside)).statusCode).toBe(200);
  });

  it('holds only what it is for: items with what they depend on, or kinds', async () => {
    const [db, mail, standard] = [
      await change({}, ['db']),
      await change({}, ['mail']),
      await change({ kind: 'standard' }),
    ];
    await freeze({ scope: { kind: 'items', items: ['shop'] } });
    expect((await begin(db)).json()).toMatchObject({ type: '/problems/frozen' });
    expect((await begin(mail)).statusCode).toBe(200);
    await freeze({ scope: { kind: 'kinds', kinds: ['standard'] } });
    expect((await begin(standard)).json()).toMatchObject({ type: '/problems/frozen' });
    expect((await begin(await change())).statusCode).toBe(200);
    const wrong = { name: 'X', reason: 'Y', from: at(0), to: at(1) };
    for (const [scope, pointer] of [
      [{ kind: 'items', items: ['nothing'] }, '/scope/items/0'],
      [{ kind: 'kinds', kinds: ['urgent'] }, '/scope'],
    ] as const)
      expect((await manager.post('/freezes', { ...wrong, scope })).json()).toMatchObject({
        status: 400,
        errors: expect.arrayContaining([expect.objectContaining({ pointer })]),
      });
    expect((await agent.post('/freezes', wrong)).statusCode).toBe(403);
  });

  it('is told to those it catches and lets go, and says whom before it is saved', async () => {
    const made = await change({ plannedFrom: at(5), plannedTo: at(6) });
    const draft = { from: at(5), to: at(9), scope: { kind: 'all' } };
    expect((await manager.post('/freezes/preview', draft)).json().changes).toMatchObject([
      { change: { number: made.number }, underWay: false },
    ]);
    const saved = await freeze(draft);
    expect(saved.changes).toMatchObject([{ change: { number: made.number } }]);
    await manager.patch(`/freezes/${saved.id}`, { from: at(6) });
    await manager.patch(`/freezes/${saved.id}`, { to: at(7), from: at(4) });
    await manager.delete(`/freezes/${saved.id}`);
    const events = (await agent.get(`/tickets/${made.id}/events?limit=200`)).json().items;
    expect(
      events.flatMap(({ type, data }: { type: string; data: { conflicts?: unknown } }) =>
        data.conflicts ? [[type, data.conflicts]] : [],
      ),
    ).toEqual(
      ['Found', 'Gone', 'Found', 'Gone'].map((what) => [
        `change.conflicts${what}`,
        [{ kind: 'freeze', with: 'Year end' }],
      ]),
    );
  });
});

describe('a run that would begin a change in a freeze', () => {
  const process = {
    key: 'go',
    name: 'Go',
    elements: [
      { id: 'start', type: 'startEvent', trigger: { type: 'manual' } },
      {
        id: 'begin',
        type: 'serviceTask',
        name: 'Begin',
        action: { type: 'updateTicket', set: { status: 'implement' } },
      },
      { id: 'end', type: 'endEvent' },
    ],
    flows: [
      { id: 'f1', from: 'start', to: 'begin' },
      { id: 'f2', from: 'begin', to: 'end' },
    ],
  } as const;

  it('stops there where everybody sees it, and goes on when it is tried again after the freeze', async () => {
    const world = createWorld(test);
    await world.publish(admin, process as unknown as Definition);
    const made = await change();
    await freeze();
    const { id: runId } = await world.start(admin, 'go', made.id);
    await world.drive(runId);
    const run = async () => (await admin.get(`/runs/${runId}`)).json();
    expect(await run()).toMatchObject({
      state: 'faulted',
      failure: { code: 'frozen', message: expect.stringContaining('Year end') },
    });
    expect(await statusOf(made)).toBe('authorize');
    test.standAt(NOON + HOUR);
    await admin.post(`/runs/${runId}/retry`, { reason: 'The freeze is over.' });
    await world.drive(runId);
    expect([(await run()).state, await statusOf(made)]).toEqual(['completed', 'implement']);
  });
});

describe('an override', () => {
  it('lets this change through this freeze, by name and with a reason that stays', async () => {
    const [through, held] = [await change(), await change()];
    const first = await freeze();
    const ask = { reason: 'The patch cannot wait.' };
    expect((await agent.post(`/changes/${through.id}/freeze-override`, ask)).statusCode).toBe(403);
    const answer = await manager.post(`/changes/${through.id}/freeze-override`, ask);
    expect(answer.statusCode, answer.body).toBe(201);
    const overrides = [
      { freeze: { id: first.id, name: 'Year end' }, ...ask, by: { name: 'Mia' }, at: at(0) },
    ];
    expect(answer.json()).toMatchObject({ overrides });
    expect((await agent.get(`/changes/${through.id}/gate`)).json()).toMatchObject({ overrides });
    const again = await manager.post(`/changes/${through.id}/freeze-override`, ask);
    expect(again.json()).toMatchObject({ type: '/problems/already_exists' });
    await freeze({ name: 'Another' });
    expect((await begin(through)).json()).toMatchObject({ freezes: [{ name: 'Another' }] });
    await manager.post(`/changes/${through.id}/freeze-override`, ask);
    expect((await begin(through)).statusCode).toBe(200);
    expect((await begin(held)).json().freezes).toHaveLength(2);
    const events = (await agent.get(`/tickets/${through.id}/events?limit=200`)).json().items;
    expect(events).toContainEqual(
      expect.objectContaining({
        type: 'change.freezeOverridden',
        actor: expect.objectContaining({ name: 'Mia' }),
        data: expect.objectContaining({ freeze: first.id, name: 'Year end', ...ask }),
      }),
    );
  });

  it('is not given where no freeze holds', async () => {
    const made = await change();
    const answer = await manager.post(`/changes/${made.id}/freeze-override`, { reason: 'Why?' });
    expect(answer.json()).toMatchObject({ status: 400, errors: [{ pointer: '/freeze' }] });
  });
});

describe('a freeze that is saved while changes are begun', () => {
  it('either holds each of them back or says that it is under way, whichever comes first', async () => {
    const plan = { plannedFrom: at(0), plannedTo: at(2) };
    const seen = new Set<number>();
    /** Begins after so many trips to the database. */
    const late = async <T>(trips: number, act: () => PromiseLike<T>): Promise<T> => {
      for (let trip = 0; trip < trips; trip += 1) await manager.get('/freezes?limit=1');
      return act();
    };
    for (let round = 0; round < ROUNDS; round += 1) {
      const [one, other, third] = [await change(plan), await change(plan), await change()];
      const begun = { status: 'implement' };
      const draft = { name: 'Now', reason: 'Now', scope: { kind: 'all' }, from: at(-1), to: at(9) };
      const save = () => manager.post('/freezes', draft);
      // Once before all, once after all; else in their midst.
      const before = round === 0 ? await save() : null;
      const isLast = round === ROUNDS - 1;
      const [amid, ...others] = await Promise.all([
        before === null && !isLast ? late(round * 2, save) : null,
        late(2 + (round % 2), () =>
          agent.post('/tickets/bulk', { ids: [other.id, one.id], change: begun }),
        ),
        late(2 + (round % 3), () => begin(one)),
        late(1 + (round % 3), () => begin(other)),
        late(2 + (round % 2), () => begin(third)),
        late(1 + (round % 4), () => agent.patch(`/changes/${one.id}`, { plannedTo: at(3) })),
        late(round * 2, () => agent.patch(`/changes/${third.id}`, plan)),
      ]);
      const saved = before ?? amid ?? (await save());
      expect(saved.statusCode, saved.body).toBe(201);
      // Nobody waits for another in a circle.
      for (const answer of others) expect([200, 409]).toContain(answer.statusCode);
      const { id, changes } = saved.json();
      const underWay = new Set(
        changes
          .filter((each: { underWay: boolean }) => each.underWay)
          .map((each: { change: Made }) => each.change.id),
      );
      for (const made of [one, other])
        expect(await statusOf(made)).toBe(underWay.has(made.id) ? 'implement' : 'authorize');
      seen.add([one, other].filter(({ id: each }) => underWay.has(each)).length);
      await manager.delete(`/freezes/${id}`);
      await agent.post('/tickets/bulk', {
        ids: [one.id, other.id],
        change: { status: 'cancelled' },
      });
    }
    // Both have happened, or this has shown nothing.
    expect([seen.has(0), seen.has(2)]).toEqual([true, true]);
  }, 60_000);
});

const ROUNDS = 6;
