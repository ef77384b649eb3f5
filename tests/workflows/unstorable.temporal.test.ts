/** A step that the database refuses for good fails where people see it; the run can be tried again, and ended. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Definition } from '#engine/definition.ts';
import { createWorld, eventually, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
  await world.owner.query(`
    create table poison (name text);
    grant select on poison to public;
    create function refuse() returns trigger language plpgsql as $$
    begin
      if exists (select from poison p where p.name = new.name) then
        raise exception 'It is no such text.' using errcode = '22P02';
      end if;
      return new;
    end $$;
    create trigger refuse before insert on subscription for each row execute function refuse();
  `);
  await world.worker();
});
afterAll(() => world.close());

const poison = (name: string) => world.owner.query('insert into poison values ($1)', [name]);
const antidote = (name: string) => world.owner.query('delete from poison where name = $1', [name]);

const hearing = (name: string, before: object): Definition =>
  ({
    key: 'hearing',
    name: 'Hearing',
    elements: [
      { id: 'start', type: 'startEvent', trigger: { type: 'manual' } },
      { id: 'first', name: 'First', ...before },
      { id: 'hear', type: 'intermediateCatchEvent', message: { name } },
      { id: 'end', type: 'endEvent' },
    ],
    flows: [
      { id: 'f1', from: 'start', to: 'first' },
      { id: 'f2', from: 'first', to: 'hear' },
      { id: 'f3', from: 'hear', to: 'end' },
    ],
  }) as Definition;

const faulted = (run: string) =>
  eventually('it has failed', async () => {
    const row = await world.runRow(run);
    return row.state === 'faulted' ? row : undefined;
  });
const now = () => new Date().toISOString();

it('fails the task that came to it, which goes on when it is tried again', async () => {
  await poison('paid');
  const run = await world.run(hearing('paid', { type: 'userTask', task: {} }));
  await world.complete('ann', await world.opened('task', run));
  const row = await faulted(run);
  expect(row.failure).toMatchObject({ code: 'unstorable', element: 'first' });
  expect(row.applied_message).toBe(row.last_message);
  await antidote('paid');
  const [token = ''] = Object.keys(row.engine_state.tokens);
  await world.send(run, { type: 'retried', at: now(), token });
  await world.complete('ann', await world.opened('task', run));
  await eventually('it listens', async () => {
    const { tokens } = (await world.runRow(run)).engine_state;
    return Object.values(tokens).some(({ wait }) => wait.kind === 'message') || undefined;
  });
});

it('fails at its beginning, and can be ended', async () => {
  await poison('asked');
  const run = await world.run(hearing('asked', { type: 'exclusiveGateway' }));
  expect((await faulted(run)).failure).toMatchObject({ code: 'unstorable', element: 'start' });
  await world.send(run, { type: 'cancelled', at: now(), reason: 'Enough' });
  expect((await world.ended(run)).state).toBe('cancelled');
});

it('takes in what came together with it', async () => {
  await poison('shipped');
  const drawn = hearing('shipped', { type: 'parallelGateway' });
  const run = await world.run({
    ...drawn,
    elements: [
      ...drawn.elements,
      { id: 'a', name: 'A', type: 'userTask', task: {} },
      { id: 'b', name: 'B', type: 'userTask', task: {} },
    ],
    flows: [
      { id: 'f1', from: 'start', to: 'first' },
      { id: 'f4', from: 'first', to: 'a' },
      { id: 'f5', from: 'first', to: 'b' },
      { id: 'f6', from: 'a', to: 'hear' },
      { id: 'f7', from: 'b', to: 'end' },
      { id: 'f3', from: 'hear', to: 'end' },
    ],
  } as Definition);
  const first = await world.opened('task', run);
  const tasks = [first, await world.opened('task', run, [first])];
  await Promise.all(tasks.map((task) => world.complete('ann', task)));
  expect((await faulted(run)).failure).toMatchObject({ code: 'unstorable', element: 'a' });
  await eventually('the other is over', async () => {
    const { tokens } = (await world.runRow(run)).engine_state;
    return Object.values(tokens).every(({ element }) => element === 'a') || undefined;
  });
  await world.send(run, { type: 'cancelled', at: now(), reason: 'Enough' });
  await world.ended(run);
});
