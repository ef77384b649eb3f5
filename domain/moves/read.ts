/** The moves of a process, and what became of each run of one, in the order in which they go. */
import type { Hold, Landing } from '#engine/move/move-run.ts';
import { DomainError } from '../errors.ts';
import type { Work } from '../work.ts';
import { BATCHES, type Batch } from './batches.ts';

export type MovedRun = {
  readonly ord: number;
  readonly run: string;
  readonly ticket: string | null;
  readonly state: 'planned' | 'moved' | 'held' | 'skipped' | 'undone';
  readonly canary: boolean;
  readonly from: number;
  readonly holds: readonly Hold[];
  readonly landings: readonly Landing[];
  readonly at: string | null;
};

export const movedRuns = (
  work: Work,
  batchId: string,
  take: number,
  after: number,
): Promise<MovedRun[]> =>
  work.em.execute<MovedRun[]>(
    `select m.ord, m.run_id as run, t.number as ticket, m.state, m.canary, m.from_version as "from", m.holds, m.landings,
       to_json(m.at) #>> '{}' as at
     from run_move m join run r on r.id = m.run_id left join ticket t on t.id = r.ticket_id
     where m.batch_id = ? and m.ord > ? order by m.ord limit ?`,
    [batchId, after, take],
  );

/** Moves told at once: who looks for an older one has its id. */
const BATCHES_MAX = 50;

/** The latest first. @throws DomainError not_found */
export async function batchesOf(work: Work, key: string): Promise<Batch[]> {
  const rows = await work.em.execute<{ id: string }[]>(
    'select id from process where tenant_id = current_tenant() and key = ?',
    [key],
  );
  const process = rows[0];
  if (!process) throw new DomainError('not_found', `There is no process “${key}”.`);
  return work.em.execute<Batch[]>(
    `${BATCHES} where b.tenant_id = current_tenant() and b.process_id = ? order by b.created_at desc, b.id desc limit ?`,
    [process.id, BATCHES_MAX],
  );
}
