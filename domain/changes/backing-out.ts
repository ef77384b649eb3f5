/** That a change is being backed out, for who looks at it: whether it is still asked, and who wanted it or what did not work, and why. */
import { FAILED } from '#engine/changes/steps.ts';
import { toIso } from '../instants.ts';
import { personJson } from '../tickets/sql.ts';
import type { Work } from '../work.ts';
import { isBeingAsked } from './asked-back-out.ts';
import type { Change } from './change.ts';
import type { StepNow } from './steps.ts';

type Because = {
  readonly by: { readonly id: string; readonly name: string; readonly email: string } | null;
  readonly reason: string;
  /** The step that did not work; null where somebody has asked for it. */
  readonly step: string | null;
  readonly at: string;
};

export type BackingOut = {
  readonly stage: 'asked' | 'undoing';
  readonly because: Because | null;
};

/** Null where it is not, or not any more. */
export async function backingOutOf(
  work: Work,
  change: Change,
  steps: readonly StepNow[],
): Promise<BackingOut | null> {
  const isUndoing = steps.some(({ state }) => state === 'undoing');
  if (!isUndoing && !(await isBeingAsked(work, change))) return null;
  return { stage: isUndoing ? 'undoing' : 'asked', because: await becauseOf(work, change) };
}

/** Whichever came last. */
async function becauseOf(work: Work, { ticketId }: Change): Promise<Because | null> {
  const [row] = await work.em.execute<(Omit<Because, 'at'> & { at: Date | string })[]>(
    `select case when p.id is null then null else ${personJson('p')} end as by, why.reason, why.step, why.at from (
       select e.actor_id as person_id, coalesce(e.data ->> 'reason', '') as reason, null as step, e.at from event e
       where e.subject_kind = 'ticket' and e.subject_id = ? and e.type = 'change.backOutAsked'
       union all
       select k.completed_by, coalesce(k.values ->> 'note', ''), k.name, k.completed_at from task k
       where k.ticket_id = ? and k.step is not null and not k.undoes and k.state = 'completed' and k.outcome = ?) why
     left join person p on p.id = why.person_id order by why.at desc limit 1`,
    [ticketId, ticketId, FAILED],
  );
  return row ? { ...row, at: toIso(row.at) } : null;
}
