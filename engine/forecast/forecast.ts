/**
 * What the days ahead may bring: many futures of a desk, drawn from what it has been, and what they have in common. A band
 * goes from what a tenth of the futures stay below to what a tenth exceed; it holds what chance may do, not what nobody has
 * seen yet.
 */
import { drawArrivals, MOST_ARRIVALS } from './arrivals.ts';
import { chanceOf } from './chance.ts';
import { type Learned, learn } from './learn.ts';
import { type Desk, knownAt, openedAt, type PastTicket } from './past.ts';
import { type ForecastPolicy, linesOf } from './promise.ts';
import { type Staff, simulate } from './simulate.ts';
import { DAY } from './week-hours.ts';

export type Question = {
  readonly at: number;
  readonly days: number;
  readonly replications: number;
  readonly seed: number;
  readonly policies: readonly ForecastPolicy[];
  /** So many times as many tickets come, up to `MOST_ARRIVALS`. */
  readonly arrivals: number;
  /** How many work in a group; of those that are not named, what they took says it. */
  readonly staff: Staff;
};

export type Band = { readonly low: number; readonly median: number; readonly high: number };

export type Forecast = {
  readonly policies: readonly {
    readonly key: string;
    /** Of the tickets that come in these days, the share whose promise is broken; null where none comes. */
    readonly share: Band | null;
    readonly tickets: Band;
  }[];
  /** Open work at the end of each day. */
  readonly queues: readonly { readonly group: string; readonly days: readonly Band[] }[];
  /** Of those open now: how likely each promise is broken. */
  readonly open: readonly {
    readonly id: string;
    readonly policy: string;
    readonly probability: number;
  }[];
};

export function forecast(past: readonly PastTicket[], question: Question, desk: Desk): Forecast {
  const known = knownAt(past, question.at);
  return foretold(learn(known, question.at, question.days, desk), openIn(known), question);
}

export const openIn = (tickets: readonly PastTicket[]): readonly PastTicket[] =>
  tickets.filter(({ endedAt, stays }) => endedAt === null && stays.at(-1)?.to === null);

export function foretold(
  learned: Learned,
  open: readonly PastTicket[],
  { at, days, replications, seed, policies, arrivals: times, staff }: Question,
): Forecast {
  const until = at + days * DAY;
  const lines = linesOf(policies, firstOf(open, at), learned.end);
  const shares: number[][] = policies.map(() => []);
  const numbers: number[][] = policies.map(() => []);
  const queues = new Map<string, number[][]>();
  const broken = policies.map(() => open.map(() => 0));
  const promised = policies.map(() => open.map(() => false));
  for (let replication = 0; replication < replications; replication += 1) {
    const chance = chanceOf(seed, replication);
    const more = Math.min(Math.max(times, 0), MOST_ARRIVALS);
    const arrivals = drawArrivals(learned.arrivals, chance, at, until, learned.desk.zone, more);
    const future = simulate(learned, { at, days, open, arrivals, lines, staff }, chance);
    for (const [policy, tickets] of future.broken.entries()) {
      for (const [place] of open.entries()) {
        const row = broken[policy];
        const is = tickets[place] ?? null;
        const kept = promised[policy];
        if (kept && is !== null) kept[place] = true;
        if (row && is) row[place] = (row[place] ?? 0) + 1;
      }
      const came = tickets.slice(open.length).filter((one) => one !== null);
      numbers[policy]?.push(came.length);
      if (came.length > 0) shares[policy]?.push(came.filter(Boolean).length / came.length);
    }
    for (const [group, all] of future.queues) {
      const known =
        queues.get(group) ?? Array.from({ length: days }, () => Array<number>(replication).fill(0));
      queues.set(group, known);
      for (const [day, open] of all.entries()) known[day]?.push(open);
    }
    for (const known of queues.values())
      for (const day of known) if (day.length <= replication) day.push(0);
  }
  return {
    policies: policies.map(({ key }, place) => ({
      key,
      share: shares[place]?.length ? bandOf(shares[place]) : null,
      tickets: bandOf(numbers[place] ?? []),
    })),
    queues: [...queues]
      .map(([group, all]) => ({ group, days: all.map(bandOf) }))
      .sort((one, other) => (one.group < other.group ? -1 : 1)),
    open: policies.flatMap(({ key }, policy) =>
      open.flatMap(({ id }, place) =>
        promised[policy]?.[place]
          ? [{ id, policy: key, probability: (broken[policy]?.[place] ?? 0) / replications }]
          : [],
      ),
    ),
  };
}

export const firstOf = (tickets: readonly PastTicket[], at: number): number =>
  tickets.reduce((first, one) => Math.min(first, openedAt(one)), at) - DAY;

export function bandOf(values: readonly number[]): Band {
  const sorted = [...values].sort((one, other) => one - other);
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  return { low: at(0.1), median: at(0.5), high: at(0.9) };
}
