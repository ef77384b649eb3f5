/** Boards and their meetings, over HTTP. A meeting is answered whole with every act, so that what is shown is what was counted. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { get, patch, post, put, remove } from './http.ts';
import { keys } from './query.ts';
import type {
  Attendance,
  Board,
  BoardCondition,
  BoardDecision,
  BoardRole,
  BoardVote,
  ConditionDue,
  ItemAbout,
  Meeting,
  MeetingLine,
  MeetingState,
  Meets,
} from './types/cab.ts';
import type { Page } from './types/common.ts';

export const BOARD_ROLES = ['chair', 'deputy', 'member'] as const satisfies readonly BoardRole[];
export const BOARD_VOTES = [
  'approve',
  'reject',
  'abstain',
  'recused',
] as const satisfies readonly BoardVote[];
export const CONDITION_DUES = ['implement', 'close'] as const satisfies readonly ConditionDue[];

const ALL = 200;
const PAST_PAGE = 25;

export const boardsQuery = queryOptions({
  queryKey: keys.cab('boards'),
  queryFn: ({ signal }) => get<Page<Board>>('/cab/boards', { limit: ALL }, signal),
});

export type BoardFields = Pick<
  Board,
  'name' | 'description' | 'timeZone' | 'minutes' | 'cutOffMinutes' | 'quorum' | 'virtual'
> & { meets: Meets | null; members: { person: string; role: BoardRole }[] };
export const addBoard = (body: BoardFields & { key: string }, idempotencyKey: string) =>
  post<Board>('/cab/boards', body, { idempotencyKey });
export const changeBoard = ({ id, version }: Board, body: BoardFields) =>
  patch<Board>(`/cab/boards/${id}`, body, { version });
export const removeBoard = ({ id, version }: Board) =>
  remove<undefined>(`/cab/boards/${id}`, { version });

const CURRENT: readonly MeetingState[] = ['open', 'ended', 'planned'];
const PAST: readonly MeetingState[] = ['closed', 'cancelled'];

/** Those that are held, to be closed, or yet to come. */
export const currentMeetingsQuery = (board?: string) =>
  queryOptions({
    queryKey: keys.cab('meetings', 'current', board ?? ''),
    queryFn: ({ signal }) =>
      get<Page<MeetingLine>>('/cab/meetings', { board, state: CURRENT, limit: ALL }, signal),
  });
export const pastMeetingsQuery = (board?: string) =>
  infiniteQueryOptions({
    queryKey: keys.cab('meetings', 'past', board ?? ''),
    queryFn: ({ signal, pageParam }) =>
      get<Page<MeetingLine>>(
        '/cab/meetings',
        { board, state: PAST, limit: PAST_PAGE, cursor: pageParam },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
export const meetingQuery = (id: string) =>
  queryOptions({
    queryKey: keys.cab('meeting', id),
    queryFn: ({ signal }) => get<Meeting>(`/cab/meetings/${id}`, undefined, signal),
  });

/** On whose agenda a change is now. */
export const meetingsOfQuery = (change: string) =>
  queryOptions({
    queryKey: keys.ticket(change, 'meetings'),
    queryFn: ({ signal }) =>
      get<Page<MeetingLine>>('/cab/meetings', { change, state: ['open', 'planned'] }, signal),
  });

export type NewMeeting = {
  board: string;
  name?: string;
  scheduledAt: string;
  minutes?: number;
  virtual?: boolean;
  changes?: string[];
};
export const planMeeting = (body: NewMeeting, idempotencyKey: string) =>
  post<Meeting>('/cab/meetings', body, { idempotencyKey });

const at = (id: string): string => `/cab/meetings/${id}`;

export const changeMeeting = (
  { id, version }: Pick<Meeting, 'id' | 'version'>,
  body: { name?: string; scheduledAt?: string; minutes?: string },
) => patch<Meeting>(at(id), body, { version });
/** Against no version: the last one pointed at is the one that is talked about, however many vote meanwhile. */
export const pointAt = (id: string, current: string | null) => patch<Meeting>(at(id), { current });
export const beginMeeting = ({ id, version }: Meeting, idempotencyKey: string) =>
  post<Meeting>(`${at(id)}/open`, {}, { version, idempotencyKey });
export const endMeeting = ({ id, version }: Meeting, idempotencyKey: string) =>
  post<Meeting>(`${at(id)}/end`, {}, { version, idempotencyKey });
export const closeMeeting = ({ id, version }: Meeting, idempotencyKey: string) =>
  post<Meeting>(`${at(id)}/close`, {}, { version, idempotencyKey });
export const cancelMeeting = ({ id, version }: Meeting, reason: string, idempotencyKey: string) =>
  post<Meeting>(`${at(id)}/cancel`, { reason }, { version, idempotencyKey });
/** `through`: who is there in their place. */
export const setAttendance = (
  id: string,
  person: string,
  attendance: Attendance | null,
  through: string | null = null,
) => put<Meeting>(`${at(id)}/attendance`, { person, attendance, through });
export const meetingCalendar = (id: string): string => `/api/v1${at(id)}/calendar`;

export const addToAgenda = (id: string, change: string, idempotencyKey: string) =>
  post<Meeting>(`${at(id)}/items`, { change }, { idempotencyKey });
export const takeOffAgenda = (id: string, ticket: string) =>
  remove<Meeting>(`${at(id)}/items/${ticket}`);

/** `plan`: where it has been made another, what is known of it is of no use. */
export const itemAboutQuery = (id: string, ticket: string, plan: number) =>
  queryOptions({
    queryKey: [...keys.ticket(ticket, 'before-board'), id, String(plan)] as readonly string[],
    queryFn: ({ signal }) => get<ItemAbout>(`${at(id)}/items/${ticket}`, undefined, signal),
  });

export type Voting = { vote: BoardVote; seenPlan?: number; comment?: string; for?: string };
export const voteOn = (id: string, ticket: string, body: Voting, idempotencyKey: string) =>
  post<Meeting>(`${at(id)}/items/${ticket}/votes`, body, { idempotencyKey });

export type NewCondition = { text: string; before: ConditionDue; person?: string | null };
export type Ruling = {
  decision?: BoardDecision | null;
  note?: string | null;
  discussion?: string;
  admitted?: boolean;
  castingVote?: boolean;
  deferTo?: string | null;
  conditions?: NewCondition[];
  position?: number;
  /** Of what was seen: refused where somebody has voted or decided since. */
  seenVersion?: number;
};
/** With the version of the meeting refused where anything has been done since, a word written somewhere included. */
export const ruleOn = (
  { id, version }: Pick<Meeting, 'id'> & Partial<Pick<Meeting, 'version'>>,
  ticket: string,
  body: Ruling,
) => patch<Meeting>(`${at(id)}/items/${ticket}`, body, { version });

export const conditionsQuery = (change: string) =>
  queryOptions({
    queryKey: keys.ticket(change, 'conditions'),
    queryFn: ({ signal }) =>
      get<Page<BoardCondition>>(`/changes/${change}/conditions`, undefined, signal),
  });
export const meetCondition = (change: string, condition: string, idempotencyKey: string) =>
  post<Page<BoardCondition>>(
    `/changes/${change}/conditions/${condition}/met`,
    {},
    { idempotencyKey },
  );
