/** Boards and meetings as the outside sees them, with what the caller may do with them. */
import type { Static } from 'typebox';
import type { Board as BoardRecord } from '#domain/cab/board.ts';
import {
  countedOf,
  type ListedMeeting,
  type ShownItem,
  type ShownMeeting,
} from '#domain/cab/find.ts';
import { runsIt } from '#domain/cab/meeting.ts';
import { refusalFor } from '#domain/cab/standing-in.ts';
import { countVotes } from '#domain/cab/verdict.ts';
import { toIso, toIsoOrNull } from '#domain/instants.ts';
import { may, type Principal } from '#domain/people/access.ts';
import type { Board } from './board-schemas.ts';
import type { Item, Meeting, Meetings } from './schemas.ts';

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
  { sequence: _, ...meeting }: ShownMeeting,
  principal: Principal,
): Static<typeof Meeting> {
  const who = whoIn(meeting, principal);
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
    items: meeting.items.map((item) => presentItem(meeting, item, who)),
    allowed: allowedIn(meeting, who),
  };
}

type Who = {
  readonly runs: boolean;
  readonly sits: boolean;
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
    sits: own !== undefined,
    members: represented,
    principal,
  };
}

function allowedIn({ state, virtual }: Shown, { runs, sits, members }: Who): string[] {
  const isBefore = state === 'planned';
  const isHeld = isBefore || state === 'open';
  return [
    ...(runs && isBefore ? ['open', 'move', 'cancel'] : []),
    ...(runs && isHeld ? ['addItem', 'order'] : []),
    ...(runs && state === 'open' ? ['current', 'end'] : []),
    ...(runs && state === 'ended' ? ['minutes', 'close'] : []),
    ...(runs && (isHeld || state === 'ended') ? ['edit'] : []),
    ...(runs && isHeld && !virtual ? ['attendance'] : []),
    ...((sits || members.length > 0) && isHeld && !virtual ? ['attend'] : []),
  ];
}

function presentItem(
  meeting: Shown,
  { wanted, ...item }: ShownItem,
  { runs, sits, members, principal }: Who,
): Static<typeof Item> {
  const isHeld =
    (meeting.state === 'planned' || meeting.state === 'open') && item.state === 'waiting';
  const isOwn = item.ticket.requesterId === principal.personId;
  const [seats, cast] = countedOf(meeting, item);
  const words = cast.map((one, index) => ({
    ...one,
    isStandIn: item.votes[index]?.standIn !== null,
  }));
  const mayVote = isHeld && item.decision === null;
  const speaksFor = members.filter(
    ({ person }) =>
      mayVote && refusalFor(principal.personId, person.id, item.ticket.requesterId, words) === null,
  );
  const { requesterId: _, ...ticket } = item.ticket;
  return {
    ...item,
    ticket,
    votes: item.votes.map((vote) => ({ ...vote, at: toIso(vote.at) })),
    ...countVotes(seats, cast, meeting.quorum),
    speaksFor: speaksFor.map(({ person }) => person),
    deferredTo: item.deferredTo && {
      ...item.deferredTo,
      scheduledAt: toIso(item.deferredTo.scheduledAt),
    },
    conditions:
      item.conditions.length > 0
        ? [...item.conditions]
        : wanted.map((condition) => ({ ...condition, id: null, met: null })),
    allowed: [
      ...(sits && mayVote ? (isOwn ? ['recuse'] : ['vote']) : []),
      ...(speaksFor.length > 0 ? ['standIn'] : []),
      ...(runs && isHeld && item.decision === null ? ['voteFor'] : []),
      ...(runs && isHeld ? ['decide', 'remove'] : []),
      ...(runs && isHeld && item.late && !item.admitted ? ['admit'] : []),
    ],
  };
}
