/** What is known of a ticket as it is opened from what it is going to be about: what begins with it goes by the same as later on. */
import { type PlanFacts, USUAL_PLAN } from '#engine/changes/plan.ts';
import type { Work } from '../work.ts';
import type { FactFields } from './facts.ts';
import type { TicketType } from './values.ts';

type Opening = {
  readonly type: TicketType;
  /** Keys. */
  readonly configItems?: readonly string[];
  readonly change?: Partial<PlanFacts>;
};

type About = Pick<FactFields, 'configItems' | 'criticality' | 'change'>;

type Row = Omit<About, 'change'> &
  Pick<PlanFacts, 'unanswered' | 'similar' | 'similarFailed' | 'dependants' | 'services'>;

/** Asks nothing of a ticket that is no change and about nothing. */
export async function aboutFacts(
  work: Work,
  { type, configItems: keys = [], change }: Opening,
): Promise<About> {
  if (type !== 'change' && keys.length === 0)
    return { configItems: [], criticality: null, change: null };
  const [row] = await work.em.execute<Row[]>(
    `select i.keys as "configItems", i.criticality, questions_asked(?) as unanswered,
       h.similar_changes as similar, h.similar_failed as "similarFailed", r.dependants, r.services
     from (
       select coalesce(array_agg(id), '{}') as ids, coalesce(jsonb_agg(key order by key), '[]') as keys,
         min(least(criticality, lent)) filter (where active) as criticality
       from config_item where tenant_id = current_tenant() and key in (select jsonb_array_elements_text(?))) i,
       lateral items_history(i.ids, ?, null) h, lateral items_reach(i.ids) r`,
    [change?.kind ?? USUAL_PLAN.kind, JSON.stringify(keys), work.now],
  );
  if (!row) throw new Error('invariant: one row is asked for');
  const { configItems, criticality, ...counted } = row;
  const plan = type === 'change' ? { ...USUAL_PLAN, ...counted, ...change } : null;
  return { configItems, criticality, change: plan };
}
