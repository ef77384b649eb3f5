/** User tasks: where they lie, who may do them, how they end, and that they end once. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changeTicket } from '#domain/desk/change-ticket.ts';
import { cancelOpenRun } from '#domain/processes/operate-run.ts';
import { claimTask } from '#domain/tasks/claim-task.ts';
import { completeTask } from '#domain/tasks/complete-task.ts';
import { listTasks } from '#domain/tasks/read.ts';
import type { Task } from '#engine/definition.ts';
import { type Client, createTestApp, type TestApp } from '../../support/app.ts';
import { chain, createWorld, type World } from '../processes/world.ts';

let test: TestApp;
let world: World;
let admin: Client;
let omar: Client;
let sato: Client;
let ravi: Client;
beforeAll(async () => {
  test = await createTestApp();
  world = createWorld(test);
  admin = await test.signInAs('admin', { email: 'admin@example.test' });
  omar = await test.signInAs('change-manager', {
    email: 'omar@example.test',
    groups: ['service-desk'],
  });
  sato = await test.signInAs('change-manager', { email: 'sato@example.test', groups: ['network'] });
  ravi = await test.signInAs('requester', {
    email: 'ravi@example.test',
    manager: 'sato@example.test',
  });
});
afterAll(() => test.close());

let made = 0;
async function opened(task: Task, ticketInput: Parameters<World['openTicket']>[1] = {}) {
  made += 1;
  const key = `task-${made}`;
  await world.publish(admin, chain(key, { id: 'do', type: 'userTask', name: 'Do it', task }));
  const { ticket } = await world.openTicket(ravi, { ...ticketInput });
  const { id: runId } = await world.start(admin, key, ticket.id);
  await world.drive(runId);
  const [row] = await world.rows<{ id: string }>('select id from task where run_id = ?', [runId]);
  const id = row?.id ?? '';
  return {
    id,
    runId,
    ticket,
    place: async () =>
      (
        await world.rows<{ assignee: string | null; queue: string | null; group: string | null }>(
          `select p.email as assignee, q.key as queue, g.key as "group" from task t left join person p on p.id = t.assignee_id
           left join queue q on q.id = t.queue_id left join people_group g on g.id = t.group_id where t.id = ?`,
          [id],
        )
      )[0],
    state: async () =>
      (await world.rows<{ state: string }>('select state from task where id = ?', [id]))[0]?.state,
    complete: (
      client: Client,
      completion: Parameters<typeof completeTask>[3] = {},
      version?: number,
    ) =>
      world.as(client, (work, principal) => completeTask(work, principal, id, completion, version)),
    claim: (client: Client) =>
      world.as(client, (work, principal) => claimTask(work, principal, id)),
    messages: () =>
      world.rows<{ event: unknown }>('select event from run_message where run_id = ?', [runId]),
  };
}

describe('what a task of several says', () => {
  it('names its own item, also when all is over', async () => {
    const key = 'told-apart';
    await world.publish(
      admin,
      chain(key, {
        id: 'ask',
        type: 'userTask',
        name: 'Ask them',
        task: { instructions: '{{variables.owner}}: may we restart? ({{variables.why}})' },
        loop: { each: '["Ana", "Bo"]', as: 'owner' },
      }),
    );
    const { ticket } = await world.openTicket(ravi, {});
    const run = await world.start(admin, key, ticket.id, { why: 'patches' });
    await world.drive(run.id);
    const said = async () => {
      const { items } = (await admin.get(`/tickets/${ticket.number}/tasks`)).json();
      return items.map(({ instructions }: { instructions: string }) => instructions).sort();
    };
    const both = ['Ana: may we restart? (patches)', 'Bo: may we restart? (patches)'];
    expect(await said()).toEqual(both);
    const { items } = (await admin.get(`/tickets/${ticket.number}/tasks`)).json();
    for (const { id } of items) await admin.post(`/tasks/${id}/complete`, {});
    await world.drive(run.id);
    expect(await said()).toEqual(both);
  });
});

describe('a task with a title', () => {
  const titled = async (title: string) => {
    const key = `titled-${title.length}`;
    await world.publish(
      admin,
      chain(key, {
        id: 'ask',
        type: 'userTask',
        name: 'Ask them',
        task: { title, step: 'of {{variables.owner}}' },
        loop: { each: '["Ana", "Bo"]', as: 'owner' },
      }),
    );
    const { ticket } = await world.openTicket(ravi, {});
    const run = await world.start(admin, key, ticket.id);
    await world.drive(run.id);
    return world.rows('select name, step, undoes from task where run_id = ? order by step', [
      run.id,
    ]);
  };

  it('is called what that comes to for its item, and names its step', async () => {
    expect(await titled('May we, {{variables.owner}}?')).toEqual([
      { name: 'May we, Ana?', step: 'of Ana', undoes: false },
      { name: 'May we, Bo?', step: 'of Bo', undoes: false },
    ]);
  });

  it('is called as its element where that comes to nothing, and cut where it is too long', async () => {
    expect(await titled('{{variables.nobody}}')).toMatchObject([{ name: 'Ask them' }, {}]);
    const long = Array.from({ length: 8 }, () => '{{ticket.id}}').join(' ');
    const [first] = (await titled(`Of ${long}`)) as { name: string }[];
    expect(first?.name).toMatch(/^Of [0-9a-f-]{36} /);
    expect(first?.name).toHaveLength(200);
  });
});

describe('where a task lies', () => {
  it('is with whom a placeholder names, and otherwise with whom is named for that', async () => {
    const assignment = {
      user: '{{ticket.custom.who}}',
      group: '{{ticket.custom.group}}',
      otherwise: { queue: 'network' },
    };
    const network = { assignee: null, queue: 'network', group: null };
    expect(await (await opened({ assignment })).place()).toEqual(network);
    const byGroup = { group: '{{ticket.queue}}', otherwise: { relation: 'requester' } } as const;
    const given = await opened({ assignment: byGroup }, { queue: 'network' });
    expect(await given.place()).toEqual({ assignee: null, queue: null, group: 'network' });
    const gone = await opened({ assignment: { ...byGroup, group: 'gone' } });
    expect(await gone.place()).toMatchObject({ assignee: 'ravi@example.test' });
  });

  it('is with a person, a queue, a group, or somebody related to the ticket', async () => {
    expect(await (await opened({ assignment: { user: 'Omar@example.test' } })).place()).toEqual({
      assignee: 'omar@example.test',
      queue: null,
      group: null,
    });
    expect(await (await opened({ assignment: { queue: 'network' } })).place()).toEqual({
      assignee: null,
      queue: 'network',
      group: null,
    });
    expect(await (await opened({ assignment: { group: 'cab' } })).place()).toEqual({
      assignee: null,
      queue: null,
      group: 'cab',
    });
    expect(await (await opened({ assignment: { relation: 'requesterManager' } })).place()).toEqual({
      assignee: 'sato@example.test',
      queue: null,
      group: null,
    });
    expect(await (await opened({ assignment: { user: '{{requester.email}}' } })).place()).toEqual({
      assignee: 'ravi@example.test',
      queue: null,
      group: null,
    });
  });

  it('is with the ticket’s own assignee and queue where nothing is said, or nobody found', async () => {
    const ticket = { queue: 'hardware', assignee: 'omar@example.test' };
    expect(await (await opened({}, ticket)).place()).toEqual({
      assignee: 'omar@example.test',
      queue: 'hardware',
      group: null,
    });
    expect(
      await (
        await opened({ assignment: { user: 'gone-{{ticket.number}}@example.test' } }, ticket)
      ).place(),
    ).toEqual({ assignee: 'omar@example.test', queue: 'hardware', group: null });
  });

  it('tells its assignee, in their language', async () => {
    const ara = await test.signInAs([], { email: 'ara@example.test' });
    await test.work((work) =>
      work.em.execute("update person set locale = 'ar' where id = ?", [ara.personId]),
    );
    const task = await opened({
      assignment: { user: 'ara@example.test' },
      instructions: 'Look at {{ticket.title}}',
      due: { businessHours: 4 },
    });
    const mails = await world.rows<{ subject: string; body: string }>(
      'select subject, body from mail where run_id = ?',
      [task.runId],
    );
    expect(mails).toHaveLength(1);
    expect(mails[0]?.subject).toContain('مهمة لك');
    expect(mails[0]?.body).toContain('Look at Something');
    expect(
      await world.rows('select due_at is not null as due from task where id = ?', [task.id]),
    ).toEqual([{ due: true }]);
  });
});

describe('who may do it', () => {
  it('is its assignee, the members of its group or queue, and those who may work on all', async () => {
    const task = await opened({ assignment: { queue: 'service-desk' } });
    await expect(task.complete(sato)).rejects.toMatchObject({ code: 'not_permitted' });
    await expect(task.complete(ravi)).rejects.toMatchObject({ code: 'not_permitted' });
    await task.complete(omar);
    await (await opened({ assignment: { user: 'ravi@example.test' } })).complete(ravi);
    await (await opened({ assignment: { group: 'network' } })).complete(sato);
    await (await opened({ assignment: { queue: 'service-desk' } })).complete(admin);
  });

  it('may take it for themselves, once', async () => {
    const task = await opened({ assignment: { queue: 'service-desk' } });
    await expect(task.claim(sato)).rejects.toMatchObject({ code: 'not_permitted' });
    await task.claim(omar);
    await task.claim(omar);
    expect(await task.place()).toMatchObject({
      assignee: 'omar@example.test',
      queue: 'service-desk',
    });
    await expect(task.claim(admin)).rejects.toMatchObject({ code: 'transition_not_allowed' });
    await task.complete(omar);
    await expect(task.claim(omar)).rejects.toMatchObject({ code: 'task_not_open' });
  });

  it('finds it in their list: mine and my groups’, and not what a colleague has taken', async () => {
    const free = await opened({ assignment: { queue: 'network' } });
    const taken = await opened({ assignment: { queue: 'network', user: 'omar@example.test' } });
    const ids = (client: Client, assignee: string) =>
      world.as(client, async (work, principal) =>
        (
          await listTasks(work, principal, {
            filter: { assignee, states: ['open'] },
            take: 100,
            after: null,
          })
        ).map(({ id }) => id),
      );
    expect(await ids(sato, 'mine')).toContain(free.id);
    expect(await ids(sato, 'mine')).not.toContain(taken.id);
    expect(await ids(sato, 'me')).not.toContain(free.id);
    expect(await ids(omar, 'me')).toContain(taken.id);
    expect(await ids(ravi, 'mine')).not.toContain(free.id);
  });
});

describe('how it ends', () => {
  const form = {
    type: 'object',
    required: ['serial'],
    additionalProperties: false,
    properties: { serial: { type: 'string', minLength: 3 }, count: { type: 'integer' } },
  };
  const outcomes = [
    { key: 'good', label: 'Good' },
    { key: 'bad', label: 'Bad' },
  ];

  it('is with one of its outcomes and values that fit its form', async () => {
    const task = await opened({ form, outcomes, assignment: { group: 'network' } });
    await expect(
      task.complete(sato, { outcome: 'ugly', values: { count: 'many', colour: 1 } }),
    ).rejects.toMatchObject({
      code: 'invalid_input',
      errors: expect.arrayContaining([
        expect.objectContaining({ pointer: '/outcome' }),
        expect.objectContaining({ pointer: '/values/serial' }),
        expect.objectContaining({ pointer: '/values/count' }),
        expect.objectContaining({ pointer: '/values/colour' }),
      ]),
    });
    await expect(task.complete(sato, { values: { serial: 'abc' } })).rejects.toMatchObject({
      errors: [{ pointer: '/outcome' }],
    });
    await expect(
      task.complete(sato, { outcome: 'good', values: { serial: 'abc' } }, 7),
    ).rejects.toMatchObject({ code: 'stale_version' });
    await task.complete(sato, { outcome: 'good', values: { serial: 'abc', count: 2 } });
    const { state } = await world.drive(task.runId);
    expect(state).toMatchObject({
      status: 'completed',
      variables: { serial: 'abc', count: 2 },
      steps: { do: { outcome: 'good' } },
    });
    expect(
      await world.rows('select outcome, values, completed_by from task where id = ?', [task.id]),
    ).toEqual([
      { outcome: 'good', values: { serial: 'abc', count: 2 }, completed_by: sato.personId },
    ]);
  });

  it('without a form takes no values', async () => {
    const task = await opened({ assignment: { group: 'network' } });
    await expect(task.complete(sato, { values: { cost: 0 } })).rejects.toMatchObject({
      errors: [{ pointer: '/values' }],
    });
    await task.complete(sato, { outcome: 'done' });
  });

  it('is by moving the ticket to a status it names', async () => {
    const task = await opened({ outcomes, completesOnStatus: { resolved: 'bad' } });
    await world.as(admin, (work) => changeTicket(work, task.ticket.id, { status: 'in_progress' }));
    expect(await task.state()).toBe('open');
    await world.as(admin, (work) => changeTicket(work, task.ticket.id, { status: 'resolved' }));
    expect(await task.state()).toBe('completed');
    expect((await world.drive(task.runId)).state.steps).toMatchObject({ do: { outcome: 'bad' } });
  });

  it('at once, where the ticket came to such a status before the engine came this far', async () => {
    await world.publish(
      admin,
      chain('late', {
        id: 'do',
        type: 'userTask',
        name: 'Do it',
        task: { outcomes, completesOnStatus: { resolved: 'good' } },
      }),
    );
    const { ticket } = await world.openTicket(ravi, { assignee: 'omar@example.test' });
    const { id: runId } = await world.start(admin, 'late', ticket.id);
    await world.as(admin, (work) => changeTicket(work, ticket.id, { status: 'resolved' }));
    await world.drive(runId);
    await world.drive(runId);
    expect(await world.rows('select state, outcome from task where run_id = ?', [runId])).toEqual([
      { state: 'completed', outcome: 'good' },
    ]);
    expect(await world.rows('select state from run where id = ?', [runId])).toEqual([
      { state: 'completed' },
    ]);
    expect(await world.rows('select 1 from mail where run_id = ?', [runId])).toEqual([]);
  });

  it('once, by many who complete it at once', async () => {
    const task = await opened({ assignment: { queue: 'service-desk' } });
    const results = await Promise.allSettled([
      task.complete(omar),
      task.complete(admin),
      task.complete(omar),
      task.complete(admin),
    ]);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const result of results)
      if (result.status === 'rejected')
        expect(result.reason).toMatchObject({ code: 'task_not_open' });
    expect(await task.messages()).toHaveLength(1);
  });

  it('by being done or by the run’s end, not by both', async () => {
    for (let turn = 0; turn < 6; turn += 1) {
      const task = await opened({ assignment: { queue: 'service-desk' } });
      await Promise.allSettled([
        task.complete(omar),
        world
          .as(admin, (work) => cancelOpenRun(work, task.runId, 'race'))
          .then(() => world.drive(task.runId)),
      ]);
      await world.drive(task.runId);
      const [run] = await world.rows<{ state: string; ended: boolean }>(
        'select state, ended_at is not null as ended from run where id = ?',
        [task.runId],
      );
      expect(run?.ended).toBe(true);
      expect(['completed', 'cancelled']).toContain(await task.state());
    }
  });

  it('does not wait in a ring with a change of its ticket', async () => {
    for (let turn = 0; turn < 6; turn += 1) {
      const task = await opened(
        { outcomes: [{ key: 'done', label: 'Done' }], completesOnStatus: { resolved: 'done' } },
        { queue: 'service-desk' },
      );
      const results = await Promise.allSettled([
        task.complete(omar),
        world.as(admin, (work) => changeTicket(work, task.ticket.id, { status: 'resolved' })),
        world.drive(task.runId),
      ]);
      for (const result of results)
        if (result.status === 'rejected')
          expect(result.reason).toMatchObject({ code: 'task_not_open' });
      await world.drive(task.runId);
      expect(await world.rows('select state from run where id = ?', [task.runId])).toEqual([
        { state: 'completed' },
      ]);
    }
  });
});
