/**
 * One promise on one ticket. The segments are the ledger and the truth; what stands in the clock's own row (state, due
 * instant) is worked out from them, kept for lists and for waking up.
 */
import { defineEntity, p } from '@mikro-orm/postgresql';

const ClockSchema = defineEntity({
  name: 'Clock',
  tableName: 'clock',
  properties: {
    id: p.uuid().primary(),
    tenantId: p.uuid(),
    ticketId: p.uuid(),
    policyKey: p.text(),
    name: p.text(),
    calendarKey: p.text(),
    calendarVersion: p.integer(),
    targetSeconds: p.integer(),
    state: p.text().$type<'running' | 'paused' | 'met' | 'breached' | 'cancelled'>(),
    startedAt: p.datetime(),
    dueAt: p.datetime().nullable(),
    /** When the warning, the breach were told: each is told once. */
    warnedAt: p.datetime().nullable(),
    breachedAt: p.datetime().nullable(),
    stoppedAt: p.datetime().nullable(),
    /** Business seconds left, kept while the clock does not run. */
    remainingSeconds: p.double().nullable(),
  },
});

export class Clock extends ClockSchema.class {}
ClockSchema.setClass(Clock);

export type SegmentCause = {
  readonly kind: string;
  readonly id: string | null;
  readonly label: string | null;
  readonly actor?: string | null;
  readonly status?: string;
};

const ClockSegmentSchema = defineEntity({
  name: 'ClockSegment',
  tableName: 'clock_segment',
  properties: {
    clockId: p.uuid().primary(),
    ord: p.integer().primary(),
    tenantId: p.uuid(),
    state: p.text().$type<'running' | 'paused'>(),
    fromAt: p.datetime(),
    toAt: p.datetime().nullable(),
    cause: p.json().$type<SegmentCause>(),
  },
});

export class ClockSegment extends ClockSegmentSchema.class {}
ClockSegmentSchema.setClass(ClockSegment);
