/** Learns from a desk's past how long each stay takes, how much of that is work, where a ticket goes next, and what comes when. */
import { type Arrivals, arrivalsOf } from './arrivals.ts';
import { type Circumstances, Levels, OF_ELEMENT } from './levels.ts';
import { type Desk, openedAt, type PastStay, type PastTicket } from './past.ts';
import { joined, lengthFrom, type Observation, placeIn, Spread } from './spread.ts';
import { type Timeline, timelineOf } from './timeline.ts';
import { DAY, hourOfWeek } from './week-hours.ts';

/** Where a ticket goes from an element; null: it is done. */
export type Next = {
  readonly element: string;
  readonly group: string;
  readonly isHeld: boolean;
} | null;

export type Draw = { readonly which: number; readonly share: number };

export type Learned = {
  readonly desk: Desk;
  readonly arrivals: Arrivals;
  /** In the counted time of its group; `age`: it has lasted so long. */
  readonly stay: (of: Circumstances, draw: Draw, age?: number) => number;
  /** As much of it as somebody worked on it; null where nobody knows when work began anywhere. */
  readonly work: ((of: Circumstances, draw: Draw, age?: number) => number) | null;
  readonly next: (of: Circumstances, draw: Draw) => Next;
  readonly timeline: (group: string, isHeld: boolean) => Timeline;
  /** Until when it reaches. */
  readonly end: number;
  readonly tickets: number;
};

/** A forecast follows what it has begun for so long after its last day. */
export const FOLLOWED_DAYS = 120;

/** `tickets`: as they were known then. */
export function learn(
  tickets: readonly PastTicket[],
  at: number,
  days: number,
  desk: Desk,
): Learned {
  const from = tickets.reduce((first, one) => Math.min(first, openedAt(one)), at) - DAY;
  const end = at + (days + FOLLOWED_DAYS) * DAY;
  const timeline = timelines(desk, from, end);
  const stays = new Levels<Observation>();
  const works = new Levels<Observation>();
  const nexts = new Levels<Next>();
  let hasWork = false;
  for (const { stays: all, priority, endedAt } of tickets)
    for (const [place, one] of all.entries()) {
      const of = circumstancesOf(one, priority, desk.zone);
      const { toCounted } = timeline(one.group, one.isHeld);
      const until = one.to ?? at;
      const isOver = one.to !== null;
      const since = (begin: number) => ({
        seconds: Math.max(0, toCounted(until) - toCounted(begin)),
        isOver,
      });
      stays.add(of, since(one.from));
      if (one.begun !== null) {
        works.add(of, since(one.begun));
        hasWork = true;
      }
      const following = all[place + 1];
      if (following) nexts.add(of, nextOf(following));
      else if (isOver && endedAt !== null) nexts.add(of, null);
    }
  const lengthIn = (of: Levels<Observation>): Learned['stay'] => {
    const levels = of.join(
      (seen) => new Spread(seen),
      (all) => joined(all, ({ count }) => count),
    );
    return (circumstances, { which, share }, age = 0) =>
      lengthFrom(levels(circumstances), which, share, age);
  };
  // Only from where the same element was left: where others lead to says nothing.
  const nextAt = nexts.join(
    (seen) => seen,
    (all) => joined(all, ({ length }) => length),
    OF_ELEMENT,
  );
  return {
    desk,
    timeline,
    end,
    tickets: tickets.length,
    arrivals: arrivalsOf(tickets, at, desk.zone),
    stay: lengthIn(stays),
    work: hasWork ? lengthIn(works) : null,
    next: (of, { which, share }) => {
      const { levels, shares } = nextAt(of);
      const level = levels[placeIn(shares, which)];
      return level?.[Math.floor(share * level.length)] ?? null;
    },
  };
}

export const circumstancesOf = (
  { element, group, from }: Pick<PastStay, 'element' | 'group' | 'from'>,
  priority: number,
  zone: string,
): Circumstances => ({ element, group, priority, hour: hourOfWeek(zone, from) });

const nextOf = ({ element, group, isHeld }: PastStay): Next => ({ element, group, isHeld });

/** Whoever is waited for keeps no hours that are known here. */
function timelines(desk: Desk, from: number, end: number): Learned['timeline'] {
  const known = new Map<string, Timeline>();
  const always = timelineOf('always', from, end);
  return (group, isHeld) => {
    if (isHeld) return always;
    const line = known.get(group) ?? timelineOf(desk.hours[group] ?? desk.otherwise, from, end);
    known.set(group, line);
    return line;
  };
}
