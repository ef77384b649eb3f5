/** What became of each run of a batch, in the order in which they go. */
import type { Hold, Landing } from '#engine/move/move-run.ts';
import type { Work } from '../work.ts';

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
