/** When changes may happen: plans, what stands in their way, the calendar, freezes and maintenance windows. */
import { queryOptions } from '@tanstack/react-query';
import { get, patch, post, put, remove } from './http.ts';
import { isProblem } from './problem.ts';
import { keys } from './query.ts';
import type {
  CalendarEntry,
  CausedTicket,
  Change,
  ChangeConflict,
  ChangeHistory,
  ChangeKind,
  ChangeResult,
  ChangeTexts,
  Freeze,
  MaintenanceWindow,
  Opening,
  PlannedChange,
  Span,
  StepFields,
  Suspect,
  TicketCause,
} from './types/changes.ts';
import type { Page } from './types/common.ts';

const ALL = 200;

export const changeQuery = (id: string) =>
  queryOptions({
    queryKey: keys.ticket(id, 'change'),
    queryFn: ({ signal }) => get<Change>(`/changes/${id}`, undefined, signal),
  });

/** At a time that is only being thought of. */
export const conflictsQuery = (id: string, span: Span | null) =>
  queryOptions({
    queryKey: [...keys.ticket(id, 'conflicts'), span],
    queryFn: ({ signal }) =>
      get<{ items: ChangeConflict[] }>(`/changes/${id}/conflicts`, span ?? {}, signal),
    enabled: span !== null,
    placeholderData: (before) => before,
  });

export type PlanFields = Partial<ChangeTexts> & {
  kind?: ChangeKind;
  plannedFrom?: string | null;
  plannedTo?: string | null;
  result?: ChangeResult | null;
  steps?: readonly StepFields[];
  /** Why a plan that was approved is to be another; by itself it asks for approval anew. */
  reason?: string;
};
/**
 * Plans it, also where it was planned otherwise since by somebody else, or by its process, in what is not planned here.
 * `known` is the change as it was when this was written.
 * @throws ProblemError 412 where what is planned here is another since
 */
export async function planChange(known: Change, body: PlanFields): Promise<Change> {
  const { id } = known;
  for (let { version } = known; ; ) {
    try {
      return await patch<Change>(`/changes/${id}`, body, { version });
    } catch (error) {
      if (!isProblem(error) || error.status !== 412) throw error;
      const now = await get<Change>(`/changes/${id}`);
      if (now.version === version || !isPlannedAlike(known, now, body)) throw error;
      version = now.version;
    }
  }
}

/** In all that is planned anew; how far a step is by now is no part of its plan. */
const isPlannedAlike = (one: Change, other: Change, { reason: _, ...fields }: PlanFields) =>
  (Object.keys(fields) as (keyof typeof fields)[]).every(
    (field) => asPlanned(one[field]) === asPlanned(other[field]),
  );
const asPlanned = (value: Change[keyof Change]): string =>
  JSON.stringify(value, (name, part) => (STEP_COURSE.has(name) ? undefined : part));
const STEP_COURSE: ReadonlySet<string> = new Set(['state', 'by', 'at', 'dueAt', 'task']);
export const nextSlot = (id: string, body: { minutes: number; from?: string }) =>
  post<{ slot: Span | null; searched: Span }>(`/changes/${id}/next-slot`, body);
export const overrideFreeze = (id: string, reason: string, idempotencyKey: string) =>
  post<Change>(`/changes/${id}/freeze-override`, { reason }, { idempotencyKey });

/** Asks that what is done of its steps be taken back. */
export const backOutChange = (id: string, reason: string, idempotencyKey: string) =>
  post<Change>(`/changes/${id}/back-out`, { reason }, { idempotencyKey });

/** Of an incident or a problem. */
export const causeQuery = (ticketId: string) =>
  queryOptions({
    queryKey: keys.ticket(ticketId, 'cause'),
    queryFn: ({ signal }) => get<TicketCause>(`/tickets/${ticketId}/cause`, undefined, signal),
  });
export const suspectsQuery = (ticketId: string) =>
  queryOptions({
    queryKey: keys.ticket(ticketId, 'suspects'),
    queryFn: ({ signal }) =>
      get<{ items: Suspect[] }>(`/tickets/${ticketId}/suspects`, undefined, signal),
  });
/** By its number or its id; null: no change has caused it. */
export const nameCause = (ticketId: string, change: string | null) =>
  put<TicketCause>(`/tickets/${ticketId}/cause`, { change });
export const causedQuery = (id: string) =>
  queryOptions({
    queryKey: keys.ticket(id, 'caused'),
    queryFn: ({ signal }) =>
      get<{ items: CausedTicket[] }>(`/changes/${id}/incidents`, undefined, signal),
  });
export const historyQuery = (id: string) =>
  queryOptions({
    queryKey: keys.ticket(id, 'past'),
    queryFn: ({ signal }) => get<ChangeHistory>(`/changes/${id}/history`, undefined, signal),
  });

export type CalendarQuery = Span & { item?: string; group?: string };
export const changeCalendarQuery = (query: CalendarQuery) =>
  queryOptions({
    queryKey: keys.changes('calendar', JSON.stringify(query)),
    queryFn: ({ signal }) => get<{ items: CalendarEntry[] }>('/change-calendar', query, signal),
    placeholderData: (before) => before,
  });

export type ScopeFields =
  | { kind: 'all' }
  | { kind: 'items'; items: string[] }
  | { kind: 'kinds'; kinds: ChangeKind[] }
  | { kind: 'groups'; groups: string[] };

export const freezesQuery = queryOptions({
  queryKey: keys.changes('freezes'),
  queryFn: ({ signal }) => get<Page<Freeze>>('/freezes', { limit: ALL }, signal),
});
export type FreezeFields = Span & { name: string; reason: string; scope: ScopeFields };
export const addFreeze = (body: FreezeFields, idempotencyKey: string) =>
  post<Freeze>('/freezes', body, { idempotencyKey });
export const changeFreeze = ({ id, version }: Freeze, body: FreezeFields) =>
  patch<Freeze>(`/freezes/${id}`, body, { version });
export const removeFreeze = ({ id, version }: Freeze) =>
  remove<undefined>(`/freezes/${id}`, { version });
export const caughtQuery = (draft: (Span & { scope: ScopeFields }) | null) =>
  queryOptions({
    queryKey: keys.changes('caught', JSON.stringify(draft)),
    queryFn: () => post<{ changes: PlannedChange[] }>('/freezes/preview', draft),
    enabled: draft !== null,
    retry: false,
    placeholderData: (before) => before,
  });

export const windowsQuery = queryOptions({
  queryKey: keys.changes('windows'),
  queryFn: ({ signal }) =>
    get<Page<MaintenanceWindow>>('/maintenance-windows', { limit: ALL }, signal),
});
export type WindowFields = { name: string; scope: ScopeFields; opens: Opening };
export const addWindow = (body: WindowFields, idempotencyKey: string) =>
  post<MaintenanceWindow>('/maintenance-windows', body, { idempotencyKey });
export const changeWindow = ({ id, version }: MaintenanceWindow, body: WindowFields) =>
  patch<MaintenanceWindow>(`/maintenance-windows/${id}`, body, { version });
export const removeWindow = ({ id, version }: MaintenanceWindow) =>
  remove<undefined>(`/maintenance-windows/${id}`, { version });
