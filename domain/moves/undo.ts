/**
 * Takes a move back, for every run of the batch that has not gone on since: the old checkpoint, and what is open under its
 * old names. A run that went on with the move itself is left where it is: what was closed stays closed, what was received
 * has been taken in.
 */
import type { Landing } from '#engine/move/move-run.ts';
import type { State } from '#engine/state.ts';
import { record } from '../events/record.ts';
import { definitionOf } from '../processes/definitions.ts';
import { failureOf, runStateOf } from '../processes/run-state.ts';
import { hearsIn } from '../processes/step-write.ts';
import type { Work } from '../work.ts';
import { lockBatch } from './batches.ts';
import { follow, wakeRun } from './follow.ts';

type MovedRow = {
  id: string;
  run_id: string;
  ticket_id: string | null;
  process_id: string;
  from_version: number;
  landings: readonly Landing[];
  before: State;
  next_token: number;
  untouched: boolean;
};

/** @throws DomainError not_found, stale_version */
export async function undoBatch(
  work: Work,
  id: string,
  expected?: number,
): Promise<{ readonly undone: number; readonly kept: number }> {
  const batch = await lockBatch(work, id, expected);
  await work.em.execute(
    `update move_batch set state = 'stopped', version = version + 1 where id = ? and state <> 'done'`,
    [id],
  );
  const rows = await work.em.execute<MovedRow[]>(
    `select m.id, m.run_id, r.ticket_id, r.process_id, m.from_version, m.landings, m.before,
       (r.engine_state ->> 'nextToken')::int as next_token,
       m.before is not null and r.ended_at is null and r.step = m.step_after and r.last_message = r.applied_message and r.process_version = ? as untouched
     from run_move m join run r on r.id = m.run_id where m.batch_id = ? and m.state = 'moved'
     order by r.id for no key update of r`,
    [batch.to_version, id],
  );
  let undone = 0;
  for (const row of rows) {
    if (!row.untouched) continue;
    await putBack(work, row);
    undone += 1;
  }
  return { undone, kept: rows.length - undone };
}

async function putBack(work: Work, row: MovedRow): Promise<void> {
  const from = await definitionOf(work, row.process_id, row.from_version);
  const back = row.landings.map(({ token, from: to, to: now }) => ({
    token,
    from: now ?? to,
    to,
  }));
  await follow(work, row.run_id, from, row.from_version, back);
  // What began to wait with the move ends with it.
  await work.em.execute(
    `update run_element set left_at = ?, outcome = 'withdrawn' where run_id = ? and left_at is null
       and token not in (select jsonb_object_keys(?))`,
    [work.now, row.run_id, JSON.stringify(row.before.tokens)],
  );
  // What the move counted stays counted: the names of its tokens stand in the run's path and in what calls were given.
  const state: State = { ...row.before, nextToken: row.next_token };
  await work.em.execute(
    `update run set engine_state = ?, step = step + 1, step_request = ?, pending_events = '[]', state = ?, outcome = ?,
       failure = ?, updated_at = ? where id = ?`,
    [
      JSON.stringify(state),
      `move-back:${row.id}`,
      runStateOf(state),
      state.outcome,
      jsonOrNull(failureOf(state)),
      work.now,
      row.run_id,
    ],
  );
  await work.em.execute('select step_hear(?, ?, ?)', [
    row.run_id,
    JSON.stringify(hearsIn(state)),
    work.now,
  ]);
  await record(work, {
    type: 'run.movedBack',
    subject: { kind: 'run', id: row.run_id },
    ticketId: row.ticket_id,
    data: { version: row.from_version, internal: true },
  });
  await wakeRun(work, row.run_id, row.ticket_id);
  await work.em.execute(`update run_move set state = 'undone', at = ? where id = ?`, [
    work.now,
    row.id,
  ]);
}

const jsonOrNull = (value: unknown): string | null =>
  value === null ? null : JSON.stringify(value);
