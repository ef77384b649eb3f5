/**
 * The append-only event: who, when, what before and after, and what caused it. The one table feeds the timeline, the
 * audit, live updates and triggers. A personal value never stands in it: only its hash does, and the value lies beside it,
 * sealed under the person's key.
 */
import { defineEntity, p } from '@mikro-orm/postgresql';

export type Change = { readonly before: unknown; readonly after: unknown };

const EventSchema = defineEntity({
  name: 'EventRow',
  tableName: 'event',
  properties: {
    id: p.uuid().primary(),
    at: p.datetime(6),
    tenantId: p.uuid(),
    type: p.string(),
    subjectKind: p.string(),
    subjectId: p.uuid(),
    ticketId: p.uuid().nullable(),
    actorKind: p.string(),
    actorId: p.uuid().nullable(),
    causeKind: p.string(),
    causeId: p.string().nullable(),
    causeLabel: p.string().nullable(),
    changes: p.json().$type<Record<string, Change>>(),
    data: p.json().$type<Record<string, unknown>>(),
  },
});

export class EventRow extends EventSchema.class {}
EventSchema.setClass(EventRow);

const EventPersonalSchema = defineEntity({
  name: 'EventPersonal',
  tableName: 'event_personal',
  properties: {
    eventId: p.uuid().primary(),
    personId: p.uuid().primary(),
    at: p.datetime(6),
    tenantId: p.uuid(),
    sealed: p.blob(),
  },
});

export class EventPersonal extends EventPersonalSchema.class {}
EventPersonalSchema.setClass(EventPersonal);
