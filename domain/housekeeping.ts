/** What is kept for a while only goes, the months to come get their partitions, contracts that end are told, and standard changes whose day has come are looked at again. Harmless to do often and from anywhere. */
import { tellOfEndingContracts } from './clocks/ending-contracts.ts';
import { beginReviewsDue } from './standard-changes/review.ts';
import { asSystem } from './tenants/create-tenant.ts';
import { inTenant, type Store } from './work.ts';

const MONTHS_AHEAD = 4;
/** Messages that nobody came for, forgotten at once. */
const EXPIRED_MAX = 10_000;

/** `zones`: the release of the time zones that this program counts with, as the IANA names it. */
export async function keepHouse(store: Store, zones = process.versions.tz): Promise<void> {
  const em = store.orm.em.fork();
  const now = store.clock();
  await em.execute('select forget_expired(?)', [now]);
  await em.execute('select messages_expired(?)', [EXPIRED_MAX]);
  await em.execute('select ensure_event_partitions(?::timestamptz::date, ?)', [now, MONTHS_AHEAD]);
  await em.execute('select zones_noticed(?)', [zones]);
  const tenants = await em.execute<{ id: string }[]>('select tenant_ids() as id');
  for (const { id } of tenants) {
    await inTenant(store, asSystem(id, 'housekeeping'), tellOfEndingContracts);
    await inTenant(store, asSystem(id, 'housekeeping'), beginReviewsDue);
  }
}
