/** Clocks of what a ticket's processes ask people for. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clockDue } from '#domain/clocks/due.ts';
import { claimTask } from '#domain/tasks/claim-task.ts';
import { type Client, createTestApp, type TestApp } from '../../support/app.ts';
import { chain, createWorld, type World } from '../processes/world.ts';

let test: TestApp;
let world: World;
let admin: Client;
let ravi: Client;
beforeAll(async () => {
  test = await createTestApp();
  world = createWorld(test);
  admin = await test.signInAs('admin');
  ravi = await test.signInAs('requester');
});
afterAll(() => test.close());

const ask = (id: string) => ({ id, type: 'userTask', name: id, task: {} }) as const;

it('of a task that was done before anybody promised anything about tasks, there is none', async () => {
  await world.publish(admin, chain('two-tasks', ask('first'), ask('second')));
  const { ticket } = await world.openTicket(ravi);
  const { id: run } = await world.start(admin, 'two-tasks', ticket.id);
  await world.drive(run);
  const taskCalled = async (name: string) =>
    (
      await world.rows<{ id: string }>('select id from task where run_id = ? and name = ?', [
        run,
        name,
      ])
    )[0]?.id ?? '';
  await admin.post(`/tasks/${await taskCalled('first')}/complete`, {});
  await world.drive(run);
  test.advance(48 * 3_600_000);
  await admin.post('/sla/policies', {
    key: 'tasks',
    name: 'Tasks',
    kind: 'ola',
    measures: 'task',
    ticketTypes: [ticket.type],
    calendar: { always: true },
    targets: [{ id: 'all', within: { hours: 1 } }],
    thresholds: [],
  });
  await test.work((work) => clockDue(work, ticket.id));
  const clocks = await world.rows<{ subject: string }>(
    "select subject_id as subject from clock where ticket_id = ? and measures = 'task'",
    [ticket.id],
  );
  expect(clocks).toEqual([{ subject: await taskCalled('second') }]);
});

describe('a clock of a task', () => {
  const HOUR = 3_600_000;
  const due = (ticketId: string) => test.work((work) => clockDue(work, ticketId));
  const clockOf = async (ticketId: string, policy: string) => {
    const [clock] = await world.rows<{ state: string; next_at: unknown; seconds: string[] }>(
      `select c.state, c.next_at, array(select extract(epoch from s.to_at - s.from_at)::int from clock_segment s
         where s.clock_id = c.id and s.revision = c.revision order by s.ord) as seconds
       from clock c where c.ticket_id = ? and c.policy_key = ?`,
      [ticketId, policy],
    );
    return clock;
  };
  /** A task of a process of its own, which nobody has, and a promise about it in force. */
  async function promised(key: string, hours: number, more: object) {
    const assignment = { queue: 'service-desk' };
    await world.publish(admin, chain(key, { ...ask(key), task: { assignment } }));
    const answer = await admin.post('/sla/policies', {
      key,
      name: key,
      kind: 'ola',
      measures: 'task',
      ticketTypes: ['task'],
      when: { fact: 'task.process', operator: 'equal', value: key },
      beside: true,
      calendar: { always: true },
      thresholds: [],
      targets: [{ id: 'all', within: { hours } }],
      ...more,
    });
    if (answer.statusCode !== 201) throw new Error(answer.body);
    const { ticket } = await world.openTicket(ravi);
    const { id: run } = await world.start(admin, key, ticket.id);
    await world.drive(run);
    await due(ticket.id);
    const [task] = await world.rows<{ id: string }>('select id from task where run_id = ?', [run]);
    return { ticket, run, task: task?.id ?? '' };
  }
  const UNTIL_CLAIMED = {
    stop: {
      any: [
        { fact: 'task.assignee', operator: 'isNotEmpty' },
        { fact: 'task.state', operator: 'notEqual', value: 'open' },
      ],
    },
  };

  it('counts until somebody has taken it, and asks to be looked at then', async () => {
    const { ticket, task } = await promised('until-claimed', 4, UNTIL_CLAIMED);
    const wakes = () =>
      world.rows("select from outbox where kind = 'clock' and target = ?", [ticket.id]);
    test.advance(5 * HOUR);
    await due(ticket.id);
    expect(await clockOf(ticket.id, 'until-claimed')).toMatchObject({
      state: 'breached',
      seconds: [null],
    });
    const before = (await wakes()).length;
    await world.as(admin, (work, principal) => claimTask(work, principal, task));
    expect(await wakes()).toHaveLength(before + 1);
    await due(ticket.id);
    const { state, seconds } = (await clockOf(ticket.id, 'until-claimed')) ?? {};
    expect(state).toBe('breached');
    expect(Number(seconds?.[0])).toBeGreaterThanOrEqual(5 * 3_600);
  });

  it('counts until it is done, where nobody has taken it before', async () => {
    const { ticket, run, task } = await promised('until-done', 4, UNTIL_CLAIMED);
    test.advance(5 * HOUR);
    await admin.post(`/tasks/${task}/complete`, {});
    await world.drive(run);
    await due(ticket.id);
    const { state, seconds } = (await clockOf(ticket.id, 'until-done')) ?? {};
    expect(state).toBe('breached');
    expect(Number(seconds?.[0])).toBeGreaterThanOrEqual(5 * 3_600);
  });

  it('ends with its ticket, whose workflow is not woken for it again', async () => {
    const { ticket, run } = await promised('ended', 1, {});
    const woken = () =>
      world.rows(
        "select from wakes_open('clock', '00000000-0000-0000-0000-000000000000', 10000) where id = ?",
        [ticket.id],
      );
    expect(await woken()).toHaveLength(1);
    test.advance(HOUR / 2);
    expect((await admin.delete(`/tickets/${ticket.id}`)).statusCode).toBe(204);
    test.advance(HOUR);
    expect(await due(ticket.id)).toBeNull();
    expect(await woken()).toEqual([]);
    expect(await clockOf(ticket.id, 'ended')).toMatchObject({ state: 'cancelled', next_at: null });
    // Its run, which the deletion ends, calls the task off: nobody has done it.
    await world.drive(run);
    await due(ticket.id);
    expect(await clockOf(ticket.id, 'ended')).toMatchObject({ state: 'cancelled' });
    expect(
      await world.rows("select from event where ticket_id = ? and type = 'clock.breached'", [
        ticket.id,
      ]),
    ).toEqual([]);
  });
});
