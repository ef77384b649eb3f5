/** What a back-test has come to, as numbers. They are added up batch by batch, in the transaction that writes the batch. */
import { DIFFERENCES, type DifferenceKind, type Result } from '#engine/backtest/compare.ts';
import type { ComparedClock } from './clocks.ts';
import type { PlayedResult, PlayedTicket } from './play-batch.ts';

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
  /** By what is promised: how often it was kept and broken then, and would have been. */
  readonly clocks: readonly ClockTotals[];
};

export type ClockTotals = {
  readonly policy: string;
  readonly name: string;
  readonly before: ClockCounts;
  readonly after: ClockCounts;
  /** Broken then, and kept by the draft; and the other way round. */
  readonly mended: number;
  readonly broken: number;
  /** Where the draft diverged nobody knows. */
  readonly unknown: number;
};

export type ClockCounts = {
  readonly met: number;
  readonly breached: number;
  readonly open: number;
};

export const NO_TOTALS: Totals = {
  tickets: 0,
  same: 0,
  different: 0,
  diverged: 0,
  unplayed: 0,
  byKind: { path: 0, approvals: 0, assignment: 0, priority: 0, outcome: 0, clocks: 0 },
  divergedAt: [],
  clocks: [],
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
  const clocks = played.reduce(
    (all, ticket) => ('unplayed' in ticket ? all : addClocks(all, ticket.result)),
    totals.clocks,
  );
  return { ...sum, divergedAt, clocks };
}

const NO_COUNTS: ClockCounts = { met: 0, breached: 0, open: 0 };

/** What was cancelled is neither kept nor broken, and counts nowhere. */
function addClocks(
  totals: readonly ClockTotals[],
  { clocks, diverged }: PlayedResult,
): readonly ClockTotals[] {
  const all = new Map(totals.map((one) => [one.policy, one]));
  for (const { policy, name, before, after } of clocks) {
    const known = all.get(policy) ?? {
      policy,
      name,
      before: NO_COUNTS,
      after: NO_COUNTS,
      mended: 0,
      broken: 0,
      unknown: 0,
    };
    all.set(policy, {
      ...known,
      before: counted(known.before, before),
      after: diverged ? known.after : counted(known.after, after),
      mended: known.mended + Number(before === 'breached' && after === 'met'),
      broken: known.broken + Number(before === 'met' && after === 'breached'),
      unknown: known.unknown + Number(diverged !== null),
    });
  }
  return [...all.values()].toSorted((one, other) => (one.name < other.name ? -1 : 1));
}

const counted = (counts: ClockCounts, outcome: ComparedClock['before']): ClockCounts =>
  outcome === null || outcome === 'cancelled'
    ? counts
    : { ...counts, [outcome]: counts[outcome] + 1 };
