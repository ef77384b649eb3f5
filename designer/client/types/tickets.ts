/** Tickets, what is said and recorded of them, and what is asked for from the catalog, as the API answers with them. */
import type { Measure } from '#engine/clocks/policy.ts';
import type { JsonSchema } from './common.ts';
import type { Person, QueueRef } from './people.ts';

export type TicketType = 'incident' | 'service_request' | 'problem' | 'change' | 'task';

export type Level = 1 | 2 | 3;

export type Priority = 1 | 2 | 3 | 4;

export type TicketStatus =
  | 'new'
  | 'in_progress'
  | 'on_hold'
  | 'pending_approval'
  | 'known_error'
  | 'assess'
  | 'authorize'
  | 'scheduled'
  | 'implement'
  | 'review'
  | 'resolved'
  | 'closed'
  | 'cancelled';

export type HoldReason =
  | 'awaiting_user'
  | 'awaiting_vendor'
  | 'awaiting_problem'
  | 'awaiting_evidence'
  | 'other';

export type TicketClock = {
  name: string;
  state: 'running' | 'paused' | 'met' | 'breached' | 'none';
  standing: 'running' | 'paused' | 'stopped';
  dueAt: string | null;
  remainingSeconds: number | null;
  /** When so much was left. */
  asOf: string;
  /** When it counts; null where every second does. */
  hours: { open: boolean; closesAt: string | null; opensAt: string | null } | null;
};

export type TicketItem = {
  id: string;
  number: string;
  type: TicketType;
  title: string;
  status: TicketStatus;
  holdReason: HoldReason | null;
  priority: Priority;
  impact: Level;
  urgency: Level;
  category: string | null;
  queue: QueueRef | null;
  assignee: Person | null;
  requester: Person;
  organization: QueueRef | null;
  tags: string[];
  custom: Record<string, unknown>;
  source: string;
  catalogItem: string | null;
  dueAt: string | null;
  clock: TicketClock | null;
  resolvedAt: string | null;
  closedAt: string | null;
  createdAt: string;
  updatedAt: string;
  version: number;
  allowed: string[];
};

export type Ticket = TicketItem & { description: string };

/** Where the caller may move it: the server says so in `allowed`, as `transition:<status>`. */
export const transitionsOf = (ticket: Pick<TicketItem, 'allowed'>): TicketStatus[] =>
  ticket.allowed.flatMap((one) =>
    one.startsWith('transition:') ? [one.slice('transition:'.length) as TicketStatus] : [],
  );

export type Comment = {
  id: string;
  author: Person | null;
  body: string;
  internal: boolean;
  createdAt: string;
};

export type TicketEvent = {
  id: string;
  at: string;
  type: string;
  actor: { kind: 'person' | 'system' | 'run' | 'rule'; id: string | null; name: string | null };
  cause: {
    kind: 'request' | 'rule' | 'run' | 'message' | 'clock' | 'system';
    id: string | null;
    label: string | null;
  };
  changes: Record<string, { before: unknown; after: unknown }>;
  /** What was said, for a comment. */
  text: string | null;
  data: Record<string, unknown>;
};

export type ClockState = 'waiting' | 'running' | 'paused' | 'met' | 'breached' | 'cancelled';

/** What made a clock do something. */
export type ClockCause = {
  kind: string;
  label: string | null;
  actor: string | null;
  by: string | null;
  status: string | null;
  happening: string | null;
};

type ClockCalendar = { key: string; version: number; zone: string | null } | null;

type ClockPromise = { key: string; version: number; target: string };

export type ClockStand = {
  state: ClockState;
  elapsedSeconds: number;
  targetSeconds: number;
  dueAt: string | null;
  breachedAt: string | null;
};

export type ClockRevision = {
  number: number;
  at: string;
  reasons: string[];
  cause: ClockCause;
  policy: ClockPromise;
  targetSeconds: number;
  calendar: ClockCalendar;
  lost: { policy: string; reason: string; target?: string }[];
  before: ClockStand | null;
  after: ClockStand | null;
};

export type ClockPieceKind = 'counted' | 'closed' | 'paused' | 'none';

export type Clock = {
  id: string;
  name: string;
  kind: 'sla' | 'ola' | 'contract';
  measures: Measure;
  subject: { kind: 'ticket' | 'task' | 'approval'; id: string };
  policy: ClockPromise;
  calendar: ClockCalendar;
  state: ClockState;
  ticking: boolean;
  cycle: number;
  targetSeconds: number;
  elapsedSeconds: number;
  remainingSeconds: number;
  startedAt: string;
  dueAt: string | null;
  breachedAt: string | null;
  stoppedAt: string | null;
  thresholds: {
    id: string;
    nth: number;
    at: string;
    told: { at: string; carried: boolean } | null;
  }[];
  segments: {
    from: string;
    to: string | null;
    state: 'running' | 'paused';
    cycle: number;
    calendar: ClockCalendar;
    cause: ClockCause;
    endCause: ClockCause | null;
  }[];
  strip: { from: string; to: string; kind: ClockPieceKind; segment: number | null }[] | null;
  revisions: ClockRevision[];
};

/** Who had a ticket for a while. */
export type TicketHolder = {
  kind: 'person' | 'nobody' | 'requester';
  person: string | null;
  queue: string | null;
  group: string | null;
  from: string;
  to: string;
  wallSeconds: number;
  businessSeconds: number | null;
};

export type CatalogItem = {
  key: string;
  name: string;
  description: string;
  icon: string | null;
  category: string | null;
  process: string | null;
  schema: JsonSchema;
  uiSchema: JsonSchema;
};
