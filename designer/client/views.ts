/**
 * What the desk's address holds: which view, which filters, which ticket is open. Everything one would send to a
 * colleague is in the address; anything in it that makes no sense is dropped rather than refused.
 */
import type { Query } from './http.ts';
import type { TicketStatus } from './types/tickets.ts';

/** What a page of back-tests shows: which one, which of its tickets, and which of those on the drawing. */
export type BacktestSearch = {
  readonly test?: string;
  readonly result?: (typeof RESULTS)[number];
  readonly kind?: (typeof DIFFERENCES)[number];
  readonly element?: string;
  readonly ticket?: string;
};

const RESULTS = ['same', 'different', 'diverged', 'unplayed'] as const;
const DIFFERENCES = ['path', 'approvals', 'assignment', 'priority', 'outcome', 'clocks'] as const;

export function toBacktestSearch(search: Record<string, unknown>): BacktestSearch {
  const text = (value: unknown) => (typeof value === 'string' && value ? value : undefined);
  return {
    test: text(search.test),
    result: RESULTS.find((one) => one === search.result),
    kind: DIFFERENCES.find((one) => one === search.kind),
    element: text(search.element),
    ticket: text(search.ticket),
  };
}

/** `due`: what breaches next comes first. */
export const GROUPINGS = ['priority', 'due', 'status', 'none'] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** `tasks` is no list of tickets: the steps that wait for me. */
export const VIEWS = [
  'mine',
  'tasks',
  'unassigned',
  'my-groups',
  'overdue',
  'open',
  'all',
] as const;
export type View = (typeof VIEWS)[number];

export const toView = (text: string | undefined): View =>
  VIEWS.find((one) => one === text) ?? 'mine';

const toTicketView = (text: string | undefined) => {
  const view = toView(text);
  return view === 'tasks' ? 'mine' : view;
};

export const OPEN_STATUSES: TicketStatus[] = [
  'new',
  'in_progress',
  'on_hold',
  'pending_approval',
  'known_error',
  'assess',
  'authorize',
  'scheduled',
  'implement',
  'review',
];

export type DeskSearch = {
  /** One of the fixed views, or `queue:<key>`. */
  view?: string;
  q?: string;
  type?: string;
  status?: string;
  priority?: string;
  assignee?: string;
  group?: Grouping;
  ticket?: string;
  tab?: TicketTab;
};

/** A change alone has a plan, which is what one comes for, with what there is to do about it. */
export const TABS = ['plan', 'conversation', 'process', 'related'] as const;
export type TicketTab = (typeof TABS)[number];

const text = (value: unknown) => {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' && value.length <= 500 ? value : undefined;
};

export const tabsOf = (type: string): readonly TicketTab[] =>
  TABS.filter((tab) => tab !== 'plan' || type === 'change');

export const toTab = (value: unknown): TicketTab | undefined => TABS.find((one) => one === value);

export function toDeskSearch(search: Record<string, unknown>): DeskSearch {
  return {
    view: text(search.view),
    q: text(search.q),
    type: text(search.type),
    status: text(search.status),
    priority: text(search.priority),
    assignee: text(search.assignee),
    group: GROUPINGS.find((one) => one === search.group),
    ticket: text(search.ticket),
    tab: toTab(search.tab),
  };
}

const SORTS: Record<Grouping, string> = {
  priority: 'priority,-updatedAt',
  due: 'dueAt',
  status: 'status,-updatedAt',
  none: '-updatedAt',
};

/** The query of the list that a search stands for: the view itself, narrowed by what the person added. */
export function toListQuery(search: DeskSearch): Query {
  const queue = search.view?.startsWith('queue:') ? search.view.slice('queue:'.length) : undefined;
  return {
    view: queue === undefined ? toTicketView(search.view) : undefined,
    q: search.q,
    type: search.type,
    // What is finished breaches nothing any more.
    status: search.status ?? (queue === undefined && search.group !== 'due' ? undefined : 'open'),
    priority: search.priority,
    queue,
    assignee: search.assignee,
    sort: SORTS[search.group ?? 'priority'],
  };
}
