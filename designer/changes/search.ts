/** What the change calendar shows, as it stands in the address. */
export const VIEWS = ['week', 'month', 'list'] as const;
export type View = (typeof VIEWS)[number];

export type ChangesSearch = {
  view?: View | undefined;
  /** A day that is shown; today without. */
  at?: string | undefined;
  item?: string | undefined;
  group?: string | undefined;
};

export function toChangesSearch(search: Record<string, unknown>): ChangesSearch {
  const text = (value: unknown): string | undefined =>
    typeof value === 'string' && value !== '' ? value : undefined;
  const at = text(search.at);
  return {
    view: VIEWS.find((view) => view === search.view),
    at: at !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(at) ? at : undefined,
    item: text(search.item),
    group: text(search.group),
  };
}
