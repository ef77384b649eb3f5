/**
 * Whether a forecast is worth looking at: what it would have said before the last days, with nothing known of them, and what
 * came. Each ticket's probability is held against what happened (the Brier score: the mean square of how far off it was),
 * beside saying of every ticket of a priority what was so of all before: only what does better, by more than chance, is shown,
 * and only where it was not far off on the whole. Tickets whose promise was broken already are no prediction, and left out.
 */
import type { Arrival } from './arrivals.ts';
import { chanceOf } from './chance.ts';
import { type Forecast, firstOf, foretold, openIn, type Question } from './forecast.ts';
import { learn } from './learn.ts';
import { type Desk, knownAt, openedAt, type PastTicket } from './past.ts';
import { brokenBy, countedOf, linesOf, type PolicyLine, targetOf } from './promise.ts';
import { simulate } from './simulate.ts';
import { FEW } from './spread.ts';
import { DAY } from './week-hours.ts';

export type Verdict = 'good' | 'tooFew' | 'noBetter' | 'farOff';

export type BackcastPolicy = {
  readonly key: string;
  readonly verdict: Verdict;
  /** How many tickets it was tried on. */
  readonly tickets: number;
  readonly broken: number;
  readonly brier: number | null;
  /** Of saying the usual of every ticket of its priority. */
  readonly usual: number | null;
  /** 1: always right; 0: no better than the usual; below: worse. */
  readonly skill: number | null;
  /** What was said on the whole, less what happened: above zero it was too gloomy. */
  readonly bias: number | null;
  /** Tickets by how likely it was said to be, and how many it was. */
  readonly calibration: readonly {
    readonly from: number;
    readonly said: number;
    readonly happened: number;
    readonly tickets: number;
  }[];
};

export type Backcast = {
  readonly from: number;
  readonly to: number;
  readonly policies: readonly BackcastPolicy[];
  /** Ends of days of all groups, and how many lay within the band that four in five should lie in. */
  readonly covered: { readonly days: number; readonly within: number };
  /** What it would have said, and what came, day by day. */
  readonly said: Forecast;
  readonly queues: readonly { readonly group: string; readonly days: readonly number[] }[];
};

/** Fewer tickets than this prove nothing. */
export const FEWEST_TICKETS = 30;
/** Nobody plans with what is further off than this. */
export const MOST_BIAS = 0.15;
/** So little is hardly ever wrong, and nobody need be better than that. */
const NEARLY_RIGHT = 0.02;
/** Better by so many standard errors: chance alone makes it so once in twenty. */
const BEYOND_CHANCE = 1.645;
const BINS = 5;

export function backcast(past: readonly PastTicket[], question: Question, desk: Desk): Backcast {
  const { at: to, days } = question;
  const from = to - days * DAY;
  const before = knownAt(past, from);
  const now = knownAt(past, to);
  const learned = learn(before, from, days, desk);
  const open = openIn(before);
  // What was promised and who was there then is taken to be what is now; only what came is compared.
  const asked = { ...question, at: from, arrivals: 1, staff: {} };
  const said = foretold(learned, open, asked);
  const lines = linesOf(question.policies, firstOf(past, from), learned.end);
  const came = now.filter((one) => openedAt(one) >= from);
  const chances = chancesOf(question, (chance) =>
    simulate(
      learned,
      { at: from, days, open, arrivals: came.flatMap(toArrival), lines, staff: {} },
      chance,
    ),
  );
  const byId = new Map(now.map((one) => [one.id, one]));
  const knownById = new Map(before.map((one) => [one.id, one]));
  const tried = [...open.map(({ id }) => byId.get(id)), ...came];
  const real = queuesOf(now, from, days);
  return {
    from,
    to,
    said,
    queues: real,
    policies: lines.map((line, policy) => {
      const usual = usualOf(before, line, from);
      const tickets = tried.flatMap((ticket, place) => {
        const known = ticket && knownById.get(ticket.id);
        if (!ticket || (known && brokenBy(known, line, from) !== null)) return [];
        if (!mayBreak(ticket, line, from, to)) return [];
        const happened = brokenBy(ticket, line, to);
        const chance = chances[policy]?.[place];
        if (happened === null || chance === undefined) return [];
        return [{ chance, happened, usual: usual(ticket.priority) }];
      });
      return judged(line.policy.key, tickets);
    }),
    covered: coveredIn(said, real),
  };
}

/**
 * Whether its promise had to come out by then, if nothing stood still: of younger ones only those that were quick are known, and
 * they would make any forecast look too gloomy.
 */
function mayBreak(ticket: PastTicket, line: PolicyLine, from: number, to: number): boolean {
  const target = targetOf(line.policy, ticket.priority);
  const { toCounted } = line.lineOf(ticket.priority);
  const begun = Math.max(openedAt(ticket), from);
  const counted = countedOf(ticket, line, from) + toCounted(to) - toCounted(begun);
  return target !== null && counted >= target;
}

