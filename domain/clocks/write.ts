/** Writes a clock: its row in line with its ledger, the segments that are new, a revision where something else is promised. */
import { cyclesOf } from '#engine/clocks/ledger.ts';
import { marksBy, type Threshold } from '#engine/clocks/marks.ts';
import { newId } from '../ids.ts';
import type { Work } from '../work.ts';
import {
  Clock,
  type ClockCause,
  ClockMark,
  ClockRevision,
  ClockSegment,
  type ClockStand,
  type Lost,
  type RevisionReason,
} from './clock.ts';
import { rowOf, standOf, thresholdsOf } from './ledger-row.ts';
import { type LoadedClock, ledgerOf, placeOf } from './loaded.ts';
import type { Piece, Promised } from './plan.ts';
import { clockRow, type Lived, type Subject, stoppedAt, targetOf } from './row.ts';

/** Begins a clock that was not there. */
export function beginClock(
  work: Work,
  promised: Promised,
  lived: Lived,
  subject: Subject,
  cause: ClockCause,
): LoadedClock {
  const clock = work.em.create(
    Clock,
    {
      id: newId(),
      tenantId: work.tenantId,
      revision: 1,
      toldUntil: null,
      ...clockRow(promised, lived, subject, work.now),
    },
    { persist: true },
  );
  const begun = { clock, policy: promised.choice.policy, segments: [], pieces: [] };
  noteRevision(work, clock, {
    reasons: ['begun'],
    cause,
    lost: promised.choice.lost,
    before: null,
    after: null,
  });
  return { ...begun, segments: append(work, clock, lived.segments, 1), pieces: lived.segments };
}

/** Goes on in the same revision. */
export function continueClock(work: Work, loaded: LoadedClock, lived: Lived): LoadedClock {
  const { clock, segments } = loaded;
  const kept = lived.segments.slice(0, segments.length);
  for (const [index, piece] of kept.entries()) {
    const row = segments[index];
    if (!row) continue;
    if (piece.to !== null && !row.toAt) {
      row.toAt = new Date(piece.to);
      row.endCause = piece.endCause ?? null;
    }
    if (piece.from < row.fromAt.toISOString()) row.fromAt = new Date(piece.from);
  }
  const added = append(work, clock, lived.segments.slice(segments.length), segments.length + 1);
  const after = { ...loaded, segments: [...segments, ...added], pieces: lived.segments };
  Object.assign(clock, lived.place, { toldUntil: knownUntil(clock, added[0]) });
  settleClock(work, after);
  return after;
}

/**
 * What begins before the instant until which all was told (the telling was quicker than the change, or a machine's clock was
 * ahead) may have something to tell within: what was told already is known by its rows.
 */
function knownUntil({ toldUntil }: Clock, added: ClockSegment | undefined): Date | null {
  if (!toldUntil || !added || added.fromAt > toldUntil) return toldUntil ?? null;
  return new Date(added.fromAt.getTime() - 1);
}

/** Goes on by another promise: what was counted by the old one stays beside it. */
export async function reviseClock(
  work: Work,
  loaded: LoadedClock,
  promised: Promised,
  lived: Lived,
  why: { readonly reasons: readonly RevisionReason[]; readonly cause: ClockCause },
): Promise<LoadedClock> {
  const { clock } = loaded;
  const before = standOf(ledgerOf(loaded), placeOf(loaded), work.now);
  const { choice, policyVersion, calendarKey, calendarVersion, calendarZone } = promised;
  Object.assign(clock, {
    ...lived.place,
    policyVersion,
    calendarKey,
    calendarVersion,
    calendarZone,
    targetSeconds: targetOf(promised, lived),
    revision: clock.revision + 1,
    name: choice.policy.name,
    policyKey: choice.policy.key,
    targetId: choice.target.id,
    toldUntil: null,
  });
  const begun = lived.segments[0]?.from;
  if (begun !== undefined) clock.startedAt = new Date(begun);
  const after = {
    clock,
    policy: choice.policy,
    segments: append(work, clock, lived.segments, 1),
    pieces: lived.segments,
  };
  await carryMarks(work, loaded, after);
  settleClock(work, after);
  const stand = standOf(ledgerOf(after), placeOf(after), work.now);
  noteRevision(work, clock, { ...why, lost: choice.lost, before, after: stand });
  return after;
}

/** What was told under the old promise, and has passed under the new one too, is not told again. */
async function carryMarks(work: Work, before: LoadedClock, after: LoadedClock): Promise<void> {
  const { clock } = after;
  const revision = clock.revision - 1;
  const told = await work.em.find(ClockMark, { clockId: clock.id, revision });
  if (told.length === 0) return;
  const place = (threshold: Threshold): string => JSON.stringify(threshold.at);
  const old = new Map(thresholdsOf(before.policy).map((one) => [one.id, place(one)]));
  const thresholds = thresholdsOf(after.policy);
  for (const past of cyclesOf(ledgerOf(after))) {
    const cycle = past.segments[0]?.cycle ?? 1;
    for (const mark of marksBy(past, thresholds, work.now.toISOString())) {
      const threshold = thresholds.find(({ id }) => id === mark.threshold);
      const row = told.find(
        (one) =>
          threshold !== undefined &&
          old.get(one.threshold) === place(threshold) &&
          one.cycle === cycle &&
          one.nth >= mark.nth,
      );
      if (!row) continue;
      work.em.create(
        ClockMark,
        {
          clockId: clock.id,
          revision: clock.revision,
          cycle,
          tenantId: work.tenantId,
          threshold: mark.threshold,
          nth: row.nth,
          carried: true,
          outcome: [],
          dueAt: new Date(mark.at),
          toldAt: row.toldAt,
        },
        { persist: true },
      );
    }
  }
}

/** Brings the clock's own row in line with its ledger. */
export function settleClock(work: Work, loaded: LoadedClock): void {
  const { clock, policy, pieces } = loaded;
  const place = placeOf(loaded);
  const row = rowOf(ledgerOf(loaded), place, policy, clock.toldUntil ?? null, work.now);
  Object.assign(clock, row, { stoppedAt: stoppedAt({ place, segments: pieces }) });
}

function append(work: Work, clock: Clock, pieces: readonly Piece[], first: number): ClockSegment[] {
  return pieces.map((piece, index) => {
    const { state, cycle, calendarKey, calendarVersion, calendarZone, cause, endCause } = piece;
    const row = {
      clockId: clock.id,
      revision: clock.revision,
      ord: first + index,
      tenantId: work.tenantId,
      cycle,
      state,
      cause,
      endCause: endCause ?? null,
      calendarKey,
      calendarVersion,
      calendarZone,
      fromAt: new Date(piece.from),
      toAt: piece.to === null ? null : new Date(piece.to),
    };
    return work.em.create(ClockSegment, row, { persist: true });
  });
}

function noteRevision(
  work: Work,
  clock: Clock,
  what: {
    readonly reasons: readonly RevisionReason[];
    readonly cause: ClockCause;
    readonly lost: readonly Lost[];
    readonly before: ClockStand | null;
    readonly after: ClockStand | null;
  },
): void {
  const { policyKey, policyVersion, targetId, targetSeconds } = clock;
  const { calendarKey, calendarVersion, calendarZone } = clock;
  work.em.create(
    ClockRevision,
    {
      ...what,
      clockId: clock.id,
      number: clock.revision,
      tenantId: work.tenantId,
      at: work.now,
      policyKey,
      policyVersion,
      targetId,
      targetSeconds,
      calendarKey,
      calendarVersion,
      calendarZone,
      reasons: [...what.reasons],
    },
    { persist: true },
  );
}
