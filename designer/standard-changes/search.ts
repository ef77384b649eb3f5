/** What of the catalog is shown, as its address says it. */
export const SHOWN = ['usable', 'open', 'all'] as const;
export type Shown = (typeof SHOWN)[number];

export type CatalogSearch = {
  show?: Shown | undefined;
  /** The number of a change that went well, to be proposed as a standard change. */
  from?: string | undefined;
};

export const toCatalogSearch = (search: Record<string, unknown>): CatalogSearch => ({
  show: SHOWN.find((one) => one === search.show),
  from: typeof search.from === 'string' && search.from !== '' ? search.from : undefined,
});
