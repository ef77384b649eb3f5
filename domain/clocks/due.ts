/**
 * What the clock workflow asks when it wakes: tell what is due on this ticket, in order, each threshold once, and say when to
 * wake again. Safe to repeat and safe when late, since the ticket's lock and the rows of what was told decide, never the
 * message that came.
 */
import { LockMode } from '@mikro-orm/postgresql';
import { cyclesOf } from '#engine/clocks/ledger.ts';
import { marksBy, type Threshold } from '#engine/clocks/marks.ts';
import type { ThresholdAction } from '#engine/clocks/threshold-action.ts';
import { Ticket } from '../tickets/ticket.ts';
import { isFinished } from '../tickets/values.ts';
import type { Work } from '../work.ts';
import { actOn } from './act.ts';
import { type Clock, ClockMark, type MarkOutcome } from './clock.ts';
import { nextOf } from './follow.ts';
import { followSubjects } from './follow-subjects.ts';
import { nearestDue, thresholdsOf } from './ledger-row.ts';
import { type LoadedClock, ledgerOf, loadClocks } from './loaded.ts';
import { isLate, sideOf, tellPassed } from './tell.ts';
import { settleClock } from './write.ts';

/** Returns the next instant something is due, or null when nothing is. */
export async function clockDue(work: Work, ticketId: string): Promise<Date | null> {
  const ticket = await work.em.findOne(
    Ticket,
    { id: ticketId },
    { lockMode: LockMode.PESSIMISTIC_WRITE },
  );
  if (!ticket) return null;
  await followSubjects(work, ticket);
  const clocks = await loadClocks(work, { ticketId });
  // Of a ticket that is gone nothing is told any more: its clocks only end.
  const due = ticket.deletedAt ? [] : await untold(work, clocks);
  for (const one of due) await note(work, ticket, one);
  for (const loaded of clocks) {
    loaded.clock.toldUntil = work.now;
    settleClock(work, loaded);
  }
  await work.em.flush();
  if (ticket.deletedAt) return null;
  await keepDue(work, ticket, clocks);
  const acting = isFinished(ticket.status) ? [] : due.filter(({ isOn }) => isOn);
  if (acting.length === 0) return nextOf(clocks);
  for (const [index, one] of acting.entries()) {
    const isOvertaken = acting
      .slice(index + 1)
      .some((later) => later.clock === one.clock && later.actions.some(isNotice));
    await carryOut(work, ticket, one, isOvertaken);
  }
  // Actions change the ticket, and with it what is due next.
  await work.em.flush();
  work.em.clear();
  return nextOf(await loadClocks(work, { ticketId }));
}

const isNotice = ({ type }: ThresholdAction): boolean => type === 'notify';

/** Its deadlines may lie elsewhere than when it was last changed: the rules of a time zone were. */
async function keepDue(work: Work, ticket: Ticket, clocks: readonly LoadedClock[]): Promise<void> {
  const own = clocks.filter(({ clock }) => clock.subjectKind === 'ticket');
  const dueAt = nearestDue(own.map(({ clock }) => clock));
  if (own.length === 0 || dueAt?.getTime() === ticket.dueAt?.getTime()) return;
  // Past the ticket's version: nobody has changed a field of it.
  await work.em.execute('update ticket set due_at = ? where id = ?', [dueAt, ticket.id]);
}

type Due = {
  readonly clock: Clock;
  /** The one under which it fell due: what its actions change may make another. */
  readonly revision: number;
  readonly cycle: number;
  readonly threshold: Threshold;
  readonly actions: readonly ThresholdAction[];
  readonly nth: number;
  readonly at: Date;
  /** The clock goes on: what was missed by one that is over moves nobody any more. */
  readonly isOn: boolean;
};

