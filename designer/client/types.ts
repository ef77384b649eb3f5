/**
 * The shapes the API answers with, as the pages read them. Instants are ISO 8601 text in UTC. `allowed` says what the
 * caller may do with the thing at hand; pages show acts by it and never work permissions out for themselves.
 */
import type { Definition, Trigger } from '#engine/definition.ts';

export type Page<T> = { items: T[]; nextCursor: string | null };

export type Person = { id: string; name: string; email: string };

export type Me = {
  user: Person & { locale: string; timeZone: string };
  tenant: { key: string; name: string };
  permissions: string[];
  roles: string[];
  csrfToken?: string;
  counts: { approvals: number; tasks: number };
};

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
  state: 'running' | 'paused' | 'met' | 'breached' | 'none';
  dueAt: string | null;
  remainingSeconds: number | null;
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
export type QueueRef = { id: string; key: string; name: string };

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

export type JsonSchema = Record<string, unknown>;

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

export type Approver = {
  email: string;
  name: string;
  decision: Vote | null;
  comment: string | null;
  decidedAt: string | null;
  /** How they came to be asked: `group:cab`, `role:admin`, `relation:requesterManager`; null when by name. */
  via: string | null;
};

export type Approval = {
  id: string;
  ticket: { id: string; number: string; title: string } | null;
  run: string;
  process: string;
  element: string;
  name: string;
  message: string;
  mode: 'any' | 'all' | 'nOfM';
  needed: number;
  state: 'open' | 'approved' | 'rejected' | 'cancelled' | 'timedOut';
  dueAt: string | null;
  openedAt: string;
  decidedAt: string | null;
  approvers: Approver[];
  /** What is decided on, as it was when the round began. */
  subject: {
    ticket: Record<string, unknown>;
    requester: Record<string, unknown>;
    variables: Record<string, unknown>;
  };
  subjectHash: string;
  allowed: string[];
};

export type Clock = {
  id: string;
  name: string;
  policy: string;
  state: 'running' | 'paused' | 'met' | 'breached' | 'cancelled';
  targetSeconds: number;
  elapsedSeconds: number;
  dueAt: string | null;
  breachedAt: string | null;
  segments: { from: string; to: string | null; state: string; cause: string | null }[];
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

export type ElementProgress = {
  state: 'waiting' | 'done' | 'failed' | 'calledOff';
  count: number;
  enteredAt: string;
  leftAt: string | null;
  outcome: string | null;
};

export type Progress = {
  run: Run;
  /** Null for those who only follow their own request. */
  definition: Definition | null;
  /** What the drawing's keys are called: `names.queue.hardware`. */
  names: Record<string, Record<string, string>> | null;
  version: number;
  elements: Record<string, ElementProgress>;
  tokens: RunToken[];
  flowsTaken: string[];
  steps: ProgressStep[];
};

export type RunToken = {
  token: string;
  element: string;
  waitingFor: string;
  since: string;
  until: string | null;
  /** It waits on a border or in the background, and is no part of the flow. */
  beside: boolean;
  failure: { code: string; message: string } | null;
};

/** One stay of a run at an element. */
export type PathStay = {
  token: string;
  element: string;
  enteredAt: string;
  leftAt: string | null;
  outcome: string | null;
  failed: boolean;
  by: string[];
};

export type ElementRepairs = { outcomes: string[] | null; needsOutcome: boolean; to: string[] };

/** What those see of a run who look after it. */
export type RunDetail = Progress & {
  definition: Definition;
  path: PathStay[];
  repairs: Record<string, ElementRepairs>;
};

export type ProgressStep = {
  type: string;
  /** Null where nobody has named it. */
  name: string | null;
  state: 'done' | 'calledOff' | 'current' | 'next';
  /** How an approval ended. */
  outcome: string | null;
  at: string | null;
};

export type RunState =
  | 'running'
  | 'waiting'
  | 'suspended'
  | 'completed'
  | 'cancelled'
  | 'faulted'
  | 'failed';

export type Run = {
  id: string;
  process: string;
  processName: string;
  version: number;
  state: RunState;
  workflowId: string;
  ticket: { id: string; number: string; title: string } | null;
  startedAt: string;
  endedAt: string | null;
  outcome: string | null;
  failure: { element: string; code: string; message: string } | null;
  variables: Record<string, unknown>;
  revision: number;
  /** How it stands at the element that was asked for. */
  here?: {
    since: string;
    tokens: number;
    failure: { code: string; message: string } | null;
  } | null;
  allowed: string[];
};

export type NextVersion = {
  version: number;
  from: string;
  share: number | null;
  /** Whether its share takes new runs already. */
  begun: boolean;
  publishedBy: Person | null;
};

export type Process = {
  key: string;
  name: string;
  description: string | null;
  version: number | null;
  publishedAt: string | null;
  publishedBy: Person | null;
  draft: { revision: number; updatedAt: string; by: Person | null } | null;
  running: number;
  /** A version on its way: from when, and for how many of a hundred new runs (`null`: all). */
  next: NextVersion | null;
  /** What took new runs before `version`; `null` while one is on its way. */
  former: number | null;
  /** Goes up with every change of it. */
  revision: number;
  /** Open threads on it in which the caller is named. */
  mentions: number;
  /** Whether a colleague must have approved a draft before it is published. */
  reviewRequired: boolean;
  /** Who has asked to do without; a second person has to agree. */
  reviewOffAskedBy: Person | null;
  reviewOffAskedAt: string | null;
  triggers: Extract<Trigger, { type: 'ticketCreated' }>[];
  allowed: string[];
};

export type User = Person & {
  roles: string[];
  groups: string[];
  organization: QueueRef | null;
  manager: Person | null;
  active: boolean;
  locale: string;
  timeZone: string;
  version: number;
  allowed: string[];
};

export type Group = {
  id: string;
  key: string;
  name: string;
  members: Person[];
  version: number;
  allowed: string[];
};
export type Role = {
  key: string;
  name: string;
  permissions: { permission: string; scope: string }[];
  builtIn: boolean;
};
export type Queue = {
  id: string;
  key: string;
  name: string;
  group: string | null;
  version: number;
  allowed: string[];
};
export type Token = {
  id: string;
  name: string;
  scopes: string[] | null;
  expiresAt: string | null;
  createdAt: string;
  lastUsedAt: string | null;
};

export type LiveEvent = {
  type: string;
  subject: { kind: string; id: string; number?: string };
  ticketId?: string;
  at: string;
  actor?: { kind: string; id: string | null };
};
