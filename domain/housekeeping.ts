/** What is kept for a while only goes, and the months to come get their partitions. Harmless to do often and from anywhere. */
import type { Store } from './work.ts';

const MONTHS_AHEAD = 4;
/** Messages that nobody came for, forgotten at once. */
const EXPIRED_MAX = 10_000;

export async function keepHouse(store: Store): Promise<void> {
  const em = store.orm.em.fork();
  const now = store.clock();
  await em.execute('select forget_expired(?)', [now]);
  await em.execute('select messages_expired(?)', [EXPIRED_MAX]);
  await em.execute('select ensure_event_partitions(?::timestamptz::date, ?)', [now, MONTHS_AHEAD]);
}
