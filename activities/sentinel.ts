/**
 * Tells an engine that was lost, or restored to an earlier day, from one that only was away: every few minutes a number is
 * left with the engine and remembered in the database. An engine that does not know the number has forgotten more.
 */
import { WorkflowNotFoundError } from '@temporalio/client';
import type { Store } from '#domain/work.ts';
import type { Engine } from './temporal.ts';

const ROW = 'engine-sentinel';
const RENEW_MS = 5 * 60_000;
/** It is never run: its start lies far ahead, and it is replaced long before. */
const START_DELAY_MS = 365 * 24 * 3_600_000;
const CALL_MS = 10_000;

export type Sentinel = {
  check(): Promise<'fine' | 'lost'>;
  /** What was lost has been made good. */
  accept(): Promise<void>;
  renew(): Promise<void>;
};

export function createSentinel(store: Store, engine: () => Engine, taskQueue: string): Sentinel {
  const workflowId = `perdura-sentinel:${taskQueue}`;
  let renewedAt = 0;
  const call = <T>(act: (engine: Engine) => Promise<T>): Promise<T> => {
    const now = engine();
    return now.connection.withDeadline(Date.now() + CALL_MS, () => act(now));
  };

  async function remembered(): Promise<number | null> {
    const rows = await store.orm.em
      .fork()
      .execute<{ round: number | null }[]>(
        "select (parts ->> 'round')::int as round from worker_heartbeat where name = ?",
        [ROW],
      );
    return rows[0]?.round ?? null;
  }

  async function leave(round: number): Promise<void> {
    await call(({ client }) =>
      client.workflow.start('slaClock', {
        taskQueue,
        workflowId,
        args: [{ tenantId: 'none', id: 'none' }],
        memo: { round },
        startDelay: START_DELAY_MS,
        workflowIdConflictPolicy: 'TERMINATE_EXISTING',
        workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      }),
    );
    await store.orm.em.fork().execute(
      `insert into worker_heartbeat (name, at, parts) values (?, now() + interval '100 years', ?::jsonb)
         on conflict (name) do update set parts = excluded.parts`,
      [ROW, JSON.stringify({ round })],
    );
    renewedAt = Date.now();
  }

  return {
    async check() {
      const round = await remembered();
      if (round === null) return 'fine';
      try {
        const { memo, status } = await call(({ client }) =>
          client.workflow.getHandle(workflowId).describe(),
        );
        // The engine's number may be one ahead, when we died between telling it and remembering it.
        return status.name === 'RUNNING' && Number(memo?.round ?? -1) >= round ? 'fine' : 'lost';
      } catch (error) {
        if (error instanceof WorkflowNotFoundError) return 'lost';
        throw error;
      }
    },
    async accept() {
      await leave(((await remembered()) ?? 0) + 1);
    },
    async renew() {
      if (Date.now() - renewedAt < RENEW_MS) return;
      await leave(((await remembered()) ?? 0) + 1);
    },
  };
}
