/** When a clock counts: in the calendar its policy names or that of whoever it is for, read in the zone the policy wants. */
import type { Duration } from '#engine/action.ts';
import { businessSecondsOf } from '#engine/calendar/duration.ts';
import type { Calendar } from '#engine/calendar.ts';
import type { Hours } from '#engine/clocks/ledger.ts';
import type { ClockPolicy } from '#engine/clocks/policy.ts';
import { wallSeconds } from '#engine/instant.ts';
import type { CalendarRef } from './clock.ts';
import { type CalendarInForce, chainOf, type OrganizationInForce } from './in-force.ts';

/** Whom a ticket is for, as far as it matters to when its clocks count. */
export type Served = {
  /** An id or a key. */
  readonly organization: string | null;
  readonly requesterOrganization: string | null;
  readonly requesterZone: string | null;
};

export type Calendars = {
  readonly calendars: ReadonlyMap<string, CalendarInForce>;
  readonly organizations: ReadonlyMap<string, OrganizationInForce>;
};

export type ChosenHours = CalendarRef & { readonly hours: Hours };

const EVERY_SECOND: ChosenHours = {
  calendarKey: null,
  calendarVersion: null,
  calendarZone: null,
  hours: 'always',
};

/** Null where the calendar it names is not there. */
export function chooseHours(
  policy: ClockPolicy,
  within: Duration,
  served: Served,
  { calendars, organizations }: Calendars,
): ChosenHours | null {
  const { calendar: choice } = policy;
  if (wallSeconds(within) !== null || 'always' in choice) return EVERY_SECOND;
  const whose =
    'of' in choice && choice.of === 'requester' ? 'requesterOrganization' : 'organization';
  const theirs =
    'of' in choice
      ? chainOf(organizations, served[whose]).find(({ calendar }) => calendar !== null)?.calendar
      : null;
  const named = 'calendar' in within ? within.calendar : undefined;
  const calendar =
    calendars.get(named ?? theirs ?? '') ??
    calendars.get('key' in choice ? choice.key : choice.otherwise);
  if (!calendar) return null;
  const zone = zoneOf(policy, served, organizations);
  return {
    calendarKey: calendar.key,
    calendarVersion: calendar.version,
    calendarZone: zone,
    hours: inZone(calendar.hours, zone),
  };
}

function zoneOf(
  { timeZone }: ClockPolicy,
  served: Served,
  organizations: Calendars['organizations'],
): string | null {
  if (timeZone === 'requester' && served.requesterZone !== null) return served.requesterZone;
  if (timeZone === undefined) return null;
  const whose = timeZone === 'requester' ? served.requesterOrganization : served.organization;
  const chain = chainOf(organizations, whose);
  return chain.find((one) => one.timeZone !== null)?.timeZone ?? null;
}

const moved = new WeakMap<Calendar, Map<string, Calendar>>();

/** The same hours on the clocks of another zone; the same object each time, since what is worked out for it is kept. */
export function inZone(hours: Calendar, zone: string | null): Calendar {
  if (zone === null || zone === hours.timeZone) return hours;
  const known = moved.get(hours) ?? new Map<string, Calendar>();
  moved.set(hours, known);
  const there = known.get(zone) ?? { ...hours, timeZone: zone };
  known.set(zone, there);
  return there;
}

/** Clocks keep whole seconds. Null for days in a calendar that is never open. */
export function targetSecondsOf(within: Duration, hours: Hours, at: Date): number | null {
  const onWall = wallSeconds(within);
  const seconds =
    onWall ?? businessSecondsOf(within, hours === 'always' ? null : hours, at.toISOString());
  return seconds === null ? null : Math.round(seconds);
}
