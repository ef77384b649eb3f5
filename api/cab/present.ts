/** Boards and meetings as the outside sees them, with what the caller may do with them. */
import type { Static } from 'typebox';
import type { Board as BoardRecord, BoardRole } from '#domain/cab/board.ts';
import { castingRefusal } from '#domain/cab/casting.ts';
import {
  askingFor,
  countedOf,
  type ListedMeeting,
  type ShownItem,
  type ShownMeeting,
} from '#domain/cab/find.ts';
import { runsIt } from '#domain/cab/meeting.ts';
import { type Heard, refusalFor } from '#domain/cab/standing-in.ts';
import { countVotes, withoutRequester } from '#domain/cab/verdict.ts';
import { toIso, toIsoOrNull } from '#domain/instants.ts';
import { may, type Principal } from '#domain/people/access.ts';
import type { Board } from './board-schemas.ts';
import type { Item } from './item-schemas.ts';
import type { Meeting, Meetings } from './schemas.ts';

export const presentBoard = (board: BoardRecord, principal: Principal): Static<typeof Board> => ({
  ...board,
  members: [...board.members],
  standIns: [...board.standIns],
  nextMeeting: board.nextMeeting && {
    id: board.nextMeeting.id,
    scheduledAt: toIso(board.nextMeeting.scheduledAt),
  },
  allowed: may(principal, 'cab.manage') ? ['edit', 'delete', 'plan'] : [],
});

export const presentListed = (
  meeting: ListedMeeting,
): Static<typeof Meetings>['items'][number] => ({
  ...meeting,
  scheduledAt: toIso(meeting.scheduledAt),
  endsAt: toIso(meeting.endsAt),
});

type Shown = Omit<ShownMeeting, 'sequence'>;

export function presentMeeting(
  { sequence: _, ...shown }: ShownMeeting,
  principal: Principal,
  /** The changes that they may read beside the meeting, by id. */
  readable: { has(ticketId: string): boolean },
): Static<typeof Meeting> {
  const who = whoIn(shown, principal);
  const { lent: __, ...meeting } = shown;
  return {
    ...meeting,
    scheduledAt: toIso(meeting.scheduledAt),
    endsAt: toIso(meeting.endsAt),
    cutOffAt: toIso(meeting.cutOffAt),
    gatheredAt: toIsoOrNull(meeting.gatheredAt),
    openedAt: toIsoOrNull(meeting.openedAt),
    endedAt: toIsoOrNull(meeting.endedAt),
    closedAt: toIsoOrNull(meeting.closedAt),
    members: [...meeting.members],
    standIns: [...meeting.standIns],
    items: meeting.items.map((item) => {
      const { ticket, ...rest } = presentItem(shown, item, who);
      return { ...rest, ticket: { ...ticket, readable: readable.has(ticket.id) } };
    }),
    allowed: allowedIn(shown, who),
  };
}

type Who = {
  readonly runs: boolean;
  readonly role: BoardRole | null;
  /** Whom they stand in for now. */
  readonly members: Shown['members'];
  readonly principal: Principal;
};

function whoIn({ members, standIns }: Shown, principal: Principal): Who {
  const { personId } = principal;
  const own = members.find(({ person }) => person.id === personId);
  const represented = members.filter((member) =>
    standIns.some(
      (one) => one.now && one.person.id === personId && one.for.id === member.person.id,
    ),
  );
  const roles = [...(own ? [own] : []), ...represented].map(({ role }) => role);
  return {
    runs: runsIt(principal, roles),
    role: own?.role ?? null,
    members: represented,
    principal,
  };
}

function allowedIn({ state, virtual }: Shown, { runs, role, members }: Who): string[] {
  const isBefore = state === 'planned';
  const isHeld = isBefore || state === 'open';
  return [
    ...(runs && isBefore ? ['open', 'move', 'cancel'] : []),
    ...(runs && isHeld ? ['addItem', 'order'] : []),
    ...(runs && state === 'open' ? ['current', 'end'] : []),
    ...(runs && state === 'ended' ? ['minutes', 'close'] : []),
    ...(runs && (isHeld || state === 'ended') ? ['edit'] : []),
    ...(runs && isHeld && !virtual ? ['attendance'] : []),
    ...((role !== null || members.length > 0) && isHeld && !virtual ? ['attend'] : []),
  ];
}

