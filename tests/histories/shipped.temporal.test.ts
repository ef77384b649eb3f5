/**
 * The shipped processes on real parts, and their histories. Each run that is played here is replayed at once; with
 * RECORD_HISTORIES=1 its history is written beside this file, where it stays: histories of released semantics are replayed
 * by every later version (replay.temporal.test.ts).
 */
import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WorkerProcess } from '#activities/process.ts';
import { requestItem } from '#domain/catalog/request-item.ts';
import { planChange } from '#domain/changes/edit-plan.ts';
import { openTicket } from '#domain/desk/open-ticket.ts';
import { installShipped } from '#domain/tenants/install-shipped.ts';
import { SEMANTICS } from '#engine/state.ts';
import { runWorkflowId } from '#workflows/messages.ts';
import { createWorld, eventually, type World } from '../workflows/world.ts';
import { encodeHistory, replay } from './replay.ts';

let world: World;
let worker: WorkerProcess;
beforeAll(async () => {
  world = await createWorld();
  await world.as('eve', (work) => installShipped(work));
  const { ann, ben } = world.people;
  await world.owner.query(
    `insert into person_role (person_id, role_id, tenant_id)
     select p, r.id, r.tenant_id from role r, unnest($1::uuid[]) p where r.key in ('approver', 'change-manager')`,
    [[ann, ben]],
  );
  worker = await world.worker();
});
afterAll(() => world.close());

/** Votes and works until the run has ended: everybody approves (or not), every task ends with its first outcome, but for a step that fails; nobody waits for days. */
async function playOut(runId: string, decision: 'approve' | 'reject', failing?: string): Promise<void> {
  const skipped = new Set<string>();
  await eventually(
    `run ${runId} ends`,
    async () => {
      const approvals = await world.owner.query<{ id: string }>(
        `select a.id from approval a where a.run_id = $1 and a.state = 'open'`,
        [runId],
      );
      for (const { id } of approvals.rows) {
        for (const name of ['ann', 'ben'] as const) await world.vote(name, id, decision).catch(() => undefined);
      }
      const tasks = await world.owner.query<{ id: string; step: string | null; outcome: string }>(
        `select t.id, case when t.undoes then null else t.step end as step, (select e -> 'task' -> 'outcomes' -> 0 ->> 'key' from definition_version d, jsonb_array_elements(d.definition -> 'elements') e
           where d.process_id = t.process_id and d.number = t.process_version and e ->> 'id' = t.element) as outcome
         from task t where t.run_id = $1 and t.state = 'open'`,
        [runId],
      );
      for (const { id, step, outcome } of tasks.rows) {
        const fails = failing !== undefined && step === failing;
        await world.complete('ann', id, fails ? 'failed' : (outcome ?? undefined));
      }
      const waiting = await world.owner.query<{ token: string }>(
        `select t ->> 'id' as token from run r, jsonb_path_query(r.engine_state, '$.tokens.* ? (@.wait.kind == "timer")') t where r.id = $1`,
        [runId],
      );
      for (const { token } of waiting.rows.filter((row) => !skipped.has(row.token))) {
        skipped.add(token);
        const at = new Date().toISOString();
        await world.send(runId, { type: 'skipped', at, token, outcome: null, reason: 'It does well.' });
      }
      return (await world.runRow(runId)).ended_at;
    },
    60_000,
  );
}

async function keep(name: string, runId: string): Promise<void> {
  const handle = worker.engine.client.workflow.getHandle(runWorkflowId(runId));
  await handle.result();
  const history = await handle.fetchHistory();
  await replay(history);
  if (process.env.RECORD_HISTORIES) {
    writeFileSync(new URL(`./${name}.semantics-${SEMANTICS}.pb`, import.meta.url), encodeHistory(history));
  }
}

describe('a shipped process runs to its end and replays:', () => {
  it.each([
    ['laptop-request', 'approve', 3_000, 'fulfilled'],
    ['laptop-request-rejected', 'reject', 1_500, 'rejected'],
  ] as const)('%s', async (name, decision, cost, outcome) => {
    const values = { model: 'Standard 14-inch', cost, reason: 'broken' };
    const { runs } = await world.as('eve', (work) => requestItem(work, 'laptop', { values }));
    const runId = runs[0]?.id ?? '';
    await playOut(runId, decision);
    expect(await world.runRow(runId)).toMatchObject({ state: 'completed', outcome });
    await keep(name, runId);
  });

  it.each([
    ['incident', { type: 'incident', title: 'No network on the third floor', impact: 1, urgency: 1 }],
    ['normal-change', { type: 'change', title: 'Replace the core switch', impact: 1, urgency: 2 }],
  ] as const)('%s', async (name, ticket) => {
    const { runs } = await world.as('eve', (work) => openTicket(work, ticket));
    const runId = runs[0]?.id ?? '';
    await playOut(runId, 'approve');
    expect(await world.runRow(runId)).toMatchObject({ state: 'completed' });
    await keep(name, runId);
  });

  it('normal-change-backed-out', async () => {
    const steps = [
      { key: 'stop', title: 'Stop it', undo: 'Start it' },
      { key: 'tell', title: 'Tell the operators' },
      { key: 'swap', title: 'Swap the switch', undo: 'Swap it back' },
    ];
    const { runs } = await world.as('eve', async (work) => {
      const opened = await openTicket(work, { type: 'change', title: 'Replace the core switch', impact: 1, urgency: 2 });
      await planChange(work, opened.ticket.id, { steps }, { isOpening: true });
      return opened;
    });
    const runId = runs[0]?.id ?? '';
    await playOut(runId, 'approve', 'swap');
    expect(await world.runRow(runId)).toMatchObject({ state: 'completed', outcome: 'backed-out' });
    await keep('normal-change-backed-out', runId);
  });
});
