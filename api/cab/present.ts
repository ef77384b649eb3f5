/** Boards and meetings as the outside sees them, with what the caller may do with them. */
import type { Static } from 'typebox';
import type { Board as BoardRecord } from '#domain/cab/board.ts';
import type { ListedMeeting, ShownItem, ShownMeeting } from '#domain/cab/find.ts';
import { runsIt } from '#domain/cab/meeting.ts';
import { countVotes } from '#domain/cab/verdict.ts';
import { toIso, toIsoOrNull } from '#domain/instants.ts';
import { may, type Principal } from '#domain/people/access.ts';
import type { Board } from './board-schemas.ts';
import type { Item, Meeting, Meetings } from './schemas.ts';

export const presentBoard = (board: BoardRecord, principal: Principal): Static<typeof Board> => ({
  ...board,
  members: [...board.members],
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
  const seat = meeting.members.find(({ person }) => person.id === principal.personId);
  const who = { runs: runsIt(principal, seat?.role ?? null), sits: seat !== undefined, principal };
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
    items: meeting.items.map((item) => presentItem(meeting, item, who)),
    allowed: allowedIn(meeting, who),
  };
}

type Who = { readonly runs: boolean; readonly sits: boolean; readonly principal: Principal };

function allowedIn({ state, virtual }: Shown, { runs, sits }: Who): string[] {
  const isBefore = state === 'planned';
  const isHeld = isBefore || state === 'open';
  return [
    ...(runs && isBefore ? ['open', 'move', 'cancel'] : []),
    ...(runs && isHeld ? ['addItem', 'order'] : []),
    ...(runs && state === 'open' ? ['current', 'end'] : []),
    ...(runs && state === 'ended' ? ['minutes', 'close'] : []),
    ...(runs && (isHeld || state === 'ended') ? ['edit'] : []),
    ...(runs && isHeld && !virtual ? ['attendance'] : []),
    ...(sits && isHeld && !virtual ? ['attend'] : []),
  ];
}

function presentItem(
  meeting: Shown,
  { wanted, ...item }: ShownItem,
  { runs, sits, principal }: Who,
): Static<typeof Item> {
  const isHeld =
    (meeting.state === 'planned' || meeting.state === 'open') && item.state === 'waiting';
  const isOwn = item.ticket.requesterId === principal.personId;
  const { verdict, takingPart } = countVotes(
    meeting.members.map(({ person, attendance }) => ({
      id: person.id,
      isPresent: attendance === 'present',
    })),
    new Map(item.votes.map(({ person, vote }) => [person.id, vote])),
    meeting.quorum,
  );
  const { requesterId: _, ...ticket } = item.ticket;
  return {
    ...item,
    ticket,
    votes: item.votes.map((vote) => ({ ...vote, at: toIso(vote.at) })),
    ...{ verdict, takingPart },
    deferredTo: item.deferredTo && {
      ...item.deferredTo,
      scheduledAt: toIso(item.deferredTo.scheduledAt),
    },
    conditions:
      item.conditions.length > 0
        ? [...item.conditions]
        : wanted.map((condition) => ({ ...condition, id: null, met: null })),
    allowed: [
      ...(sits && isHeld && item.decision === null ? (isOwn ? ['recuse'] : ['vote']) : []),
      ...(runs && isHeld && item.decision === null ? ['voteFor'] : []),
      ...(runs && isHeld ? ['decide', 'remove'] : []),
      ...(runs && isHeld && item.late && !item.admitted ? ['admit'] : []),
    ],
  };
}
