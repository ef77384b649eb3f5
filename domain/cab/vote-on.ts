/**
 * A member says what they think of a change, before the meeting or in it, until it is decided; or who stands in for them does, as
 * long as they have not; or the chair writes down what they said.
 */
import { DomainError } from '../errors.ts';
import { record } from '../events/record.ts';
import type { Principal } from '../people/access.ts';
import { personMeant } from '../people/find.ts';
import type { Work } from '../work.ts';
import { noteActing, noteStandIn, noteTakingPart } from './attendance.ts';
import { type AgendaItem, itemOf, wordsOn } from './item.ts';
import {
  demandRunning,
  demandState,
  type LockedMeeting,
  lockMeeting,
  runsIt,
  touch,
} from './meeting.ts';
import { type Heard, lentOn, noteSpoken, refusalFor, standingOn, thereIn } from './standing-in.ts';
import type { BoardVote } from './verdict.ts';

export type Saying = {
  readonly vote: BoardVote;
  readonly comment?: string | undefined;
  /** Whose vote it is; their own, and that of everybody they may speak for, where nobody is named. */
  readonly for?: string | undefined;
  /** What was looked at; refused where the change has been made another since. */
  readonly seenPlan?: number | undefined;
};

/** @throws DomainError not_found, stale_version, transition_not_allowed, not_permitted, own_request, already_voted, invalid_input */
export async function voteOn(
  work: Work,
  principal: Principal,
  meetingId: string,
  ticketId: string,
  saying: Saying,
): Promise<void> {
  const meeting = await lockMeeting(work, meetingId);
  demandState(meeting, 'planned', 'open');
  const item = await itemOf(work, meeting, ticketId);
  if (item.decision !== null)
    throw new DomainError('transition_not_allowed', 'This change has been decided.', {
      values: { decision: item.decision },
    });
  demandSeen(saying.seenPlan, item.plan);
  for (const voice of await voicesOf(work, principal, meeting, item, saying))
    await say(work, principal, meeting, item, saying, voice);
  await work.em.execute(
    'update cab_item set version = version + 1 where meeting_id = ? and review_id = ?',
    [meeting.id, item.review_id],
  );
  await touch(work, meeting.id);
}

/** @throws DomainError stale_version */
function demandSeen(seen: number | undefined, plan: number): void {
  if (seen === undefined || seen === plan) return;
  throw new DomainError(
    'stale_version',
    'This change has been made another since you read it. Look at what is planned now, and vote then.',
    { values: { currentVersion: plan } },
  );
}

type Voice = { readonly seat: string; readonly isStandIn: boolean };

async function voicesOf(
  work: Work,
  principal: Principal,
  meeting: LockedMeeting,
  { review_id: review, ticket_id: ticket }: AgendaItem,
  saying: Saying,
): Promise<readonly Voice[]> {
  const { personId } = principal;
  const { role, standsInFor } = await standingOn(work, meeting.board_id, personId);
  const wanted = saying.for === undefined ? null : (await personMeant(work, saying.for, '/for')).id;
  const represented = standsInFor.filter(({ id }) => wanted === null || id === wanted);
  const requester = await requesterOf(work, ticket);
  // Whoever runs it themselves writes down that a member steps back, also one they stand in for.
  const writesDown =
    represented.length === 0 ||
    (saying.vote === 'recused' &&
      requester !== personId &&
      runsIt(principal, role === null ? [] : [role]));
  if (wanted !== null && wanted !== personId && writesDown) {
    await demandRunning(work, principal, meeting);
    const seat = await standingOn(work, meeting.board_id, wanted);
    if (seat.role === null) throw notSeated();
    demandNotTheirs(requester, wanted, saying.vote);
    return [{ seat: wanted, isStandIn: false }];
  }
  const speaksAsMember = role !== null && (wanted === null || wanted === personId);
  if (speaksAsMember) demandNotTheirs(requester, personId, saying.vote);
  const own = speaksAsMember ? [{ seat: personId, isStandIn: false }] : [];
  // Who steps back does so for themselves, and speaks for nobody then.
  if (speaksAsMember && saying.vote === 'recused') return own;
  const heard = await heardOn(work, meeting, review, ticket);
  const refusals = represented.map(({ id }) => ({
    id,
    // What they say for themselves now goes with it.
    why: refusalFor(personId, id, saying.vote, {
      ...heard,
      words: heard.words.filter(({ seat }) => !speaksAsMember || seat !== personId),
    }),
  }));
  const voices = [
    ...own,
    ...refusals.flatMap(({ id, why }) => (why ? [] : [{ seat: id, isStandIn: true }])),
  ];
  if (voices.length > 0) return voices;
  throw refusals.find(({ why }) => why)?.why ?? notSeated();
}

const notSeated = (): DomainError =>
  new DomainError('not_permitted', 'Only who sits on the board votes, or who stands in for them.');

async function say(
  work: Work,
  { personId }: Principal,
  meeting: LockedMeeting,
  { review_id: review, ticket_id: ticketId, plan }: AgendaItem,
  { vote, comment = '' }: Saying,
  { seat, isStandIn }: Voice,
): Promise<void> {
  await work.em.execute(
    `insert into cab_vote (tenant_id, meeting_id, review_id, person_id, actor_id, stand_in, vote, comment, plan, at)
     values (current_tenant(), ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [meeting.id, review, seat, personId, isStandIn, vote, comment, plan, work.now],
  );
  await record(work, {
    type: 'meeting.voted',
    subject: { kind: 'meeting', id: meeting.id },
    ticketId,
    data: {
      meeting: meeting.name,
      vote,
      voter: seat,
      internal: true,
      ...(isStandIn ? { standIn: personId } : {}),
      ...(comment === '' ? {} : { comment }),
    },
  });
  if (isStandIn) await noteSpoken(work, meeting, personId);
  if (meeting.state !== 'open' || meeting.is_virtual) return;
  if (isStandIn) await noteStandIn(work, meeting, seat, personId);
  else if (seat === personId) await noteTakingPart(work, meeting, seat);
  else await noteActing(work, meeting, personId);
}

export async function heardOn(
  work: Work,
  meeting: Pick<LockedMeeting, 'id' | 'board_id'>,
  reviewId: string,
  ticketId: string,
): Promise<Heard> {
  const requesterId = await requesterOf(work, ticketId);
  return {
    requesterId,
    lent: requesterId === null ? [] : await lentOn(work, meeting.board_id, [requesterId]),
    words: await wordsOn(work, meeting.id, reviewId),
    there: (await thereIn(work, meeting.id, meeting.board_id)).map(({ id }) => id),
  };
}

/** Nobody decides what they asked for themselves. @throws DomainError own_request */
function demandNotTheirs(requester: string | null, voter: string, vote: BoardVote): void {
  if (vote === 'recused' || requester !== voter) return;
  throw new DomainError(
    'own_request',
    'Who has asked for a change steps back from the decision about it.',
  );
}

async function requesterOf(work: Work, ticketId: string): Promise<string | null> {
  const [row] = await work.em.execute<{ requester_id: string | null }[]>(
    'select requester_id from ticket where id = ?',
    [ticketId],
  );
  return row?.requester_id ?? null;
}
