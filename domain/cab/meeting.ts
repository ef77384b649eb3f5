/**
 * A meeting of the change advisory board: planned, opened at its hour, closed with its minutes. What was decided stands in
 * the agenda; a closed meeting never changes again.
 */
import { defineEntity, p } from '@mikro-orm/postgresql';
import { DomainError } from '../errors.ts';

export const MEETING_STATES = ['planned', 'open', 'closed', 'cancelled'] as const;
export type MeetingState = (typeof MEETING_STATES)[number];
export const DECISIONS = ['approved', 'rejected', 'deferred'] as const;
export type Decision = (typeof DECISIONS)[number];

const MeetingSchema = defineEntity({
  name: 'Meeting',
  tableName: 'cab_meeting',
  properties: {
    id: p.uuid().primary(),
    tenantId: p.uuid(),
    name: p.text(),
    state: p.text().$type<MeetingState>(),
    scheduledAt: p.datetime(),
    openedAt: p.datetime().nullable(),
    closedAt: p.datetime().nullable(),
    minutes: p.text(),
    version: p.integer().version(),
  },
});

export class Meeting extends MeetingSchema.class {
  /** Opens it at its hour, or before when somebody starts early. */
  open(now: Date): void {
    if (this.state !== 'planned') throw over(this.state);
    this.state = 'open';
    this.openedAt = now;
  }

  /** @throws DomainError transition_not_allowed */
  close(now: Date, minutes: string): void {
    this.demandUndecided();
    this.openedAt ??= now;
    this.state = 'closed';
    this.closedAt = now;
    this.minutes = minutes;
  }

  /** Decisions are taken until the minutes are closed. @throws DomainError transition_not_allowed */
  demandUndecided(): void {
    if (this.state === 'closed' || this.state === 'cancelled') throw over(this.state);
  }
}
MeetingSchema.setClass(Meeting);

const over = (state: MeetingState): DomainError =>
  new DomainError('transition_not_allowed', `This meeting is ${state}.`, { values: { state } });
