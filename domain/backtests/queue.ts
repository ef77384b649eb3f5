/**
 * The back-tests of a tenant take turns: one at a time, in the order in which they were begun. Only whoever's turn it is has a
 * workflow; ending, however it ends, gives the next one its own in the same transaction. So whoever begins many keeps none
 * of another tenant waiting longer than one, and those that wait cost nothing.
 */
import { DomainError } from '../errors.ts';
import { send } from '../outbox.ts';
import type { Work } from '../work.ts';

/** How many may wait or be under way at once. */
export const OPEN_MAX = { person: 5, tenant: 20 } as const;

/** In front of it in the same tenant. To be put into a statement about `backtest b`. */
export const NOBODY_IN_FRONT = `not exists (select from backtest o where o.tenant_id = b.tenant_id and o.state in ('queued', 'running')
  and (o.created_at, o.id) < (b.created_at, b.id))`;

/**
 * When it was begun, in SQL: behind all that wait, whatever the clock of this process says and however long it has waited for
 * the queue. Else it would stand in front of one that has been called up, and nobody would call up either of them.
 */
export const LAST_IN_QUEUE = `(select greatest(?::timestamptz, max(created_at) + interval '1 millisecond') from backtest
  where tenant_id = current_tenant() and state in ('queued', 'running'))`;

/** Holds the tenant's queue until the transaction ends, so that nobody leaves it unseen. */
async function lockQueue(work: Work): Promise<void> {
  await work.em.execute('select pg_advisory_xact_lock(hashtextextended(?, 0))', [
    `backtests ${work.tenantId}`,
  ]);
}

/** Whether it is the first. Called before it is written. @throws DomainError too_many_open */
export async function joinQueue(work: Work, personId: string): Promise<boolean> {
  await lockQueue(work);
  const rows = await work.em.execute<{ all: number; own: number }[]>(
    `select count(*)::int as "all", (count(*) filter (where created_by = ?))::int as own from backtest
     where tenant_id = current_tenant() and state in ('queued', 'running')`,
    [personId],
  );
  const { all = 0, own = 0 } = rows[0] ?? {};
  if (own >= OPEN_MAX.person)
    throw tooMany(`You have ${own} back-tests waiting or under way`, OPEN_MAX.person);
  if (all >= OPEN_MAX.tenant)
    throw tooMany(`${all} back-tests of all authors wait or are under way`, OPEN_MAX.tenant);
  return all === 0;
}

const tooMany = (sentence: string, most: number): DomainError =>
  new DomainError('too_many_open', `${sentence}. Wait until one has ended, or cancel one.`, {
    values: { most },
  });

/** Called before its end is written. */
export async function leaveQueue(work: Work, id: string): Promise<void> {
  await lockQueue(work);
  const rows = await work.em.execute<{ id: string }[]>(
    `select id from backtest where tenant_id = current_tenant() and state in ('queued', 'running') order by created_at, id limit 2`,
  );
  const [first, next] = rows;
  if (first?.id === id && next) callUp(work, next.id);
}

/** Its workflow begins. */
export const callUp = (work: Work, id: string): void =>
  send(work, 'backtest', id, { at: work.now.toISOString() });
