/**
 * One step while it is being applied: where it stands, what it may read, and the rows it will write. Whoever carries out
 * a command adds rows here; they are written together, as one statement, at the end of the step.
 */
import type { Definition } from '#engine/definition.ts';
import type { Happening } from '../events/record.ts';
import { type EventFields, eventRow } from '../events/rows.ts';
import { ticketFacts } from '../tickets/facts.ts';
import type { Cause, Work } from '../work.ts';
import type { Facts } from './facts.ts';
import type { ApplyStepInput, StepCommand } from './step-types.ts';

/** Where the run stood when its lock was taken; the columns' names. */
export type BegunRun = {
  readonly step: number;
  readonly step_request: string | null;
  readonly pending_events: unknown;
  readonly process_id: string;
  readonly process_key: string;
  readonly process_version: number;
  readonly ticket_id: string | null;
  readonly started_by: string | null;
  readonly state: string;
  readonly ended_at: string | null;
  /** The tenant's configuration revision when the lock was taken. */
  readonly revision: string;
};

export type PathRow = {
  readonly token: string;
  readonly element: string;
  readonly entered_at: string;
  readonly flow: string | null;
  left_at: string | null;
  outcome: string | null;
  failure: unknown;
};

export type TaskRow = {
  readonly id: string;
  readonly token: string;
  readonly element: string;
  readonly process_id: string;
  readonly process_version: number;
  readonly ticket_id: string | null;
  readonly name: string;
  readonly assignee_id: string | null;
  readonly queue_id: string | null;
  readonly group_id: string | null;
  readonly due_at: string | null;
  readonly opened_at: string;
};

export type ApprovalRow = Omit<TaskRow, 'assignee_id' | 'queue_id' | 'group_id'> & {
  readonly message: string;
  readonly mode: string;
  readonly needed: number;
  readonly self_approval: boolean;
  readonly subject: unknown;
  readonly subject_hash: string;
  readonly remind_at: string | null;
};

export type StepRows = {
  readonly entered: PathRow[];
  readonly closed: { token: string; left_at: string; outcome: string | null }[];
  readonly failures: { token: string; failure: unknown }[];
  readonly tasks: TaskRow[];
  readonly approvals: ApprovalRow[];
  readonly approvers: { approval_id: string; person_id: string; via: string | null }[];
  readonly events: EventFields[];
  readonly outbox: { kind: string; target: string; payload: { at?: string | null } }[];
};

/** What is being applied: the input's own, then what the answers led to. */
export type Turn = {
  readonly state: ApplyStepInput['state'];
  readonly commands: readonly StepCommand[];
};

export type StepContext = {
  readonly work: Work;
  readonly runId: string;
  readonly run: BegunRun;
  readonly definition: Definition;
  readonly input: ApplyStepInput;
  turn: Turn;
  readonly rows: StepRows;
  /** Tasks this step opens that the ticket's status has already answered. */
  readonly doneAlready: {
    id: string;
    token: string;
    element: string;
    name: string;
    outcome: string;
  }[];
  /** Read once per step, and again after an action has changed the ticket. */
  readonly facts: () => Promise<Facts>;
  readonly forgetFacts: () => void;
};

export function createStepContext(
  work: Work,
  run: BegunRun,
  definition: Definition,
  input: ApplyStepInput,
): StepContext {
  let known: Promise<Pick<Facts, 'ticket' | 'requester'>> | null = null;
  const subjectFacts = async () =>
    run.ticket_id === null ? { ticket: {}, requester: {} } : ticketFacts(work, run.ticket_id);
  const step: StepContext = {
    work,
    runId: input.runId,
    run,
    definition,
    input,
    turn: input,
    rows: {
      entered: [],
      closed: [],
      failures: [],
      tasks: [],
      approvals: [],
      approvers: [],
      events: [],
      outbox: [],
    },
    doneAlready: [],
    facts: async () => {
      known ??= subjectFacts();
      const { variables, steps } = step.turn.state;
      return { ...(await known), variables, steps };
    },
    forgetFacts: () => {
      known = null;
    },
  };
  return step;
}

/** The same work, caused by this element of the process, or by the process as a whole. */
export function causedBy(step: StepContext, elementId: string | null): Work {
  const element = step.definition.elements.find(({ id }) => id === elementId);
  const place = elementId === null ? '' : ` › ${element?.name ?? elementId}`;
  const cause: Cause = { kind: 'run', id: step.runId, label: `${step.definition.name}${place}` };
  return { ...step.work, cause };
}

/** Adds an event to the step's rows and returns its id. */
export function tell(
  step: StepContext,
  elementId: string | null,
  happening: Omit<Happening, 'personal' | 'ticketId'>,
): string {
  const row = eventRow(causedBy(step, elementId), { ...happening, ticketId: step.run.ticket_id });
  step.rows.events.push(row);
  return row.id;
}
