/** A ticket with its references by name, as lists and pages show it: what leaves the domain, never the entity itself. */
import type { HoursAt } from '#engine/calendar/hours-at.ts';
import type { KeyRef, PersonRef } from './references.ts';
import type { HoldReason, Level, Priority, Status, TicketType } from './values.ts';

export type TicketClock = {
  readonly name: string;
  /** Those that have not begun, or promise nothing any more, are not shown with their ticket. */
  readonly state: 'running' | 'paused' | 'met' | 'breached';
  /** A missed clock may still run: what it does now. */
  readonly standing: 'running' | 'paused' | 'stopped';
  readonly dueAt: Date | null;
  readonly remainingSeconds: number | null;
  /** When that much was left. */
  readonly asOf: Date;
  /** Null where every second counts, and while it does not run. */
  readonly hours: HoursAt | null;
};

export type TicketRecord = {
  readonly id: string;
  readonly number: string;
  readonly type: TicketType;
  readonly title: string;
  /** Left out of lists. */
  readonly description?: string;
  readonly status: Status;
  readonly holdReason: HoldReason | null;
  readonly impact: Level;
  readonly urgency: Level;
  readonly priority: Priority;
  readonly category: string | null;
  readonly queue: (KeyRef & { readonly groupId: string | null }) | null;
  readonly assignee: PersonRef | null;
  readonly requester: PersonRef;
  readonly organization: KeyRef | null;
  readonly tags: readonly string[];
  readonly custom: Readonly<Record<string, unknown>>;
  readonly source: string;
  readonly catalogItem: string | null;
  readonly dueAt: Date | null;
  /** The clock with the nearest deadline; null for a ticket without any. */
  readonly clock: TicketClock | null;
  /** Of those, what is promised to its requester: all that who does not work on the ticket may see. */
  readonly promise: TicketClock | null;
  readonly resolvedAt: Date | null;
  readonly closedAt: Date | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly version: number;
};
