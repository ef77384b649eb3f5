/** Tickets and their parts, over HTTP. `:id` takes the number too, so links can be read aloud. */
import { queryOptions } from '@tanstack/react-query';
import type { Answers } from '#engine/changes/questions.ts';
import { get, patch, post, type Query } from './http.ts';
import { keys } from './query.ts';
import type { ChangeKind, ChangeTexts, StepFields } from './types/changes.ts';
import type { Page } from './types/common.ts';
import type { Progress, Run } from './types/runs.ts';
import type { Approval, Task } from './types/tasks.ts';
import type {
  Clock,
  Comment,
  Ticket,
  TicketEvent,
  TicketHolder,
  TicketItem,
} from './types/tickets.ts';

export const ticketsPage = (query: Query, signal?: AbortSignal) =>
  get<Page<TicketItem>>('/tickets', query, signal);

/** How many open tickets each of the desk's views holds. */
export type TicketCounts = Record<string, number>;

export const ticketCountsQuery = queryOptions({
  queryKey: keys.ticketCounts,
  queryFn: ({ signal }) => get<TicketCounts>('/tickets/counts', { by: 'view' }, signal),
});

export const ticketQuery = (id: string) =>
  queryOptions({
    queryKey: keys.ticket(id),
    queryFn: ({ signal }) => get<Ticket>(`/tickets/${encodeURIComponent(id)}`, undefined, signal),
  });

const PART_LIMIT = 200;

/** Every page of a part, first to last; a ticket's parts are read whole because the timeline merges them. */
async function wholePart<T>(id: string, part: string, signal: AbortSignal): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | null = null;
  do {
    const page: Page<T> = await get<Page<T>>(
      `/tickets/${encodeURIComponent(id)}/${part}`,
      { limit: PART_LIMIT, cursor },
      signal,
    );
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return items;
}

const partQuery = <T>(id: string, part: string) =>
  queryOptions({
    queryKey: keys.ticket(id, part),
    queryFn: ({ signal }) => wholePart<T>(id, part, signal),
  });

export const commentsQuery = (id: string) => partQuery<Comment>(id, 'comments');
export const eventsQuery = (id: string) => partQuery<TicketEvent>(id, 'events');
export const tasksOfQuery = (id: string) => partQuery<Task>(id, 'tasks');
export const approvalsOfQuery = (id: string) => partQuery<Approval>(id, 'approvals');
export const clocksQuery = (id: string) => partQuery<Clock>(id, 'clocks');
export const runsOfQuery = (id: string) => partQuery<Run>(id, 'runs');

export const holdersQuery = (id: string) =>
  queryOptions({
    queryKey: keys.ticket(id, 'holders'),
    queryFn: ({ signal }) =>
      get<{ asOf: string; holders: TicketHolder[] }>(
        `/tickets/${encodeURIComponent(id)}/holders`,
        undefined,
        signal,
      ),
  });

/** Null where no process has been started for the ticket. Without a run: the first open one, else the latest. */
export const progressQuery = (id: string, run?: string) =>
  queryOptions({
    queryKey: [...keys.ticket(id, 'progress'), run ?? ''] as readonly string[],
    queryFn: async ({ signal }): Promise<Progress | null> =>
      (await get<Progress | undefined>(
        `/tickets/${encodeURIComponent(id)}/progress`,
        { run },
        signal,
      )) ?? null,
  });

/** What may be changed about a ticket; references by key, e-mail or id, null to empty. */
export type TicketChange = Partial<{
  title: string;
  description: string | null;
  status: string;
  holdReason: string | null;
  priority: number;
  impact: number;
  urgency: number;
  category: string | null;
  queue: string | null;
  assignee: string | null;
  requester: string;
  tags: string[];
  dueAt: string | null;
}>;

/** How a change is planned that is being opened: itself, or by the standard change it follows. */
export type NewPlan =
  | (Partial<ChangeTexts> & {
      kind: ChangeKind;
      answers?: Answers;
      plannedFrom?: string;
      plannedTo?: string;
      steps?: readonly StepFields[];
    })
  | { standard: string; plannedFrom?: string };

export type NewTicket = TicketChange & {
  type: string;
  title: string;
  source?: string;
  configItems?: string[];
  change?: NewPlan;
};

export const createTicket = (body: NewTicket, idempotencyKey: string) =>
  post<Ticket>('/tickets', body, { idempotencyKey });

export const changeTicket = (id: string, change: TicketChange, version?: number) =>
  patch<Ticket>(`/tickets/${encodeURIComponent(id)}`, change, { version });

export const addComment = (
  id: string,
  body: { body: string; internal?: boolean },
  idempotencyKey: string,
) => post<Comment>(`/tickets/${encodeURIComponent(id)}/comments`, body, { idempotencyKey });

export type BulkChange = { id: string; change: TicketChange };

/** One answer per ticket, in the order asked. */
export type BulkAnswer = {
  id: string;
  ticket?: TicketItem;
  problem?: { title: string; detail?: string };
};

export const changeTickets = async (changes: BulkChange[]): Promise<BulkAnswer[]> =>
  (await post<{ items: BulkAnswer[] }>('/tickets/bulk', { items: changes })).items;