/** In the order in which it fell due. */
async function untold(work: Work, clocks: readonly LoadedClock[]): Promise<Due[]> {
  const told = await toldOf(work, clocks);
  const due = clocks.flatMap((loaded) =>
    dueOf(
      work,
      loaded,
      told.filter(({ clock }) => clock === loaded.clock.id),
    ),
  );
  return due.sort((one, other) => one.at.getTime() - other.at.getTime());
}

type Told = {
  readonly clock: string;
  readonly cycle: number;
  readonly threshold: string;
  readonly nth: number;
};

/** The last of each under the present revision: one that comes again and again may have been told for years. */
async function toldOf(work: Work, clocks: readonly LoadedClock[]): Promise<readonly Told[]> {
  if (clocks.length === 0) return [];
  return work.em.execute<Told[]>(
    `select m.clock_id as clock, m.cycle, m.threshold, max(m.nth) as nth from clock_mark m
     where (m.clock_id, m.revision) in (${clocks.map(() => '(?::uuid, ?::int)').join(', ')}) group by m.clock_id, m.cycle, m.threshold`,
    clocks.flatMap(({ clock }) => [clock.id, clock.revision]),
  );
}

function dueOf(work: Work, loaded: LoadedClock, told: readonly Told[]): Due[] {
  const { clock, policy } = loaded;
  if (clock.standing === 'cancelled') return [];
  const thresholds = thresholdsOf(policy);
  const goesOn = clock.standing === 'running' || clock.standing === 'paused';
  return cyclesOf(ledgerOf(loaded)).flatMap((past) => {
    const cycle = past.segments[0]?.cycle ?? clock.cycle;
    return marksBy(past, thresholds, work.now.toISOString()).flatMap((mark): Due[] => {
      const threshold = thresholds.find(({ id }) => id === mark.threshold);
      const isTold = told.some(
        (row) => row.threshold === mark.threshold && row.cycle === cycle && row.nth >= mark.nth,
      );
      if (!threshold || isTold) return [];
      const actions = policy.thresholds.find(({ id }) => id === mark.threshold)?.actions ?? [];
      const { nth } = mark;
      const { revision } = clock;
      const isOn = goesOn && cycle === clock.cycle;
      return [{ clock, revision, cycle, threshold, actions, nth, at: new Date(mark.at), isOn }];
    });
  });
}

async function note(work: Work, ticket: Ticket, due: Due): Promise<void> {
  const { clock, cycle, threshold, nth, at } = due;
  const row = {
    clockId: clock.id,
    revision: clock.revision,
    cycle,
    threshold: threshold.id,
    nth,
    tenantId: work.tenantId,
    dueAt: at,
    toldAt: work.now,
    carried: false,
    outcome: [],
  };
  work.em.create(ClockMark, row, { persist: true });
  // Of what is told in time it does not matter since when it could have been.
  const knownFrom = isLate(work.now, at) ? await revisedAt(work, clock) : clock.startedAt;
  await tellPassed(work, ticket, { clock, threshold, nth, at, knownFrom });
}

async function revisedAt(work: Work, clock: Clock): Promise<Date> {
  const [row] = await work.em.execute<{ at: string | Date }[]>(
    'select at from clock_revision where clock_id = ? and number = ?',
    [clock.id, clock.revision],
  );
  return new Date(row?.at ?? clock.startedAt);
}

async function carryOut(work: Work, ticket: Ticket, due: Due, isOvertaken: boolean): Promise<void> {
  const { clock, revision, cycle, threshold, nth, actions } = due;
  if (actions.length === 0) return;
  const isWarning = sideOf(threshold) === 'warning';
  const acting = { ticket, clock, threshold: threshold.id, isWarning, isOvertaken };
  const outcome: readonly MarkOutcome[] = await actOn(work, acting, actions);
  await work.em.execute(
    'update clock_mark set outcome = ? where clock_id = ? and revision = ? and cycle = ? and threshold = ? and nth = ?',
    [JSON.stringify(outcome), clock.id, revision, cycle, threshold.id, nth],
  );
}
