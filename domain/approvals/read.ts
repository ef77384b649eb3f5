/** Approvals with what is shown beside them: who is asked, what each has said and why, and what they decide on. */
import { type Decision, type Tally, tallyGroup, tallyStage } from '#engine/approval/tally.ts';
import { DomainError } from '../errors.ts';
import { demandToken, type Principal, type Reach, reaches, scopeOf } from '../people/access.ts';
import { demandOn, mayOn } from '../tickets/policy.ts';
import { findTicket } from '../tickets/read.ts';
import { and, marks, type Sql, sql } from '../tickets/sql.ts';
import type { Work } from '../work.ts';
import { mayWantAgain } from './ask-again.ts';
import type { LockedApproval, StandIn } from './lock-approval.ts';
import type { MaterialChange } from './material.ts';
import type { PlannedStage } from './panel.ts';
import { mayAnswer } from './questions.ts';
import { mayVote, type Seated, voicesOf } from './seats.ts';

type Named = { readonly id: string; readonly email: string; readonly name: string };

export type ApproverRecord = Named & {
  readonly active: boolean;
  readonly via: string | null;
  readonly stage: number;
  readonly seat: number;
  /** In which order votes were taken. */
  readonly ord: number | null;
  readonly decision: Decision | null;
  readonly comment: string | null;
  readonly decidedAt: string | null;
  /** Who said it for them; null where they did themselves. */
  readonly actor: Named | null;
};

export type ApprovalRecord = {
  readonly id: string;
  readonly run: string;
  readonly process: string;
  readonly element: string;
  readonly name: string;
  readonly message: string;
  readonly stages: readonly PlannedStage[];
  readonly stage: number;
  readonly round: number;
  readonly state: LockedApproval['state'];
  readonly ticket: { readonly id: string; readonly number: string; readonly title: string } | null;
  readonly ticketReach: Reach | null;
  readonly requesterId: string | null;
  readonly selfApproval: boolean;
  readonly repeatVoters: boolean;
  readonly subject: Record<string, unknown>;
  readonly subjectHash: string;
  readonly dueAt: string | null;
  readonly openedAt: string;
  readonly decidedAt: string | null;
  /** Of this round, those of later stages too. */
  readonly approvers: readonly ApproverRecord[];
  /** Who may act for somebody in the stage that is asked, while it is open. */
  readonly standIns: readonly (StandIn & Named)[];
  /** Since when its time stands still. */
  readonly pausedAt: string | null;
  /** Why everybody was asked again in this round. */
  readonly askedAgain: Again | null;
  readonly questions: readonly QuestionRecord[];
  /** The rounds before this one, the latest first. */
  readonly earlier: readonly EarlierRound[];
  readonly version: number;
};

/** What has changed, or who wanted it and why. */
export type Again = {
  readonly changed: readonly MaterialChange[] | null;
  readonly by: Named | null;
  readonly reason: string | null;
};

export type QuestionRecord = {
  readonly id: string;
  readonly askedBy: Named;
  readonly askedAt: string;
  readonly text: string;
  readonly answeredBy: Named | null;
  readonly answeredAt: string | null;
  readonly answer: string | null;
};

export type EarlierRound = {
  readonly round: number;
  readonly endedAt: string;
  readonly why: Again;
  readonly votes: readonly {
    readonly voter: Named;
    readonly actor: Named | null;
    readonly decision: Decision;
    readonly comment: string;
    readonly at: string;
  }[];
};

const instant = (column: string) => `to_json(${column}) #>> '{}'`;
const person = (alias: string) =>
  `jsonb_build_object('id', ${alias}.id, 'email', ${alias}.email, 'name', ${alias}.name)`;

/** Why everybody is asked again, as it is kept, with the person by name. */
const again = (why: string) =>
  `jsonb_build_object('changed', ${why} -> 'changed', 'reason', ${why} ->> 'reason',
     'by', (select ${person('b')} from person b where b.id = (${why} ->> 'by')::uuid))`;

