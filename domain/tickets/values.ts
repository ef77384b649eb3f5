/**
 * The vocabulary of a ticket in ITIL's terms, and the matrix that makes a priority of impact and urgency. Plain values:
 * the API, the processes and the tests take them from here.
 */
import type { TICKET_TYPES } from '#engine/definition.ts';
import type { Level, Priority } from '#engine/priority.ts';

export { TICKET_TYPES } from '#engine/definition.ts';
export { type Level, type Priority, priorityFor } from '#engine/priority.ts';
export type TicketType = (typeof TICKET_TYPES)[number];

export const STATUSES = [
  'new',
  'in_progress',
  'on_hold',
  'pending_approval',
  'known_error',
  'assess',
  'authorize',
  'scheduled',
  'implement',
  'review',
  'resolved',
  'closed',
  'cancelled',
] as const;
export type Status = (typeof STATUSES)[number];

/** Work on the ticket is over; `resolved` may still be reopened. */
export const FINISHED = ['resolved', 'closed', 'cancelled'] as const satisfies readonly Status[];

export const HOLD_REASONS = [
  'awaiting_user',
  'awaiting_vendor',
  'awaiting_problem',
  'awaiting_evidence',
  'other',
] as const;
export type HoldReason = (typeof HOLD_REASONS)[number];

/** Impact and urgency: 1 high, 2 medium, 3 low. */
export const LEVELS = [1, 2, 3] as const satisfies readonly Level[];

/** 1 critical, 2 high, 3 moderate, 4 low. */
export const PRIORITIES = [1, 2, 3, 4] as const satisfies readonly Priority[];

export const isFinished = (status: Status): boolean =>
  (FINISHED as readonly Status[]).includes(status);

export const LIMITS = {
  titleLength: 300,
  descriptionLength: 50_000,
  commentLength: 50_000,
  categoryLength: 100,
  tags: 50,
  tagLength: 60,
  customBytes: 65_536,
} as const;
