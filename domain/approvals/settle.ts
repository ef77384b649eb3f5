/** Closes a round, or leaves it open: its state, its events, the message to the run, and the workflow that watched over it disarmed. */
import { type EventFields, eventRow } from '../events/rows.ts';
import type { Work } from '../work.ts';
import type { LockedApproval } from './lock-approval.ts';

export type Closing = 'approved' | 'rejected' | 'timedOut';

/** What `approval_settle` and `approval_vote` take; without a state the round stays open. */
export type Settlement = {
  readonly id: string;
  readonly run_id: string;
  readonly at: string;
  readonly state: Closing | null;
  readonly events: readonly EventFields[];
  readonly event_id: string | null;
  readonly message: unknown;
  readonly outbox?: readonly unknown[];
};

export function settlementOf(
  work: Work,
  approval: Pick<LockedApproval, 'id' | 'run_id' | 'ticket_id' | 'element' | 'name' | 'token'>,
  state: Closing | null,
  events: readonly EventFields[],
  why: { readonly late?: true } = {},
): Settlement {
  const at = work.now.toISOString();
  const base = { id: approval.id, run_id: approval.run_id, at };
  if (state === null) return { ...base, state, events, event_id: null, message: null };
  const decided = eventRow(work, {
    type: state === 'timedOut' ? 'approval.timedOut' : 'approval.decided',
    subject: { kind: 'approval', id: approval.id },
    ticketId: approval.ticket_id,
    changes: { state: { before: 'open', after: state } },
    data: { element: approval.element, name: approval.name, outcome: state, ...why },
  });
  return {
    ...base,
    state,
    events: [...events, decided],
    event_id: decided.id,
    message: { type: 'approvalDecided', token: approval.token, at, outcome: state },
    outbox: [{ kind: 'approval', target: approval.id, payload: { at: null } }],
  };
}
