/** Finds approvals: what somebody is asked, those of a ticket, and one of them. */
import { DomainError } from '../errors.ts';
import { demandToken, type Principal, reaches, scopeOf } from '../people/access.ts';
import { demandOn, mayOn } from '../tickets/policy.ts';
import { findTicket } from '../tickets/read.ts';
import { and, marks, type Sql, sql } from '../tickets/sql.ts';
import type { Work } from '../work.ts';
import { isAsked } from './allowed.ts';
import { APPROVALS, type ApprovalRecord } from './approval-record.ts';

export type ApprovalFilter = {
  readonly states?: readonly string[];
  /** `me` or an address. */
  readonly approver?: string;
  /** Of those with an approver: whether that person has still to decide. */
  readonly undecided?: boolean;
  readonly ticketId?: string;
};

export type ApprovalPlace = { readonly openedAt: string; readonly id: string };

/** What the principal may see, the oldest first: what they are asked themselves, and all where they may read all tickets. */
export async function listApprovals(
  work: Work,
  principal: Principal,
  query: {
    readonly filter: ApprovalFilter;
    readonly take: number;
    readonly after: ApprovalPlace | null;
  },
): Promise<ApprovalRecord[]> {
  const { states = [], approver, undecided, ticketId } = query.filter;
  demandToken(principal, TOKENS);
  const conditions: Sql[] = [sql('a.tenant_id = ?', work.tenantId)];
  const me = approver === 'me' || approver?.toLowerCase() === principal.email;
  if (me || !seesAll(principal))
    conditions.push(askedOf(work, sql('?::uuid', principal.personId), undecided));
  if (approver !== undefined && !me) {
    const named = sql(
      '(select id from person where tenant_id = ? and email = ?)',
      work.tenantId,
      approver.toLowerCase(),
    );
    conditions.push(askedOf(work, named, undecided));
  }
  if (states.length > 0) conditions.push(sql(`a.state in (${marks(states)})`, ...states));
  if (ticketId !== undefined) conditions.push(sql('a.ticket_id = ?', ticketId));
  if (query.after)
    conditions.push(sql('(a.opened_at, a.id) > (?, ?)', query.after.openedAt, query.after.id));
  const where = and(conditions);
  return work.em.execute<ApprovalRecord[]>(
    `${APPROVALS} where ${where.text} order by a.opened_at, a.id limit ?`,
    [work.now, ...where.params, query.take],
  );
}

/**
 * A ticket's approvals in the order they were opened: who may see the ticket may see them all, anybody else those they are
 * asked in.
 * @throws DomainError not_found where there is neither
 */
export async function approvalsOfTicket(
  work: Work,
  principal: Principal,
  reference: string,
): Promise<ApprovalRecord[]> {
  demandToken(principal, TOKENS);
  const ticket = await findTicket(work, reference);
  const rows = ticket
    ? await work.em.execute<ApprovalRecord[]>(
        `${APPROVALS} where a.ticket_id = ? order by a.opened_at, a.id`,
        [work.now, ticket.id],
      )
    : [];
  if (ticket && mayOn(principal, 'ticket.read', ticket)) return rows;
  const asked = rows.filter((row) => isAsked(principal, row));
  if (asked.length === 0) demandOn(principal, 'ticket.read', ticket);
  return asked;
}

/** @throws DomainError not_found, also for what the principal may not see */
export async function getApproval(
  work: Work,
  principal: Principal,
  id: string,
): Promise<ApprovalRecord> {
  demandToken(principal, TOKENS);
  const rows = await work.em.execute<ApprovalRecord[]>(`${APPROVALS} where a.id = ?`, [
    work.now,
    id,
  ]);
  const approval = rows[0];
  const visible =
    approval &&
    (seesAll(principal) ||
      approval.requesterId === principal.personId ||
      (approval.ticketReach !== null && reaches(principal, 'ticket.read', approval.ticketReach)) ||
      isAsked(principal, approval));
  if (!visible)
    throw new DomainError('not_found', 'There is no such approval, or you may not see it.');
  return approval;
}

/** What a token must have been given one of; being asked needs no role. */
const TOKENS = ['approval.decide', 'ticket.read', 'run.read'] as const;

const seesAll = (principal: Principal): boolean =>
  scopeOf(principal, 'ticket.read') === 'all' || scopeOf(principal, 'run.read') === 'all';

/** Asked at this moment, or asked or heard so far; those of a later stage are not asked yet. */
function askedOf(work: Work, who: Sql, undecided: boolean | undefined): Sql {
  const now = sql(
    `a.id in (select n.approval_id from asked_now(${who.text}, ?) n)`,
    ...who.params,
    work.now,
  );
  const spoken = sql(
    `exists (select from vote v where v.approval_id = a.id and v.round = a.round and ${who.text} in (v.voter_id, v.actor_id))`,
    ...who.params,
  );
  if (undecided !== undefined) return undecided ? now : spoken;
  const asked = sql(
    `exists (select from approver w where w.approval_id = a.id and w.round = a.round and w.stage <= a.stage and w.person_id = ${who.text})`,
    ...who.params,
  );
  const ways = [asked, now, spoken];
  return sql(
    `(${ways.map(({ text }) => text).join(' or ')})`,
    ...ways.flatMap(({ params }) => params),
  );
}
