/**
 * The names and shapes by which the outside talks to a workflow: workflow types, ids, signals and queries. Plain text and
 * types, so that whoever sends needs nothing of the workflow runtime; the only file of this folder others import at run
 * time. Ids are derived from record ids, so that a record finds its workflow and a second start does nothing.
 */
import type { RunMessage } from '#domain/processes/step-types.ts';
import type { State } from '#engine/state.ts';

export const TASK_QUEUE = 'perdura';

export const WORKFLOW_TYPES = [
  'ticket',
  'automation',
  'approval',
  'slaClock',
  'escalation',
  'cabReview',
  'backtest',
  'recount',
  'rollout',
  'forecast',
] as const;
export type WorkflowType = (typeof WORKFLOW_TYPES)[number];

/** Input of `ticket` and `automation`; what they work on is loaded from the record. */
export type RunInput = {
  readonly tenantId: string;
  /** The one in the workflow's id when absent. */
  readonly runId?: string;
  /** Continue as new after about this many history events; the usual bound when absent. */
  readonly historyMax?: number;
};

/** The record of which something may be due: for `slaClock` the ticket. */
export type WakeRef = { readonly tenantId: string; readonly id: string };

/** Input of the workflows that wake when it is; the id is the one in the workflow's own when absent. */
export type WakeInput = Pick<WakeRef, 'tenantId'> & Partial<WakeRef>;

/** Signal to a run: what is pending for it, and the step its record has reached. */
export const DELIVER = 'deliver';
export type Delivery = { readonly step: number; readonly messages: readonly RunMessage[] };

/** Signal to a wake-up: look at the record again now. */
export const REARM = 'rearm';

/** Query of a run. */
export const STATE = 'state';
export type ShownState = {
  readonly ready: boolean;
  readonly step: number;
  readonly appliedMessage: number;
  readonly state: State | null;
  /** What is under way outside: `t3 call`, `t4 timer 2026-11-01T10:00:00.000Z`. */
  readonly doing: readonly string[];
};

/** The failure by which the record says that it cannot write something down, and could not the next time either. */
export const UNSTORABLE = 'unstorable';

export const runWorkflowId = (runId: string): string => `run:${runId}`;

/** The record a workflow belongs to: its id begins with what it is to that record. */
export const recordIdOf = (workflowId: string): string =>
  workflowId.slice(workflowId.indexOf(':') + 1);

/** Workflow id and type of each kind of wake-up. */
export const WAKE_UPS = {
  approval: { prefix: 'approval:', type: 'approval' },
  clock: { prefix: 'clock:', type: 'slaClock' },
  escalation: { prefix: 'escalation:', type: 'escalation' },
  cab: { prefix: 'cab:', type: 'cabReview' },
  backtest: { prefix: 'backtest:', type: 'backtest' },
  recount: { prefix: 'recount:', type: 'recount' },
  rollout: { prefix: 'rollout:', type: 'rollout' },
  forecast: { prefix: 'forecast:', type: 'forecast' },
} as const satisfies Record<string, { prefix: string; type: WorkflowType }>;
export type WakeKind = keyof typeof WAKE_UPS;

/** What a workflow can be found by; nothing personal, since the engine stores it readable. */
export const SEARCH_ATTRIBUTES = [
  'ProcessKey',
  'ProcessVersion',
  'TicketNumber',
  'TicketType',
  'Tenant',
  'RunState',
] as const;
export type SearchAttribute = (typeof SEARCH_ATTRIBUTES)[number];
