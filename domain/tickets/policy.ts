/**
 * Who may do what with a ticket. The one place that decides: the same rule stands as SQL for lists (`reachSql`) and as
 * `allowed` on every ticket that leaves; the browser works nothing out for itself.
 */

import { DomainError } from '../errors.ts';
import { type Permission, type Principal, type Reach, reaches, scopeOf } from '../people/access.ts';
import { transitionsFrom } from './life-cycle.ts';
import type { TicketRecord } from './record.ts';
import { marks, type Sql, sql } from './sql.ts';

const reachOf = (ticket: TicketRecord): Reach => ({
  people: [ticket.requester.id, ticket.assignee?.id ?? null],
  groupId: ticket.queue?.groupId ?? null,
  organizationId: ticket.organization?.id ?? null,
});

export const mayOn = (
  principal: Principal,
  permission: Permission,
  ticket: TicketRecord,
): boolean => reaches(principal, permission, reachOf(ticket));

/** Those who work on a ticket see what is said about it behind the requester's back. */
export const seesInternal = (principal: Principal, ticket: TicketRecord): boolean =>
  mayOn(principal, 'ticket.update', ticket);

/** What one cannot see is not there; what one sees but may not do is refused. @throws DomainError not_found, not_permitted */
export function demandOn(
  principal: Principal,
  permission: Permission,
  ticket: TicketRecord | null,
): TicketRecord {
  if (!ticket || !mayOn(principal, 'ticket.read', ticket))
    throw new DomainError('not_found', 'There is no such ticket, or you may not see it.');
  if (!mayOn(principal, permission, ticket)) {
    throw new DomainError(
      'not_permitted',
      `You may not do this with ${ticket.number}: it needs ${permission}.`,
      { values: { permission } },
    );
  }
  return ticket;
}

/** `transition:<status>` for each status it may be moved to. */
export function allowedOn(principal: Principal, ticket: TicketRecord): string[] {
  const allowed = ['read'];
  if (mayOn(principal, 'ticket.comment', ticket)) allowed.push('comment');
  if (mayOn(principal, 'ticket.update', ticket)) {
    allowed.push(
      'update',
      'assign',
      'comment.internal',
      ...transitionsFrom(ticket.type, ticket.status).map((status) => `transition:${status}`),
    );
  }
  if (mayOn(principal, 'ticket.delete', ticket)) allowed.push('delete');
  return allowed;
}

/** The tickets a permission reaches, as a condition on `ticket t`. */
export function reachSql(principal: Principal, permission: Permission): Sql {
  const own = sql(
    't.requester_id = ? or t.assignee_id = ?',
    principal.personId,
    principal.personId,
  );
  switch (scopeOf(principal, permission)) {
    case 'all':
      return sql('true');
    case 'own':
      return sql(`(${own.text})`, ...own.params);
    case 'group':
      if (principal.groupIds.length === 0) return sql(`(${own.text})`, ...own.params);
      return sql(
        `(${own.text} or t.queue_id in (select id from queue where group_id in (${marks(principal.groupIds)})))`,
        ...own.params,
        ...principal.groupIds,
      );
    case 'organization':
      if (principal.organizationIds.length === 0) return sql(`(${own.text})`, ...own.params);
      return sql(
        `(${own.text} or t.organization_id in (${marks(principal.organizationIds)}))`,
        ...own.params,
        ...principal.organizationIds,
      );
    case 'none':
      return sql('false');
  }
}
