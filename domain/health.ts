/** What the record says of the parts: whether the database answers, and which worker said lately that it lives. */
import type { Store } from './work.ts';

/** A worker writes every five seconds; one miss is forgiven. */
const FRESH_SECONDS = 12;

export type PartState = 'up' | 'down';
export type WorkerParts = { readonly worker: PartState; readonly relay: PartState };

/** Rejects when the database does not answer. Rows from the future are other parts' memory, not heartbeats. */
export async function workerParts(store: Store): Promise<WorkerParts> {
  const rows = await store.orm.em.fork().execute<{ worker: boolean; relay: boolean }[]>(
    `select coalesce(bool_or(parts ->> 'worker' = 'up'), false) as worker, coalesce(bool_or(parts ->> 'relay' = 'up'), false) as relay
       from worker_heartbeat where at between now() - make_interval(secs => ?) and now() + interval '1 hour'`,
    [FRESH_SECONDS],
  );
  const [row] = rows;
  return { worker: row?.worker ? 'up' : 'down', relay: row?.relay ? 'up' : 'down' };
}

export type OutboxFigures = {
  readonly pending: number;
  readonly dead: number;
  readonly oldestSeconds: number;
};

export async function outboxFigures(store: Store): Promise<OutboxFigures> {
  const rows = await store.orm.em
    .fork()
    .execute<{ pending: string; dead: string; oldest_seconds: number }[]>(
      'select * from outbox_figures()',
    );
  const [row] = rows;
  return {
    pending: Number(row?.pending ?? 0),
    dead: Number(row?.dead ?? 0),
    oldestSeconds: Number(row?.oldest_seconds ?? 0),
  };
}
