/** Whose hours count where no calendar is named: the one of the tenant's settings, else the one it came with, else the first. */
import type { Work } from '../work.ts';

export const USUAL_FIRST = `(key = (select settings ->> 'calendar' from tenant where id = current_tenant())) desc nulls last, key = 'business-hours' desc, key`;

/** The key of the calendar that counts where none is named. */
export async function usualCalendar(work: Work): Promise<string | undefined> {
  const [usual] = await work.em.execute<{ key: string }[]>(
    `select key from calendar where tenant_id = current_tenant() order by ${USUAL_FIRST} limit 1`,
  );
  return usual?.key;
}
