/**
 * Moves one run, as one step of it: the checkpoint of the new version, the tasks and approvals that are open, what begins
 * and ends to wait. Its workflow learns that the record is ahead of it and takes the run up anew. Delivered twice, it does
 * nothing the second time.
 */
import type { Definition } from '#engine/definition.ts';
import { type Hold, type Landing, moveRun } from '#engine/move/move-run.ts';
import type { State } from '#engine/state.ts';
import { definitionOf } from '../processes/definitions.ts';
import { isForRecord } from '../processes/open-run.ts';
import { begin, carryThrough } from '../processes/step.ts';
import { createStepContext, tell } from '../processes/step-context.ts';
import { writeStep } from '../processes/step-write.ts';
import { inTenant, type Store, SYSTEM, type Work } from '../work.ts';
import { type LockedBatch, lockBatch } from './batches.ts';

/** A run in the middle of something is tried again this often before it is held. */
const ATTEMPTS_MAX = 10;

type Row = {
  id: string;
  batch_id: string;
  run_id: string;
  state: string;
  attempts: number;
};

/** The run is in the middle of something: ask again in a moment. */
export class UnderWay extends Error {
  override readonly name = 'UnderWay';
}

/** @throws UnderWay */
export async function moveOne(
  store: Store,
  move: { readonly tenantId: string; readonly id: string },
): Promise<void> {
  const who = {
    tenantId: move.tenantId,
    actor: SYSTEM,
    cause: { kind: 'system', id: move.id, label: 'Moved to another version' },
  } as const;
  const again = await inTenant(store, who, async (work) => {
    const rows = await work.em.execute<Row[]>(
      'select id, batch_id, run_id, state, attempts from run_move where id = ? for update',
      [move.id],
    );
    const row = rows[0];
    if (row?.state !== 'planned') return false;
    const batch = await lockBatch(work, row.batch_id, undefined);
    if (batch.state === 'stopped' || batch.state === 'done') return false;
    const isAgain = await attempt(work, row, batch);
    if (!isAgain) await endWhereAllIsDone(work, batch);
    return isAgain;
  });
  if (again) throw new UnderWay('The run is in the middle of a step.');
}

async function attempt(work: Work, row: Row, batch: LockedBatch): Promise<boolean> {
  const input = { tenantId: work.tenantId, runId: row.run_id, commands: [], settle: true };
  const run = await begin(work, input, true);
  const state = await stateOf(work, row.run_id);
  if (run.ended_at !== null || state === null || run.process_version === batch.to_version) {
    await settle(work, row.id, 'skipped', {});
    return false;
  }
  const from = await definitionOf(work, run.process_id, run.process_version);
  const to = await definitionOf(work, run.process_id, batch.to_version);
  const at = work.now.toISOString();
  const move = moveRun(from, to, state, batch.mapping, at);
  const holds = move.moved ? [] : move.holds;
  const isBusy =
    (run.pending_events as unknown[]).length > 0 ||
    holds.some(({ problem }) => problem === 'under_way');
  if (isBusy && row.attempts < ATTEMPTS_MAX) {
    await work.em.execute('update run_move set attempts = attempts + 1 where id = ?', [row.id]);
    return true;
  }
  if (!move.moved || isBusy) {
    await settle(work, row.id, 'held', { holds });
    return false;
  }
  const moved = { ...run, process_version: batch.to_version };
  const step = createStepContext(work, moved, to, {
    ...{ tenantId: work.tenantId, runId: row.run_id, step: run.step, at, appliedMessage: 0 },
    ...{ state: move.state, commands: move.commands.filter(isForRecord), settle: true },
  });
  await follow(work, row.run_id, to, batch.to_version, move.landings);
  tell(step, null, {
    type: 'run.moved',
    subject: { kind: 'run', id: row.run_id },
    changes: { version: { before: run.process_version, after: batch.to_version } },
    data: { batch: batch.id, landings: move.landings, internal: true },
  });
  const { answers } = await carryThrough(step, true);
  await writeStep(step, `move:${row.id}`, answers);
  await wakeRun(work, row.run_id, run.ticket_id);
  await settle(work, row.id, 'moved', {
    landings: move.landings,
    before: state,
    stepAfter: run.step + 1,
  });
  return false;
}

/** What is open belongs to the new version, and to the element that stands for the old one. */
export async function follow(
  work: Work,
  runId: string,
  to: Definition,
  version: number,
  landings: readonly Landing[],
): Promise<void> {
  const kept = landings.filter((one) => one.to !== null);
  const names = new Map(to.elements.map((element) => [element.id, element.name ?? element.id]));
  const rows = JSON.stringify(
    kept.map(({ token, to: element }) => ({ token, element, name: names.get(element ?? '') })),
  );
  for (const table of ['task', 'approval'])
    await work.em.execute(
      `update ${table} x set element = l.element, name = l.name, process_version = ?, version = x.version + 1
       from jsonb_to_recordset(?) as l(token text, element text, name text)
       where x.run_id = ? and x.token = l.token and x.state = 'open'`,
      [version, rows, runId],
    );
  await work.em.execute(
    `update run_element x set element = l.element from jsonb_to_recordset(?) as l(token text, element text)
     where x.run_id = ? and x.token = l.token and x.left_at is null`,
    [rows, runId],
  );
  await work.em.execute(
    `update run set process_version = ?, definition_sha256 = (select sha256 from definition_version v where v.process_id = run.process_id and v.number = ?)
     where id = ?`,
    [version, version, runId],
  );
}

/** Its workflow is told that the record is ahead, also where no message waits. */
export async function wakeRun(work: Work, runId: string, ticketId: string | null): Promise<void> {
  await work.em.execute(
    `insert into outbox (tenant_id, kind, target, payload) values (current_tenant(), 'run', ?, ?)`,
    [runId, JSON.stringify({ workflow: ticketId === null ? 'automation' : 'ticket', sync: true })],
  );
  work.sent.value = true;
}

async function stateOf(work: Work, runId: string): Promise<State | null> {
  const rows = await work.em.execute<{ state: State | null }[]>(
    'select engine_state as state from run where id = ?',
    [runId],
  );
  return rows[0]?.state ?? null;
}

async function settle(
  work: Work,
  id: string,
  state: 'moved' | 'held' | 'skipped',
  more: {
    readonly holds?: readonly Hold[];
    readonly landings?: readonly Landing[];
    readonly before?: State;
    readonly stepAfter?: number;
  },
): Promise<void> {
  await work.em.execute(
    `update run_move set state = ?, holds = ?, landings = ?, before = ?, step_after = ?, at = ? where id = ?`,
    [
      state,
      JSON.stringify(more.holds ?? []),
      JSON.stringify(more.landings ?? []),
      more.before === undefined ? null : JSON.stringify(more.before),
      more.stepAfter ?? null,
      work.now,
      id,
    ],
  );
}

async function endWhereAllIsDone(work: Work, { id }: LockedBatch): Promise<void> {
  await work.em.execute(
    `update move_batch set state = 'done', version = version + 1
     where id = ? and state = 'running' and not exists (select from run_move where batch_id = ? and state = 'planned')`,
    [id, id],
  );
}
