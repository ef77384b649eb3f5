/** What people are asked to do and to decide, as the API answers with it. */
import type { JsonSchema } from './common.ts';
import type { Person, QueueRef } from './people.ts';
import type { Priority } from './tickets.ts';

export type Task = {
  id: string;
  ticket: {
    id: string;
    number: string;
    title: string;
    priority: Priority;
    requester: Person;
  } | null;
  run: string;
  process: string;
  element: string;
  name: string;
  instructions: string;
  state: 'open' | 'completed' | 'cancelled';
  assignee: Person | null;
  queue: QueueRef | null;
  group: QueueRef | null;
  form: JsonSchema | null;
  uiSchema: JsonSchema | null;
  outcomes: { key: string; label: string }[];
  /** Ticket status → the outcome with which moving the ticket there completes it. */
  completesOnStatus: Record<string, string>;
  outcome: string | null;
  values: Record<string, unknown> | null;
  dueAt: string | null;
  openedAt: string;
  completedAt: string | null;
  completedBy: Person | null;
  allowed: string[];
};

export type Vote = 'approve' | 'reject' | 'abstain';

type Named = { email: string; name: string };

export type Approver = Named & {
  /** Has no account: asked by mail, decides by the address in it. */
  outside: boolean;
  decision: Vote | null;
  comment: string | null;
  decidedAt: string | null;
  /** What they have signed it as. */
  signed: string | null;
  /** How they came to be asked: `group:cab`, `role:admin`, `relation:requesterManager`, `fallback:nobody_left`, `late`; null when by name. */
  via: string | null;
  stage: number;
  /** Several people at one seat: the first of them who votes takes it. */
  seat: number;
  /** Who said it for them; null where they did themselves. */
  actedBy: Named | null;
  /** Who may decide for them at this moment. */
  standIns: Named[];
  away: boolean;
};

/** `waiting`: asked later; `undecided`: it was still open when the approval ended. */
export type StageState = 'waiting' | 'open' | 'approved' | 'rejected' | 'undecided';

export type ApprovalGroup = {
  id: string;
  name: string | null;
  mode: 'any' | 'all' | 'nOfM' | 'majority' | 'percent' | 'weighted';
  /** Of `nOfM` people, of `weighted` weight. */
  needed: number | null;
  percent: number | null;
  state: StageState;
  seats: { seat: number; weight: number; veto: boolean }[];
};

export type ApprovalStage = {
  id: string;
  name: string | null;
  state: StageState;
  groups: ApprovalGroup[];
  /** Lists of groups; one of them, whole, is enough. */
  enough: string[][];
  /** Seats of those who were asked because it was late: the first of them decides. */
  deciding: number[];
};

/** What the address in a mail leads to. */
export type Linked = {
  /** Who asks. */
  tenant: { name: string };
  person: { email: string; name: string };
  until: string;
  approval: Approval;
};

export type DecidedByLink = { decision: Vote; state: Approval['state'] };

/** What has changed, or who wanted everybody to be asked again and why. */
export type AskedAgain = {
  changed: { fact: string; before: unknown; after: unknown }[] | null;
  by: Named | null;
  reason: string | null;
};

export type Question = {
  id: string;
  askedBy: Named;
  askedAt: string;
  text: string;
  answeredBy: Named | null;
  answeredAt: string | null;
  answer: string | null;
};

export type EarlierRound = {
  round: number;
  endedAt: string;
  /** Why it ended, and the next one began. */
  why: AskedAgain;
  votes: {
    voter: Named;
    outside: boolean;
    actedBy: Named | null;
    decision: Vote;
    comment: string;
    signed: string | null;
    at: string;
  }[];
};

export type Approval = {
  id: string;
  ticket: { id: string; number: string; title: string } | null;
  /** These three are not told to who has no account. */
  run?: string;
  process?: string;
  element?: string;
  name: string;
  message: string;
  state: 'open' | 'approved' | 'rejected' | 'cancelled' | 'timedOut';
  /** In order; each is asked when those before have approved. */
  stages: ApprovalStage[];
  /** The stage that is asked, or was last: its place in `stages`. */
  stage: number;
  /** Goes up when everybody is asked anew. */
  round: number;
  dueAt: string | null;
  openedAt: string;
  decidedAt: string | null;
  /** The plan of its change is another than the one it has approved. */
  outdated: boolean;
  /** What is another than in the plan that was approved before; null where none was. */
  sinceApproved: AskedAgain['changed'];
  /** Everybody who is asked, in all stages. */
  approvers: Approver[];
  /** What is decided on, as it was when the round began. */
  subject: {
    ticket: Record<string, unknown>;
    requester: Record<string, unknown>;
    variables: Record<string, unknown>;
  };
  people: Pick<Person, 'name' | 'email'>[];
  subjectHash: string;
  /** What a decision is signed as; it needs the password then. */
  signature: string | null;
  /** Since when its time stands still; what is left of it is counted anew when it goes on. */
  pausedAt: string | null;
  /** Why the present round began; null in the first. */
  askedAgain: AskedAgain | null;
  /** Of all rounds, in the order they were put. */
  questions: Question[];
  /** Rounds that are over because everybody was asked again, the latest first. */
  earlier: EarlierRound[];
  /** Whom the reader would decide for as well with a decision now. */
  speaksFor: Named[];
  version: number;
  allowed: string[];
};
