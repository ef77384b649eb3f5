/** Boards, their meetings and what they decide, as the API answers with them. */
import type { Change, ChangeConflict } from './changes.ts';
import type { Person } from './people.ts';
import type { ChangeRisk } from './risk.ts';
import type { Priority, TicketStatus } from './tickets.ts';

export type BoardRole = 'chair' | 'deputy' | 'member';
export type BoardVote = 'approve' | 'reject' | 'abstain' | 'recused';
export type Verdict = 'approved' | 'rejected' | 'tie' | 'no_quorum' | 'no_votes';
export type BoardDecision = 'approved' | 'rejected' | 'deferred';
export type MeetingState = 'planned' | 'open' | 'ended' | 'closed' | 'cancelled';
export type Attendance = 'present' | 'excused';
/** The step of a change that waits for a condition. */
export type ConditionDue = 'implement' | 'close';

export type BoardRef = { id: string; key: string; name: string };
export type BoardMember = { person: Person; role: BoardRole };

/** Wall time in the board's zone, and an RFC 5545 rule; null: once. */
export type Meets = { starts: string; rrule: string | null };

export type Board = BoardRef & {
  description: string;
  timeZone: string;
  meets: Meets | null;
  minutes: number;
  cutOffMinutes: number;
  quorum: number;
  virtual: boolean;
  members: BoardMember[];
  /** Who stands in for whom of them now. */
  standIns: { person: Person; for: Person }[];
  nextMeeting: { id: string; scheduledAt: string } | null;
  /** Changes before it that no meeting has on its agenda. */
  waiting: number;
  version: number;
  allowed: string[];
};

/** What a board asks for; it has no id until the meeting has ended, and cannot be met before. */
export type WantedCondition = {
  id: string | null;
  text: string;
  before: ConditionDue;
  person: Person | null;
  met: { at: string; by: Person } | null;
};
export type BoardCondition = WantedCondition & { id: string };

export type CastVote = {
  person: Person;
  vote: BoardVote;
  comment: string;
  at: string;
  enteredBy: Person | null;
  /** Who spoke in their place. */
  standIn: Person | null;
};

export type AgendaItem = {
  ticket: {
    id: string;
    number: string;
    title: string;
    status: TicketStatus;
    priority: Priority;
    /** The change itself, and not only what the board is shown of it. */
    readable: boolean;
  };
  /** Where it stands now; it may have come up again since. */
  state: 'waiting' | 'approved' | 'rejected' | 'deferred' | 'withdrawn';
  /** What the process says to the board. */
  message: string;
  /** It came after the agenda was closed, and is not decided unless it is admitted. */
  late: boolean;
  admitted: boolean;
  votes: CastVote[];
  verdict: Verdict;
  takingPart: number;
  /** So many people on each side; whoever speaks for several members is one. */
  count: Record<BoardVote, number>;
  /** Who may vote on it now in place of which member. */
  standIns: { person: Person; for: Person }[];
  /** The members for whom one may vote on it now, beside oneself. */
  speaksFor: Person[];
  decision: BoardDecision | null;
  castingVote: boolean;
  note: string | null;
  discussion: string;
  deferredTo: { id: string; name: string; scheduledAt: string } | null;
  conditions: WantedCondition[];
  /** Moves when the change is made another; votes are about one of them. */
  plan: number;
  /** Each time it was made another since the board first spoke of it; nobody where a process did. */
  altered: { at: string; by: Person | null; fields: string[]; reason: string | null }[];
  /** Moves with what a decision rests on. */
  version: number;
  allowed: string[];
};

/** What a board has to know of a change, whatever else its members may see. */
export type ItemAbout = {
  description: string;
  change: Change & { requester: Person };
  /** Null where it has no planned time. */
  conflicts: { items: ChangeConflict[] } | null;
  risk: ChangeRisk;
};

export type MeetingMember = BoardMember & {
  attendance: Attendance | null;
  /** Who is there in their place. */
  through: Person | null;
};

/** `now`: otherwise at the hour of the meeting only. */
export type BoardStandIn = { person: Person; for: Person; now: boolean };

/** What lists of meetings say of one. */
export type MeetingLine = {
  id: string;
  board: BoardRef;
  name: string;
  state: MeetingState;
  virtual: boolean;
  scheduledAt: string;
  endsAt: string;
  items: number;
  undecided: number;
  version: number;
};

export type Meeting = Omit<MeetingLine, 'items' | 'undecided'> & {
  cutOffAt: string;
  /** When the agenda was closed and sent out. */
  gatheredAt: string | null;
  openedAt: string | null;
  endedAt: string | null;
  closedAt: string | null;
  /** Why it was cancelled. */
  reason: string | null;
  quorum: number;
  members: MeetingMember[];
  standIns: BoardStandIn[];
  /** The change that is being talked about. */
  current: string | null;
  minutes: string;
  items: AgendaItem[];
  allowed: string[];
};
