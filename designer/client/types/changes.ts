/** Changes, what stands in their way, and when they may happen, as the API answers with them. */
import type { ChangeKind, Risk } from '#engine/changes/plan.ts';
import type { StepState } from '#engine/changes/steps.ts';
import type { Person } from './people.ts';
import type { TicketStatus as Status } from './tickets.ts';

export type { ChangeKind, Risk, StepState };
export type Named = { id: string; key: string; name: string };
export type Span = { from: string; to: string };

export type FreezeOverride = {
  freeze: { id: string; name: string };
  reason: string;
  by: Person;
  at: string;
};

export type ChangeTexts = {
  impact: string;
  implementation: string;
  testPlan: string;
  communication: string;
  backOut: string;
};

export type Change = ChangeTexts & {
  id: string;
  number: string;
  title: string;
  status: string;
  kind: ChangeKind;
  plannedFrom: string | null;
  plannedTo: string | null;
  actualFrom: string | null;
  actualTo: string | null;
  risk: Risk | null;
  result: ChangeResult | null;
  items: (Named & { role: string })[];
  overrides: FreezeOverride[];
  /** The standard change it follows; then these fields of its plan are fixed. */
  standard: (Named & { version: number }) | null;
  fixed: string[];
  /** As long as it takes by that. */
  minutes: number | null;
  /** What has approved its plan as it is: another one takes a reason. */
  approvedBy: string | null;
  backingOut: BackingOut | null;
  steps: ChangeStep[];
  version: number;
  allowed: string[];
};

/** Whether it is still to be decided, or under way; why is told to those who work on it. */
export type BackingOut = {
  stage: 'asked' | 'undoing';
  because: { by: Person | null; reason: string; step: string | null; at: string } | null;
};

type StepPlan = { title: string; details: string; undo: string; minutes: number | null };

/** Who does a step, by name: one of the three. */
export type StepPlaceNow = { user: Person | null; group: Named | null; queue: Named | null };

export type ChangeStep = StepPlan & {
  key: string;
  assignment: StepPlaceNow | null;
  state: StepState;
  by: Person | null;
  at: string | null;
  dueAt: string | null;
  task: string | null;
};

export type StepFields = StepPlan & {
  key?: string;
  assignment: { user: string } | { group: string } | { queue: string } | null;
};

export type ConflictKind =
  | 'same_item'
  | 'depends_on'
  | 'needed_by'
  | 'same_person'
  | 'outside_window'
  | 'freeze'
  | 'holiday';

export type ChangeConflict = Span & {
  kind: ConflictKind;
  change: { id: string; number: string; title: string } | null;
  path: Named[];
  person: Person | null;
  items: Named[];
  windows: { id: string; name: string }[];
  freeze: { id: string; name: string; reason: string } | null;
  isOverridden: boolean;
  date: string | null;
};

export type CalendarEntry = Span & { id: string; title: string } & (
    | {
        type: 'change';
        number: string;
        status: string;
        kind: ChangeKind;
        result: ChangeResult | null;
        assignee: string | null;
        conflicts: number;
      }
    | { type: 'freeze'; reason: string }
    | { type: 'window' }
    | { type: 'holiday'; date: string }
  );

export type FreezeScope =
  | { kind: 'all' }
  | { kind: 'items'; items: Named[] }
  | { kind: 'kinds'; kinds: ChangeKind[] };
export type WindowScope =
  | { kind: 'all' }
  | { kind: 'items'; items: Named[] }
  | { kind: 'groups'; groups: Named[] };

export type Freeze = Span & {
  id: string;
  name: string;
  reason: string;
  scope: FreezeScope;
  version: number;
  allowed: string[];
};

export type Opening =
  | Span
  | { first: string; time: string; minutes: number; timeZone: string; rrule: string | null };

export type MaintenanceWindow = {
  id: string;
  name: string;
  scope: WindowScope;
  opens: Opening;
  version: number;
  allowed: string[];
};

export type PlannedChange = Span & {
  change: { id: string; number: string; title: string } | null;
  underWay: boolean;
};

export type ChangeResult = 'successful' | 'partly' | 'backed_out' | 'failed';

type TicketName = { id: string; number: string; title: string };
type ItemName = { key: string; name: string };

/** The change that is said to have caused a ticket. */
export type TicketCause = {
  cause:
    | (TicketName & {
        status: Status;
        kind: ChangeKind;
        result: ChangeResult | null;
        namedBy: Person | null;
        namedAt: string;
      })
    | null;
  allowed: string[];
};

export type Suspect = TicketName & {
  status: Status;
  kind: ChangeKind;
  begunAt: string;
  reason: 'same_item' | 'depends_on' | 'time';
  path: ItemName[];
};

export type CausedTicket = TicketName & { status: Status; namedAt: string };

export type ChangeHistory = {
  similar: number;
  similarFailed: number;
  items: (TicketName & {
    kind: ChangeKind;
    result: ChangeResult;
    createdAt: string;
    endedAt: string | null;
    incidents: number;
    items: ItemName[];
  })[];
};

/** As lists show it. */
export type ListedChange = TicketName & {
  status: Status;
  plannedFrom: string | null;
  result: ChangeResult | null;
};
