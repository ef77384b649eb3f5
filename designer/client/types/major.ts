/** Major incidents, their settings and the status page, as the API answers with them. */
import type { Person } from './people.ts';

export type Severity = 1 | 2 | 3;
export type MajorState = 'open' | 'resolved' | 'closed' | 'withdrawn';
export type Stage = 'investigating' | 'identified' | 'monitoring' | 'resolved';
export type Impact = 'degraded' | 'down';
export type Audience = { people: string[]; groups: string[]; roles: string[] };

export type MajorIncident = {
  id: string;
  ticket: { id: string; number: string; status: string };
  severity: Severity;
  state: MajorState;
  headline: string;
  commander: Person;
  warRoomUrl: string | null;
  audience: Audience;
  services: { key: string; name: string; impact: Impact }[];
  runId: string;
  declaredBy: Person | null;
  declaredAt: string;
  nextUpdateAt: string | null;
  resolvedAt: string | null;
  endedAt: string | null;
  reason: string | null;
  review: { summary: string; cause: string; at: string } | null;
  children: number;
  updates: number;
  version: number;
  allowed: string[];
};

export type StakeholderUpdate = {
  id: string;
  stage: Stage;
  subject: string;
  body: string;
  author: Person | null;
  at: string;
  recipients: number;
};

export type UpdatePreview = {
  subject: string;
  body: string;
  recipients: Person[];
  nextUpdateAt: string | null;
};

export type TicketMajor = {
  majorIncident: MajorIncident | null;
  parent: {
    id: string;
    number: string;
    status: string;
    kind: 'child' | 'action';
    follows: boolean;
    headline: string | null;
    isMajor: boolean;
  } | null;
  allowed: string[];
};

export type ChildTicket = {
  id: string;
  number: string;
  title: string;
  type: string;
  status: string;
  assignee: Person | null;
  dueAt: string | null;
  kind: 'child' | 'action';
  follows: boolean;
  linkedAt: string;
};

export type Service = {
  id: string;
  key: string;
  name: string;
  description: string;
  version: number;
};

export type UpdateTemplate = {
  id: string;
  key: string;
  name: string;
  subject: string;
  body: string;
  version: number;
};

export type UpdateMinutes = { 1: number; 2: number; 3: number };

export type MajorSettings = {
  updateMinutes: UpdateMinutes;
  audience: Audience;
  isPublic: boolean;
  placeholders: string[];
  version: number;
};

export type StatusIncident = {
  id: string;
  number: string;
  headline: string;
  severity: Severity;
  state: 'open' | 'resolved' | 'closed';
  services: string[];
  declaredAt: string;
  resolvedAt: string | null;
  nextUpdateAt: string | null;
  messages: { stage: Stage; subject: string; body: string; at: string }[];
};

export type StatusPage = {
  tenant: string;
  at: string;
  services: {
    key: string;
    name: string;
    description: string;
    state: 'operational' | 'degraded' | 'down';
  }[];
  current: StatusIncident[];
  past: StatusIncident[];
};
