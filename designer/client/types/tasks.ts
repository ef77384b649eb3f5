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
