/** The way a run took, stay by stay, with who did what: for those who look after it. */
import type { Work } from '../work.ts';

export type PathStay = {
  readonly token: string;
  readonly element: string;
  readonly enteredAt: string;
  readonly leftAt: string | null;
  readonly outcome: string | null;
  readonly failed: boolean;
  /** Who completed its task, or voted in its approval. */
  readonly by: readonly string[];
};

/** A run that goes round and round is told by its latest stays. */
export const PATH_MAX = 500;

/** In the order in which they began. */
export const pathOf = (work: Work, runId: string): Promise<PathStay[]> =>
  work.em.execute<PathStay[]>(
    `select e.token, e.element, to_json(e.entered_at) #>> '{}' as "enteredAt", to_json(e.left_at) #>> '{}' as "leftAt", e.outcome,
       e.failure is not null and e.left_at is null as failed,
       coalesce(
         (select jsonb_agg(p.name) from task t join person p on p.id = t.completed_by where t.run_id = e.run_id and t.token = e.token),
         (select jsonb_agg(s.name order by s.at) from (select p.name, min(v.at) as at from approval a join vote v on v.approval_id = a.id
            join person p on p.id = v.actor_id where a.run_id = e.run_id and a.token = e.token group by p.id, p.name) s), '[]') as by
     from (select * from run_element where run_id = ? order by ord desc limit ?) e order by e.ord`,
    [runId, PATH_MAX],
  );
