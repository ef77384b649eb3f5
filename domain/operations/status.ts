/** How the work of one tenant stands: what waits to be delivered, how runs and mail stand, which workers live. */
import type { Work } from '../work.ts';

export type OperationsStatus = {
  readonly outbox: {
    readonly pending: number;
    readonly dead: number;
    readonly oldestSeconds: number;
  };
  /** Runs that have not ended, and those that failed, by state. */
  readonly runs: Readonly<Record<string, number>>;
  readonly mail: Readonly<Record<string, number>>;
  readonly workers: readonly {
    readonly name: string;
    readonly at: Date;
    readonly parts: Readonly<Record<string, string>>;
  }[];
};

export async function operationsStatus(work: Work): Promise<OperationsStatus> {
  const [outbox] = await work.em.execute<{ pending: number; dead: number; oldest: number }[]>(
    `select count(*) filter (where state = 'pending')::int as pending, count(*) filter (where state = 'dead')::int as dead,
       coalesce(extract(epoch from now() - min(created_at) filter (where state = 'pending')), 0)::double precision as oldest
     from outbox where tenant_id = ?`,
    [work.tenantId],
  );
  const runs = await work.em.execute<{ state: string; count: number }[]>(
    `select state, count(*)::int as count from run where tenant_id = ? and (ended_at is null or state = 'faulted') group by state`,
    [work.tenantId],
  );
  const mail = await work.em.execute<{ state: string; count: number }[]>(
    `select state, count(*)::int as count from mail where tenant_id = ? group by state`,
    [work.tenantId],
  );
  const workers = await work.em.execute<
    { name: string; at: Date; parts: Record<string, string> }[]
  >(
    `select name, at, parts from worker_heartbeat where at between now() - interval '1 day' and now() + interval '1 hour' order by name limit 100`,
  );
  return {
    outbox: {
      pending: outbox?.pending ?? 0,
      dead: outbox?.dead ?? 0,
      oldestSeconds: outbox?.oldest ?? 0,
    },
    runs: Object.fromEntries(runs.map(({ state, count }) => [state, count])),
    mail: Object.fromEntries(mail.map(({ state, count }) => [state, count])),
    workers: workers.map(({ name, at, parts }) => ({ name, at: new Date(at), parts })),
  };
}
