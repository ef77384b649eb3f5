/** The shipped processes, played to their ends over the real record: what is opened, told, decided and written. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { vote } from '#domain/approvals/vote.ts';
import { requestItem } from '#domain/catalog/request-item.ts';
import { completeTask } from '#domain/tasks/complete-task.ts';
import { shippedProcesses } from '#rules/shipped/index.ts';
import { createTestApp, type TestApp } from '../../support/app.ts';
import { drive } from './driver.ts';
import { asPerson, principalFor } from './people.ts';

let test: TestApp;
beforeAll(async () => {
  test = await createTestApp();
});
afterAll(() => test.close());

const rows = <T>(sql: string, params: unknown[] = []) =>
  test.work((work) => work.em.execute<T[]>(sql, params));

describe('a laptop request', () => {
  it('is approved by the manager, worked in two tasks and closed', async () => {
    const ines = await test.signInAs('approver', { email: 'ines@example.test' });
    const ravi = await test.signInAs('requester', {
      email: 'ravi@example.test',
      manager: 'ines@example.test',
    });
    const omar = await test.signInAs('agent', { email: 'omar@example.test' });
    const opened = await asPerson(test, ravi, (work) =>
      requestItem(work, 'laptop', {
        values: { model: 'Standard 14-inch', cost: 1500, reason: 'The old one is broken' },
      }),
    );
    expect(opened.runs).toHaveLength(1);
    const runId = opened.runs[0]!.id;
    const ref = { tenantId: test.tenant.id, runId };
    await drive(test.store, ref);
    expect(await rows('select state from run where id = ?', [runId])).toEqual([
      { state: 'waiting' },
    ]);
    const [approval] = await rows<{ id: string; state: string }>(
      'select id, state from approval where run_id = ?',
      [runId],
    );
    expect(approval).toMatchObject({ state: 'open' });
    await asPerson(test, ines, async (work) =>
      vote(work, await principalFor(test, ines), approval!.id, { decision: 'approve' }),
    );
    await drive(test.store, ref);
    const tasks = await rows<{ id: string; element: string }>(
      `select id, element from task where run_id = ? and state = 'open' order by id`,
      [runId],
    );
    expect(tasks).toHaveLength(2);
    for (const task of tasks) {
      await asPerson(test, omar, async (work) =>
        completeTask(work, await principalFor(test, omar), task.id, {
          outcome: firstOutcome(task.element),
        }),
      );
      await drive(test.store, ref);
    }
    console.log(
      await rows(
        'select element, token, left_at is not null as left, outcome, failure from run_element where run_id = ? order by ord',
        [runId],
      ),
    );
    console.log(await rows('select state, outcome, failure, step from run where id = ?', [runId]));
    console.log(
      await rows('select type, cause_label from event where ticket_id = ? order by seq', [
        opened.ticket.id,
      ]),
    );
    console.log(await rows('select to_address, subject from mail'));
  });
});

function firstOutcome(element: string): string {
  const found = shippedProcesses
    .flatMap(({ elements }) => elements)
    .find(({ id }) => id === element);
  return (found?.type === 'userTask' && found.task.outcomes?.[0]?.key) || 'done';
}
