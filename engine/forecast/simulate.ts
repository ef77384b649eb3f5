/**
 * One future of a desk: the tickets that are open and those that come go from stay to stay. Where it is said how many people a
 * group has, its work is taken by whoever is free, in the order in which it came, and takes as long as such work takes; else
 * each stay takes as long as such stays took, with all the waiting that was in them. A group works in its own hours.
 */
import type { Arrival, Kind } from './arrivals.ts';
import type { Chance } from './chance.ts';
import { Heap } from './heap.ts';
import { circumstancesOf, type Learned } from './learn.ts';
import { openedAt, type PastTicket } from './past.ts';
import { brokenBy, countedOf, isLate, type PolicyLine, targetOf } from './promise.ts';
import { DAY } from './week-hours.ts';

export type Staff = { readonly [group: string]: number };

export type Future = {
  /** Broken promises by policy, then by ticket: the open ones in their order, then those that came. Null: nothing is promised. */
  readonly broken: readonly (readonly (boolean | null)[])[];
  /** Work of each group that is open, at the end of each day. */
  readonly queues: ReadonlyMap<string, readonly number[]>;
};

export type Begin = {
  readonly at: number;
  readonly days: number;
  readonly open: readonly PastTicket[];
  readonly arrivals: readonly Arrival[];
  readonly lines: readonly PolicyLine[];
  readonly staff: Staff;
};

/** A ticket that goes round is left after so many stays. */
const MOST_STAYS = 200;
const OPEN = -1;

type Going = {
  readonly priority: number;
  readonly place: readonly [number, number];
  readonly counted: number[];
  readonly late: boolean[];
  stays: number;
};

type Entry = Omit<Kind, 'priority'> & {
  readonly ticket: Going;
  readonly from: number;
  readonly begun: number | null;
  /** It lasts already. */
  readonly isOld: boolean;
};

export function simulate(learned: Learned, begin: Begin, chance: Chance): Future {
  const { at, open, arrivals, lines } = begin;
  const days = new Days(at, begin.days);
  const desks = new Desks(learned, begin.staff);
  const heap = new Heap<Entry>();
  const tickets = [
    ...open.map((ticket, place) => continued(ticket, place, lines, at)),
    ...arrivals.map(({ priority, place }) => ({
      priority,
      place,
      stays: 0,
      counted: lines.map(() => 0),
      late: lines.map(() => false),
    })),
  ];
  // Who is being worked on has somebody already; the others stand in line in the order in which they came.
  const lasting = open.flatMap((ticket, index) => {
    const going = tickets[index];
    const stay = ticket.stays.at(-1);
    return going && stay && stay.to === null ? [{ ...stay, ticket: going, isOld: true }] : [];
  });
  const inTurn = lasting.toSorted(
    (one, other) =>
      Number(one.begun === null) - Number(other.begun === null) || one.from - other.from,
  );
  for (const entry of inTurn) heap.push(at, entry);
  for (const [index, { element, group, isHeld, at: from }] of arrivals.entries()) {
    const ticket = tickets[open.length + index];
    if (ticket)
      heap.push(from, { element, group, isHeld, ticket, from, begun: null, isOld: false });
  }
  for (let next = heap.pop(); next; next = heap.pop()) {
    const { item: entry } = next;
    const { ticket, group, isHeld, from } = entry;
    const end = desks.endOf(entry, at, chance);
    if (!isHeld) {
      days.note(group, from, end);
      const since = entry.isOld ? at : from;
      for (const [place, line] of lines.entries()) count(ticket, place, line, since, end);
    }
    ticket.stays += 1;
    if (end === Number.POSITIVE_INFINITY || ticket.stays > MOST_STAYS) continue;
    const of = circumstancesOf(entry, ticket.priority, learned.desk.zone);
    const following = learned.next(of, drawn(chance, ticket, 2));
    if (following) heap.push(end, { ...following, ticket, from: end, begun: null, isOld: false });
  }
  return {
    broken: lines.map(({ policy }, place) =>
      tickets.map(({ priority, late }) =>
        targetOf(policy, priority) === null ? null : late[place] === true,
      ),
    ),
    queues: days.queues,
  };
}

