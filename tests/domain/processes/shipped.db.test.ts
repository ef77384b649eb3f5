/** The shipped processes, played to their ends over the real record: what is opened, told, decided and written. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { vote } from '#domain/approvals/vote.ts';
import { requestItem } from '#domain/catalog/request-item.ts';
import { changeTicket } from '#domain/desk/change-ticket.ts';
import { completeTask } from '#domain/tasks/complete-task.ts';
import { shippedProcesses } from '#rules/shipped/index.ts';
import { type Client, createTestApp, type TestApp } from '../../support/app.ts';
import { createWorld, type World } from './world.ts';

let test: TestApp;
let world: World;
let ines: Client;
let kofi: Client;
let ravi: Client;
let omar: Client;
beforeAll(async () => {
  test = await createTestApp();
  world = createWorld(test);
  ines = await test.signInAs('approver', { email: 'ines@example.test', groups: ['managers'] });
  kofi = await test.signInAs(['approver', 'change-manager'], {
    email: 'kofi@example.test',
    groups: ['cab', 'managers'],
  });
  ravi = await test.signInAs('requester', {
    email: 'ravi@example.test',
    manager: 'ines@example.test',
  });
  omar = await test.signInAs('agent', { email: 'omar@example.test', groups: ['service-desk'] });
});
afterAll(() => test.close());

const ask = async (cost: number) => {
  const { ticket, runs } = await world.as(ravi, (work) =>
    requestItem(work, 'laptop', { values: { model: 'Standard 14-inch', cost, reason: 'broken' } }),
  );
  const runId = runs[0]?.id ?? '';
  await world.drive(runId);
  return { ticket, runId };
};
const open = (table: 'task' | 'approval', runId: string) =>
  world.rows<{ id: string; element: string }>(
    `select id, element from ${table} where run_id = ? and state = 'open' order by id`,
    [runId],
  );
const decide = async (client: Client, runId: string, decision: 'approve' | 'reject') => {
  const [approval] = await open('approval', runId);
  await world.as(client, (work, principal) =>
    vote(work, principal, approval?.id ?? '', { decision }),
  );
  await world.drive(runId);
};
const workOff = async (client: Client, runId: string) => {
  for (let tasks = await open('task', runId); tasks.length > 0; tasks = await open('task', runId)) {
    for (const { id, element } of tasks)
      await world.as(client, (work, principal) =>
        completeTask(work, principal, id, { outcome: firstOutcome(element) }),
      );
    await world.drive(runId);
  }
};
const runOf = async (runId: string) =>
  (
    await world.rows<{ state: string; outcome: string; failure: unknown }>(
      'select state, outcome, failure from run where id = ?',
      [runId],
    )
  )[0];
const statusOf = async (id: string) =>
  (await world.rows<{ status: string }>('select status from ticket where id = ?', [id]))[0]?.status;
const eventsOf = async (id: string) =>
  (
    await world.rows<{ type: string }>(
      'select type from event where ticket_id = ? order by at, id',
      [id],
    )
  ).map(({ type }) => type);
const mailsOf = async (id: string) =>
  (
    await world.rows<{ to: string; subject: string }>(
      'select to_address as to, subject from mail where ticket_id = ? order by id',
      [id],
    )
  ).map(({ to, subject }) => `${to}: ${subject}`);

describe('a laptop request', () => {
  it('that is cheap goes without approval', async () => {
    const { ticket, runId } = await ask(500);
    expect(await open('approval', runId)).toEqual([]);
    await workOff(omar, runId);
    expect(await runOf(runId)).toMatchObject({ state: 'completed', outcome: 'fulfilled' });
    expect(await statusOf(ticket.id)).toBe('resolved');
  });

  it('is approved by a manager, ordered and set up, and told at every step', async () => {
    const { ticket, runId } = await ask(1500);
    expect(await runOf(runId)).toMatchObject({ state: 'waiting' });
    expect(await statusOf(ticket.id)).toBe('pending_approval');
    await decide(ines, runId, 'approve');
    expect((await open('task', runId)).map(({ element }) => element).sort()).toEqual([
      'order',
      'set-up',
    ]);
    await workOff(omar, runId);
    expect(await runOf(runId)).toEqual({ state: 'completed', outcome: 'fulfilled', failure: null });
    expect(await statusOf(ticket.id)).toBe('resolved');
    expect(await eventsOf(ticket.id)).toEqual([
      'ticket.created',
      'run.started',
      'ruleset.evaluated',
      'ticket.updated',
      'approval.opened',
      'approval.voted',
      'approval.decided',
      'ticket.updated',
      'task.opened',
      'task.opened',
      'task.completed',
      'task.completed',
      'ticket.updated',
      'run.ended',
    ]);
    const mails = await mailsOf(ticket.id);
    expect(mails).toHaveLength(3);
    expect(
      mails
        .filter((mail) => mail.includes('Your decision is needed'))
        .map((mail) => mail.split(':')[0])
        .sort(),
    ).toEqual([ines.email, kofi.email]);
    expect(mails.at(-1)).toBe(`${ravi.email}: ${ticket.number}: your laptop is ready`);
  });

  it('that costs much needs a second approval', async () => {
    const { runId } = await ask(5000);
    await decide(ines, runId, 'approve');
    expect((await open('approval', runId)).map(({ element }) => element)).toEqual([
      'second-approval',
    ]);
    await decide(ines, runId, 'approve');
    expect(await open('approval', runId)).toHaveLength(1);
    await decide(kofi, runId, 'approve');
    expect(await open('approval', runId)).toEqual([]);
    await workOff(omar, runId);
    expect(await runOf(runId)).toMatchObject({ state: 'completed', outcome: 'fulfilled' });
  });

  it('that is rejected is closed with a word to who asked', async () => {
    const { ticket, runId } = await ask(1500);
    await decide(ines, runId, 'reject');
    expect(await runOf(runId)).toMatchObject({ state: 'completed', outcome: 'rejected' });
    expect(['closed', 'resolved']).toContain(await statusOf(ticket.id));
    expect(await open('task', runId)).toEqual([]);
  });
});

describe('an incident', () => {
  it('is routed by its ruleset and resolved by moving the ticket there', async () => {
    const { ticket, runs } = await world.openTicket(ravi, {
      type: 'incident',
      title: 'VPN does not connect',
      category: 'network',
    });
    const runId = runs[0]?.id ?? '';
    await world.drive(runId);
    const [{ queue } = { queue: null }] = await world.rows<{ queue: string }>(
      'select q.key as queue from ticket t join queue q on q.id = t.queue_id where t.id = ?',
      [ticket.id],
    );
    expect(queue).toBe('network');
    expect(await open('task', runId)).toHaveLength(1);
    await world.as(omar, (work) => changeTicket(work, ticket.id, { status: 'in_progress' }));
    await world.as(omar, (work) => changeTicket(work, ticket.id, { status: 'resolved' }));
    expect(await open('task', runId)).toEqual([]);
    expect(await runOf(runId)).toMatchObject({ state: 'waiting' });
    await world.drive(runId);
    expect(await runOf(runId)).toMatchObject({ state: 'completed', outcome: 'resolved' });
    expect(await mailsOf(ticket.id)).toEqual([`${ravi.email}: ${ticket.number}: resolved`]);
  });

  it('that is cancelled ends by its own drawing', async () => {
    const { ticket, runs } = await world.openTicket(ravi, { type: 'incident', title: 'Nothing' });
    await world.drive(runs[0]?.id ?? '');
    await world.as(omar, (work) => changeTicket(work, ticket.id, { status: 'cancelled' }));
    await world.drive(runs[0]?.id ?? '');
    expect(await runOf(runs[0]?.id ?? '')).toMatchObject({
      state: 'completed',
      outcome: 'withdrawn',
    });
  });
});

describe('a normal change', () => {
  it('is assessed, approved by the board, implemented and reviewed', async () => {
    const { ticket, runs } = await world.openTicket(omar, {
      type: 'change',
      title: 'New switch',
      impact: 1,
      urgency: 2,
    });
    const runId = runs[0]?.id ?? '';
    await world.drive(runId);
    for (let turn = 0; turn < 10 && (await runOf(runId))?.state === 'waiting'; turn += 1) {
      for (const { id } of await open('approval', runId))
        await world.as(kofi, (work, principal) =>
          vote(work, principal, id, { decision: 'approve' }),
        );
      // It closes by itself once it has done well for a day.
      const { state } = await world.drive(runId);
      await world.drive(runId, {
        also: Object.values(state.tokens).flatMap(({ id, wait }) =>
          wait.kind === 'timer' ? [{ type: 'timerFired', at: wait.at, token: id } as const] : [],
        ),
      });
      await workOff(omar, runId);
    }
    expect(await runOf(runId)).toMatchObject({
      state: 'completed',
      failure: null,
      outcome: 'successful',
    });
    expect(['resolved', 'closed']).toContain(await statusOf(ticket.id));
  });
});

function firstOutcome(element: string): string {
  const found = shippedProcesses
    .flatMap(({ elements }) => elements)
    .find(({ id }) => id === element);
  return (found?.type === 'userTask' && found.task.outcomes?.[0]?.key) || 'done';
}
