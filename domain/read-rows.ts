/**
 * Reads rows for one tenant in one round trip. Row-level security needs the tenant set in the same transaction as the query,
 * which as statements of their own are four trips (begin, set, ask, commit); outside a transaction the query goes as text
 * to a function that sets the tenant and runs it with the caller's rights. Instants come as text then.
 */
import type { Work } from './work.ts';

export async function readRows<T>(
  reader: Pick<Work, 'em' | 'tenantId'>,
  text: string,
  params: readonly unknown[],
): Promise<T[]> {
  const { em, tenantId } = reader;
  if (em.isInTransaction()) return em.execute<T[]>(text, [...params]);
  const query = em.getPlatform().formatQuery(text, params);
  const [answer] = await withoutTrips(em).execute<{ rows: T[] }[]>(
    'select read_rows(?, ?) as rows',
    [tenantId, query],
  );
  return answer?.rows ?? [];
}

/** For a function that sets the tenant itself: no transaction is opened around it to do so. */
export function withoutTrips(em: Work['em']): Work['em'] {
  if (em.isInTransaction()) return em;
  const bare = em.fork() as Work['em'];
  bare.clearSessionContext();
  return bare;
}
