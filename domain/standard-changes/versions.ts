/** The versions of a standard change: what each says, who proposed it and why, and what was decided and by whom. */
import { DomainError } from '../errors.ts';
import { instantText, personJson } from '../tickets/sql.ts';
import type { Work } from '../work.ts';
import { type ItemRef, itemsJson, type Named } from './standard.ts';
import { type NamedPlace, stepPlacesJson } from './step-places.ts';
import { type Template, templateOf } from './template.ts';

export type StandardVersion = {
  readonly number: number;
  readonly plan: Template;
  /** Who does each of its steps, in their order. */
  readonly stepPlaces: readonly (NamedPlace | null)[];
  readonly minutes: number;
  readonly items: readonly ItemRef[];
  readonly note: string;
  /** The number of the change it was taken from. */
  readonly fromChange: string | null;
  readonly state: 'proposed' | 'approved' | 'rejected';
  readonly proposedBy: Named | null;
  readonly proposedAt: string;
  readonly decidedAt: string | null;
  readonly reason: string;
  readonly votes: readonly {
    readonly by: Named;
    readonly decision: 'approve' | 'reject';
    readonly comment: string;
    readonly at: string;
  }[];
  /** How many changes were opened from it. */
  readonly uses: number;
};

/** The latest first. */
export async function versionsOf(work: Work, standardId: string): Promise<StandardVersion[]> {
  const rows = await work.em.execute<StandardVersion[]>(
    `select v.number, v.plan, ${stepPlacesJson('v.plan')} as "stepPlaces", v.minutes, ${itemsJson('v.items')} as items, v.note, c.number as "fromChange", v.state,
       case when b.id is null then null else ${personJson('b')} end as "proposedBy", ${instantText('v.proposed_at')} as "proposedAt",
       ${instantText('v.decided_at')} as "decidedAt", v.reason,
       (select coalesce(jsonb_agg(jsonb_build_object('by', ${personJson('w')}, 'decision', vote.decision, 'comment', vote.comment, 'at', vote.at) order by vote.seq), '[]')
         from approval a join vote on vote.approval_id = a.id join person w on w.id = vote.actor_id where a.run_id = v.run_id) as votes,
       (select count(*)::int from change_plan p join ticket t on t.id = p.ticket_id and t.deleted_at is null
         where p.standard_id = v.standard_id and p.standard_version = v.number) as uses
     from standard_change_version v left join person b on b.id = v.proposed_by left join ticket c on c.id = v.from_change
     where v.standard_id = ? order by v.number desc`,
    [standardId],
  );
  return rows.map((row) => ({ ...row, plan: templateOf(row.plan) }));
}

/** Null: the latest. @throws DomainError not_found */
export async function planOfVersion(
  work: Work,
  standardId: string,
  number: number | null,
): Promise<Template> {
  const [row] = await work.em.execute<{ plan: Partial<Template> }[]>(
    'select plan from standard_change_version where standard_id = ? order by (number = ?) desc nulls last, number desc limit 1',
    [standardId, number],
  );
  if (!row) throw new DomainError('not_found', 'There is no such version.');
  return templateOf(row.plan);
}
