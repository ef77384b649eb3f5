/**
 * An event as a plain row, for the statements that write events together with what they tell of (`record_events` in the
 * database). It says the same as `record`, and holds nothing personal: what needs sealing goes through `record`.
 */
import { newId } from '../ids.ts';
import type { Work } from '../work.ts';
import type { Happening } from './record.ts';

export type EventFields = {
  readonly id: string;
  readonly at: string;
  readonly type: string;
  readonly subject_kind: string;
  readonly subject_id: string;
  readonly ticket_id: string | null;
  readonly actor_kind: string;
  readonly actor_id: string | null;
  readonly cause_kind: string;
  readonly cause_id: string | null;
  readonly cause_label: string | null;
  readonly changes: Happening['changes'] & {};
  readonly data: Happening['data'] & {};
};

export function eventRow(
  work: Pick<Work, 'actor' | 'cause' | 'now'>,
  happening: Omit<Happening, 'personal'>,
): EventFields {
  const { subject } = happening;
  return {
    id: newId(),
    at: work.now.toISOString(),
    type: happening.type,
    subject_kind: subject.kind,
    subject_id: subject.id,
    ticket_id: happening.ticketId ?? (subject.kind === 'ticket' ? subject.id : null),
    actor_kind: work.actor.kind,
    actor_id: work.actor.id,
    cause_kind: work.cause.kind,
    cause_id: work.cause.id,
    cause_label: work.cause.label,
    changes: happening.changes ?? {},
    data: happening.data ?? {},
  };
}
