/** Tickets as the API answers them, for tests of pages; a test says only what it is about. */
import type { Comment, Ticket, TicketEvent } from '#designer/client/types/tickets.ts';

const person = { id: 'p1', name: 'Ravi Menon', email: 'ravi@demo.test' };

export const aTicket = (part: Partial<Ticket> = {}): Ticket => ({
  id: 't1',
  number: 'INC-000001',
  type: 'incident',
  title: 'VPN drops',
  description: '',
  status: 'new',
  holdReason: null,
  priority: 3,
  impact: 2,
  urgency: 2,
  category: null,
  queue: null,
  assignee: null,
  requester: person,
  organization: null,
  tags: [],
  custom: {},
  source: 'web',
  catalogItem: null,
  dueAt: null,
  clock: null,
  resolvedAt: null,
  closedAt: null,
  createdAt: '2026-11-20T09:00:00.000Z',
  updatedAt: '2026-11-20T09:00:00.000Z',
  version: 1,
  allowed: ['read', 'update'],
  ...part,
});

export const aComment = (part: Partial<Comment> = {}): Comment => ({
  id: 'c1',
  author: person,
  body: 'Looking at it.',
  internal: false,
  createdAt: '2026-11-20T09:05:00.000Z',
  ...part,
});

export const anEvent = (part: Partial<TicketEvent> = {}): TicketEvent => ({
  id: 'e1',
  at: '2026-11-20T09:00:00.000Z',
  type: 'ticket.updated',
  actor: { kind: 'person', id: 'p1', name: 'Ravi Menon' },
  cause: { kind: 'request', id: null, label: null },
  changes: {},
  data: {},
  text: null,
  ...part,
});
