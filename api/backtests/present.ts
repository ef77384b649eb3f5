/** How a back-test and its tickets leave the API. */
import type { BacktestRecord, TestedTicket } from '#domain/backtests/read.ts';
import type { Divergence } from '#engine/backtest/diverged.ts';
import { toIso, toIsoOrNull } from '../instants.ts';

export function presentBacktest({
  done,
  total,
  totals,
  filter,
  at,
  endedAt,
  ...rest
}: BacktestRecord) {
  return {
    ...rest,
    filter: { ...filter },
    progress: { done, total },
    totals: {
      ...totals,
      byKind: { ...totals.byKind },
      divergedAt: [...totals.divergedAt],
      clocks: [...totals.clocks],
    },
    at: toIso(at),
    endedAt: toIsoOrNull(endedAt),
  };
}

export function presentTested(row: TestedTicket) {
  const { ticket, run, version, result, divergedAt, divergedWhy, unplayed } = row;
  const { differences, paths, waited, clocks } = row;
  return {
    ticket,
    run,
    version,
    result,
    diverged:
      divergedAt === null ? null : { element: divergedAt, reason: divergedWhy as Divergence },
    unplayed,
    differences: [...differences],
    paths: { before: [...paths.before], after: [...paths.after] },
    waitedMs: { ...waited },
    clocks: [...clocks],
  };
}
