/**
 * One step while it is being applied: where it stands, what it may read, and the rows it will write. Whoever carries out
 * a command adds rows here; they are written together, as one statement, at the end of the step.
 */
import type { Definition } from '#engine/definition.ts';
import type { JsonObject } from '#engine/json.ts';
import { variablesAt } from '#engine/scope-list.ts';
import type { PlannedStage } from '../approvals/panel.ts';
import type { Happening } from '../events/record.ts';
import { type EventFields, eventRow } from '../events/rows.ts';
import type { MailRow } from '../mail/mail-row.ts';
import { askerFacts, ticketFacts } from '../tickets/facts.ts';
import type { TicketSnapshot } from '../tickets/update.ts';
import type { Cause, Work } from '../work.ts';
import type { Facts } from './facts.ts';
import type { ApplyStepInput, StepCommand } from './step-types.ts';
import { messagesOf, type NoteRow, type Telling } from './tell-people.ts';

/** Where the run stood when its lock was taken; the columns' names. */
export type BegunRun = {
  readonly step: number;
  readonly step_request: string | null;
  readonly pending_events: unknown;
  readonly process_id: string;
  readonly process_key: string;
  readonly process_version: number;
  /** The run and its token that wait for this run. */
  readonly parent_run_id: string | null;
  readonly parent_token: string | null;
  readonly ticket_id: string | null;
  readonly started_by: string | null;
  /** Who asked for it, where there is no ticket that says so. */
  readonly asked_by: string | null;
  readonly state: string;
  readonly ended_at: string | null;
  /** Why it ends as soon as it needs somebody: its ticket was closed under it. */
  readonly called_off: string | null;
  /** Whether it waits for messages or signals. */
  readonly hears: boolean;
  /** The tenant's configuration revision when the lock was taken. */
  readonly revision: string;
  /** Whether the ticket has open tasks of any run; nothing else can open one while its lock is held. */
  readonly has_open_tasks: boolean;
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
  readonly scoped: JsonObject | null;
  readonly step: string | null;
  readonly undoes: boolean;
  readonly assignee_id: string | null;
  readonly queue_id: string | null;
  readonly group_id: string | null;
  readonly due_at: string | null;
  readonly opened_at: string;
};

export type ApprovalRow = Omit<
  TaskRow,
  'scoped' | 'step' | 'undoes' | 'assignee_id' | 'queue_id' | 'group_id'
> & {
  readonly message: string;
  readonly stages: readonly PlannedStage[];
  readonly self_approval: boolean;
  readonly repeat_voters: boolean;
  readonly signature: string | null;
  readonly watches: boolean;
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
  readonly approvers: {
    approval_id: string;
    stage: number;
    seat: number;
    person_id: string;
    via: string | null;
  }[];
  readonly events: EventFields[];
  readonly mails: MailRow[];
  readonly notes: NoteRow[];
  readonly outbox: {
    kind: string;
    target: string;
    payload: { at?: string | null; workflow?: string };
  }[];
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
  /** The definition and, where this step moves the run, the one it comes from: what that one began may end here. */
  readonly versions: readonly Definition[];
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
  /** Read once per step, and again after an action has changed what names others; variables as this token sees them. */
  readonly facts: (token: string | null) => Promise<Facts>;
  readonly forgetFacts: () => void;
  /** Takes a change of the ticket into the facts that were read before it. */
  readonly ticketChanged: (before: TicketSnapshot, after: TicketSnapshot) => Promise<void>;
};

export function createStepContext(
  work: Work,
  run: BegunRun,
  definition: Definition,
  input: ApplyStepInput,
  formerly?: Definition,
): StepContext {
  let known: Promise<Pick<Facts, 'ticket' | 'requester'>> | null = null;
  const subjectFacts = async () =>
    run.ticket_id === null
      ? { ticket: {}, requester: run.asked_by === null ? {} : await askerFacts(work, run.asked_by) }
      : ticketFacts(work, run.ticket_id);
  const step: StepContext = {
    work,
    runId: input.runId,
    run,
    definition,
    versions: formerly ? [definition, formerly] : [definition],
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
      mails: [],
      notes: [],
      outbox: [],
    },
    doneAlready: [],
    facts: async (token) => {
      known ??= subjectFacts();
      const { state } = step.turn;
      return { ...(await known), variables: variablesAt(state, token), steps: state.steps };
    },
    forgetFacts: () => {
      known = null;
    },
    ticketChanged: async (before, after) => {
      const facts = await known;
      known =
        facts && sameNames(before, after)
          ? Promise.resolve({ ...facts, ticket: { ...facts.ticket, ...plainFacts(after) } })
          : null;
    },
  };
  return step;
}

/** Whether everybody and everything the ticket refers to is still the same. */
const sameNames = (before: TicketSnapshot, after: TicketSnapshot): boolean =>
  (['queueId', 'assigneeId', 'requesterId', 'organizationId'] as const).every(
    (field) => (before[field] ?? null) === (after[field] ?? null),
  );

function plainFacts(after: TicketSnapshot): JsonObject {
  const {
    title,
    description,
    status,
    holdReason,
    priority,
    impact,
    urgency,
    category,
    tags,
    custom,
    dueAt,
  } = after;
  return {
    title,
    description,
    status,
    holdReason: holdReason ?? null,
    priority,
    impact,
    urgency,
    category: category ?? null,
    tags,
    custom: custom as JsonObject,
    dueAt: dueAt?.toISOString() ?? null,
  };
}

/** Adds a mail and a notification for each person to the step's rows. */
export function addMessages(step: StepContext, telling: Telling): void {
  const { mails, notes } = messagesOf(step.work, telling);
  step.rows.mails.push(...mails);
  step.rows.notes.push(...notes);
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
