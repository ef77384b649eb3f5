/** Makes and changes calendars. Each state is kept as a version; new clocks count with the newest, running ones with theirs. */
import { calendarProblems, type Calendar as Hours } from '#engine/calendar.ts';
import { DomainError } from '../errors.ts';
import { record } from '../events/record.ts';
import { newId } from '../ids.ts';
import type { Work } from '../work.ts';
import { Calendar } from './calendar.ts';

export type CalendarFields = { readonly key: string; readonly name: string; readonly hours: Hours };

/** @throws DomainError invalid_input when the hours make no sense, already_exists */
export async function createCalendar(work: Work, fields: CalendarFields): Promise<Calendar> {
  demandHours(fields.hours);
  if (await work.em.findOne(Calendar, { tenantId: work.tenantId, key: fields.key })) {
    throw new DomainError('already_exists', `There is a calendar "${fields.key}" already.`);
  }
  const calendar = work.em.create(Calendar, { id: newId(), tenantId: work.tenantId, ...fields, version: 1 }, { persist: true });
  await work.em.flush();
  await keepVersion(work, calendar);
  await record(work, { type: 'calendar.created', subject: { kind: 'calendar', id: calendar.id }, changes: { key: { before: null, after: fields.key } } });
  return calendar;
}

export async function changeCalendar(work: Work, calendar: Calendar, change: { readonly name?: string; readonly hours?: Hours }): Promise<Calendar> {
  if (change.hours) demandHours(change.hours);
  const before = { name: calendar.name, hours: calendar.hours };
  calendar.name = change.name ?? calendar.name;
  calendar.hours = change.hours ?? calendar.hours;
  const version = calendar.version;
  await work.em.flush();
  if (calendar.version === version) return calendar;
  await keepVersion(work, calendar);
  await record(work, {
    type: 'calendar.changed',
    subject: { kind: 'calendar', id: calendar.id },
    changes: { name: { before: before.name, after: calendar.name }, hours: { before: before.hours, after: calendar.hours } },
  });
  return calendar;
}

async function keepVersion(work: Work, calendar: Calendar): Promise<void> {
  await work.em.execute('insert into calendar_version (tenant_id, calendar_key, number, hours, saved_at) values (?, ?, ?, ?, ?)', [
    work.tenantId,
    calendar.key,
    calendar.version,
    JSON.stringify(calendar.hours),
    work.now,
  ]);
}

function demandHours(hours: Hours): void {
  const problems = calendarProblems(hours);
  if (problems.length > 0) {
    throw new DomainError('invalid_input', problems.join(' '), { errors: problems.map((detail) => ({ pointer: '/week', detail })) });
  }
}
