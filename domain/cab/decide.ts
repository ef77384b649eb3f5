/**
 * Whoever runs a meeting writes down what the board decides about a change: what its members have said for it, the chair's
 * casting vote on a tie, or that it comes up again. It can be written anew until the meeting has ended.
 */
import { DomainError, invalid } from '../errors.ts';
import { changesBetween } from '../events/changes.ts';
import { record } from '../events/record.ts';
import type { Principal } from '../people/access.ts';
import { personMeant } from '../people/find.ts';
import { demandVersion } from '../version.ts';
import type { Work } from '../work.ts';
import { laterMeeting } from './agenda.ts';
import { noteActing } from './attendance.ts';
import { castingRefusal } from './casting.ts';
import type { ConditionDue } from './conditions.ts';
import { type AgendaItem, countOf, itemOf, type WantedCondition } from './item.ts';
import { endWords } from './lapsed.ts';
import {
  type Decision,
  demandRunning,
  demandState,
  type LockedMeeting,
  lockMeeting,
  touch,
} from './meeting.ts';
import { type Represented, standingOn } from './standing-in.ts';
import { heardOn } from './vote-on.ts';

export type Ruling = {
  readonly decision?: Decision | null | undefined;
  readonly note?: string | null | undefined;
  readonly discussion?: string | undefined;
  readonly admitted?: boolean | undefined;
  readonly castingVote?: boolean | undefined;
  /** A meeting's id, or `next`; without one a deferral sends it back. */
  readonly deferTo?: string | null | undefined;
  readonly conditions?:
    | readonly {
        readonly text: string;
        readonly before: ConditionDue;
        readonly person?: string | null | undefined;
      }[]
    | undefined;
  readonly position?: number | undefined;
  /** The version of the item that was seen: what is said and moved beside it does not matter to a decision. */
  readonly seenVersion?: number | undefined;
};

/** @throws DomainError not_found, stale_version, not_permitted, transition_not_allowed, decision_not_carried, invalid_input */
export async function ruleOn(
  work: Work,
  principal: Principal,
  meetingId: string,
  ticketId: string,
  ruling: Ruling,
  expected?: number,
): Promise<void> {
  const meeting = await lockMeeting(work, meetingId, expected);
  await demandRunning(work, principal, meeting);
  demandState(meeting, 'planned', 'open');
  const before = await itemOf(work, meeting, ticketId);
  demandVersion(ruling.seenVersion, before.version);
  const after = await ruled(work, meeting, before, ruling);
  const changes = changesBetween(before, after);
  if (Object.keys(changes).length === 0) return;
  if (DECIDING.some((field) => field in changes)) {
    if (isCarried(before)) {
      if ('decision' in changes) await takeBack(work, meeting, before);
    } else if (meeting.state === 'planned')
      // A word that holds no more would hold again by what is decided without it.
      await endWords(work, meeting.id, null, before.review_id);
    if (after.casting_vote) await demandCasting(work, principal, meeting, after);
    await demandCarried(work, meeting, after);
  }
  await work.em.execute(
    `update cab_item set admitted = ?, decision = ?, casting_vote = ?, note = ?, discussion = ?, deferred_to = ?, conditions = ?,
       version = version + ?
     where meeting_id = ? and review_id = ?`,
    [
      after.admitted,
      after.decision,
      after.casting_vote,
      after.note,
      after.discussion,
      after.deferred_to,
      JSON.stringify(after.conditions),
      weighs(changes) ? 1 : 0,
      meeting.id,
      before.review_id,
    ],
  );
  if (after.position !== before.position) await moveTo(work, meeting, after);
  await record(work, {
    type: after.decision === before.decision ? 'meeting.item-changed' : 'meeting.decided',
    subject: { kind: 'meeting', id: meeting.id },
    ticketId,
    changes,
    // The board's own, until its meeting has ended.
    data: { meeting: meeting.name, ...(after.note ? { note: after.note } : {}), internal: true },
  });
  await noteActing(work, meeting, principal.personId);
  await touch(work, meeting.id);
}

/** Putting off rests on no votes. */
const isCarried = ({ decision }: AgendaItem): boolean =>
  decision !== null && decision !== 'deferred';

/** What was said for a member, and stood while that was decided, counts on only where it still holds. */
export async function takeBack(
  work: Work,
  { id, state }: Pick<LockedMeeting, 'id' | 'state'>,
  { review_id: review }: Pick<AgendaItem, 'review_id'>,
): Promise<void> {
  await work.em.execute(
    'update cab_item set decision = null where meeting_id = ? and review_id = ?',
    [id, review],
  );
  await endWords(work, id, state === 'open' ? work.now : null, review);
}

/** What has to be carried by the votes; what is written beside it, or moved, does not. */
const DECIDING = ['decision', 'admitted', 'casting_vote', 'conditions'] as const;

