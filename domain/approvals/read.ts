/** Approvals with what is shown beside them: who is asked, what each has said and why, and what they decide on. */
import type { Decision } from '#engine/approval-tally.ts';
import { DomainError } from '../errors.ts';
import { demandToken, type Principal, type Reach, reaches, scopeOf } from '../people/access.ts';
import { demandOn, mayOn } from '../tickets/policy.ts';
import { findTicket } from '../tickets/read.ts';
import { and, marks, type Sql, sql } from '../tickets/sql.ts';
import type { Work } from '../work.ts';
import type { LockedApproval } from './lock-approval.ts';
import { mayVote } from './vote.ts';

export type ApproverRecord = {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly active: boolean;
  readonly via: string | null;
  readonly decision: Decision | null;
  readonly comment: string | null;
  readonly decidedAt: string | null;
};

export type ApprovalRecord = {
  readonly id: string;
  readonly run: string;
  readonly process: string;
  readonly element: string;
  readonly name: string;
  readonly message: string;
  readonly mode: 'any' | 'all' | 'nOfM';
  readonly needed: number;
  readonly state: LockedApproval['state'];
  readonly ticket: { readonly id: string; readonly number: string; readonly title: string } | null;
  readonly requesterId: string | null;
  /** Whose the ticket is, for who may open it. */
  readonly ticketReach: Reach | null;
  readonly selfApproval: boolean;
  readonly subject: { readonly [name: string]: unknown };
  readonly subjectHash: string;
  readonly dueAt: string | null;
  readonly openedAt: string;
  readonly decidedAt: string | null;
  readonly approvers: readonly ApproverRecord[];
  readonly version: number;
};

const instant = (column: string) => `to_json(${column}) #>> '{}'`;

const APPROVALS = `select a.id, a.run_id as run, r.process_key as process, a.element, a.name, a.message, a.mode, a.needed, a.state,
    case when t.id is null then null else jsonb_build_object('id', t.id, 'number', t.number, 'title', t.title) end as ticket,
    t.requester_id as "requesterId",
    case when t.id is null or t.deleted_at is not null then null else jsonb_build_object('people', jsonb_build_array(t.requester_id, t.assignee_id),
      'groupId', (select q.group_id from queue q where q.id = t.queue_id), 'organizationId', t.organization_id) end as "ticketReach", a.self_approval as "selfApproval", a.subject, a.subject_hash as "subjectHash",
    ${instant('a.due_at')} as "dueAt", ${instant('a.opened_at')} as "openedAt", ${instant('a.decided_at')} as "decidedAt", a.version,
    (select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'email', p.email, 'name', p.name, 'active', p.active, 'via', w.via,
        'decision', v.decision, 'comment', v.comment, 'decidedAt', v.at) order by v.at nulls last, p.name, p.id), '[]')
      from approver w join person p on p.id = w.person_id left join vote v on v.approval_id = w.approval_id and v.voter_id = w.person_id
      where w.approval_id = a.id) as approvers
  from approval a join run r on r.id = a.run_id left join ticket t on t.id = a.ticket_id`;

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
    conditions.push(askedOf(sql('w.person_id = ?', principal.personId), undecided));
  if (approver !== undefined && !me) {
    conditions.push(
      askedOf(
        sql(
          'w.person_id = (select id from person where tenant_id = ? and email = ?)',
          work.tenantId,
          approver.toLowerCase(),
        ),
        undecided,
      ),
    );
  }
  if (states.length > 0) conditions.push(sql(`a.state in (${marks(states)})`, ...states));
  if (ticketId !== undefined) conditions.push(sql('a.ticket_id = ?', ticketId));
  if (query.after)
    conditions.push(sql('(a.opened_at, a.id) > (?, ?)', query.after.openedAt, query.after.id));
  const where = and(conditions);
  return work.em.execute<ApprovalRecord[]>(
    `${APPROVALS} where ${where.text} order by a.opened_at, a.id limit ?`,
    [...where.params, query.take],
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
        [ticket.id],
      )
    : [];
  if (ticket && mayOn(principal, 'ticket.read', ticket)) return rows;
  const asked = rows.filter(({ approvers }) =>
    approvers.some(({ id }) => id === principal.personId),
  );
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
  const rows = await work.em.execute<ApprovalRecord[]>(`${APPROVALS} where a.id = ?`, [id]);
  const approval = rows[0];
  const { personId } = principal;
  const visible =
    approval &&
    (seesAll(principal) ||
      approval.requesterId === personId ||
      approval.approvers.some((one) => one.id === personId));
  if (!visible)
    throw new DomainError('not_found', 'There is no such approval, or you may not see it.');
  return approval;
}

/** What this person may do with it now. */
export function allowedOnApproval(principal: Principal, approval: ApprovalRecord): string[] {
  const may = mayVote(principal, {
    state: approval.state,
    requester_id: approval.requesterId,
    self_approval: approval.selfApproval,
    approvers: approval.approvers.map(({ id, active }) => ({ person_id: id, active })),
    votes: approval.approvers.flatMap(({ id, decision }) =>
      decision === null ? [] : [{ voter_id: id, decision }],
    ),
  });
  const opens =
    approval.ticketReach !== null && reaches(principal, 'ticket.read', approval.ticketReach);
  return [...(may ? ['decide'] : []), ...(opens ? ['openTicket'] : [])];
}

/** What a token must have been given one of; being asked needs no role. */
const TOKENS = ['approval.decide', 'ticket.read', 'run.read'] as const;

const seesAll = (principal: Principal): boolean =>
  scopeOf(principal, 'ticket.read') === 'all' || scopeOf(principal, 'run.read') === 'all';

function askedOf(who: Sql, undecided: boolean | undefined): Sql {
  const voted =
    'exists (select from vote v where v.approval_id = a.id and v.voter_id = w.person_id)';
  const still = undecided === undefined ? '' : ` and ${undecided ? 'not ' : ''}${voted}`;
  return sql(
    `exists (select from approver w where w.approval_id = a.id and ${who.text}${still})`,
    ...who.params,
  );
}