/** The first parameter is the present. */
const APPROVALS = `select a.id, a.run_id as run, r.process_key as process, a.element, a.name, a.message, a.stages, a.stage, a.round, a.state,
    case when t.id is null then null else jsonb_build_object('id', t.id, 'number', t.number, 'title', t.title) end as ticket,
    t.requester_id as "requesterId",
    case when t.id is null or t.deleted_at is not null then null else jsonb_build_object('people', jsonb_build_array(t.requester_id, t.assignee_id),
      'groupId', (select q.group_id from queue q where q.id = t.queue_id), 'organizationId', t.organization_id) end as "ticketReach", a.self_approval as "selfApproval", a.repeat_voters as "repeatVoters", a.subject, a.subject_hash as "subjectHash",
    ${instant('a.due_at')} as "dueAt", ${instant('a.opened_at')} as "openedAt", ${instant('a.decided_at')} as "decidedAt", a.version,
    ${instant('a.paused_at')} as "pausedAt", case when a.asked_again is null then null else ${again('a.asked_again')} end as "askedAgain",
    (select coalesce(jsonb_agg(jsonb_build_object('id', q.id, 'askedBy', ${person('k')}, 'askedAt', q.asked_at, 'text', q.text,
        'answeredBy', case when n.id is null then null else ${person('n')} end, 'answeredAt', q.answered_at, 'answer', q.answer) order by q.asked_at, q.id), '[]')
      from approval_question q join person k on k.id = q.asked_by left join person n on n.id = q.answered_by where q.approval_id = a.id) as questions,
    (select coalesce(jsonb_agg(jsonb_build_object('round', e.round, 'endedAt', e.ended_at, 'why', ${again('e.why')},
        'votes', (select coalesce(jsonb_agg(jsonb_build_object('voter', ${person('p')}, 'decision', v.decision, 'comment', v.comment, 'at', v.at,
            'actor', case when v.actor_id <> v.voter_id then ${person('x')} end) order by v.at, v.seat), '[]')
          from vote v join person p on p.id = v.voter_id join person x on x.id = v.actor_id where v.approval_id = a.id and v.round = e.round)) order by e.round desc), '[]')
      from approval_round e where e.approval_id = a.id) as earlier,
    (select coalesce(jsonb_agg(${person('p')} || jsonb_build_object('active', p.active, 'via', w.via, 'stage', w.stage, 'seat', w.seat,
        'ord', v.seq, 'decision', v.decision, 'comment', v.comment, 'decidedAt', v.at,
        'actor', case when v.actor_id <> v.voter_id then ${person('x')} end) order by w.stage, v.at nulls last, p.name, p.id), '[]')
      from approver w join person p on p.id = w.person_id
        left join vote v on v.approval_id = w.approval_id and v.round = w.round and v.seat = w.seat left join person x on x.id = v.actor_id
      where w.approval_id = a.id and w.round = a.round and w.left_out is null and (v.seat is null or v.voter_id = w.person_id)) as approvers,
    (select coalesce(jsonb_agg(${person('p')} || jsonb_build_object('for_id', s.for_id, 'person_id', s.person_id, 'away', s.away, 'absent', s.absent) order by p.email), '[]')
      from stand_ins(array(select w.person_id from approver w where a.state = 'open' and w.approval_id = a.id and w.round = a.round and w.stage = a.stage),
        a.process_id, ?::timestamptz) s join person p on p.id = s.person_id) as "standIns"
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

/** Whether somebody is asked in it, has spoken in it, or may speak for somebody who is. */
export const isAsked = (
  { personId }: Pick<Principal, 'personId'>,
  { approvers, standIns }: Pick<ApprovalRecord, 'approvers' | 'standIns'>,
): boolean =>
  approvers.some(({ id, actor }) => id === personId || actor?.id === personId) ||
  standIns.some(({ person_id }) => person_id === personId);

/** What this person may do with it now. */
export function allowedOnApproval(principal: Principal, approval: ApprovalRecord): string[] {
  const opens =
    approval.ticketReach !== null && reaches(principal, 'ticket.read', approval.ticketReach);
  const seated = seatedIn(approval);
  const isOpen = approval.state === 'open';
  const votes = mayVote(principal, seated);
  const answers =
    approval.questions.some(({ answeredAt }) => answeredAt === null) &&
    (mayAnswer(principal, approval.requesterId) ||
      (approval.ticketReach !== null && reaches(principal, 'ticket.update', approval.ticketReach)));
  return [
    ...(votes ? ['decide', 'ask'] : []),
    ...(answers ? ['answer'] : []),
    ...(isOpen && mayWantAgain(principal, seated) ? ['askAgain'] : []),
    ...(opens ? ['openTicket'] : []),
  ];
}

/** The people this person would speak for with a decision now, besides themselves. */
export function speaksFor(principal: Principal, approval: ApprovalRecord): readonly Named[] {
  const seated = seatedIn(approval);
  if (!mayVote(principal, seated)) return [];
  const others = voicesOf(seated, principal.personId).filter(({ isOwn }) => !isOwn);
  return others.flatMap(
    ({ seat }) => approval.approvers.find((approver) => approver.seat === seat) ?? [],
  );
}

/** How each stage and each of its groups stands. */
export function standings({ stages, stage, state, approvers }: ApprovalRecord) {
  return stages.map((one, index) => {
    const votes = votesIn(approvers).filter((vote) => vote.stage === index);
    const tally = tallyStage(one, votes);
    return {
      ...one,
      state: index < stage ? 'approved' : index > stage ? 'waiting' : ended(state, tally),
      groups: one.groups.map((group) => ({
        ...group,
        state: index > stage ? ('waiting' as const) : ended(state, tallyGroup(group, votes)),
      })),
    } as const;
  });
}

/** What is open when its approval ends stays undecided. */
const ended = (state: LockedApproval['state'], tally: Tally): Tally | 'undecided' =>
  tally === 'open' && state !== 'open' ? 'undecided' : tally;

const votesIn = (approvers: ApprovalRecord['approvers']) =>
  [...approvers]
    .sort((one, other) => (one.ord ?? 0) - (other.ord ?? 0))
    .flatMap(({ id, stage, seat, decision, actor }) =>
      decision === null ? [] : [{ stage, seat, voter_id: id, actor_id: actor?.id ?? id, decision }],
    );

const seatedIn = (approval: ApprovalRecord): Seated => ({
  state: approval.state,
  stages: approval.stages,
  stage: approval.stage,
  requester_id: approval.requesterId,
  self_approval: approval.selfApproval,
  repeat_voters: approval.repeatVoters,
  approvers: approval.approvers.map(({ id, stage, seat, active, via }) => ({
    ...{ stage, seat, person_id: id, active, via },
  })),
  votes: votesIn(approval.approvers),
  stand_ins: approval.standIns,
});

/** What a token must have been given one of; being asked needs no role. */
const TOKENS = ['approval.decide', 'ticket.read', 'run.read'] as const;

const seesAll = (principal: Principal): boolean =>
  scopeOf(principal, 'ticket.read') === 'all' || scopeOf(principal, 'run.read') === 'all';

/** Asked at this moment, or asked or heard so far; those of a later stage are not asked yet. */
function askedOf(work: Work, who: Sql, undecided: boolean | undefined): Sql {
  const now = sql(
    `a.id in (select n.approval_id from asked_now(${who.text}, ?) n)`,
    ...[...who.params, work.now],
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
