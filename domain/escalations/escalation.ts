/** Somebody must look after a ticket: asks one level after the other until one acknowledges. At most one is open per ticket. */
import { defineEntity, p } from '@mikro-orm/postgresql';

const EscalationSchema = defineEntity({
  name: 'Escalation',
  tableName: 'escalation',
  properties: {
    id: p.uuid().primary(),
    tenantId: p.uuid(),
    ticketId: p.uuid(),
    /** For the record, in English. */
    reason: p.text(),
    /** The name of the target that was missed, for whoever is told in another language. */
    target: p.text(),
    ladderKey: p.text(),
    ladderVersion: p.integer(),
    /** The level asked last, from 1, and how many times; 0 before the first. */
    level: p.integer(),
    asked: p.integer(),
    state: p.text().$type<'open' | 'acknowledged' | 'exhausted' | 'cancelled'>(),
    nextAt: p.datetime().nullable(),
    /** When the next level is due by the ladder alone: a rest may put it off, never forward. */
    levelDueAt: p.datetime(),
    /** Nobody is asked until then, and why. */
    snoozedUntil: p.datetime().nullable(),
    snoozeReason: p.text().nullable(),
    openedAt: p.datetime(),
    acknowledgedAt: p.datetime().nullable(),
    acknowledgedBy: p.uuid().nullable(),
  },
});

export class Escalation extends EscalationSchema.class {}
EscalationSchema.setClass(Escalation);
