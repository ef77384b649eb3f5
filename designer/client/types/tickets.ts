/** Tickets, what is said and recorded of them, and what is asked for from the catalog, as the API answers with them. */
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
