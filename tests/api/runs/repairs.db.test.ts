/** Repair over HTTP: skip, move, correct, cancel with undoing; and messages from outside. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deliverMessage } from '#domain/correlation/deliver-message.ts';
import type { Element } from '#engine/definition.ts';
import { drive } from '../../domain/processes/driver.ts';
import { chain, createWorld } from '../../domain/processes/world.ts';
import { type Client, createTestApp, type TestApp } from '../../support/app.ts';
import { border } from '../../support/nested.ts';
import { process, wait } from '../../support/process.ts';

let test: TestApp;
let admin: Client;
let operator: Client;
let agent: Client;
beforeAll(async () => {
  test = await createTestApp();
  admin = await test.signInAs('admin', { email: 'admin@example.test' });
  operator = await test.signInAs('operator');
  agent = await test.signInAs('agent');
});
afterAll(() => test.close());

const task = (id: string): Element => ({ id, type: 'userTask', name: id, task: {} });
const stray: Element = {
  id: 'route',
  type: 'serviceTask',
  name: 'Route',
  action: { type: 'assign', queue: 'q-{{variables.place}}' },
};

async function running(key: string, ...middle: Element[]) {
  const world = createWorld(test);
  await world.publish(admin, chain(key, ...middle));
  const ticket = (await admin.post('/tickets', { type: 'service_request', title: key })).json();
  const { id } = (await admin.post(`/processes/${key}/runs`, { ticketId: ticket.number })).json();
  const go = () => drive(test.store, { tenantId: test.tenant.id, runId: id });
  await go();
  return { id, go, world, ticket };
}

const tokenAt = async (id: string, element: string): Promise<string> =>
  (await operator.get(`/runs/${id}/diagram`))
    .json()
    .tokens.find((one: { element: string }) => one.element === element)?.token;
const repair = (id: string, body: object, client = operator) =>
  client.post(`/runs/${id}/repairs`, body);

describe('a repair', () => {
  it('skips an open task, which is closed with it', async () => {
    const { id, go, world } = await running('skipping', task('one'), task('two'));
    const token = await tokenAt(id, 'one');
    const answer = await repair(id, { kind: 'skip', token, reason: 'Not needed here' });
    expect(answer.statusCode).toBe(200);
    await go();
    expect(
      await world.rows('select element, state from task where run_id = ? order by opened_at, id', [
        id,
      ]),
    ).toEqual([
      { element: 'one', state: 'cancelled' },
      { element: 'two', state: 'open' },
    ]);
    const told = await world.rows<{ data: { how: string; reason: string } }>(
      `select data from event where type = 'run.repaired' and subject_id = ?`,
      [id],
    );
    expect(told[0]?.data).toMatchObject({ how: 'skipped', reason: 'Not needed here' });
  });

  it('shows as called off what it made needless, and as nothing a reminder that never came', async () => {
    const world = createWorld(test);
    await world.publish(admin, {
      ...process('start > r > moved > pack > end; r > day > pack; late > remind > end', {
        r: { type: 'eventBasedGateway' },
        moved: { type: 'intermediateCatchEvent', message: { name: 'moved' } },
        day: wait({ after: { days: 1 } }),
        late: border('pack', { timer: { after: { days: 1 } }, interrupting: false }),
      }),
      key: 'racing',
    });
    const ticket = (
      await admin.post('/tickets', { type: 'service_request', title: 'Move' })
    ).json();
    const { id } = (await admin.post('/processes/racing/runs', { ticketId: ticket.number })).json();
    const go = () => drive(test.store, { tenantId: test.tenant.id, runId: id });
    await go();
    await repair(id, { kind: 'skip', token: await tokenAt(id, 'day'), reason: 'It has moved' });
    await go();
    await repair(id, { kind: 'skip', token: await tokenAt(id, 'pack'), reason: 'Packed' });
    await go();
    const { elements, steps } = (await operator.get(`/tickets/${ticket.id}/progress`)).json();
    expect(elements).toMatchObject({
      moved: { state: 'calledOff' },
      day: { state: 'done' },
      pack: { state: 'done' },
      late: { state: 'calledOff' },
    });
    expect(
      steps.map(({ element, state }: { element: string; state: string }) => `${state} ${element}`),
    ).toEqual(['done start', 'calledOff moved', 'done day', 'done pack', 'done end']);
  });

  it('moves a token to another element', async () => {
    const { id, go, world } = await running('moving', task('first'), task('second'), task('third'));
    const token = await tokenAt(id, 'first');
    await repair(id, { kind: 'move', token, to: 'third', reason: 'Wrong way' });
    await go();
    expect(
      await world.rows(`select element from task where run_id = ? and state = 'open'`, [id]),
    ).toEqual([{ element: 'third' }]);
  });

  it('corrects what made an element fail, and tries it again', async () => {
    const { id, go } = await running('correcting', stray);
    expect((await operator.get(`/runs/${id}`)).json().state).toBe('faulted');
    await repair(id, { kind: 'correct', variables: { place: 'x' }, reason: 'Was missing' });
    await go();
    expect((await operator.get(`/runs/${id}`)).json().variables).toEqual({ place: 'x' });
    await operator.post(`/runs/${id}/retry`, { reason: 'Now it is there' });
    await go();
    expect((await operator.get(`/runs/${id}`)).json().failure.message).toContain('q-x');
  });

  it('is refused with the field and the way out', async () => {
    const { id } = await running('refusing', task('only'));
    const token = await tokenAt(id, 'only');
    const wrong = [
      [{ kind: 'skip', token: 't99', reason: 'x' }, '/token'],
      [{ kind: 'skip', token, outcome: 'unknown', reason: 'x' }, '/outcome'],
      [{ kind: 'move', token, to: 'nowhere', reason: 'x' }, '/to'],
      [{ kind: 'move', token, to: 'start', reason: 'x' }, '/to'],
      [{ kind: 'correct', variables: {}, reason: 'x' }, '/variables'],
      [{ kind: 'correct', variables: { 'no name': 1 }, reason: 'x' }, '/variables/no name'],
    ] as const;
    for (const [body, pointer] of wrong) {
      const answer = await repair(id, body);
      expect(answer.statusCode, JSON.stringify(body)).toBe(400);
      expect(answer.json().errors[0].pointer).toBe(pointer);
    }
    const missing = async (body: object) => (await repair(id, body)).json().errors;
    expect(await missing({ kind: 'skip', token })).toEqual([
      { pointer: '/reason', detail: 'is required.' },
    ]);
    expect(await missing({ kind: 'jump', reason: 'x' })).toEqual([
      { pointer: '/kind', detail: 'must be one of "skip", "move", "correct".' },
    ]);
    const many = await operator.post('/runs/bulk', {
      ids: [id],
      reason: 'x',
      act: { kind: 'move' },
    });
    expect(many.json().errors).toEqual([
      { pointer: '/act/element', detail: 'is required.' },
      { pointer: '/act/to', detail: 'is required.' },
    ]);
    expect((await repair(id, { kind: 'skip', token, reason: 'x' }, agent)).statusCode).toBe(403);
  });
});

describe('a run that is cancelled with undoing', () => {
  it('undoes what it has done before it ends', async () => {
    const world = createWorld(test);
    const drawn = chain('undoing', { ...task('do'), undo: 'undo' } as Element, task('rest'));
    await world.publish(admin, {
      ...drawn,
      elements: [...drawn.elements, { ...task('undo'), forCompensation: true } as Element],
    });
    const { id } = (await admin.post('/processes/undoing/runs', {})).json();
    const go = () => drive(test.store, { tenantId: test.tenant.id, runId: id });
    const complete = async () => {
      const [open] = await world.rows<{ id: string }>(
        `select id from task where run_id = ? and state = 'open'`,
        [id],
      );
      expect((await admin.post(`/tasks/${open?.id}/complete`, {})).statusCode).toBe(200);
      await go();
    };
    await go();
    await complete();
    await operator.post(`/runs/${id}/cancel`, { reason: 'Enough', undo: true });
    await go();
    expect((await operator.get(`/runs/${id}`)).json().state).toBe('waiting');
    await complete();
    expect((await operator.get(`/runs/${id}`)).json()).toMatchObject({ state: 'cancelled' });
  });
});

describe('a message from outside', () => {
  it('is accepted, brought to the run that waits, and asked for only once under one key', async () => {
    const { id, go } = await running('hearing', {
      id: 'wait',
      type: 'intermediateCatchEvent',
      name: 'Wait',
      message: { name: 'delivered', key: 'ticket.number', into: 'parcel' },
    });
    const { number } = (await operator.get(`/runs/${id}`)).json().ticket;
    const message = { name: 'delivered', key: number, value: { weight: 2 } };
    const key = { 'idempotency-key': 'parcel-1' };
    const sent = await operator.post('/messages', message, key);
    expect(sent.statusCode).toBe(202);
    expect((await operator.post('/messages', message, key)).json()).toEqual(sent.json());
    await deliverMessage(test.store, { tenantId: test.tenant.id, id: sent.json().id });
    await go();
    expect((await operator.get(`/runs/${id}`)).json()).toMatchObject({
      state: 'completed',
      variables: { parcel: { weight: 2 } },
    });
    expect((await agent.post('/messages', message)).statusCode).toBe(403);
    expect((await operator.post('/signals', { name: 'bad name' })).statusCode).toBe(400);
  });
});

describe('the history of a run', () => {
  it('tells of its repairs, to whoever operates it and also where there is no ticket', async () => {
    const { id, go, ticket } = await running('told', task('one'), task('two'));
    const token = await tokenAt(id, 'one');
    await repair(id, { kind: 'skip', token, reason: 'Not needed here' });
    await go();
    const types = (answer: { json(): { items: { type: string }[] } }) =>
      answer.json().items.map(({ type }) => type);
    const told = await operator.get(`/runs/${id}/events?limit=50`);
    expect(types(told)).toEqual(
      expect.arrayContaining(['run.started', 'run.repairRequested', 'run.repaired']),
    );
    expect(
      told.json().items.find(({ type }: { type: string }) => type === 'run.repaired'),
    ).toMatchObject({
      data: { how: 'skipped', reason: 'Not needed here' },
    });
    const mine = await test.signInAs('process-owner');
    expect(types(await mine.get(`/tickets/${ticket.number}/events?limit=50`))).toContain(
      'run.repaired',
    );
    expect((await agent.get(`/runs/${id}/events`)).statusCode).not.toBe(500);
  });
});

describe('who may see all runs but operate only some', () => {
  let narrow: Client;
  beforeAll(async () => {
    await admin.post('/roles', {
      key: 'own-operator',
      name: 'Operates their own',
      permissions: [
        { permission: 'run.read', scope: 'all' },
        { permission: 'run.operate', scope: 'own' },
        { permission: 'ticket.read', scope: 'all' },
        { permission: 'process.read', scope: 'all' },
      ],
    });
    narrow = await test.signInAs('own-operator');
  });

  it('is refused the others, one by one and in bulk', async () => {
    const { id } = await running('not-theirs', task('theirs'));
    expect((await narrow.get(`/runs/${id}`)).json()).toMatchObject({ id, allowed: [] });
    const cancelled = await narrow.post(`/runs/${id}/cancel`, { reason: 'I may not' });
    expect(cancelled.statusCode).toBe(403);
    expect(
      (await repair(id, { kind: 'correct', variables: { a: 1 }, reason: 'No' }, narrow)).statusCode,
    ).toBe(403);
    const answer = await narrow.post('/runs/bulk', {
      ids: [id],
      reason: 'I may not',
      act: { kind: 'cancel' },
    });
    expect(answer.json().items).toMatchObject([{ id, status: 403 }]);
    expect((await operator.get(`/runs/${id}`)).json()).toMatchObject({ state: 'waiting' });
  });

  it('starts a process on their own tickets, on no others and on none', async () => {
    const world = createWorld(test);
    await world.publish(admin, chain('on-own', task('do')));
    const theirs = await world.openTicket(admin);
    const own = await world.openTicket(narrow);
    const starting = async (ticketId?: string) =>
      (await narrow.post('/processes/on-own/runs', { ticketId })).statusCode;
    expect(await starting(theirs.ticket.id)).toBe(403);
    expect(await starting()).toBe(403);
    expect(await starting(own.ticket.id)).toBe(201);
    const allowed = async (client: Client) =>
      (await client.get('/processes/on-own')).json().allowed;
    expect(await allowed(narrow)).not.toContain('start');
    expect(await allowed(operator)).toContain('start');
  });
});

describe('many runs at once', () => {
  it('are found by where they stand and why, and each has its own answer', async () => {
    const one = await running('many', stray);
    const other = await running('many-too', stray);
    const fine = await running('fine', task('open'));
    const found = await operator.get('/runs?state=faulted&element=route&code=invalid_input');
    const ids = found.json().items.map(({ id }: { id: string }) => id);
    expect(ids).toEqual(expect.arrayContaining([one.id, other.id]));
    expect(ids).not.toContain(fine.id);
    expect((await operator.get('/runs?element=open&version=1')).json().items).toMatchObject([
      { id: fine.id },
    ]);
    const missing = '01890a5d-ac96-774b-bcce-b302099a8057';
    const answer = await operator.post('/runs/bulk', {
      ids: [one.id, missing, fine.id, other.id],
      reason: 'The queue is gone',
      act: { kind: 'skip', element: 'route' },
    });
    expect(answer.json().items.map(({ status }: { status: number }) => status)).toEqual([
      200, 404, 409, 200,
    ]);
    await one.go();
    await other.go();
    expect((await operator.get(`/runs/${one.id}`)).json().state).toBe('completed');
    expect((await operator.get(`/runs/${other.id}`)).json().state).toBe('completed');
  });

  it('are skipped or moved at what is done for each item of a list, as a whole and once', async () => {
    const each = { ...task('each'), loop: { each: '[1, 2]' } } as Element;
    const { id, go, world } = await running('looped', each, task('rest'));
    const other = await running('looped-too', each, task('rest'));
    const act = (run: string, body: object) =>
      operator.post('/runs/bulk', { ids: [run], reason: 'Not needed', act: body });
    const moved = await act(id, { kind: 'move', element: 'each', to: 'rest' });
    expect(moved.json().items).toMatchObject([{ id, status: 200 }]);
    const skipped = await act(other.id, { kind: 'skip', element: 'each' });
    expect(skipped.json().items).toMatchObject([{ id: other.id, status: 200 }]);
    await go();
    await other.go();
    for (const run of [id, other.id]) {
      expect(
        await world.rows(`select element from task where run_id = ? and state = 'open'`, [run]),
      ).toEqual([{ element: 'rest' }]);
      expect(
        await world.rows(
          `select 1 as one from event where type = 'run.repairRequested' and subject_id = ?`,
          [run],
        ),
      ).toHaveLength(1);
    }
  });
});
