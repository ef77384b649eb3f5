/** A calendar on its way out, and its hours after a change that came in. */
import type { Calendar as CalendarEntity } from '#domain/clocks/calendar.ts';
import { type Principal, scopeOf } from '#domain/people/access.ts';
import type { Calendar as Hours } from '#engine/calendar.ts';

export function present(
  { id, key, name, hours, version }: CalendarEntity,
  principal: Principal,
  usual: string | undefined,
) {
  return {
    id,
    key,
    name,
    usual: key === usual,
    ...presentHours(hours),
    version,
    allowed:
      scopeOf(principal, 'settings.manage') === 'all' ? ['read', 'update', 'delete'] : ['read'],
  };
}

/** One week takes the place of periods, and periods that of one week. */
export function changedHours({ hours }: CalendarEntity, change: Partial<Hours>): Hours {
  const { week, periods, ...rest } = hours;
  const isSaid = change.week !== undefined || change.periods !== undefined;
  return { ...(isSaid ? rest : hours), ...change };
}

/** What may be left out when coming in is always there. */
export function presentHours({ timeZone, week, periods, holidays = [], exceptions = [] }: Hours) {
  return {
    timeZone,
    ...(week ? { week } : {}),
    ...(periods ? { periods } : {}),
    holidays,
    exceptions,
  };
}
