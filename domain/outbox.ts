/**
 * What must reach the engine after the commit, written in the same transaction as what caused it. A relay delivers each
 * row at least once; workflow ids come from record ids and messages carry numbers, so that a second delivery does nothing.
 */
import { defineEntity, p } from '@mikro-orm/postgresql';
import type { Work } from './work.ts';

/**
 * - `run`: deliver what is pending to run `target` (and start its workflow if it is missing)
 * - `move`: move a run to another version, as `run_move` `target` says
 * - `message`: bring message `target` to whoever waits for it
 * - `approval`, `clock`, `escalation`, `cab`, `backtest`, `recount`, `rollout`, `forecast`: `{ at }` arms the record's workflow to wake at that instant, replacing an
 *   earlier one; `{ at: null }` disarms it. The target of `clock` is the ticket, of `rollout` the process.
 */
export type OutboxKind =
  | 'run'
  | 'message'
  | 'move'
  | 'approval'
  | 'clock'
  | 'escalation'
  | 'cab'
  | 'backtest'
  | 'recount'
  | 'rollout'
  | 'forecast';

const OutboxSchema = defineEntity({
  name: 'OutboxRow',
  tableName: 'outbox',
  properties: {
    id: p.bigint('string').primary(),
    tenantId: p.uuid(),
    kind: p.string().$type<OutboxKind>(),
    target: p.uuid(),
    payload: p.json().$type<{ at?: string | null; workflow?: string }>(),
    state: p.string().$type<'pending' | 'dead'>().default('pending'),
    attempts: p.integer().default(0),
    nextAt: p.datetime().defaultRaw('now()'),
    lastError: p.text().nullable(),
    createdAt: p.datetime().defaultRaw('now()'),
  },
});

export class OutboxRow extends OutboxSchema.class {}
OutboxSchema.setClass(OutboxRow);

/** Puts a message into the outbox; the relay is woken after the commit. */
export function send(
  work: Work,
  kind: OutboxKind,
  target: string,
  payload: { at?: string | null; workflow?: string } = {},
): void {
  work.em.create(
    OutboxRow,
    { tenantId: work.tenantId, kind, target, payload },
    { persist: true, partial: true },
  );
  work.sent.value = true;
}
