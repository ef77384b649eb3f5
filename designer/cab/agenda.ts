/**
 * What a meeting shows, worked out from what the API answers: which change stands in the middle, where each one is, and what
 * the votes on it allow. The server decides; this says it before somebody tries. Pure.
 */
import type {
  AgendaItem,
  BoardDecision,
  BoardStandIn,
  CastVote,
  Meeting,
  MeetingMember,
  Verdict,
} from '#designer/client/types/cab.ts';

/** Where a change on the agenda is. */
export type Standing = 'undecided' | 'late' | 'withdrawn' | BoardDecision;

export function standingOf({ decision, state, late, admitted }: AgendaItem): Standing {
  if (decision !== null) return decision;
  if (state === 'withdrawn') return 'withdrawn';
  return late && !admitted ? 'late' : 'undecided';
}

/** Nobody has decided about it, and somebody must. */
export const isUndecided = (item: AgendaItem): boolean =>
  ['undecided', 'late'].includes(standingOf(item));

/** The change in the middle: the one that was chosen, else what is talked about, else the first that is undecided. */
export function shownOf(
  { items, current }: Pick<Meeting, 'items' | 'current'>,
  chosen: string | null,
): AgendaItem | undefined {
  const named = (id: string | null) =>
    id === null ? undefined : items.find(({ ticket }) => ticket.id === id || ticket.number === id);
  return (
    named(chosen) ??
    named(current) ??
    items.find((item) => standingOf(item) === 'undecided') ??
    items[0]
  );
}

/** The one before or after it; undefined at either end. */
export function stepFrom(
  items: readonly AgendaItem[],
  from: string | undefined,
  by: 1 | -1,
): AgendaItem | undefined {
  const at = items.findIndex(({ ticket }) => ticket.id === from);
  return at < 0 ? items[0] : items[at + by];
}

/** How a decision can be taken on what was voted, or why it cannot. */
export type Carried = 'carried' | 'casting' | 'late' | Verdict;

export function carriedBy(item: AgendaItem, decision: BoardDecision): Carried {
  if (decision === 'deferred') return 'carried';
  if (standingOf({ ...item, decision: null }) === 'late') return 'late';
  if (item.verdict === 'tie' && item.allowed.includes('cast')) return 'casting';
  return item.verdict === decision ? 'carried' : item.verdict;
}

export const canDecide = (item: AgendaItem, decision: BoardDecision): boolean =>
  ['carried', 'casting'].includes(carriedBy(item, decision));

/** What somebody has said for this member: for themselves, or in the member's place. */
export const saidBy = (
  { votes }: Pick<AgendaItem, 'votes'>,
  personId: string,
  memberId: string,
): CastVote | undefined =>
  votes.find(
    ({ person, standIn }) =>
      person.id === memberId &&
      (memberId === personId ? standIn === null : standIn?.id === personId),
  );

/** What somebody who does not sit there said last for whom they stand in for. */
export const saidLastBy = (
  { votes }: Pick<AgendaItem, 'votes'>,
  personId: string,
): CastVote | undefined => votes.findLast(({ standIn }) => standIn?.id === personId);

/** What somebody else has said in one’s place. */
export const saidFor = ({ votes }: AgendaItem, personId: string): CastVote | undefined =>
  votes.find(({ person, standIn }) => person.id === personId && standIn !== null);

/** Who stands in for a member, or will at its hour. */
export const standInsFor = (
  { standIns }: Pick<Meeting, 'standIns'>,
  memberId: string,
): readonly BoardStandIn[] => standIns.filter((one) => one.for.id === memberId);

/** Members with what they have voted; who has left the board since stands behind them. */
export function votersOf(
  members: readonly MeetingMember[],
  { votes }: AgendaItem,
): { person: MeetingMember['person']; member: MeetingMember | null; cast: CastVote | null }[] {
  const left = votes.filter(({ person }) => !members.some((one) => one.person.id === person.id));
  return [
    ...members.map((member) => ({
      person: member.person,
      member,
      cast: votes.find(({ person }) => person.id === member.person.id) ?? null,
    })),
    ...left.map((cast) => ({ person: cast.person, member: null, cast })),
  ];
}

/** Whole minutes until it ends; negative once it is over its time. */
export const minutesLeft = (endsAt: string, now: number): number =>
  Math.ceil((Date.parse(endsAt) - now) / 60_000);

/**
 * Who leads: the agenda goes along with the chair, with a deputy where the chair is not there, and with who stands in for one of
 * them where none of these is.
 */
export function leadsIt(
  { members, standIns, allowed }: Pick<Meeting, 'members' | 'standIns' | 'allowed'>,
  personId: string,
): boolean {
  if (!allowed.includes('current')) return false;
  const own = members.find(({ person }) => person.id === personId)?.role;
  const leads = members.filter(({ role }) => role !== 'member');
  const there = leads.filter(
    ({ attendance, through }) => attendance === 'present' && through === null,
  );
  if (own === 'chair') return true;
  if (own === 'deputy') return !there.some(({ role }) => role === 'chair');
  const standsIn = leads.some(({ person }) =>
    standInsFor({ standIns }, person.id).some((one) => one.now && one.person.id === personId),
  );
  return standsIn && there.length === 0;
}
