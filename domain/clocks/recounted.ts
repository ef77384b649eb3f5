/**
 * How a clock would stand if it were promised and counted by what is in force now: over its whole life, or from now on. Used to
 * show what an edit would do to open tickets, and to do it.
 */
import type { Ticket } from '../tickets/ticket.ts';
import { isFinished } from '../tickets/values.ts';
import type { Work } from '../work.ts';
import { causeOf } from './cause.ts';
import type { ClockCause, ClockStand } from './clock.ts';
import { toClockFacts } from './clock-facts.ts';
import { clockContext } from './context.ts';
import { standOf } from './ledger-row.ts';
import { type LoadedClock, ledgerOf, loadClocks, placeOf } from './loaded.ts';
import { lifeOf, type Moment } from './moments.ts';
import { live, NOTHING_YET, type Piece, type Promised, promisesFor } from './plan.ts';
import { type Lived, targetOf } from './row.ts';

/** `now`: what was counted so far stays, and the rest is counted in the calendar that is in force. */
export type RecountFrom = 'begin' | 'now';

export type Recounted = {
  readonly loaded: LoadedClock;
  readonly before: ClockStand;
  /** Null where nothing is promised any more. */
  readonly promised: Promised | null;
  readonly lived: Lived;
  readonly after: ClockStand | null;
};

/** The clocks of a ticket itself that would stand otherwise. The caller holds the ticket's lock, or only looks. */
export async function recountTicket(
  work: Work,
  ticket: Ticket,
  from: RecountFrom,
  cause: ClockCause = { ...causeOf(work), happening: 'recounted' },
): Promise<readonly Recounted[]> {
  const clocks = await loadClocks(work, { subjectId: ticket.id });
  if (clocks.length === 0) return [];
  const context = await clockContext(work, ticket);
  const { configuration, served } = context;
  const { organizations } = configuration;
  const today = context.dateOf(work.now);
  const conversation = { answered: Boolean(ticket.answeredAt), awaiting: ticket.awaiting };
  const facts = toClockFacts(context.facts, {
    conversation,
    organizations,
    today,
    happening: 'changed',
  });
  const when = { now: work.now, today };
  const promises = promisesFor(configuration, 'ticket', facts, served, when);
  const past = from === 'begin' ? await context.past({}) : [];
  const why = { ...cause, status: ticket.status };
  const moment: Moment = { at: work.now.toISOString(), facts, cause: why, over: false };
  const counted = clocks.map(async (loaded): Promise<Recounted> => {
    const promised = promises.find(({ choice }) => choice.track === loaded.clock.track) ?? null;
    const before = standOf(ledgerOf(loaded), placeOf(loaded), work.now);
    const kept: Lived = { place: placeOf(loaded), segments: loaded.pieces };
    if (!promised) return { loaded, before, promised, lived: kept, after: null };
    const life =
      from === 'begin' ? await lifeOf(work, loaded.clock, promised.choice.policy, past) : [];
    const lived =
      from === 'begin'
        ? live(promised, NOTHING_YET, isFinished(ticket.status) ? life : [...life, moment])
        : goingOn(promised, kept, moment.at, why);
    const ledger = { targetSeconds: targetOf(promised, lived), segments: lived.segments };
    return { loaded, before, promised, lived, after: standOf(ledger, lived.place, work.now) };
  });
  const otherwise = (await Promise.all(counted)).filter(isOtherwise);
  return from === 'begin' ? otherwise : otherwise.filter(({ lived }) => !isOver(lived));
}

const isOver = ({ place: { standing } }: Lived): boolean =>
  standing === 'stopped' || standing === 'cancelled';

/** The open segment ends, and goes on in the other calendar; one that is still to begin is counted in that as a whole. */
function goingOn(
  promised: Promised,
  { place, segments }: Lived,
  at: string,
  cause: ClockCause,
): Lived {
  const last = segments.at(-1);
  if (!last || last.to !== null) return { place, segments };
  const { calendarKey, calendarVersion, calendarZone, hours } = promised;
  const there = { calendarKey, calendarVersion, calendarZone, hours };
  if (last.from > at) return { place, segments: [...segments.slice(0, -1), { ...last, ...there }] };
  const { state, cycle } = last;
  const next: Piece = { state, from: at, to: null, cycle, cause, ...there };
  return {
    place,
    segments: [...segments.slice(0, -1), { ...last, to: at, endCause: cause }, next],
  };
}

/** Whether anything about it would be different: how it stands, what promises it, or when it counts. */
function isOtherwise({ loaded: { clock }, before, promised, after }: Recounted): boolean {
  if (!promised || !after) return clock.standing !== 'cancelled' && clock.standing !== 'stopped';
  return (
    JSON.stringify(before) !== JSON.stringify(after) ||
    clock.policyKey !== promised.choice.policy.key ||
    clock.policyVersion !== promised.policyVersion ||
    clock.targetId !== promised.choice.target.id ||
    (clock.calendarKey ?? null) !== promised.calendarKey ||
    (clock.calendarVersion ?? null) !== promised.calendarVersion ||
    (clock.calendarZone ?? null) !== promised.calendarZone
  );
}
