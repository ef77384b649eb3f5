/** A clock with the policy it was promised by and the ledger of its current revision. */
import type { Calendar as Hours } from '#engine/calendar.ts';
import type { Hours as Counting, Ledger } from '#engine/clocks/ledger.ts';
import { trackOf } from '#engine/clocks/measures.ts';
import type { ClockPolicy } from '#engine/clocks/policy.ts';
import type { Place } from '#engine/clocks/standing.ts';
import { remembered } from '../memory.ts';
import { readRows } from '../read-rows.ts';
import { marks } from '../tickets/sql.ts';
import type { Work } from '../work.ts';
import { inZone } from './choose-hours.ts';
import { type CalendarRef, Clock, ClockSegment } from './clock.ts';
import type { Piece, Promised } from './plan.ts';

export type LoadedClock = {
  readonly clock: Clock;
  readonly policy: ClockPolicy;
  /** Of its current revision, in order. */
  readonly segments: readonly ClockSegment[];
  readonly pieces: readonly Piece[];
};

export async function loadClocks(work: Work, where: object): Promise<LoadedClock[]> {
  const clocks = await work.em.find(Clock, where, { orderBy: { startedAt: 'asc', id: 'asc' } });
  if (clocks.length === 0) return [];
  const segments = await work.em.find(
    ClockSegment,
    { $or: clocks.map(({ id, revision }) => ({ clockId: id, revision })) },
    { orderBy: { clockId: 'asc', ord: 'asc' } },
  );
  const versions = await versionsOf(work, clocks, segments);
  return clocks.map((clock) => {
    const own = segments.filter(({ clockId }) => clockId === clock.id);
    const policy = versions.policy(clock.policyKey, clock.policyVersion);
    return { clock, policy, segments: own, pieces: own.map((one) => toPiece(one, versions.hours)) };
  });
}

export const placeOf = ({ clock }: Pick<LoadedClock, 'clock'>): Place => ({
  standing: clock.standing,
  cycle: clock.cycle,
});

export const ledgerOf = ({ clock, pieces }: Pick<LoadedClock, 'clock' | 'pieces'>): Ledger => ({
  targetSeconds: clock.targetSeconds,
  segments: pieces,
});

export type HoursOf = (ref: CalendarRef) => Counting;

export function toPiece(segment: ClockSegment, hoursOf: HoursOf): Piece {
  const { calendarKey = null, calendarVersion = null, calendarZone = null } = segment;
  const ref = { calendarKey, calendarVersion, calendarZone };
  return {
    ...ref,
    state: segment.state,
    from: segment.fromAt.toISOString(),
    to: segment.toAt?.toISOString() ?? null,
    cycle: segment.cycle,
    hours: hoursOf(ref),
    cause: segment.cause,
    ...(segment.endCause ? { endCause: segment.endCause } : {}),
  };
}

/** What it was promised by, as if it were promised so now. */
export function promisedOf({ clock, policy }: LoadedClock, hoursOf: HoursOf): Promised {
  const { calendarKey = null, calendarVersion = null, calendarZone = null } = clock;
  const ref = { calendarKey, calendarVersion, calendarZone };
  const target = policy.targets.find(({ id }) => id === clock.targetId);
  const within = target?.within ?? { seconds: clock.targetSeconds };
  const choice = {
    track: trackOf(policy),
    policy,
    target: { id: clock.targetId, within },
    lost: [],
  };
  const { policyVersion, targetSeconds } = clock;
  return { ...ref, hours: hoursOf(ref), choice, policyVersion, targetSeconds };
}

type Kept = { readonly hours: Map<string, Hours>; readonly policies: Map<string, ClockPolicy> };
const KEPT = Symbol('versions of calendars and policies');

/** Versions never change, so each is read once. */
export async function versionsOf(
  work: Pick<Work, 'em' | 'tenantId'>,
  clocks: readonly { readonly policyKey: string; readonly policyVersion: number }[],
  refs: readonly Partial<CalendarRef>[],
): Promise<{ hours: HoursOf; policy: (key: string, version: number) => ClockPolicy }> {
  const kept = remembered(work.em, KEPT, (): Kept => ({ hours: new Map(), policies: new Map() }));
  const named = (key: string, version: number): string => `${work.tenantId}:${key}:${version}`;
  const calendars = refs.flatMap(({ calendarKey, calendarVersion }) =>
    calendarKey && calendarVersion ? [{ key: calendarKey, version: calendarVersion }] : [],
  );
  const missing = calendars.filter(({ key, version }) => !kept.hours.has(named(key, version)));
  if (missing.length > 0)
    for (const { key, number, value } of await readVersions<Hours>(
      work,
      'calendar',
      'hours',
      missing,
    ))
      kept.hours.set(named(key, number), value);
  const unknown = clocks
    .map(({ policyKey, policyVersion }) => ({ key: policyKey, version: policyVersion }))
    .filter(({ key, version }) => !kept.policies.has(named(key, version)));
  if (unknown.length > 0)
    for (const { key, number, value } of await readVersions<ClockPolicy>(
      work,
      'sla_policy',
      'policy',
      unknown,
    ))
      kept.policies.set(named(key, number), value);
  return {
    hours({ calendarKey, calendarVersion, calendarZone }) {
      if (calendarKey === null || calendarVersion === null) return 'always';
      const hours = kept.hours.get(named(calendarKey, calendarVersion));
      return inZone(hours ?? lost('calendar', calendarKey, calendarVersion), calendarZone);
    },
    policy: (key, version) =>
      kept.policies.get(named(key, version)) ?? lost('policy', key, version),
  };
}

async function readVersions<T>(
  work: Pick<Work, 'em' | 'tenantId'>,
  table: 'calendar' | 'sla_policy',
  column: 'hours' | 'policy',
  wanted: readonly { readonly key: string }[],
): Promise<{ key: string; number: number; value: T }[]> {
  const keyed = table === 'calendar' ? 'calendar_key' : 'policy_key';
  const keys = [...new Set(wanted.map(({ key }) => key))];
  return readRows(
    work,
    `select ${keyed} as key, number, ${column} as value from ${table}_version where tenant_id = ? and ${keyed} in (${marks(keys)})`,
    [work.tenantId, ...keys],
  );
}

function lost(what: string, key: string, version: number): never {
  throw new Error(
    `invariant: version ${version} of ${what} ${key} is kept as long as a clock goes by it`,
  );
}