/** How often each promise was broken over all futures, by policy and ticket. */
function chancesOf(
  { replications, seed }: Question,
  future: (chance: ReturnType<typeof chanceOf>) => ReturnType<typeof simulate>,
): readonly (readonly number[])[] {
  const sums: number[][] = [];
  for (let replication = 0; replication < replications; replication += 1) {
    const { broken } = future(chanceOf(seed, replication));
    for (const [policy, tickets] of broken.entries()) {
      const row = sums[policy] ?? tickets.map(() => 0);
      sums[policy] = row;
      for (const [place, is] of tickets.entries()) if (is) row[place] = (row[place] ?? 0) + 1;
    }
  }
  return sums.map((row) => row.map((count) => count / replications));
}

function toArrival(ticket: PastTicket, place: number): readonly Arrival[] {
  const [first] = ticket.stays;
  if (!first) return [];
  const { element, group, isHeld, from } = first;
  return [{ element, group, isHeld, at: from, priority: ticket.priority, place: [0, place] }];
}

/** The share of promises broken before then, of a priority; of all, where it has hardly any. */
function usualOf(tickets: readonly PastTicket[], line: PolicyLine, at: number) {
  const decided = tickets.flatMap((ticket) => {
    const broken = brokenBy(ticket, line, at);
    return broken === null ? [] : [{ broken, priority: ticket.priority }];
  });
  const share = (of: typeof decided): number =>
    of.filter(({ broken }) => broken).length / Math.max(1, of.length);
  return (priority: number): number => {
    const alike = decided.filter((one) => one.priority === priority);
    return share(alike.length >= FEW ? alike : decided);
  };
}

type Tried = { readonly chance: number; readonly happened: boolean; readonly usual: number };

function judged(key: string, tickets: readonly Tried[]): BackcastPolicy {
  const off = (said: (one: Tried) => number): readonly number[] =>
    tickets.map((one) => (said(one) - Number(one.happened)) ** 2);
  const [own, others] = [off(({ chance }) => chance), off((one) => one.usual)];
  const [brier, usual] = [average(own), average(others)];
  const isAny = tickets.length > 0;
  const bias = average(tickets.map(({ chance, happened }) => chance - Number(happened)));
  return {
    key,
    tickets: tickets.length,
    broken: tickets.filter(({ happened }) => happened).length,
    ...(isAny ? { brier, usual, bias } : { brier: null, usual: null, bias: null }),
    skill: isAny && usual > 0 ? 1 - brier / usual : null,
    verdict:
      tickets.length < FEWEST_TICKETS
        ? 'tooFew'
        : brier > NEARLY_RIGHT &&
            !isBeyondChance(others.map((one, place) => one - (own[place] ?? 0)))
          ? 'noBetter'
          : Math.abs(bias) > MOST_BIAS
            ? 'farOff'
            : 'good',
    calibration: Array.from({ length: BINS }, (_, bin) => {
      const here = tickets.filter(
        ({ chance }) => Math.min(BINS - 1, Math.floor(chance * BINS)) === bin,
      );
      return {
        from: bin / BINS,
        tickets: here.length,
        said: average(here.map(({ chance }) => chance)),
        happened: average(here.map(({ happened }) => Number(happened))),
      };
    }),
  };
}

const average = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

/** Whether these are above zero on the average, by more than chance. */
function isBeyondChance(values: readonly number[]): boolean {
  const mean = average(values);
  const spread = average(values.map((value) => (value - mean) ** 2));
  return mean > BEYOND_CHANCE * Math.sqrt(spread / Math.max(1, values.length - 1));
}

/** What was open at the end of each day. */
export function queuesOf(
  tickets: readonly PastTicket[],
  from: number,
  days: number,
): Backcast['queues'] {
  const queues = new Map<string, number[]>();
  for (const { stays } of tickets)
    for (const { group, from: begin, to, isHeld } of stays) {
      if (isHeld) continue;
      const known = queues.get(group) ?? new Array<number>(days).fill(0);
      queues.set(group, known);
      for (let day = 0; day < days; day += 1) {
        const end = from + (day + 1) * DAY;
        if (begin <= end && (to === null || to > end)) known[day] = (known[day] ?? 0) + 1;
      }
    }
  return [...queues].map(([group, all]) => ({ group, days: all }));
}

function coveredIn(said: Forecast, real: Backcast['queues']): Backcast['covered'] {
  let [days, within] = [0, 0];
  for (const { group, days: counts } of real) {
    const bands = said.queues.find((one) => one.group === group)?.days ?? [];
    for (const [day, count] of counts.entries()) {
      const { low, high } = bands[day] ?? { low: 0, high: 0 };
      // Where nothing was said to be and nothing was, nothing was foretold.
      if (high === 0 && count === 0) continue;
      days += 1;
      within += Number(low <= count && count <= high);
    }
  }
  return { days, within };
}
