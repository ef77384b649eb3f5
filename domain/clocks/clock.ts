/**
 * One promise on one ticket, or on one task or approval of it. The segments of its current revision are the ledger and the
 * truth; what stands in the clock's own row (state, due instant) is worked out from them, kept for lists and for waking up.
 */
import { defineEntity, p } from '@mikro-orm/postgresql';
import type { ClockSubject } from '#engine/clocks/measures.ts';
import type { ClockKind, Measure } from '#engine/clocks/policy.ts';
import type { Standing } from '#engine/clocks/standing.ts';
import { TextList } from '../tickets/text-list.ts';

const ClockSchema = defineEntity({
  name: 'Clock',
  tableName: 'clock',
  properties: {
    id: p.uuid().primary(),
    tenantId: p.uuid(),
    ticketId: p.uuid(),
    subjectKind: p.text().$type<ClockSubject>(),
    subjectId: p.uuid(),
    track: p.text(),
    kind: p.text().$type<ClockKind>(),
    measures: p.text().$type<Measure>(),
    name: p.text(),
    revision: p.integer(),
    standing: p.text().$type<Standing>(),
    cycle: p.integer(),
    state: p.text().$type<ClockState>(),
    policyKey: p.text(),
    policyVersion: p.integer(),
    targetId: p.text(),
    targetSeconds: p.integer(),
    calendarKey: p.text().nullable(),
    calendarVersion: p.integer().nullable(),
    calendarZone: p.text().nullable(),
    startedAt: p.datetime(),
    dueAt: p.datetime().nullable(),
    nextAt: p.datetime().nullable(),
    /** Every threshold up to then has been told; null after a revision, when all are looked at again. */
    toldUntil: p.datetime().nullable(),
    breachedAt: p.datetime().nullable(),
    stoppedAt: p.datetime().nullable(),
    /** Counted seconds left, kept while the clock does not run. */
    remainingSeconds: p.double().nullable(),
  },
});

export type ClockState = 'waiting' | 'running' | 'paused' | 'met' | 'breached' | 'cancelled';

export class Clock extends ClockSchema.class {}
ClockSchema.setClass(Clock);

/** Why something began: what happened, in which state the ticket was then, who did it, and what told them to. */
export type ClockCause = {
  readonly kind: string;
  readonly id: string | null;
  readonly label: string | null;
  readonly actor?: string | null;
  readonly status?: string;
  readonly happening?: string;
  /** The actor's name, where it is somebody: not kept, but looked up when the clock is asked. */
  readonly by?: string;
};

/** A calendar as a clock counts with it; no key: every second counts. A zone takes the place of the calendar's own. */
export type CalendarRef = {
  readonly calendarKey: string | null;
  readonly calendarVersion: number | null;
  readonly calendarZone: string | null;
};

const ClockSegmentSchema = defineEntity({
  name: 'ClockSegment',
  tableName: 'clock_segment',
  properties: {
    clockId: p.uuid().primary(),
    revision: p.integer().primary(),
    ord: p.integer().primary(),
    tenantId: p.uuid(),
    cycle: p.integer(),
    state: p.text().$type<'running' | 'paused'>(),
    fromAt: p.datetime(),
    toAt: p.datetime().nullable(),
    calendarKey: p.text().nullable(),
    calendarVersion: p.integer().nullable(),
    calendarZone: p.text().nullable(),
    cause: p.json().$type<ClockCause>(),
    endCause: p.json().$type<ClockCause>().nullable(),
  },
});

export class ClockSegment extends ClockSegmentSchema.class {}
ClockSegmentSchema.setClass(ClockSegment);

/** How a clock stood: kept beside a revision, before and after it. */
export type ClockStand = {
  readonly state: ClockState;
  readonly elapsedSeconds: number;
  readonly targetSeconds: number;
  readonly dueAt: string | null;
  readonly breachedAt: string | null;
};

export type RevisionReason =
  | 'begun'
  | 'priority'
  | 'policy'
  | 'calendar'
  | 'countFrom'
  | 'noPolicy'
  | 'policyEdited'
  | 'calendarEdited'
  | 'recounted';

const ClockRevisionSchema = defineEntity({
  name: 'ClockRevision',
  tableName: 'clock_revision',
  properties: {
    clockId: p.uuid().primary(),
    number: p.integer().primary(),
    tenantId: p.uuid(),
    at: p.datetime(),
    reasons: p.type(TextList).$type<RevisionReason[]>(),
    cause: p.json().$type<ClockCause>(),
    policyKey: p.text(),
    policyVersion: p.integer(),
    targetId: p.text(),
    targetSeconds: p.integer(),
    calendarKey: p.text().nullable(),
    calendarVersion: p.integer().nullable(),
    calendarZone: p.text().nullable(),
    lost: p.json().$type<readonly Lost[]>(),
    before: p.json().$type<ClockStand>().nullable(),
    after: p.json().$type<ClockStand>().nullable(),
  },
});

export type Lost = { readonly policy: string; readonly reason: string; readonly target?: string };

export class ClockRevision extends ClockRevisionSchema.class {}
ClockRevisionSchema.setClass(ClockRevision);

const ClockMarkSchema = defineEntity({
  name: 'ClockMark',
  tableName: 'clock_mark',
  properties: {
    clockId: p.uuid().primary(),
    revision: p.integer().primary(),
    cycle: p.integer().primary(),
    threshold: p.text().primary(),
    nth: p.integer().primary(),
    tenantId: p.uuid(),
    dueAt: p.datetime(),
    toldAt: p.datetime(),
    carried: p.boolean(),
    outcome: p.json().$type<readonly MarkOutcome[]>(),
  },
});

/** What came of one action of a threshold; `refused` says why it could not be done, `overtaken` that a later one said it. */
export type MarkOutcome = {
  readonly action: string;
  readonly refused?: string;
  readonly overtaken?: boolean;
};

export class ClockMark extends ClockMarkSchema.class {}
ClockMarkSchema.setClass(ClockMark);

/** As much of a clock as its account says. */
export type AccountedClock = Pick<
  Clock,
  | 'id'
  | 'name'
  | 'kind'
  | 'measures'
  | 'subjectKind'
  | 'subjectId'
  | 'policyKey'
  | 'policyVersion'
  | 'targetId'
  | 'targetSeconds'
  | 'calendarKey'
  | 'calendarVersion'
  | 'calendarZone'
  | 'cycle'
  | 'standing'
  | 'startedAt'
  | 'stoppedAt'
>;
