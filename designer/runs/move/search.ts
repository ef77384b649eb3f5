/** From which version to which, as the address says it. */
export type MoveSearch = { from?: number; to?: number };

const numberOf = (value: unknown): number | undefined =>
  Number(value) > 0 ? Math.floor(Number(value)) : undefined;
export const toMoveSearch = (search: Record<string, unknown>): MoveSearch => ({
  from: numberOf(search.from),
  to: numberOf(search.to),
});
