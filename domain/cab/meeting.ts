/**
 * A meeting of a board: planned, its agenda closed at the cut-off, open, ended with what was decided, closed with its minutes.
 * What ended decides nothing any more; what is closed never changes again. Whoever moves an agenda holds the board first.
 */
import { DomainError } from '../errors.ts';
import { isId } from '../ids.ts';
import { may, type Principal } from '../people/access.ts';
import { instantText } from '../tickets/sql.ts';
import { demandVersion } from '../version.ts';
import type { Work } from '../work.ts';
import { type BoardRole, lockBoard } from './board.ts';
import { rolesOf, standingOn } from './standing-in.ts';

export const MEETING_STATES = ['planned', 'open', 'ended', 'closed', 'cancelled'] as const;
export type MeetingState = (typeof MEETING_STATES)[number];
export const DECISIONS = ['approved', 'rejected', 'deferred'] as const;
export type Decision = (typeof DECISIONS)[number];

/** Under its lock and its board's. */
export type LockedMeeting = {
  readonly id: string;
  readonly board_id: string;
  readonly name: string;
  readonly state: MeetingState;
  readonly is_virtual: boolean;
  readonly quorum: number;
  readonly scheduled_at: string;
  readonly ends_at: string;
  readonly cut_off_at: string;
  readonly gathered_at: string | null;
  readonly minutes_long: number;
  readonly version: number;
};

export const ENDS_AT = "m.scheduled_at + m.minutes_long * interval '1 minute'";

/** @throws DomainError not_found, stale_version */
export async function lockMeeting(
  work: Work,
  id: string,
  expected?: number,
): Promise<LockedMeeting> {
  await lockBoard(work, await boardOf(work, id));
  const [meeting] = await work.em.execute<LockedMeeting[]>(
    `select m.id, m.board_id, m.name, m.state, m.is_virtual, m.quorum, ${instantText('m.scheduled_at')} as scheduled_at,
       ${instantText(ENDS_AT)} as ends_at, ${instantText('m.cut_off_at')} as cut_off_at,
       ${instantText('m.gathered_at')} as gathered_at, m.minutes_long, m.version
     from cab_meeting m where m.id = ? for no key update`,
    [id],
  );
  if (!meeting) throw missing();
  demandVersion(expected, meeting.version);
  return meeting;
}

async function boardOf(work: Work, id: string): Promise<string> {
  const [row] = isId(id)
    ? await work.em.execute<{ board_id: string }[]>(
        'select board_id from cab_meeting where id = ?',
        [id],
      )
    : [];
  if (!row) throw missing();
  return row.board_id;
}

const missing = (): DomainError => new DomainError('not_found', 'There is no such meeting.');

/** @throws DomainError transition_not_allowed unless it is in one of these states */
export function demandState(
  { state }: Pick<LockedMeeting, 'state'>,
  ...states: readonly MeetingState[]
): void {
  if (states.includes(state)) return;
  throw new DomainError('transition_not_allowed', `This meeting is ${state}.`, {
    values: { state },
  });
}

/** Chair and deputies run a meeting, who stands in for one of them, and whoever manages boards. */
export const runsIt = (principal: Principal, roles: readonly BoardRole[]): boolean =>
  roles.some((role) => role !== 'member') || may(principal, 'cab.manage');

/** @throws DomainError not_permitted */
export async function demandRunning(
  work: Work,
  principal: Principal,
  { board_id: board }: Pick<LockedMeeting, 'board_id'>,
): Promise<void> {
  if (runsIt(principal, rolesOf(await standingOn(work, board, principal.personId)))) return;
  throw new DomainError(
    'not_permitted',
    'Only the chair, a deputy, who stands in for them, or whoever may manage boards runs this meeting.',
    { values: { permission: 'cab.manage' } },
  );
}

/** All that is seen of a meeting is part of it: its version moves with every vote and every word. */
export async function touch(work: Work, id: string): Promise<void> {
  await work.em.execute('update cab_meeting set version = version + 1 where id = ?', [id]);
}
