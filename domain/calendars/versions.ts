/** The states a calendar has had. A clock names the one it counts with, so none is ever taken away. */
import type { Calendar as Hours } from '#engine/calendar.ts';
import type { Calendar } from '../clocks/calendar.ts';
import { DomainError } from '../errors.ts';
import type { Work } from '../work.ts';

export type CalendarVersion = {
  readonly number: number;
  readonly savedAt: string;
  readonly savedBy: { readonly id: string; readonly name: string; readonly email: string } | null;
  readonly hours: Hours;
  /** Clocks that are not over and count with it. */
  readonly openClocks: number;
};

const VIEW = `select v.number, to_json(v.saved_at) #>> '{}' as "savedAt", v.hours,
  case when p.id is not null then jsonb_build_object('id', p.id, 'name', p.name, 'email', p.email) end as "savedBy",
  coalesce(c.open, 0)::int as "openClocks"
  from calendar_version v left join person p on p.id = v.saved_by
  left join (select calendar_key, calendar_version, count(*) as open from clock
    where standing in ('waiting', 'running', 'paused') group by 1, 2) c
    on c.calendar_key = v.calendar_key and c.calendar_version = v.number
  where v.tenant_id = ? and v.calendar_key = ?`;

/** The newest first. */
export async function calendarVersions(
  work: Work,
  { key }: Calendar,
  { take, below }: { readonly take: number; readonly below: number | null },
): Promise<readonly CalendarVersion[]> {
  return work.em.execute<CalendarVersion[]>(
    `${VIEW} ${below === null ? '' : 'and v.number < ?'} order by v.number desc limit ?`,
    [work.tenantId, key, ...(below === null ? [] : [below]), take],
  );
}

/** @throws DomainError not_found */
export async function calendarVersion(
  work: Work,
  { key }: Calendar,
  number: number,
): Promise<CalendarVersion> {
  const [version] = await work.em.execute<CalendarVersion[]>(`${VIEW} and v.number = ?`, [
    work.tenantId,
    key,
    number,
  ]);
  if (!version)
    throw new DomainError('not_found', `The calendar "${key}" has no version ${number}.`);
  return version;
}
