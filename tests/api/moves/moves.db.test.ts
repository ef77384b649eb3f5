/** Moving running work over HTTP: looked at first, then done at a pace, followed, and taken back. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { moveOne } from '#domain/moves/move-one.ts';
import type { Element } from '#engine/definition.ts';
import { chain, createWorld, type World } from '../../domain/processes/world.ts';
import { type Client, createTestApp, type TestApp } from '../../support/app.ts';

let test: TestApp;
let world: World;
let admin: Client;
let operator: Client;
beforeAll(async () => {
  test = await createTestApp();
  world = createWorld(test);
  admin = await test.signInAs('admin', { email: 'admin@example.test' });
  operator = await test.signInAs('operator');
});
afterAll(() => test.close());

const task = (id: string): Element => ({ id, type: 'userTask', name: id, task: {} });

describe('a move', () => {
  it('is previewed, done, followed and taken back', async () => {
    const key = 'laptops';
    await world.publish(admin, chain(key, task('one')));
    const { id: run } = await world.start(admin, key);
    await world.drive(run);
    await world.publish(admin, chain(key, task('one'), task('two')));

    const preview = await operator.post(`/processes/${key}/moves/preview`, { to: 2 });
    expect(preview.json()).toMatchObject({
      total: 1,
      moving: 1,
      held: 0,
      items: [{ run, from: 1, moves: true, landings: [{ from: 'one', to: 'one' }] }],
    });

    const made = await operator.post(`/processes/${key}/moves`, { to: 2, reason: 'Second pair' });
    expect(made.statusCode, made.body).toBe(201);
    const { id } = made.json();
    expect(made.json()).toMatchObject({ state: 'running', counts: { planned: 1 } });
    const due = await world.rows<{ target: string }>(
      `select target from outbox where kind = 'move'`,
    );
    for (const { target } of due)
      await moveOne(test.store, { tenantId: test.tenant.id, id: target });
    expect((await operator.get(`/moves/${id}`)).json()).toMatchObject({
      state: 'done',
      counts: { moved: 1 },
    });
    expect((await operator.get(`/moves/${id}/runs`)).json().items).toMatchObject([
      { run, state: 'moved', from: 1 },
    ]);
    expect((await operator.get(`/processes/${key}/moves`)).json().items).toMatchObject([
      { id, to: 2, reason: 'Second pair', counts: { moved: 1 } },
    ]);
    expect((await operator.get('/processes/none/moves')).statusCode).toBe(404);
    expect((await operator.get(`/runs/${run}`)).json().version).toBe(2);
    expect((await operator.post(`/moves/${id}/stop`)).statusCode).toBe(409);
    expect((await operator.post(`/moves/${id}/undo`)).json()).toEqual({ undone: 1, kept: 0 });
    expect((await operator.get(`/runs/${run}`)).json().version).toBe(1);
  });

  it('is refused with the field and the way out', async () => {
    const key = 'printers';
    await world.publish(admin, chain(key, task('one')));
    const wrong = [
      [{ to: 9, reason: 'x' }, '/to'],
      [{ to: 1, reason: 'x', mapping: { one: 'nowhere' } }, '/mapping/one'],
      [{ to: 1, reason: 'x' }, '/to'],
    ] as const;
    for (const [body, pointer] of wrong) {
      const answer = await operator.post(`/processes/${key}/moves`, body);
      expect([answer.statusCode, answer.json().errors?.[0]?.pointer]).toEqual([400, pointer]);
    }
    await world.publish(admin, chain(key, task('one'), task('check')));
    for (const path of ['moves', 'moves/preview']) {
      const mapping = { on: 'check' };
      const answer = await operator.post(`/processes/${key}/${path}`, {
        to: 2,
        mapping,
        ...(path === 'moves' ? { reason: 'x' } : {}),
      });
      expect(answer.json().errors).toEqual([
        {
          pointer: '/mapping/on',
          detail: 'No other version has an element “on”. Did you mean “one”?',
        },
      ]);
    }
    expect((await operator.post('/processes/none/moves', { to: 1, reason: 'x' })).statusCode).toBe(
      404,
    );
  });
});
