/** What a back-test has come to, as numbers. They are added up batch by batch, in the transaction that writes the batch. */
import { DIFFERENCES, type DifferenceKind, type Result } from '#engine/backtest/compare.ts';
import type { PlayedTicket } from './play-batch.ts';

export type Totals = {
  readonly tickets: number;
  readonly same: number;
  readonly different: number;
  readonly diverged: number;
  /** They are among the tickets, and in no other number. */
  readonly unplayed: number;
  /** Tickets in which something of this kind differs; of those that diverged, what is certain. */
  readonly byKind: { readonly [kind in DifferenceKind]: number };
  readonly divergedAt: readonly { readonly element: string; readonly count: number }[];
};

export const NO_TOTALS: Totals = {
  ...{ tickets: 0, same: 0, different: 0, diverged: 0, unplayed: 0 },
  byKind: { path: 0, approvals: 0, assignment: 0, priority: 0, outcome: 0 },
  divergedAt: [],
};

export const kindsOf = ({ differences }: Pick<Result, 'differences'>): readonly DifferenceKind[] =>
  DIFFERENCES.filter((kind) => differences.some((one) => one.kind === kind));

export function addUp(totals: Totals, played: readonly PlayedTicket[]): Totals {
  const sum = { ...totals, byKind: { ...totals.byKind } };
  const places = new Map(totals.divergedAt.map(({ element, count }) => [element, count]));
  for (const ticket of played) {
    sum.tickets += 1;
    if ('unplayed' in ticket) {
      sum.unplayed += 1;
      continue;
    }
    const one = ticket.result;
    sum[one.result] += 1;
    for (const kind of kindsOf(one)) sum.byKind[kind] += 1;
    if (one.diverged) places.set(one.diverged.element, (places.get(one.diverged.element) ?? 0) + 1);
  }
  const divergedAt = [...places]
    .map(([element, count]) => ({ element, count }))
    .sort((one, other) => other.count - one.count || (one.element < other.element ? -1 : 1));
  return { ...sum, divergedAt };
}
