/** Where a ladder is climbed: the policies that name it, the escalations under way by version, and its versions. */
import type { Ladder } from '#engine/escalation/ladder.ts';
import type { Work } from '../work.ts';
import { USUAL_LADDER } from './usual.ts';

type Named = { readonly key: string; readonly name: string };

export type LadderUse = {
  /** With the thresholds that climb it. */
  readonly policies: readonly (Named & { readonly thresholds: readonly string[] })[];
  readonly running: number;
  readonly versions: readonly {
    readonly number: number;
    readonly savedAt: string;
    readonly running: number;
  }[];
};

const VERSIONS_SHOWN = 50;

export async function ladderUse(work: Work, key: string): Promise<LadderUse> {
  const { tenantId } = work;
  const policies = await work.em.execute<(Named & { thresholds: string[] })[]>(
    `select p.key, p.policy ->> 'name' as name, jsonb_agg(t.threshold ->> 'id' order by t.place) as thresholds
     from sla_policy p cross join jsonb_array_elements(p.policy -> 'thresholds') with ordinality as t(threshold, place)
     where p.tenant_id = ? and exists (select 1 from jsonb_array_elements(t.threshold -> 'actions') as a(action)
       where a.action ->> 'type' = 'escalate' and coalesce(a.action ->> 'ladder', ?) = ?)
     group by p.key, p.policy ->> 'name', p.place order by p.place, p.key`,
    [tenantId, USUAL_LADDER, key],
  );
  const versions = await work.em.execute<{ number: number; savedAt: string; running: number }[]>(
    `select v.number, to_json(v.saved_at) #>> '{}' as "savedAt",
       (select count(*)::int from escalation e where e.ladder_key = v.ladder_key and e.ladder_version = v.number and e.state = 'open') as running
     from escalation_ladder_version v where v.tenant_id = ? and v.ladder_key = ? order by v.number desc limit ?`,
    [tenantId, key, VERSIONS_SHOWN],
  );
  const [open] = await work.em.execute<{ running: number }[]>(
    "select count(*)::int as running from escalation where tenant_id = ? and ladder_key = ? and state = 'open'",
    [tenantId, key],
  );
  return { policies, running: open?.running ?? 0, versions };
}

/** Null where there is no such version. */
export async function findLadderVersion(
  work: Work,
  key: string,
  number: number,
): Promise<Ladder | null> {
  const [row] = await work.em.execute<{ ladder: Ladder }[]>(
    'select ladder from escalation_ladder_version where tenant_id = ? and ladder_key = ? and number = ?',
    [work.tenantId, key, number],
  );
  return row?.ladder ?? null;
}

/** How many escalations climb each ladder now, by its key. */
export async function runningByLadder(work: Work): Promise<ReadonlyMap<string, number>> {
  const rows = await work.em.execute<{ key: string; running: number }[]>(
    "select ladder_key as key, count(*)::int as running from escalation where tenant_id = ? and state = 'open' group by 1",
    [work.tenantId],
  );
  return new Map(rows.map(({ key, running }) => [key, running]));
}
