/** Which promises somebody asks for, among those about tickets that they may see. */
import type { ClockKind, Measure } from '#engine/clocks/policy.ts';
import type { Permission, Principal } from '../people/access.ts';
import { reachSql } from '../tickets/policy.ts';
import { and, type Sql, sql } from '../tickets/sql.ts';

export type PromiseFilter = {
  readonly kind?: ClockKind;
  readonly measures?: Measure;
  readonly policy?: string;
  /** Keys, or `none`. */
  readonly group?: string;
  readonly queue?: string;
  readonly organization?: string;
  readonly priority?: number;
};

/**
 * Tickets that this permission reaches and that the person may read: a report counts nothing that its reader could not open.
 * A token that is limited to the report is held to the same tickets.
 */
export const reportReach = (principal: Principal, permission: Permission): Sql =>
  and([reachSql(principal, permission), reachSql({ ...principal, scopes: null }, 'ticket.read')]);

/** Joins a `ticket_id` of `p` to what reports are ordered by. */
export const BESIDE = `join ticket t on t.id = p.ticket_id
  left join queue q on q.id = t.queue_id left join people_group g on g.id = q.group_id
  left join organization o on o.id = t.organization_id`;

export function filterSql(filter: PromiseFilter): Sql {
  const conditions = [sql('t.deleted_at is null')];
  const keyed = (column: string, key: string | undefined): void => {
    if (key === 'none') conditions.push(sql(`${column} is null`));
    else if (key !== undefined) conditions.push(sql(`${column} = ?`, key));
  };
  if (filter.kind) conditions.push(sql('p.kind = ?', filter.kind));
  if (filter.measures) conditions.push(sql('p.measures = ?', filter.measures));
  if (filter.policy) conditions.push(sql('p.policy_key = ?', filter.policy));
  if (filter.priority) conditions.push(sql('t.priority = ?', filter.priority));
  keyed('g.key', filter.group);
  keyed('q.key', filter.queue);
  keyed('o.key', filter.organization);
  return and(conditions);
}
