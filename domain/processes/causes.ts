/** Why runs wait for help: those that have failed, together where process, element and error are the same. */
import type { Principal } from '../people/access.ts';
import { reachSql } from '../tickets/policy.ts';
import type { Work } from '../work.ts';

export type Cause = {
  readonly process: string;
  readonly processName: string;
  readonly element: string;
  /** As the latest of their versions calls it. */
  readonly elementName: string | null;
  readonly code: string;
  readonly message: string;
  readonly runs: number;
  readonly versions: readonly number[];
  readonly since: string;
};

/** Causes told at once. */
const CAUSES_MAX = 200;

/** What stops the most runs first. `principal` limits it to what their `run.read` reaches. */
export async function causesOf(work: Work, principal: Principal): Promise<Cause[]> {
  const reach = reachSql(principal, 'run.read');
  return work.em.execute<Cause[]>(
    `select c.process, c."processName", c.element, c.code, c.message, c.runs, c.versions, c.since,
       (select e ->> 'name' from definition_version v, jsonb_array_elements(v.definition -> 'elements') e
          where v.process_id = c.process_id and v.number = c.versions[1] and e ->> 'id' = c.element) as "elementName"
     from (
       select r.process_id, r.process_key as process, p.name as "processName", e.element, e.failure ->> 'code' as code,
         (array_agg(e.failure ->> 'message' order by e.entered_at desc))[1] as message, count(distinct r.id)::int as runs,
         array_agg(distinct r.process_version order by r.process_version desc) as versions, to_json(min(e.entered_at)) #>> '{}' as since
       from run r join process p on p.id = r.process_id left join ticket t on t.id = r.ticket_id
         join run_element e on e.run_id = r.id and e.left_at is null and e.failure is not null
       where r.tenant_id = ? and r.state = 'faulted' and ${reach.text}
       group by r.process_id, r.process_key, p.name, e.element, e.failure ->> 'code') c
     order by c.runs desc, c.since, c.process, c.element, c.code limit ?`,
    [work.tenantId, ...reach.params, CAUSES_MAX],
  );
}