type BareItem = Omit<Static<typeof Item>, 'ticket'> & {
  ticket: Omit<Static<typeof Item>['ticket'], 'readable'>;
};

function presentItem(
  meeting: Shown,
  { wanted, ...item }: ShownItem,
  { runs, role, members, principal: { personId } }: Who,
): BareItem {
  const isHeld =
    (meeting.state === 'planned' || meeting.state === 'open') && item.state === 'waiting';
  const isOwn = item.ticket.requesterId === personId;
  const [seats, cast] = countedOf(meeting, item);
  const heard = heardOf(meeting, item);
  const mayVote = isHeld && item.decision === null;
  const standIns = mayVote ? meeting.standIns.filter(({ now }) => now) : [];
  const speaksFor = mayVote ? speaksForOn(personId, { role, members }, heard) : NOBODY;
  const mayCast =
    runs &&
    isHeld &&
    castingRefusal(castingOf(meeting, { personId, role, members }, heard)) === null;
  const { requesterId: _, ...ticket } = item.ticket;
  return {
    ...item,
    ticket,
    altered: item.altered.map((one) => ({ ...one, at: toIso(one.at), fields: [...one.fields] })),
    votes: item.votes.map((vote) => ({ ...vote, at: toIso(vote.at) })),
    ...countVotes(seats, withoutRequester(cast, heard), meeting.quorum),
    standIns: standIns
      .filter((one) => refusalFor(one.person.id, one.for.id, null, heard) === null)
      .map((one) => ({ person: one.person, for: one.for })),
    speaksFor: speaksFor.members.map(({ person }) => person),
    deferredTo: item.deferredTo && {
      ...item.deferredTo,
      scheduledAt: toIso(item.deferredTo.scheduledAt),
    },
    conditions:
      item.conditions.length > 0
        ? [...item.conditions]
        : wanted.map((condition) => ({ ...condition, id: null, met: null })),
    allowed: [
      ...(role !== null && mayVote ? (isOwn ? ['recuse'] : ['vote']) : []),
      ...(speaksFor.members.length > 0 ? ['standIn'] : []),
      ...(speaksFor.onlyRecused ? ['recuse'] : []),
      ...(runs && isHeld && item.decision === null ? ['voteFor'] : []),
      ...(runs && isHeld ? ['decide', 'remove'] : []),
      ...(mayCast ? ['cast'] : []),
      ...(runs && isHeld && item.late && !item.admitted ? ['admit'] : []),
    ],
  };
}

function heardOf(meeting: Shown, item: Pick<ShownItem, 'votes' | 'ticket'>): Heard {
  const [, cast] = countedOf(meeting, item);
  return {
    ...askingFor(meeting, item.ticket),
    words: cast.map((one, index) => ({ ...one, isStandIn: item.votes[index]?.standIn !== null })),
    there: meeting.members
      .filter(({ attendance, through }) => attendance === 'present' && through === null)
      .map(({ person }) => person.id),
  };
}

const NOBODY = { members: [], onlyRecused: false } as const;

/** For whom they may vote; where that is for nobody, for whom who does not sit there may step back all the same. */
function speaksForOn(
  personId: string,
  { role, members }: Pick<Who, 'role' | 'members'>,
  heard: Heard,
): { members: Shown['members']; onlyRecused: boolean } {
  const open = (vote: 'recused' | null) =>
    members.filter(({ person }) => refusalFor(personId, person.id, vote, heard) === null);
  const all = open(null);
  if (all.length > 0 || role !== null) return { members: all, onlyRecused: false };
  const stepping = open('recused');
  return { members: stepping, onlyRecused: stepping.length > 0 };
}

const castingOf = (
  { members: seats, ...meeting }: Shown,
  { personId, role, members }: { personId: string } & Pick<Who, 'role' | 'members'>,
  heard: Heard,
): Parameters<typeof castingRefusal>[0] => {
  const represented = (some: Shown['members']) =>
    some.map(({ person, role }) => ({ id: person.id, role }));
  return {
    personId,
    role,
    heard,
    standsInFor: represented(members),
    meeting: { state: meeting.state, isVirtual: meeting.virtual },
    leads: represented(seats.filter((seat) => seat.role !== 'member')),
  };
};