/** Whether somebody who decides would want to have seen it. */
const weighs = (changes: object): boolean =>
  Object.keys(changes).some((field) => field !== 'position' && field !== 'discussion');

async function ruled(
  work: Work,
  meeting: LockedMeeting,
  before: AgendaItem,
  ruling: Ruling,
): Promise<AgendaItem> {
  const decision = ruling.decision === undefined ? before.decision : ruling.decision;
  const isNew = ruling.decision !== undefined;
  const deferTo = ruling.deferTo ?? null;
  if (deferTo !== null && decision !== 'deferred') invalid('/deferTo', 'is for what is deferred.');
  const conditions =
    ruling.conditions === undefined
      ? isNew && decision !== 'approved'
        ? []
        : before.conditions
      : await wanted(work, ruling.conditions);
  if (conditions.length > 0 && decision !== 'approved')
    invalid('/conditions', 'are for what is approved.');
  return {
    ...before,
    position: ruling.position ?? before.position,
    admitted: ruling.admitted ?? before.admitted,
    decision,
    casting_vote: isNew ? ruling.castingVote === true : before.casting_vote,
    note: ruling.note === undefined ? before.note : ruling.note,
    discussion: ruling.discussion ?? before.discussion,
    deferred_to:
      decision !== 'deferred'
        ? null
        : ruling.deferTo === undefined && !isNew
          ? before.deferred_to
          : deferTo && (await laterMeeting(work, meeting, deferTo)).id,
    conditions,
  };
}

async function wanted(
  work: Work,
  conditions: NonNullable<Ruling['conditions']>,
): Promise<readonly WantedCondition[]> {
  const found: WantedCondition[] = [];
  for (const [index, { text, before, person = null }] of conditions.entries()) {
    const who = person && (await personMeant(work, person, `/conditions/${index}/person`)).id;
    found.push({ text: text.trim(), before, person: who || null });
  }
  return found;
}

/** @throws DomainError not_permitted, own_request */
async function demandCasting(
  work: Work,
  { personId }: Principal,
  meeting: LockedMeeting,
  { review_id: review, ticket_id: ticket }: AgendaItem,
): Promise<void> {
  const refusal = castingRefusal({
    ...(await standingOn(work, meeting.board_id, personId)),
    personId,
    meeting: { state: meeting.state, isVirtual: meeting.is_virtual },
    leads: await leadsOf(work, meeting.board_id),
    heard: await heardOn(work, meeting, review, ticket),
  });
  if (refusal) throw refusal;
}

const leadsOf = (work: Work, boardId: string): Promise<Represented[]> =>
  work.em.execute<Represented[]>(
    `select person_id as id, role from cab_member where board_id = ? and role <> 'member'`,
    [boardId],
  );

/** A decision says what the votes say. @throws DomainError decision_not_carried */
async function demandCarried(work: Work, meeting: LockedMeeting, item: AgendaItem): Promise<void> {
  if (!isCarried(item)) return;
  const { review_id, decision, admitted, casting_vote: isCasting } = item;
  const { verdict, takingPart } = await countOf(work, meeting, review_id);
  const refuse = (why: string): never => {
    throw new DomainError('decision_not_carried', why, {
      errors: [{ pointer: '/decision', detail: why }],
      values: { verdict, takingPart, quorum: meeting.quorum, admitted },
    });
  };
  if (!admitted) refuse('It came after the agenda was closed, and has not been admitted.');
  if (verdict === 'no_quorum')
    refuse(`${takingPart} take part in it; the board decides with ${meeting.quorum} at least.`);
  if (verdict === 'no_votes') refuse('Nobody has voted on it yet.');
  if (verdict === 'tie' && !isCasting) refuse('It is a tie: the chair has the casting vote.');
  if (verdict !== 'tie' && verdict !== decision) refuse(`The votes say that it is ${verdict}.`);
}

/** The others keep their order around it; what stands there no more is not counted. */
async function moveTo(
  work: Work,
  { id }: Pick<LockedMeeting, 'id'>,
  { review_id, position }: AgendaItem,
): Promise<void> {
  await work.em.execute(
    `with others as (select i.review_id, row_number() over (order by i.position, i.review_id) - 1 as place
       from cab_item i join cab_review r on r.id = i.review_id and r.state <> 'withdrawn' where i.meeting_id = ? and not i.taken_off and i.review_id <> ?),
     placed as (select review_id, case when place < ? then place else place + 1 end as place from others
       union all select ?::uuid, least(?, (select count(*) from others)))
     update cab_item i set position = p.place from placed p where i.meeting_id = ? and i.review_id = p.review_id`,
    [id, review_id, position, review_id, position, id],
  );
}
