/**
 * Where a late threshold has waited, read from the histories of some of those that were told: until the engine let its
 * workflow go, until a worker took that up, and until the record had told it.
 */
import { Client, Connection } from '@temporalio/client';
import type pg from 'pg';
import { percentile } from '../report.ts';

const LOOKED_AT = 400;

export type Waits = {
  /** Seconds from when it fell due until the engine put its workflow before a worker. */
  readonly engine: readonly number[];
  /** From then until a worker took it. */
  readonly worker: readonly number[];
  /** From then until it was told. */
  readonly record: readonly number[];
  /** Events of the whole history: what the engine wrote for it. */
  readonly events: readonly number[];
};

/** Of some that are spread evenly over all that were told. */
export async function waitsOf(address: string, owner: pg.Client): Promise<Waits> {
  const { rows } = await owner.query<{ ticket: string; due: Date; told: Date }>(
    `select ticket_id as ticket, due_at as due, told_at as told from (
       select c.ticket_id, m.due_at, m.told_at, row_number() over (order by m.due_at) as place, count(*) over () as all_told
       from clock_mark m join clock c on c.id = m.clock_id) marks
     where place % greatest(all_told / $1, 1) = 0`,
    [LOOKED_AT],
  );
  const connection = await Connection.connect({ address });
  const client = new Client({ connection });
  const waits = { engine: [], worker: [], record: [], events: [] } as {
    [K in keyof Waits]: number[];
  };
  for (const { ticket, due, told } of rows) {
    const { events } = await client.workflow.getHandle(`clock:${ticket}`).fetchHistory();
    const [scheduled, started] = [1, 2].map((index) => toSeconds(events?.[index]?.eventTime));
    if (scheduled === undefined || started === undefined) continue;
    waits.engine.push(scheduled - due.getTime() / 1_000);
    waits.worker.push(started - scheduled);
    waits.record.push(told.getTime() / 1_000 - started);
    waits.events.push(events?.length ?? 0);
  }
  await connection.close();
  return waits;
}

type Instant = { seconds?: unknown; nanos?: number | null } | null | undefined;

const toSeconds = (at: Instant): number | undefined =>
  at ? Number(at.seconds ?? 0) + (at.nanos ?? 0) / 1e9 : undefined;

/** Metric and value in milliseconds of each part, at the middle and at the far end. */
export const asFigures = (waits: Waits): readonly (readonly [metric: string, ms: number])[] =>
  (['engine', 'worker', 'record'] as const).flatMap((part) =>
    [0.5, 0.99].map(
      (share) =>
        [`waits_for_${part}_p${share * 100}`, percentile(waits[part], share) * 1_000] as const,
    ),
  );
