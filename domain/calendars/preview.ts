/**
 * What other hours would do to the open clocks that count in a calendar: each one's own ledger is counted in them, from the
 * beginning or from now on. Only looked at; nothing is written.
 */
import type { Calendar as Hours } from '#engine/calendar.ts';
import type { Ledger } from '#engine/clocks/ledger.ts';
import type { Calendar } from '../clocks/calendar.ts';
import { demandHours } from '../clocks/calendars.ts';
import { inZone, targetSecondsOf } from '../clocks/choose-hours.ts';
import type { ClockStand } from '../clocks/clock.ts';
import { standOf } from '../clocks/ledger-row.ts';
import { type LoadedClock, ledgerOf, loadClocks, placeOf } from '../clocks/loaded.ts';
import type { Piece } from '../clocks/plan.ts';
import type { RecountFrom } from '../clocks/recounted.ts';
import type { Principal } from '../people/access.ts';
import { reachSql } from '../tickets/policy.ts';
import type { Work } from '../work.ts';

export const MOST_PREVIEWED = 100;

export type PreviewedClock = {
  readonly clock: string;
  readonly name: string;
  readonly ticket: { readonly id: string; readonly number: string; readonly title: string };
  readonly before: ClockStand;
  readonly after: ClockStand;
  /** Missed instead of not, or the other way round. */
  readonly flips: boolean;
};

export type CalendarPreview = {
  /** Open clocks that count in it, whoever asks. */
  readonly open: number;
  /** The first of them on tickets that whoever asks may read, those due soonest first. */
  readonly clocks: readonly PreviewedClock[];
};

type Row = PreviewedClock['ticket'] & { readonly clock: string };

const OPEN = `from clock c join ticket t on t.id = c.ticket_id
  where c.tenant_id = ? and c.calendar_key = ? and c.standing in ('waiting', 'running', 'paused') and t.deleted_at is null`;

/** @throws DomainError invalid_input when the hours make no sense */
export async function previewCalendar(
  work: Work,
  principal: Principal,
  { key }: Calendar,
  hours: Hours,
  from: RecountFrom,
): Promise<CalendarPreview> {
  demandHours(hours);
  const [counted] = await work.em.execute<{ open: number }[]>(
    `select count(*)::int as open ${OPEN}`,
    [work.tenantId, key],
  );
  const { text: reach, params } = reachSql(principal, 'ticket.read');
  const rows = await work.em.execute<Row[]>(
    `select c.id as clock, t.id, t.number, t.title ${OPEN} and ${reach}
     order by c.due_at nulls last, c.id limit ?`,
    [work.tenantId, key, ...params, MOST_PREVIEWED],
  );
  const loaded = await loadClocks(work, { id: { $in: rows.map(({ clock }) => clock) } });
  const byId = new Map(loaded.map((one) => [one.clock.id, one]));
  const clocks = rows.flatMap(({ clock: id, ...ticket }): PreviewedClock[] => {
    const one = byId.get(id);
    if (!one) return [];
    const before = standOf(ledgerOf(one), placeOf(one), work.now);
    const after = standOf(countedIn(one, key, hours, from, work.now), placeOf(one), work.now);
    const flips = (before.breachedAt !== null) !== (after.breachedAt !== null);
    return [{ clock: id, name: one.clock.name, ticket, before, after, flips }];
  });
  // What was only looked at is not to be written.
  work.em.clear();
  return { open: counted?.open ?? 0, clocks };
}

function countedIn(
  loaded: LoadedClock,
  key: string,
  hours: Hours,
  from: RecountFrom,
  now: Date,
): Ledger {
  const { targetSeconds, segments } = ledgerOf(loaded);
  const inThem = (piece: Piece): Piece =>
    piece.calendarKey === key ? { ...piece, hours: inZone(hours, piece.calendarZone) } : piece;
  if (from === 'begin')
    return {
      targetSeconds: targetIn(loaded, hours) ?? targetSeconds,
      segments: loaded.pieces.map(inThem),
    };
  const last = loaded.pieces.at(-1);
  if (!last || last.to !== null) return { targetSeconds, segments };
  const at = now.toISOString();
  // One that is still to begin is counted in them as a whole.
  const rest =
    last.from > at ? [inThem(last)] : [{ ...last, to: at }, inThem({ ...last, from: at })];
  return {
    targetSeconds: targetIn(loaded, hours) ?? targetSeconds,
    segments: [...segments.slice(0, -1), ...rest],
  };
}

/** A target of business days is as long as the days of the calendar are. */
function targetIn({ clock, policy }: LoadedClock, hours: Hours): number | null {
  const within = policy.targets.find(({ id }) => id === clock.targetId)?.within;
  const there = inZone(hours, clock.calendarZone ?? null);
  return within ? targetSecondsOf(within, there, clock.startedAt) : null;
}
