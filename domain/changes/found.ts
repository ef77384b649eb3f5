/**
 * What was last found to stand in the way of a change, kept only to know the difference: whoever asks is answered by looking
 * again. A difference is an event on the ticket and a word to whoever has it, once for all that has come and once for all
 * that has gone.
 */
import { keyOf } from '#engine/changes/conflicts.ts';
import type { Conflict } from '#engine/changes/plan.ts';
import { record } from '../events/record.ts';
import { notify } from '../mail/notify.ts';
import type { Work } from '../work.ts';
import type { Found } from './change.ts';

/** Nobody is told of a holiday: it is on their own wall. */
export type ToldKind = Exclude<Conflict['kind'], 'holiday'>;
export type Told = { readonly kind: ToldKind; readonly with: string };

export type Watched = {
  readonly id: string;
  readonly number: string;
  readonly assigneeId: string | null;
  readonly found: Found;
};

export const keyFor = (kind: ToldKind, id: string): string =>
  kind === 'outside_window' ? kind : `${kind}:${id}`;

/** How much of it still does: not the freezes that somebody has let it through. */
export const countFound = (found: Found, letThrough: readonly string[]): number =>
  Object.keys(found).filter((key) => !letThrough.some((id) => key === keyFor('freeze', id))).length;

/** With what each is called: the number of a change, the name of a freeze. */
export async function namesOf(work: Work, conflicts: readonly Conflict[]): Promise<Found> {
  const found: Record<string, string> = {};
  const idOf = (one: Conflict): string | null =>
    'change' in one ? one.change : 'freeze' in one ? one.freeze : null;
  const ids = conflicts.flatMap((one) => idOf(one) ?? []);
  const rows = await work.em.execute<{ id: string; name: string }[]>(
    `with asked as (select value::uuid as id from jsonb_array_elements_text(?))
     select id, number as name from ticket where id in (select id from asked)
     union all select id, name from change_freeze where id in (select id from asked)`,
    [JSON.stringify(ids)],
  );
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  for (const conflict of conflicts) {
    if (conflict.kind === 'holiday') continue;
    found[keyOf(conflict)] = names.get(idOf(conflict) ?? '') ?? '';
  }
  return found;
}

/** Writes what stands in its way now, and tells what is new and what has gone. */
export async function keepFound(work: Work, change: Watched, now: Found): Promise<void> {
  const come = without(now, change.found);
  const gone = without(change.found, now);
  if (come.length + gone.length === 0) return;
  await work.em.execute('update change_plan set found = ? where ticket_id = ?', [
    JSON.stringify(now),
    change.id,
  ]);
  await tell(work, change, 'change.conflictsFound', come);
  await tell(work, change, 'change.conflictsGone', gone);
}

async function tell(
  work: Work,
  { id, number, assigneeId }: Watched,
  type: 'change.conflictsFound' | 'change.conflictsGone',
  conflicts: readonly Told[],
): Promise<void> {
  if (conflicts.length === 0) return;
  const data = { conflicts, internal: true };
  await record(work, { type, subject: { kind: 'ticket', id }, data });
  // Who moved it sees what came of it.
  if (assigneeId === null || assigneeId === work.actor.id) return;
  const kind = type === 'change.conflictsFound' ? 'conflictsFound' : 'conflictsGone';
  await notify(work, [assigneeId], { kind, number, conflicts }, id);
}

const without = (all: Found, known: Found): readonly Told[] =>
  Object.entries(all)
    .filter(([key]) => !(key in known))
    .map(([key, name]) => ({ kind: kindOf(key), with: name }));

/** Keys are made here and nowhere else. */
const kindOf = (key: string): ToldKind => (key.split(':')[0] ?? '') as ToldKind;
