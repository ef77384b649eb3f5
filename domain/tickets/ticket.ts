/**
 * A ticket: its fields and how they hang together. Whoever changes one goes through `updateTicket`, which records it;
 * the methods here keep status, hold reason, priority and the instants of its life in agreement.
 */
import { defineEntity, p } from '@mikro-orm/postgresql';
import { invalid } from '../errors.ts';
import { demandTransition } from './life-cycle.ts';
import { TextList } from './text-list.ts';
import {
  type HoldReason,
  type Level,
  type Priority,
  priorityFor,
  type Status,
  type TicketType,
} from './values.ts';

const TicketSchema = defineEntity({
  name: 'Ticket',
  tableName: 'ticket',
  properties: {
    id: p.uuid().primary(),
    tenantId: p.uuid(),
    number: p.text(),
    type: p.text().$type<TicketType>(),
    title: p.text(),
    description: p.text(),
    status: p.text().$type<Status>(),
    holdReason: p.text().$type<HoldReason>().nullable(),
    impact: p.smallint().$type<Level>(),
    urgency: p.smallint().$type<Level>(),
    priority: p.smallint().$type<Priority>(),
    priorityByHand: p.boolean(),
    category: p.text().nullable(),
    queueId: p.uuid().nullable(),
    assigneeId: p.uuid().nullable(),
    requesterId: p.uuid(),
    organizationId: p.uuid().nullable(),
    tags: p.type(TextList).$type<string[]>(),
    custom: p.json().$type<Record<string, unknown>>(),
    source: p.text(),
    catalogItem: p.text().nullable(),
    /** When somebody who works on it first answered, and whose turn it is. */
    answeredAt: p.datetime().nullable(),
    awaiting: p.text().$type<'agent' | 'requester'>().default('agent'),
    dueAt: p.datetime().nullable(),
    resolvedAt: p.datetime().nullable(),
    closedAt: p.datetime().nullable(),
    deletedAt: p.datetime().nullable(),
    createdAt: p.datetime(),
    updatedAt: p.datetime(),
    version: p.integer().version(),
  },
});

export class Ticket extends TicketSchema.class {
  /** @throws DomainError transition_not_allowed */
  moveTo(
    status: Status,
    by: 'person' | 'run' | 'system',
    now: Date,
    holdReason?: HoldReason | null,
  ): void {
    if (status !== this.status) {
      demandTransition(this.type, this.status, status, by);
      this.status = status;
      this.resolvedAt =
        status === 'resolved' ? now : status === 'closed' ? (this.resolvedAt ?? now) : null;
      this.closedAt = status === 'closed' || status === 'cancelled' ? now : null;
    }
    if (status === 'on_hold') this.holdReason = holdReason ?? this.holdReason ?? 'other';
    else if (holdReason)
      invalid('/holdReason', 'Only a ticket that is on_hold has a reason for it.');
    else this.holdReason = null;
  }

  /** A priority set by hand stays until it is given back to the matrix with null. */
  weigh(change: { impact?: Level; urgency?: Level; priority?: Priority | null }): void {
    this.impact = change.impact ?? this.impact;
    this.urgency = change.urgency ?? this.urgency;
    if (change.priority !== undefined) this.priorityByHand = change.priority !== null;
    if (typeof change.priority === 'number') this.priority = change.priority;
    else if (!this.priorityByHand) this.priority = priorityFor(this.impact, this.urgency);
  }
}
TicketSchema.setClass(Ticket);
