/**
 * What the desk's address holds: which view, which filters, which ticket is open. Everything one would send to a
 * colleague is in the address; anything in it that makes no sense is dropped rather than refused.
 */
export const GROUPINGS = ['priority', 'status', 'none'] as const;
export type Grouping = (typeof GROUPINGS)[number];

export type DeskSearch = {
  view?: string;
  q?: string;
  type?: string;
  status?: string;
  priority?: string;
  queue?: string;
  assignee?: string;
  group?: Grouping;
  ticket?: string;
  tab?: 'process' | 'related';
};

const text = (value: unknown) => {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' && value.length <= 500 ? value : undefined;
};

export function toDeskSearch(search: Record<string, unknown>): DeskSearch {
  return {
    view: text(search.view),
    q: text(search.q),
    type: text(search.type),
    status: text(search.status),
    priority: text(search.priority),
    queue: text(search.queue),
    assignee: text(search.assignee),
    group: GROUPINGS.find((one) => one === search.group),
    ticket: text(search.ticket),
    tab: search.tab === 'process' || search.tab === 'related' ? search.tab : undefined,
  };
}
