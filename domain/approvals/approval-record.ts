/** An approval as it is read: its stages, who is asked, what each has said and why, and what they decide on. */
import type { Decision } from '#engine/approval/tally.ts';
import type { Reach } from '../people/access.ts';
import { instantText, personJson } from '../tickets/sql.ts';
import type { LockedApproval, StandIn } from './lock-approval.ts';
import type { MaterialChange } from './material.ts';
import type { PlannedStage } from './panel.ts';

export type Named = { readonly id: string; readonly email: string; readonly name: string };

export type ApproverRecord = Named & {
  readonly active: boolean;
  /** Has no account, and is asked by mail alone. */
  readonly outside: boolean;
  readonly via: string | null;
  readonly stage: number;
  readonly seat: number;
  /** In which order votes were taken. */
  readonly ord: number | null;
  readonly decision: Decision | null;
  readonly comment: string | null;
  readonly decidedAt: string | null;
  /** What they have signed it as. */
  readonly signed: string | null;
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
  /** What a decision is signed as. */
  readonly signature: string | null;
  readonly subject: Record<string, unknown>;
  /** Who is named in it by their address. */
  readonly people: readonly Named[];
  readonly subjectHash: string;
  readonly dueAt: string | null;
  readonly openedAt: string;
  readonly decidedAt: string | null;
  /** Its ticket is a change, whose plan is another than the one it has approved. */
  readonly outdated: boolean;
  /** What was decided on when the plan was approved that counts no more; null where none was. */
  readonly approvedBefore: Record<string, unknown> | null;
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
    readonly outside: boolean;
    readonly actor: Named | null;
    readonly decision: Decision;
    readonly comment: string;
    readonly signed: string | null;
    readonly at: string;
  }[];
};

/** Why everybody is asked again, as it is kept, with the person by name. */
const again = (why: string) =>
  `jsonb_build_object('changed', ${why} -> 'changed', 'reason', ${why} ->> 'reason',
     'by', (select ${personJson('b')} from person b where b.id = (${why} ->> 'by')::uuid))`;

/** Whoever has an account and is named in what is decided on, by their address. */
export const peopleNamed = (subject: string) =>
  `(select coalesce(jsonb_agg(${personJson('n')} order by n.email), '[]') from person n where not n.outside and n.email in
     (select lower(said #>> '{}') from jsonb_path_query(${subject}, 'strict $.**') said
      where jsonb_typeof(said) = 'string' and said #>> '{}' ~ '^[^ @]+@[^ @]+$'))`;

const OUTDATED =
  'exists (select from change_plan l where l.ticket_id = a.ticket_id and a.id = any(l.outdated))';

/** By an approval or by a board; told to the first that is asked afterwards, and to others until one of them has approved it. */
const APPROVED_BEFORE = `(select o.subject from change_plan l
      cross join lateral (select x.subject, x.decided_at, x.id from approval x where x.id = any(l.outdated)
        union all select y.subject, y.decided_at, y.id from cab_review y where y.id = any(l.outdated)) o
    where l.ticket_id = a.ticket_id and a.watches and a.id <> all(l.outdated) and o.decided_at <= a.opened_at
      and not exists (select from approval n where n.ticket_id = a.ticket_id and n.state = 'approved' and n.id <> a.id and n.watches
        and n.id <> all(l.outdated) and n.decided_at <= a.opened_at)
      and not exists (select from cab_review n where n.ticket_id = a.ticket_id and n.state = 'approved' and n.id <> all(l.outdated) and n.decided_at <= a.opened_at)
    order by o.decided_at desc, o.id desc limit 1)`;

/** Reads approval records; the first parameter is the present. */
export const APPROVALS = `select a.id, a.run_id as run, r.process_key as process, a.element, a.name, a.message, a.stages, a.stage, a.round, a.state,
    case when t.id is null then null else jsonb_build_object('id', t.id, 'number', t.number, 'title', t.title) end as ticket,
    coalesce(t.requester_id, r.asked_by) as "requesterId",
    case when t.id is null or t.deleted_at is not null then null else jsonb_build_object('people', jsonb_build_array(t.requester_id, t.assignee_id),
      'groupId', (select q.group_id from queue q where q.id = t.queue_id), 'organizationId', t.organization_id) end as "ticketReach", a.self_approval as "selfApproval", a.repeat_voters as "repeatVoters", a.signature, a.subject, a.subject_hash as "subjectHash", ${peopleNamed('a.subject')} as people,
    ${instantText('a.due_at')} as "dueAt", ${instantText('a.opened_at')} as "openedAt", ${instantText('a.decided_at')} as "decidedAt", ${OUTDATED} as outdated, ${APPROVED_BEFORE} as "approvedBefore", a.version,
    ${instantText('a.paused_at')} as "pausedAt", case when a.asked_again is null then null else ${again('a.asked_again')} end as "askedAgain",
    (select coalesce(jsonb_agg(jsonb_build_object('id', q.id, 'askedBy', ${personJson('k')}, 'askedAt', q.asked_at, 'text', q.text,
        'answeredBy', case when n.id is null then null else ${personJson('n')} end, 'answeredAt', q.answered_at, 'answer', q.answer) order by q.asked_at, q.id), '[]')
      from approval_question q join person k on k.id = q.asked_by left join person n on n.id = q.answered_by where q.approval_id = a.id) as questions,
    (select coalesce(jsonb_agg(jsonb_build_object('round', e.round, 'endedAt', e.ended_at, 'why', ${again('e.why')},
        'votes', (select coalesce(jsonb_agg(jsonb_build_object('voter', ${personJson('p')}, 'outside', p.outside, 'decision', v.decision, 'comment', v.comment, 'signed', v.meaning, 'at', v.at,
            'actor', case when v.actor_id <> v.voter_id then ${personJson('x')} end) order by v.at, v.seat), '[]')
          from vote v join person p on p.id = v.voter_id join person x on x.id = v.actor_id where v.approval_id = a.id and v.round = e.round)) order by e.round desc), '[]')
      from approval_round e where e.approval_id = a.id) as earlier,
    (select coalesce(jsonb_agg(${personJson('p')} || jsonb_build_object('active', p.active, 'outside', p.outside, 'via', w.via, 'stage', w.stage, 'seat', w.seat,
        'ord', v.seq, 'decision', v.decision, 'comment', v.comment, 'decidedAt', v.at, 'signed', v.meaning,
        'actor', case when v.actor_id <> v.voter_id then ${personJson('x')} end) order by w.stage, v.at nulls last, p.name, p.id), '[]')
      from approver w join person p on p.id = w.person_id
        left join vote v on v.approval_id = w.approval_id and v.round = w.round and v.seat = w.seat left join person x on x.id = v.actor_id
      where w.approval_id = a.id and w.round = a.round and w.left_out is null and (v.seat is null or v.voter_id = w.person_id)) as approvers,
    (select coalesce(jsonb_agg(${personJson('p')} || jsonb_build_object('for_id', s.for_id, 'person_id', s.person_id, 'away', s.away, 'absent', s.absent) order by p.email), '[]')
      from stand_ins(array(select w.person_id from approver w where a.state = 'open' and w.approval_id = a.id and w.round = a.round and w.stage = a.stage),
        a.process_id, ?::timestamptz, case when not a.self_approval then coalesce(t.requester_id, r.asked_by) end) s join person p on p.id = s.person_id) as "standIns"
  from approval a join run r on r.id = a.run_id left join ticket t on t.id = a.ticket_id`;
