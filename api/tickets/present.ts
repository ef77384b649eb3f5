/** Tickets and their parts as they leave. */
import type { ClockAccount } from '#domain/clocks/account.ts';
import type { SegmentCause } from '#domain/clocks/clock.ts';
import type { Escalation } from '#domain/escalations/escalation.ts';
import type { Principal } from '#domain/people/access.ts';
import type { CommentRecord } from '#domain/tickets/comments.ts';
import { allowedOn, mayOn } from '#domain/tickets/policy.ts';
import type { TicketRecord } from '#domain/tickets/record.ts';
import type { KeyRef, PersonRef } from '#domain/tickets/references.ts';

const iso = (at: Date | null | undefined): string | null => at?.toISOString() ?? null;
const personRef = (person: PersonRef) => ({
  id: person.id,
  name: person.name,
  email: person.email,
});
const keyRef = (ref: KeyRef | null) =>
  ref === null ? null : { id: ref.id, key: ref.key, name: ref.name };

export function presentItem(ticket: TicketRecord, principal: Principal) {
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
    dueAt: iso(ticket.dueAt),
    clock: ticket.clock === null ? null : { ...ticket.clock, dueAt: iso(ticket.clock.dueAt) },
    resolvedAt: iso(ticket.resolvedAt),
    closedAt: iso(ticket.closedAt),
    createdAt: ticket.createdAt.toISOString(),
    updatedAt: ticket.updatedAt.toISOString(),
    version: ticket.version,
    allowed: allowedOn(principal, ticket),
  };
}

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

export function presentClock({ clock, ...account }: ClockAccount) {
  return {
    id: clock.id,
    name: clock.name,
    policy: clock.policyKey,
    calendar: { key: clock.calendarKey, version: clock.calendarVersion },
    state: account.state,
    targetSeconds: clock.targetSeconds,
    elapsedSeconds: account.elapsedSeconds,
    remainingSeconds: account.remainingSeconds,
    startedAt: clock.startedAt.toISOString(),
    dueAt: iso(account.dueAt),
    warnedAt: iso(clock.warnedAt),
    breachedAt: iso(clock.breachedAt),
    stoppedAt: iso(clock.stoppedAt),
    segments: account.segments.map((segment) => ({
      from: segment.from.toISOString(),
      to: iso(segment.to),
      state: segment.state,
      cause: causeLabel(segment.cause),
    })),
  };
}

/** Why a segment began: the status the ticket came to, else what made the change. */
const causeLabel = (cause: SegmentCause): string | null =>
  cause.status ?? cause.label ?? cause.kind ?? null;

export function presentEscalation(
  escalation: Escalation,
  ticket: TicketRecord,
  principal: Principal,
) {
  const open = escalation.state === 'open' && mayOn(principal, 'ticket.update', ticket);
  return {
    id: escalation.id,
    reason: escalation.reason,
    level: escalation.level,
    state: escalation.state,
    openedAt: escalation.openedAt.toISOString(),
    nextAt: iso(escalation.nextAt),
    acknowledgedAt: iso(escalation.acknowledgedAt),
    acknowledgedBy: escalation.acknowledgedBy ?? null,
    allowed: open ? ['acknowledge'] : [],
  };
}
