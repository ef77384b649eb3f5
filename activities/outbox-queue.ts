/** The outbox and the pending messages of runs, as relay and reconciler see them: across tenants, through named functions. */

import type { OutboxKind } from '#domain/outbox.ts';
import type { RunMessage } from '#domain/processes/step-types.ts';
import type { Store } from '#domain/work.ts';

export type OutboxItem = {
  readonly id: string;
  readonly tenantId: string;
  readonly kind: OutboxKind;
  readonly target: string;
  readonly payload: { readonly at?: string | null; readonly sync?: boolean };
  readonly attempts: number;
};

/** What is pending for a run, and what its workflow is found by. */
export type RunDelivery = {
  readonly id: string;
  readonly tenantId: string;
  readonly tenantKey: string;
  readonly ticketNumber: string | null;
  readonly ticketType: string | null;
  readonly processKey: string;
  readonly processVersion: number;
  readonly step: number;
  readonly ended: boolean;
  readonly messages: readonly RunMessage[];
};

export type OutboxQueue = {
  /** Takes what is due; `delivered` is forgotten on the same trip. */
  take(most: number, leaseMs: number, delivered: readonly string[]): Promise<OutboxItem[]>;
  failed(
    ids: readonly string[],
    error: string,
    delayMs: number,
    giveUpAfter: number,
  ): Promise<void>;
  postponed(ids: readonly string[], error: string, delayMs: number): Promise<void>;
  deliveries(runIds: readonly string[], most: number): Promise<RunDelivery[]>;
};

type Row = {
  id: string;
  tenant_id: string;
  kind: OutboxKind;
  target: string;
  payload: OutboxItem['payload'];
  attempts: number;
};
type DeliveryRow = {
  id: string;
  tenant_id: string;
  tenant_key: string;
  ticket_number: string | null;
  ticket_type: string | null;
  process_key: string;
  process_version: number;
  step: number;
  ended: boolean;
  messages: RunMessage[];
};

/** A PostgreSQL array literal of ids, which hold nothing that would need quoting. */
export const arrayOf = (ids: readonly string[]): string => `{${ids.join(',')}}`;

export function createOutboxQueue(store: Store): OutboxQueue {
  const run = <T>(sql: string, values: unknown[]): Promise<T[]> =>
    store.orm.em.fork().execute<T[]>(sql, values);
  return {
    async take(most, leaseMs, delivered) {
      const rows = await run<Row>(
        'select id::text, tenant_id, kind, target, payload, attempts from outbox_take(?, ?, ?::bigint[])',
        [most, leaseMs, arrayOf(delivered)],
      );
      return rows
        .map(({ tenant_id, ...row }) => ({ ...row, tenantId: tenant_id }))
        .sort((left, right) => Number(BigInt(left.id) - BigInt(right.id)));
    },
    async failed(ids, error, delayMs, giveUpAfter) {
      await run('select outbox_failed(?::bigint[], ?, ?, ?)', [
        arrayOf(ids),
        error,
        Math.round(delayMs),
        giveUpAfter,
      ]);
    },
    async postponed(ids, error, delayMs) {
      await run('select outbox_postponed(?::bigint[], ?, ?)', [
        arrayOf(ids),
        error,
        Math.round(delayMs),
      ]);
    },
    async deliveries(runIds, most) {
      const rows = await run<DeliveryRow>('select * from run_deliveries(?::uuid[], ?)', [
        arrayOf(runIds),
        most,
      ]);
      return rows.map((row) => ({
        id: row.id,
        tenantId: row.tenant_id,
        tenantKey: row.tenant_key,
        ticketNumber: row.ticket_number,
        ticketType: row.ticket_type,
        processKey: row.process_key,
        processVersion: row.process_version,
        step: row.step,
        ended: row.ended,
        messages: row.messages,
      }));
    },
  };
}
