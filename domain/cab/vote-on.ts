/** A member says what they think of a change, before the meeting or in it, until it is decided; or the chair writes down what they said. */
import { DomainError } from '../errors.ts';
import { record } from '../events/record.ts';
import type { Principal } from '../people/access.ts';
import { personMeant } from '../people/find.ts';
import type { Work } from '../work.ts';
import { noteTakingPart } from './attendance.ts';
import { itemOf } from './item.ts';
import { demandRunning, demandState, lockMeeting, roleOn, touch } from './meeting.ts';
import type { BoardVote } from './verdict.ts';

export type Saying = {
  readonly vote: BoardVote;
  readonly comment?: string | undefined;
  /** Whose vote it is; their own where nobody is named. */
  readonly for?: string | undefined;
};

/** @throws DomainError not_found, stale_version, transition_not_allowed, not_permitted, invalid_input */
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
  const voter =
    saying.for === undefined
      ? principal.personId
      : (await personMeant(work, saying.for, '/for')).id;
  if (voter !== principal.personId) await demandRunning(work, principal, meeting);
  if ((await roleOn(work, meeting.board_id, voter)) === null)
    throw new DomainError('not_permitted', 'Only who sits on the board votes.');
  await demandNotTheirs(work, ticketId, voter, saying.vote);
  const { vote, comment = '' } = saying;
  await work.em.execute(
    `insert into cab_vote (tenant_id, meeting_id, review_id, person_id, actor_id, vote, comment, at)
     values (current_tenant(), ?, ?, ?, ?, ?, ?, ?)`,
    [meeting.id, item.review_id, voter, principal.personId, vote, comment, work.now],
  );
  await work.em.execute(
    'update cab_item set version = version + 1 where meeting_id = ? and review_id = ?',
    [meeting.id, item.review_id],
  );
  await record(work, {
    type: 'meeting.voted',
    subject: { kind: 'meeting', id: meeting.id },
    ticketId,
    data: {
      ...{ meeting: meeting.name, vote, voter, internal: true },
      ...(comment === '' ? {} : { comment }),
    },
  });
  if (meeting.state === 'open' && !meeting.is_virtual && voter === principal.personId)
    await noteTakingPart(work, meeting, voter);
  await touch(work, meeting.id);
}

/** Nobody decides what they asked for themselves. @throws DomainError own_request */
export async function demandNotTheirs(
  work: Work,
  ticketId: string,
  voter: string,
  vote: BoardVote | 'casting',
): Promise<void> {
  if (vote === 'recused') return;
  const own = await work.em.execute<unknown[]>(
    'select 1 from ticket where id = ? and requester_id = ?',
    [ticketId, voter],
  );
  if (own.length > 0)
    throw new DomainError(
      'own_request',
      'Who has asked for a change steps back from the decision about it.',
    );
}
