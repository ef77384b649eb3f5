/** A ticket's clocks, each with the account of every second: its revisions, its segments and what told them, worked out from the ledger now. */
import { asOf, type Reading, read } from '#engine/clocks/ledger.ts';
import { marksBy, nextMark } from '#engine/clocks/marks.ts';
import { type Piece as StripPiece, stripOf } from '#engine/clocks/strip.ts';
import { laterOf } from '#engine/instant.ts';
import type { Work } from '../work.ts';
import { asKnownAt } from './as-known.ts';
import {
  type AccountedClock,
  type ClockCause,
  ClockMark,
  ClockRevision,
  type ClockState,
} from './clock.ts';
import { thresholdsOf } from './ledger-row.ts';
import { type LoadedClock, loadClocks } from './loaded.ts';

export type AccountedRevision = Omit<ClockRevision, 'clockId' | 'tenantId'>;

export type ToldMark = Pick<ClockMark, 'threshold' | 'nth' | 'toldAt' | 'carried' | 'outcome'>;

export type ClockAccount = {
  readonly clock: AccountedClock;
  readonly state: ClockState;
  readonly reading: Reading;
  readonly segments: readonly {
    readonly from: string;
    readonly to: string | null;
    readonly state: 'running' | 'paused';
    readonly cycle: number;
    readonly calendar: {
      readonly key: string;
      readonly version: number;
      readonly zone: string | null;
    } | null;
    readonly cause: ClockCause;
    readonly endCause: ClockCause | null;
  }[];
  readonly strip: readonly StripPiece[] | null;
  readonly thresholds: readonly {
    readonly id: string;
    readonly nth: number;
    readonly at: string;
    readonly told: ToldMark | null;
  }[];
  readonly revisions: readonly AccountedRevision[];
};

/**
 * `at`: how it stood then, by what was promised then: of an instant that is over, nothing that came later is told. Of one to
 * come: how it will stand if nothing happens. Now when not given.
 */
export async function accountOf(
  work: Work,
  ticketId: string,
  at: Date = work.now,
): Promise<ClockAccount[]> {
  const clocks = await loadClocks(work, { ticketId });
  if (clocks.length === 0) return [];
  const ids = clocks.map(({ clock }) => clock.id);
  const revisions = await work.em.find(
    ClockRevision,
    { clockId: { $in: ids } },
    { orderBy: { clockId: 'asc', number: 'asc' } },
  );
  const known = at < work.now ? await asKnownAt(work, clocks, revisions, at) : clocks;
  const told = await work.em.find(ClockMark, { clockId: { $in: ids } });
  const accounts = known.map((loaded) =>
    accountOfOne(
      loaded,
      at,
      revisions.filter(
        (one) => one.clockId === loaded.clock.id && (at >= work.now || one.at <= at),
      ),
      told.filter(({ clockId, revision, cycle }) => {
        const { clock } = loaded;
        return clockId === clock.id && revision === clock.revision && cycle === clock.cycle;
      }),
    ),
  );
  return withNames(work, accounts);
}

/** Who is behind each cause goes by name. */
async function withNames(work: Work, accounts: ClockAccount[]): Promise<ClockAccount[]> {
  const causes = accounts.flatMap(({ segments, revisions }) => [
    ...segments.flatMap(({ cause, endCause }) => (endCause ? [cause, endCause] : [cause])),
    ...revisions.map(({ cause }) => cause),
  ]);
  const ids = [...new Set(causes.flatMap(({ actor }) => (actor ? [actor] : [])))];
  if (ids.length === 0) return accounts;
  const people = await work.em.execute<{ id: string; name: string }[]>(
    'select id, name from person where id in (select value::uuid from jsonb_array_elements_text(?))',
    [JSON.stringify(ids)],
  );
  const names = new Map(people.map(({ id, name }) => [id, name]));
  const named = (cause: ClockCause): ClockCause => {
    const by = names.get(cause.actor ?? '');
    return by === undefined ? cause : { ...cause, by };
  };
  return accounts.map((account) => ({
    ...account,
    segments: account.segments.map((one) => ({
      ...one,
      cause: named(one.cause),
      endCause: one.endCause && named(one.endCause),
    })),
    revisions: account.revisions.map((one) => ({ ...one, cause: named(one.cause) })),
  }));
}

/** `told`: of its last cycle. */
export function accountOfOne(
  { clock, policy, pieces }: Pick<LoadedClock, 'policy' | 'pieces'> & { clock: AccountedClock },
  when: Date,
  revisions: readonly AccountedRevision[],
  told: readonly ToldMark[],
): ClockAccount {
  const at = when.toISOString();
  const ledger = asOf({ targetSeconds: clock.targetSeconds, segments: pieces }, at);
  const reading = read(ledger, at);
  const thresholds = thresholdsOf(policy);
  const next = nextMark(ledger, thresholds, at);
  const marks = [...marksBy(ledger, thresholds, at), ...(next ? [next] : [])];
  const until = laterOf(at, reading.dueAt ?? at);
  const isCancelled =
    clock.standing === 'cancelled' && (clock.stoppedAt?.toISOString() ?? '') <= at;
  return {
    clock,
    state: isCancelled ? 'cancelled' : reading.state,
    reading,
    segments: pieces.map((piece) => ({
      from: piece.from,
      to: piece.to,
      state: piece.state,
      cycle: piece.cycle,
      calendar:
        piece.calendarKey === null || piece.calendarVersion === null
          ? null
          : { key: piece.calendarKey, version: piece.calendarVersion, zone: piece.calendarZone },
      cause: piece.cause,
      endCause: piece.endCause ?? null,
    })),
    strip: ledger.segments[0] ? stripOf(ledger, ledger.segments[0].from, until) : [],
    thresholds: marks.map((mark) => ({
      id: mark.threshold,
      nth: mark.nth,
      at: mark.at,
      told:
        told.find(
          (row) => row.threshold === mark.threshold && row.nth === mark.nth && row.toldAt <= when,
        ) ?? null,
    })),
    revisions,
  };
}
