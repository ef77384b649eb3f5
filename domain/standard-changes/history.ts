/** What became of a standard change, the latest first: who, when and why. */
import type { Actor, Work } from '../work.ts';

export type StandardEvent = {
  readonly id: string;
  readonly at: string;
  readonly type: string;
  readonly actor: {
    readonly kind: Actor['kind'];
    readonly id: string | null;
    readonly name: string | null;
  };
  readonly version: number | null;
  /** The number of the change that went wrong. */
  readonly change: string | null;
  readonly reason: string;
};

const MOST_TOLD = 100;

export const historyOfStandard = (work: Work, id: string): Promise<StandardEvent[]> =>
  work.em.execute<StandardEvent[]>(
    `select e.id, to_json(e.at) #>> '{}' as at, e.type,
       jsonb_build_object('kind', e.actor_kind, 'id', e.actor_id, 'name', coalesce(p.name, r.process_key)) as actor,
       (e.data ->> 'version')::int as version, e.data ->> 'change' as change, coalesce(e.data ->> 'reason', e.data ->> 'note', '') as reason
     from event e
     left join person p on e.actor_kind = 'person' and p.id = e.actor_id
     left join run r on e.actor_kind = 'run' and r.id = e.actor_id
     where e.subject_id = ? and e.subject_kind = 'standardChange' order by e.at desc, e.id desc limit ${MOST_TOLD}`,
    [id],
  );