function count(
  { priority, counted, late }: Going,
  place: number,
  { policy, lineOf }: PolicyLine,
  from: number,
  to: number,
): void {
  const target = targetOf(policy, priority);
  if (target === null || late[place] === true) return;
  const line = lineOf(priority);
  const before = counted[place] ?? 0;
  late[place] = isLate(line, { from, to }, target - before);
  counted[place] = before + line.toCounted(to) - line.toCounted(from);
}

const continued = (
  ticket: PastTicket,
  place: number,
  lines: readonly PolicyLine[],
  at: number,
): Going => ({
  priority: ticket.priority,
  stays: 0,
  place: [OPEN, Math.floor(openedAt(ticket) / 1_000) + place],
  counted: lines.map((line) => countedOf(ticket, line, at)),
  late: lines.map((line) => brokenBy(ticket, line, at) === true),
});

const drawn = (chance: Chance, { place, stays }: Going, what: number) => ({
  which: chance(10 + what, place[0], place[1], stays, 0),
  share: chance(10 + what, place[0], place[1], stays, 1),
});

/** Where stays end: with whoever is free, or when such stays ended. */
class Desks {
  readonly #learned: Learned;
  readonly #staff: Staff;
  /** When each of a group is free again, in the counted time of its group. */
  readonly #free = new Map<string, number[]>();

  constructor(learned: Learned, staff: Staff) {
    this.#learned = learned;
    this.#staff = staff;
  }

  endOf(entry: Entry, now: number, chance: Chance): number {
    const { group, isHeld, from, begun, isOld, ticket } = entry;
    const { stay, work, timeline, desk } = this.#learned;
    const of = circumstancesOf(entry, ticket.priority, desk.zone);
    const { toCounted, toInstant } = timeline(group, isHeld);
    const draw = drawn(chance, ticket, 0);
    const people = isHeld ? undefined : this.#staff[group];
    if (people === undefined || !work) {
      const began = toCounted(from);
      const age = isOld ? toCounted(now) - began : 0;
      return Math.max(isOld ? now : from, toInstant(began + stay(of, draw, age)));
    }
    if (people === 0) return Number.POSITIVE_INFINITY;
    const age = begun === null ? 0 : toCounted(now) - toCounted(begun);
    const takes = work(of, draw, age) - age;
    const came = toCounted(Math.max(from, now));
    const free = this.#free.get(group) ?? new Array<number>(people).fill(0);
    this.#free.set(group, free);
    const who = free.indexOf(Math.min(...free));
    const done = Math.max(came, free[who] ?? 0) + takes;
    free[who] = done;
    return Math.max(isOld ? now : from, toInstant(done));
  }
}

/** How much is open at the end of each day, counted from the beginnings and ends of stays. */
class Days {
  readonly #at: number;
  readonly #days: number;
  readonly #changes = new Map<string, Int32Array>();

  constructor(at: number, days: number) {
    this.#at = at;
    this.#days = days;
  }

  note(group: string, from: number, until: number): void {
    const changes = this.#changes.get(group) ?? new Int32Array(this.#days + 1);
    this.#changes.set(group, changes);
    const [first, last] = [this.#dayFrom(from), this.#dayFrom(until)];
    if (first >= last) return;
    changes[first] = (changes[first] ?? 0) + 1;
    changes[last] = (changes[last] ?? 0) - 1;
  }

  get queues(): ReadonlyMap<string, readonly number[]> {
    return new Map(
      [...this.#changes].map(([group, changes]) => {
        let open = 0;
        return [
          group,
          [...changes.subarray(0, this.#days)].map((change) => {
            open += change;
            return open;
          }),
        ];
      }),
    );
  }

  /** The first day at whose end it is that late, from 0. */
  #dayFrom(instant: number): number {
    const day = Math.ceil((instant - this.#at) / DAY) - 1;
    return Math.min(Math.max(day, 0), this.#days);
  }
}
