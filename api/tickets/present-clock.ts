/** A clock with the account of every second of it, as it goes out. */
import type { AccountedRevision, ClockAccount } from '#domain/clocks/account.ts';
import type { CalendarRef, ClockCause } from '#domain/clocks/clock.ts';
import { toIsoOrNull } from '../instants.ts';

/**
 * `inside`: for somebody who works on the ticket. Whoever else may read it sees what is promised to them, and not by which rule,
 * process or person it came about, nor who was warned.
 */
export function presentClocks(accounts: readonly ClockAccount[], inside: boolean) {
  if (inside) return accounts.map(presentClock);
  return accounts
    .filter(({ clock }) => clock.kind === 'sla' && clock.subjectKind === 'ticket')
    .map(presentClock)
    .map(({ segments, revisions, ...clock }) => ({
      ...clock,
      thresholds: [],
      segments: segments.map(({ cause, endCause, ...segment }) => ({
        ...segment,
        cause: withoutNames(cause),
        endCause: endCause && withoutNames(endCause),
      })),
      revisions: revisions.map((revision) => ({
        ...revision,
        cause: withoutNames(revision.cause),
        lost: [],
      })),
    }));
}

function presentClock({ clock, state, reading, ...account }: ClockAccount) {
  return {
    id: clock.id,
    name: clock.name,
    kind: clock.kind,
    measures: clock.measures,
    subject: { kind: clock.subjectKind, id: clock.subjectId },
    policy: policyOf(clock),
    calendar: calendarOf(clock),
    state,
    ticking: reading.ticking,
    cycle: clock.cycle,
    targetSeconds: clock.targetSeconds,
    elapsedSeconds: Math.round(reading.elapsedSeconds),
    remainingSeconds: Math.round(reading.remainingSeconds),
    startedAt: clock.startedAt.toISOString(),
    dueAt: reading.dueAt,
    breachedAt: reading.reachedAt,
    stoppedAt: toIsoOrNull(clock.stoppedAt),
    thresholds: account.thresholds.map(({ told, ...mark }) => ({
      ...mark,
      told: told && {
        at: told.toldAt.toISOString(),
        carried: told.carried,
        outcome: told.outcome.map((one) => ({ ...one })),
      },
    })),
    segments: account.segments.map(({ cause, endCause, ...segment }) => ({
      ...segment,
      cause: presentCause(cause),
      endCause: endCause && presentCause(endCause),
    })),
    strip: account.strip?.map((piece) => ({ ...piece })) ?? null,
    revisions: account.revisions.map(presentRevision),
  };
}

const presentRevision = (revision: AccountedRevision) => ({
  number: revision.number,
  at: revision.at.toISOString(),
  reasons: [...revision.reasons],
  cause: presentCause(revision.cause),
  policy: policyOf(revision),
  targetSeconds: revision.targetSeconds,
  calendar: calendarOf(revision),
  lost: revision.lost.map((one) => ({ ...one })),
  before: revision.before ?? null,
  after: revision.after ?? null,
});

const policyOf = (of: { policyKey: string; policyVersion: number; targetId: string }) => ({
  key: of.policyKey,
  version: of.policyVersion,
  target: of.targetId,
});

function calendarOf({ calendarKey, calendarVersion, calendarZone }: Partial<CalendarRef>) {
  if (!calendarKey || !calendarVersion) return null;
  return { key: calendarKey, version: calendarVersion, zone: calendarZone ?? null };
}

const withoutNames = (cause: ReturnType<typeof presentCause>) => ({
  ...cause,
  label: null,
  actor: null,
  by: null,
});

const presentCause = ({ kind, label, actor, by, status, happening }: ClockCause) => ({
  kind,
  label,
  actor: actor ?? null,
  by: by ?? null,
  status: status ?? null,
  happening: happening ?? null,
});
