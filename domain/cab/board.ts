/** A change advisory board as it is kept: who sits on it, when it meets, and what is enough. */
import { DomainError } from '../errors.ts';
import { isId } from '../ids.ts';
import { personJson } from '../tickets/sql.ts';
import { demandVersion } from '../version.ts';
import type { Work } from '../work.ts';

export const BOARD_ROLES = ['chair', 'deputy', 'member'] as const;
export type BoardRole = (typeof BOARD_ROLES)[number];

export type Named = { readonly id: string; readonly name: string; readonly email: string };
export type Member = { readonly person: Named; readonly role: BoardRole };

/** Wall time of its first meeting (`2026-12-01T10:00`), and an RFC 5545 rule; without one it meets once. */
export type Meets = { readonly starts: string; readonly rrule: string | null };

export type BoardFields = {
  readonly key: string;
  readonly name: string;
  readonly description: string;
  readonly timeZone: string;
  readonly meets: Meets | null;
  readonly minutes: number;
  readonly cutOffMinutes: number;
  readonly quorum: number;
  readonly virtual: boolean;
};

export type Board = BoardFields & {
  readonly id: string;
  readonly version: number;
  /** The chair first, then deputies, then by name. */
  readonly members: readonly Member[];
  /** Who stands in for them now. */
  readonly standIns: readonly { readonly for: Named; readonly person: Named }[];
  readonly nextMeeting: { readonly id: string; readonly scheduledAt: string } | null;
  /** Changes before it that no meeting has on its agenda. */
  readonly waiting: number;
};

export const membersJson = (board: string): string =>
  `(select coalesce(jsonb_agg(jsonb_build_object('person', ${personJson('p')}, 'role', seat.role)
      order by array_position(array['chair', 'deputy', 'member'], seat.role), p.name, p.id), '[]')
    from cab_member seat join person p on p.id = seat.person_id where seat.board_id = ${board})`;

const SELECT = `select b.id, b.key, b.name, b.description, b.time_zone as "timeZone", b.meets, b.minutes, b.cut_off_minutes as "cutOffMinutes",
    b.quorum, b.is_virtual as virtual, b.version, ${membersJson('b.id')} as members,
    (select coalesce(jsonb_agg(jsonb_build_object('for', ${personJson('f')}, 'person', ${personJson('p')}) order by f.name, f.id, p.name, p.id), '[]')
      from board_stand_ins(b.id, ?) s join person f on f.id = s.for_id join person p on p.id = s.person_id) as "standIns",
    (select jsonb_build_object('id', n.id, 'scheduledAt', n.scheduled_at) from cab_meeting n
      where n.board_id = b.id and n.state = 'planned' order by n.scheduled_at, n.id limit 1) as "nextMeeting",
    (select count(*)::int from cab_review r where r.board_id = b.id and r.state = 'waiting' and r.meeting_id is null) as waiting
  from cab_board b`;

/** By key. */
export const listBoards = (
  work: Work,
  { take, after }: { readonly take: number; readonly after: string | null },
): Promise<Board[]> =>
  work.em.execute<Board[]>(
    `${SELECT} where b.tenant_id = current_tenant() and (?::text is null or b.key > ?) order by b.key limit ?`,
    [work.now, after, after, take],
  );

/** By id or key. @throws DomainError not_found, stale_version */
export async function getBoard(work: Work, ref: string, expected?: number): Promise<Board> {
  const [board] = await work.em.execute<Board[]>(
    `${SELECT} where ${isId(ref) ? 'b.id = ?' : 'b.tenant_id = current_tenant() and b.key = ?'}`,
    [work.now, isId(ref) ? ref.toLowerCase() : ref],
  );
  if (!board) throw new DomainError('not_found', 'There is no such board.');
  demandVersion(expected, board.version);
  return board;
}

/** Whatever is put on an agenda of it, or taken from one, waits for another. */
export async function lockBoard(work: Work, id: string): Promise<void> {
  await work.em.execute('select from cab_board where id = ? for no key update', [id]);
}
