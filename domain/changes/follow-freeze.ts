/** Who is caught by a freeze that was saved, moved or taken away. The schedule's lock is held. */
import type { Freeze } from '#engine/changes/plan.ts';
import type { Work } from '../work.ts';
import { watchedOf } from './follow.ts';
import { keepFound, keyFor } from './found.ts';
import { changesUnder } from './scopes.ts';

type Named = Freeze & { readonly name: string };

export async function followFreeze(
  work: Work,
  now: Named | null,
  before: Named | null,
): Promise<void> {
  const key = keyFor('freeze', (now ?? before)?.id ?? '');
  const caught = now === null ? [] : await changesUnder(work, now, now.scope);
  const held = new Set(caught.map(({ id }) => id));
  // Of those that it held no more than these can be let go: what it never reached has not been told of it.
  const known = before === null ? [] : await knownTo(work, key);
  for (const change of await watchedOf(work, [...new Set([...held, ...known])])) {
    const { [key]: _, ...rest } = change.found;
    const found = held.has(change.id) && now ? { ...rest, [key]: now.name } : rest;
    await keepFound(work, change, found);
  }
}

async function knownTo(work: Work, key: string): Promise<readonly string[]> {
  const rows = await work.em.execute<{ id: string }[]>(
    'select ticket_id as id from change_plan where tenant_id = current_tenant() and jsonb_exists(found, ?)',
    [key],
  );
  return rows.map(({ id }) => id);
}
