/**
 * The books after a rough day: requests sent twice, votes cast twice, tasks completed by several, steps applied twice and
 * out of turn. Every accepted ticket has one run, one approval round, one set of mails and one end, and every event once.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applyStep } from '#domain/processes/step.ts';
import type { ApplyStepInput } from '#domain/processes/step-types.ts';
import { type Client, createTestApp, type TestApp } from '../../support/app.ts';
import { createWorld, type World } from './world.ts';

const REQUESTS = 12;

let test: TestApp;
let world: World;
let ravi: Client;
let ines: Client;
let kofi: Client;
let omar: Client;
let lena: Client;
beforeAll(async () => {
  test = await createTestApp();
  world = createWorld(test);
  ines = await test.signInAs('approver', { email: 'ines@example.test', groups: ['managers'] });
  kofi = await test.signInAs('approver', { email: 'kofi@example.test', groups: ['managers'] });
  omar = await test.signInAs('agent', { email: 'omar@example.test' });
  lena = await test.signInAs('agent', { email: 'lena@example.test' });
  ravi = await test.signInAs('requester', {
    email: 'ravi@example.test',
    manager: 'ines@example.test',
  });
});
afterAll(() => test.close());

/** As the engine does when a worker dies before it could say that a step was applied. */
const impatient = (runId: string) =>
  world.drive(runId, {
    onStep: async (input: ApplyStepInput) => {
      await Promise.all([applyStep(test.store, input), applyStep(test.store, input)]);
      return true;
    },
  });

async function live(index: number): Promise<string> {
  const body = { values: { model: 'Standard 14-inch', cost: 1500, reason: `number ${index}` } };
  const sent = await Promise.all(
    [1, 2, 3].map(() =>
      ravi.post('/catalog/items/laptop/requests', body, { 'idempotency-key': `request-${index}` }),
    ),
  );
  const ticketId: string = sent[0]?.json().id;
  const [run] = await world.rows<{ id: string }>('select id from run where ticket_id = ?', [
    ticketId,
  ]);
  const runId = run?.id ?? '';
  await impatient(runId);
  const [approval] = (await ravi.get(`/tickets/${ticketId}/approvals`)).json().items;
  const decision = index % 4 === 0 ? 'reject' : 'approve';
  await Promise.all(
    [ines, kofi, ines, kofi].map((client) =>
      client.post(`/approvals/${approval.id}/decision`, { decision }),
    ),
  );
  await impatient(runId);
  const tasks: { id: string; outcomes: { key: string }[] }[] = (
    await omar.get(`/tickets/${ticketId}/tasks`)
  ).json().items;
  await Promise.all(
    tasks.flatMap((task) =>
      [omar, lena, omar].map((client) =>
        client.post(`/tasks/${task.id}/complete`, { outcome: task.outcomes[0]?.key }),
      ),
    ),
  );
  await impatient(runId);
  return ticketId;
}

describe('many requests at once, each sent, decided and applied several times', () => {
  it('leave the books balanced', async () => {
    const tickets = await Promise.all(Array.from({ length: REQUESTS }, (_, index) => live(index)));
    expect(new Set(tickets).size).toBe(REQUESTS);
    const [sums] = await world.rows(
      `select (select count(*)::int from ticket) as tickets,
         (select count(*)::int from run) as runs, (select count(*)::int from run where state = 'completed') as completed,
         (select count(*)::int from approval) as approvals, (select count(*)::int from approval where state in ('approved', 'rejected')) as decided,
         (select count(*)::int from vote) as votes,
         (select count(*)::int from task) as tasks, (select count(*)::int from task where state = 'completed') as done,
         (select count(*)::int from mail where dedupe_key like 'approval:%:opened:%') as asked,
         (select count(*)::int from mail where dedupe_key like 'run:%') as answered,
         (select count(*)::int from run_message) as undelivered,
         (select count(*)::int from ticket where status in ('resolved', 'closed')) as finished`,
    );
    const rejected = REQUESTS / 4;
    expect(sums).toEqual({
      tickets: REQUESTS,
      runs: REQUESTS,
      completed: REQUESTS,
      approvals: REQUESTS,
      decided: REQUESTS,
      votes: REQUESTS,
      tasks: (REQUESTS - rejected) * 2,
      done: (REQUESTS - rejected) * 2,
      asked: REQUESTS * 2,
      answered: REQUESTS,
      undelivered: 0,
      finished: REQUESTS,
    });
    const doubled = await world.rows(
      `select ticket_id, type, subject_id, data ->> 'element' as element, count(*)::int as n from event
       where type in ('ticket.created', 'run.started', 'run.ended', 'approval.opened', 'approval.decided', 'task.opened', 'task.completed')
       group by 1, 2, 3, 4 having count(*) > 1`,
    );
    expect(doubled).toEqual([]);
  });
});
