/** Tickets and their parts as they leave. */
import type { Escalation } from '#domain/escalations/escalation.ts';
import type { Principal } from '#domain/people/access.ts';
import type { CommentRecord } from '#domain/tickets/comments.ts';
import { allowedOn, mayOn, seesInternal } from '#domain/tickets/policy.ts';
import type { TicketRecord } from '#domain/tickets/record.ts';
import type { KeyRef, PersonRef } from '#domain/tickets/references.ts';
import { presentListClock } from '../clock-stand.ts';

const iso = (at: Date | null | undefined): string | null => at?.toISOString() ?? null;
const personRef = (person: PersonRef) => ({
  id: person.id,
  name: person.name,
  email: person.email,
});
const keyRef = (ref: KeyRef | null) =>
  ref === null ? null : { id: ref.id, key: ref.key, name: ref.name };

export function presentItem(ticket: TicketRecord, principal: Principal) {
  const isInside = seesInternal(principal, ticket);
  const clock = isInside ? ticket.clock : ticket.promise;
  return {
    id: ticket.id,
    number: ticket.number,
    type: ticket.type,
    title: ticket.title,
    status: ticket.status,
    holdReason: ticket.holdReason,
    impact: ticket.impact,
    urgency: ticket.urgency,
    priority: ticket.priority,
    category: ticket.category,
    queue: keyRef(ticket.queue),
    assignee: ticket.assignee === null ? null : personRef(ticket.assignee),
    requester: personRef(ticket.requester),
    organization: keyRef(ticket.organization),
    tags: [...ticket.tags],
    custom: ticket.custom,
    source: ticket.source,
    catalogItem: ticket.catalogItem,
    dueAt: iso(isInside || ticket.clock === null ? ticket.dueAt : promisedFor(ticket)),
    clock: clock && presentListClock(clock),
    resolvedAt: iso(ticket.resolvedAt),
    closedAt: iso(ticket.closedAt),
    createdAt: ticket.createdAt.toISOString(),
    updatedAt: ticket.updatedAt.toISOString(),
    version: ticket.version,
    allowed: allowedOn(principal, ticket),
  };
}

/** Its own deadline is that of what is due next, which may be promised among those who work on it only. */
const promisedFor = ({ promise }: TicketRecord): Date | null =>
  promise === null || promise.standing === 'stopped' ? null : promise.dueAt;

export const presentTicket = (ticket: TicketRecord, principal: Principal) => ({
  ...presentItem(ticket, principal),
  description: ticket.description ?? '',
});

export const presentComment = (comment: CommentRecord) => ({
  id: comment.id,
  author: comment.author,
  body: comment.body,
  internal: comment.internal,
  createdAt: comment.createdAt.toISOString(),
});

export function presentEscalation(
  escalation: Escalation,
  ticket: TicketRecord,
  principal: Principal,
) {
  const open = escalation.state === 'open' && mayOn(principal, 'ticket.update', ticket);
  return {
    id: escalation.id,
    reason: escalation.reason,
    ladder: escalation.ladderKey,
    level: escalation.level,
    asked: escalation.asked,
    state: escalation.state,
    openedAt: escalation.openedAt.toISOString(),
    nextAt: iso(escalation.nextAt),
    snoozedUntil: iso(escalation.snoozedUntil),
    snoozeReason: escalation.snoozeReason ?? null,
    acknowledgedAt: iso(escalation.acknowledgedAt),
    acknowledgedBy: escalation.acknowledgedBy ?? null,
    allowed: open ? ['acknowledge', 'snooze'] : [],
  };
}
