/**
 * Calendars, queues and rulesets a step needs, kept per configuration revision: whoever changes one moves the tenant's revision, and
 * a step reads that with its lock, so a kept copy is never older than the step that uses it.
 */
import type { Calendar } from '#engine/calendar.ts';
import { USUAL_FIRST } from '../clocks/usual-calendar.ts';
import { remembered } from '../memory.ts';
import { type CurrentRuleset, currentRuleset } from '../rulesets/find.ts';
import type { Work } from '../work.ts';

const KEPT = Symbol('kept by revision');
const KEEP_MAX = 5_000;

type Kept = Map<string, { readonly revision: string; readonly value: unknown }>;

/** The named calendar, else the tenant's own; null when there is none. */
export function keptCalendar(
  work: Work,
  revision: string,
  key: string | undefined,
): Promise<Calendar | null> {
  return kept(work, revision, `calendar:${key ?? ''}`, () => loadCalendar(work, key));
}

export function keptRuleset(
  work: Work,
  revision: string,
  key: string,
): Promise<CurrentRuleset | null> {
  return kept(work, revision, `ruleset:${key}`, () => currentRuleset(work, key));
}

/** The id behind a queue's key; null when there is none. */
export async function keptQueue(work: Work, revision: string, key: string): Promise<string | null> {
  const queues = await kept(work, revision, 'queues', async () => {
    const rows = await work.em.execute<{ id: string; key: string }[]>(
      'select id, key from queue where tenant_id = current_tenant()',
    );
    return new Map(rows.map((row) => [row.key, row.id]));
  });
  return queues.get(key) ?? null;
}

/** What `load` gives, read once per revision under this name. */
export async function kept<T>(
  work: Work,
  revision: string,
  name: string,
  load: () => Promise<T>,
): Promise<T> {
  const all = remembered<Kept>(work.em, KEPT, () => new Map());
  const place = `${work.tenantId}:${name}`;
  const known = all.get(place);
  if (known?.revision === revision) return known.value as T;
  const value = await load();
  if (all.size >= KEEP_MAX) all.clear();
  all.set(place, { revision, value });
  return value;
}

export async function loadCalendar(work: Work, key: string | undefined): Promise<Calendar | null> {
  const rows = await work.em.execute<{ hours: Calendar }[]>(
    key === undefined
      ? `select hours from calendar where tenant_id = current_tenant() order by ${USUAL_FIRST} limit 1`
      : 'select hours from calendar where tenant_id = current_tenant() and key = ?',
    key === undefined ? [] : [key],
  );
  return rows[0]?.hours ?? null;
}
