/** Makes and changes calendars. Each state is kept as a version; new clocks count with the newest, running ones with theirs. */
import { calendarProblems } from '#engine/calendar/problems.ts';
import type { Calendar as Hours } from '#engine/calendar.ts';
import { calendarsOf } from '#engine/clocks/calendars-of.ts';
import { touchConfiguration } from '../configuration.ts';
import { DomainError, refuseTaken } from '../errors.ts';
import { record } from '../events/record.ts';
import { isId, newId } from '../ids.ts';
import { Organization } from '../people/organization.ts';
import type { Work } from '../work.ts';
import { Calendar } from './calendar.ts';
import { SlaPolicy } from './sla-policy.ts';

export type CalendarFields = { readonly key: string; readonly name: string; readonly hours: Hours };

/** @throws DomainError invalid_input when the hours make no sense, already_exists */
export async function createCalendar(work: Work, fields: CalendarFields): Promise<Calendar> {
  demandHours(fields.hours);
  if (await work.em.findOne(Calendar, { tenantId: work.tenantId, key: fields.key })) {
    refuseTaken('/key', `There is a calendar "${fields.key}" already.`);
  }
  const id = newId();
  // As a statement of its own: the mapper lets every new row begin with version 1.
  await work.em.execute(
    'insert into calendar (id, tenant_id, key, name, hours, version) values (?, ?, ?, ?, ?, ?)',
    [
      id,
      work.tenantId,
      fields.key,
      fields.name,
      JSON.stringify(fields.hours),
      await nextVersion(work, fields.key),
    ],
  );
  const calendar = await work.em.findOneOrFail(Calendar, { id });
  await keepVersion(work, calendar);
  await record(work, {
    type: 'calendar.created',
    subject: { kind: 'calendar', id: calendar.id },
    changes: { key: { before: null, after: fields.key } },
  });
  await touchConfiguration(work);
  return calendar;
}

/** By id or key. @throws DomainError not_found, stale_version */
export async function getCalendar(work: Work, ref: string, expected?: number): Promise<Calendar> {
  const calendar = await work.em.findOne(
    Calendar,
    isId(ref) ? { id: ref } : { tenantId: work.tenantId, key: ref },
  );
  if (!calendar) throw new DomainError('not_found', 'There is no such calendar.');
  if (expected !== undefined && expected !== calendar.version) {
    throw new DomainError(
      'stale_version',
      `Calendar "${calendar.key}" has been changed since you read it.`,
      { values: { currentVersion: calendar.version } },
    );
  }
  return calendar;
}

export async function changeCalendar(
  work: Work,
  calendar: Calendar,
  change: { readonly name?: string; readonly hours?: Hours },
): Promise<Calendar> {
  if (change.hours) demandHours(change.hours);
  const before = { name: calendar.name, hours: calendar.hours, version: calendar.version };
  calendar.name = change.name ?? calendar.name;
  calendar.hours = change.hours ?? calendar.hours;
  await work.em.flush();
  if (calendar.version === before.version) return calendar;
  await keepVersion(work, calendar);
  await record(work, {
    type: 'calendar.changed',
    subject: { kind: 'calendar', id: calendar.id },
    changes: {
      name: { before: before.name, after: calendar.name },
      hours: { before: before.hours, after: calendar.hours },
    },
  });
  await touchConfiguration(work);
  return calendar;
}

/** Its versions stay for the clocks that count with them. @throws DomainError in_use while a policy, an organization, a ladder or a rota names it */
export async function removeCalendar(work: Work, calendar: Calendar): Promise<void> {
  const policies = await work.em.find(SlaPolicy, { tenantId: work.tenantId });
  const policy = policies.find((one) => calendarsOf(one.policy).includes(calendar.key));
  const organization = await work.em.findOne(Organization, { calendarKey: calendar.key });
  const [ladder] = await work.em.execute<{ key: string }[]>(
    `select key from escalation_ladder where tenant_id = ? and jsonb_path_query_array(ladder, '$.**.calendar') @> to_jsonb(?::text) limit 1`,
    [work.tenantId, calendar.key],
  );
  const user =
    (policy && `The policy "${policy.key}"`) ??
    (organization && `The organization "${organization.key}"`) ??
    (ladder && `The ladder "${ladder.key}"`);
  if (user) throw new DomainError('in_use', `${user} counts in the calendar "${calendar.key}".`);
  const [rota] = await work.em.execute<{ key: string }[]>(
    `select key from rota where jsonb_path_query_array(plan, '$.layers[*].holidays.calendar') @> to_jsonb(?::text) order by key limit 1`,
    [calendar.key],
  );
  if (rota)
    throw new DomainError(
      'in_use',
      `The rota "${rota.key}" takes the holidays of the calendar "${calendar.key}".`,
    );
  work.em.remove(calendar);
  await record(work, {
    type: 'calendar.removed',
    subject: { kind: 'calendar', id: calendar.id },
    changes: { key: { before: calendar.key, after: null } },
  });
  await touchConfiguration(work);
}

/** A key that is used again goes on counting, so that no version is ever another one's. */
async function nextVersion(work: Work, key: string): Promise<number> {
  const rows = await work.em.execute<{ next: number }[]>(
    'select coalesce(max(number), 0)::int + 1 as next from calendar_version where tenant_id = ? and calendar_key = ?',
    [work.tenantId, key],
  );
  return rows[0]?.next ?? 1;
}

async function keepVersion(work: Work, calendar: Calendar): Promise<void> {
  await work.em.execute(
    'insert into calendar_version (tenant_id, calendar_key, number, hours, saved_at, saved_by) values (?, ?, ?, ?, ?, ?)',
    [
      work.tenantId,
      calendar.key,
      calendar.version,
      JSON.stringify(calendar.hours),
      work.now,
      work.actor.kind === 'person' ? work.actor.id : null,
    ],
  );
}

/** @throws DomainError invalid_input when the hours make no sense */
export function demandHours(hours: Hours): void {
  const errors = calendarProblems(hours);
  if (errors.length > 0) {
    throw new DomainError('invalid_input', errors.map(({ detail }) => detail).join(' '), {
      errors,
    });
  }
}
