/**
 * A batch moves many runs at a pace, a share of them first; the rest waits until somebody says go on. It can be stopped at
 * any time, and taken back for every run that has not gone on since. The outbox is its clock: one row for each run, due at
 * its turn, so that a restart loses nothing.
 */
import type { Mapping } from '#engine/move/move-run.ts';
import { DomainError, invalid } from '../errors.ts';
import { record } from '../events/record.ts';
import { newId } from '../ids.ts';
import { demandVersion } from '../version.ts';
import type { Work } from '../work.ts';
import { demandMapping, type MoveRequest, movableRuns, movedProcess } from './plan.ts';

export const PER_MINUTE = 600;

export type NewBatch = MoveRequest & {
  readonly reason: string;
  /** How many runs a minute; `PER_MINUTE` unless said. */
  readonly perMinute?: number;
  /** The share of runs that goes first, in percent; without it all go. */
  readonly canaryPercent?: number;
};

export type BatchState = 'canary' | 'running' | 'stopped' | 'done';

export type Batch = {
  readonly id: string;
  readonly process: string;
  readonly to: number;
  readonly mapping: Mapping;
  readonly reason: string;
  readonly state: BatchState;
  readonly perMinute: number;
  readonly createdAt: string;
  readonly version: number;
  readonly counts: { readonly [state: string]: number };
};

/** @throws DomainError not_found, invalid_input */
export async function createBatch(work: Work, key: string, input: NewBatch): Promise<string> {
  const process = await movedProcess(work, key, input.to);
  const mapping = input.mapping ?? {};
  await demandMapping(work, process, input);
  const runs = await movableRuns(work, process.id, input);
  if (runs.length === 0) invalid('/to', 'No open run is on another version that this would move.');
  const id = newId();
  const perMinute = input.perMinute ?? PER_MINUTE;
  const first =
    input.canaryPercent === undefined
      ? runs.length
      : Math.max(1, Math.ceil((runs.length * input.canaryPercent) / 100));
  await work.em.execute(
    `insert into move_batch (id, tenant_id, process_id, to_version, mapping, reason, state, per_minute, created_by, created_at)
     values (?, current_tenant(), ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      id,
      process.id,
      input.to,
      JSON.stringify(mapping),
      input.reason,
      first < runs.length ? 'canary' : 'running',
      perMinute,
      work.actor.kind === 'person' ? work.actor.id : null,
      work.now,
    ],
  );
  const rows = runs.map((run, ord) => ({
    id: newId(),
    run_id: run.id,
    ord,
    canary: ord < first && first < runs.length,
    from_version: run.process_version,
  }));
  await work.em.execute(
    `insert into run_move (id, tenant_id, batch_id, run_id, ord, canary, from_version)
     select id, current_tenant(), ?, run_id, ord, canary, from_version
     from jsonb_to_recordset(?) as m(id uuid, run_id uuid, ord int, canary boolean, from_version int)`,
    [id, JSON.stringify(rows)],
  );
  await record(work, {
    type: 'move.started',
    subject: { kind: 'process', id: process.id },
    data: { batch: id, to: input.to, runs: runs.length, canary: first, reason: input.reason },
  });
  await setOff(work, id, perMinute, first < runs.length);
  return id;
}

/** Lets the rest follow the first share. @throws DomainError not_found, transition_not_allowed, stale_version */
export async function continueBatch(work: Work, id: string, expected?: number): Promise<void> {
  const batch = await lockBatch(work, id, expected);
  if (batch.state !== 'canary' && batch.state !== 'stopped')
    throw new DomainError('transition_not_allowed', `This move is ${batch.state}.`);
  await setState(work, id, 'running');
  await setOff(work, id, batch.per_minute, false);
  await endWhereAllIsDone(work, id);
}

/** Runs that have not been moved stay where they are. @throws DomainError not_found, transition_not_allowed, stale_version */
export async function stopBatch(work: Work, id: string, expected?: number): Promise<void> {
  const batch = await lockBatch(work, id, expected);
  if (batch.state === 'done' || batch.state === 'stopped')
    throw new DomainError('transition_not_allowed', `This move is ${batch.state} already.`);
  await setState(work, id, 'stopped');
}

export const BATCHES = `select b.id, p.key as process, b.to_version as "to", b.mapping, b.reason, b.state, b.per_minute as "perMinute",
    to_json(b.created_at) #>> '{}' as "createdAt", b.version,
    (select coalesce(jsonb_object_agg(state, n), '{}') from (select state, count(*)::int as n from run_move where batch_id = b.id group by state) c) as counts
  from move_batch b join process p on p.id = b.process_id`;

/** @throws DomainError not_found */
export async function getBatch(work: Work, id: string): Promise<Batch> {
  const rows = await work.em.execute<Batch[]>(`${BATCHES} where b.id = ?`, [id]);
  const batch = rows[0];
  if (!batch) throw new DomainError('not_found', 'There is no such move.');
  return batch;
}

export type LockedBatch = {
  readonly id: string;
  readonly process_id: string;
  readonly to_version: number;
  readonly mapping: Mapping;
  readonly state: BatchState;
  readonly per_minute: number;
  readonly version: number;
};

/** For who decides about it: waits for the runs that are being moved, and they for this. */
export async function lockBatch(
  work: Work,
  id: string,
  expected: number | undefined,
): Promise<LockedBatch> {
  const batch = await batchFor(work, id, 'update');
  demandVersion(expected, batch.version);
  return batch;
}

/** For a run that is being moved: the others of its batch may be at the same time. Nothing of the batch is written behind it. */
export const joinBatch = (work: Work, id: string): Promise<LockedBatch> =>
  batchFor(work, id, 'key share');

async function batchFor(
  work: Work,
  id: string,
  lock: 'update' | 'key share',
): Promise<LockedBatch> {
  const rows = await work.em.execute<LockedBatch[]>(
    `select id, process_id, to_version, mapping, state, per_minute, version from move_batch where id = ? for ${lock}`,
    [id],
  );
  const batch = rows[0];
  if (!batch) throw new DomainError('not_found', 'There is no such move.');
  return batch;
}

/**
 * Said behind the commit of each run, so that the last one sees that it is. The version is of what people decide: who has
 * just seen the last run move takes the move back without having to look again.
 */
export async function endWhereAllIsDone(work: Work, id: string): Promise<void> {
  await work.em.execute(
    `update move_batch set state = 'done'
     where id = ? and state = 'running' and not exists (select from run_move where batch_id = ? and state = 'planned')`,
    [id, id],
  );
}

const setState = (work: Work, id: string, state: BatchState) =>
  work.em.execute('update move_batch set state = ?, version = version + 1 where id = ?', [
    state,
    id,
  ]);

/**
 * One row of the outbox for each run that is to go now, one after the other at the batch's pace. One that nobody has taken
 * and whose turn is still to come stays; any other may have been carried while the batch was stopped.
 */
async function setOff(work: Work, id: string, perMinute: number, onlyCanary: boolean) {
  await work.em.execute(
    `insert into outbox (tenant_id, kind, target, payload, next_at)
     select current_tenant(), 'move', m.id, '{}', ?::timestamptz + make_interval(secs => 60.0 / ? * (row_number() over (order by ord) - 1))
     from run_move m where batch_id = ? and state = 'planned' and (canary or not ?)
       and not exists (select from outbox o where o.target = m.id and o.state = 'pending' and o.attempts = 0 and o.next_at > ?)`,
    [work.now, perMinute, id, onlyCanary, work.now],
  );
  work.sent.value = true;
}
