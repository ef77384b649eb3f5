/**
 * Clocks as they were known at an instant that is over: by the revision that was in force, with what had happened by then. Later
 * revisions count the past anew, and later segments were not there; both stay out.
 */
import { asOf } from '#engine/clocks/ledger.ts';
import type { ClockPolicy } from '#engine/clocks/policy.ts';
import type { Work } from '../work.ts';
import { type AccountedClock, type ClockRevision, ClockSegment } from './clock.ts';
import { type LoadedClock, toPiece, versionsOf } from './loaded.ts';
import type { Piece } from './plan.ts';

export type KnownClock = {
  readonly clock: AccountedClock & { readonly revision: number };
  readonly policy: ClockPolicy;
  readonly pieces: readonly Piece[];
};

/** One that had not begun then is none of them. */
export async function asKnownAt(
  work: Work,
  clocks: readonly LoadedClock[],
  revisions: readonly ClockRevision[],
  at: Date,
): Promise<readonly KnownClock[]> {
  const inForce = clocks.flatMap((loaded) => {
    const revision = revisions.findLast((one) => one.clockId === loaded.clock.id && one.at <= at);
    return revision ? [{ loaded, revision }] : [];
  });
  if (inForce.length === 0) return [];
  const segments = await work.em.find(
    ClockSegment,
    {
      $or: inForce.map(({ revision }) => ({
        clockId: revision.clockId,
        revision: revision.number,
      })),
    },
    { orderBy: { clockId: 'asc', ord: 'asc' } },
  );
  const versions = await versionsOf(
    work,
    inForce.map(({ revision }) => revision),
    segments,
  );
  return inForce.map(({ loaded: { clock }, revision }): KnownClock => {
    const all = segments
      .filter(({ clockId }) => clockId === clock.id)
      .map((segment) => toPiece(segment, versions.hours));
    const pieces = knownBy(all, at.toISOString());
    const policy = versions.policy(revision.policyKey, revision.policyVersion);
    const { policyKey, policyVersion, targetId, targetSeconds } = revision;
    const { calendarKey, calendarVersion, calendarZone } = revision;
    const [first, last] = [pieces[0], pieces.at(-1)];
    const isOver = clock.standing === 'cancelled' && clock.stoppedAt && clock.stoppedAt <= at;
    return {
      clock: {
        id: clock.id,
        name: policy.name,
        kind: clock.kind,
        measures: clock.measures,
        subjectKind: clock.subjectKind,
        subjectId: clock.subjectId,
        policyKey,
        policyVersion,
        targetId,
        targetSeconds,
        calendarKey,
        calendarVersion,
        calendarZone,
        revision: revision.number,
        cycle: last?.cycle ?? 1,
        standing: isOver ? 'cancelled' : 'running',
        startedAt: first ? new Date(first.from) : clock.startedAt,
        stoppedAt: isOver ? clock.stoppedAt : last?.to ? new Date(last.to) : null,
      },
      policy,
      pieces,
    };
  });
}

/** What had begun by then; what ended later had not ended. */
function knownBy(pieces: readonly Piece[], at: string): readonly Piece[] {
  const { segments } = asOf({ targetSeconds: 0, segments: pieces }, at);
  return pieces.slice(0, segments.length).map((piece): Piece => {
    if (piece.to === null || piece.to <= at) return piece;
    const { endCause: _, ...rest } = piece;
    return { ...rest, to: null };
  });
}
