/**
 * Who had a ticket from when until when, from its events: with a person, with nobody, or waiting for the requester; and in
 * which team's queue meanwhile. A ticket that is finished is with nobody any more. How long that was is told on the wall and in
 * the hours of the calendar that counts where none is named. What was written later holds later, whatever the instant of it.
 */
import { openStretches } from '#engine/calendar/open-stretches.ts';
import type { Calendar } from '#engine/calendar.ts';
import { USUAL_FIRST } from '../clocks/usual-calendar.ts';
import { readRows } from '../read-rows.ts';
import type { Reader } from '../tickets/read.ts';
import { type Sql, sql } from '../tickets/sql.ts';
import { FINISHED } from '../tickets/values.ts';

/** More than these in so long a time are no hours that people keep; only the wall is told then. */
const MOST_STRETCHES = 40_000;

const MOVES = `array['queue', 'assignee', 'status', 'holdReason']`;

const moved = (field: string, name = field): string =>
  `case when e.type = 'ticket.created' or jsonb_exists(e.changes, '${name}') then coalesce(e.changes #>> '{${name},after}', '') end as ${field}`;

/**
 * What a field holds from an event on: what the latest event that changed it says. Values follow the number of their event,
 * so that the largest is the latest, and all fields need one sort.
 */
const held = (field: string): string =>
  `nullif(substr(max((lpad(nth::text, 7, '0') || ${field}) collate "C") over lived, 8), '') as ${field}`;

/**
 * A common table `stay(ticket_id, kind, queue_id, person_id, from_at, to_at, wall, business)` of the tickets that `chosen`
 * (ids and when they were opened) finds.
 */
export async function staysSql(reader: Reader, chosen: Sql, since: Date): Promise<Sql> {
  const hours = await hoursSql(reader, since);
  return sql(
    `chosen as materialized (${chosen.text}),
     told as (
       select e.ticket_id, max(e.at) over written as at, row_number() over written as nth, ${moved('queue')}, ${moved('assignee')}, ${moved('status')}, ${moved('hold_reason', 'holdReason')}
       from chosen t join event e on e.ticket_id = t.id and e.at >= t.created_at
       where e.subject_kind = 'ticket' and e.subject_id = e.ticket_id and (e.type = 'ticket.created' or jsonb_exists_any(e.changes, ${MOVES}))
       window written as (partition by e.ticket_id order by e.seq)),
     known as (
       select ticket_id, at, ${held('queue')}, ${held('assignee')}, ${held('status')}, ${held('hold_reason')},
         coalesce(lead(at) over lived, ?::timestamptz) as until
       from told window lived as (partition by ticket_id order by nth)),
     lived as (
       select ticket_id, queue::uuid as queue_id, at as from_at, until as to_at,
         case when status = 'on_hold' and hold_reason = 'awaiting_user' then 'requester' when assignee is null then 'nobody' else 'person' end as kind,
         assignee::uuid as assignee_id, extract(epoch from at)::float8 as f, extract(epoch from until)::float8 as u
       from known where until > at and status not in (${FINISHED.map((one) => `'${one}'`).join(', ')})),
     ${hours.text},
     stay as (
       select l.ticket_id, l.kind, l.queue_id, case l.kind when 'person' then l.assignee_id end as person_id, l.from_at, l.to_at,
         l.u - l.f as wall, ${openBefore('l.u')} - ${openBefore('l.f')} as business
       from lived l, hours h)`,
    ...chosen.params,
    reader.now,
    ...hours.params,
  );
}

/** How many open seconds lie before an instant: those of the stretches before, and of its own what has passed. */
const openBefore = (at: string): string => {
  const place = `width_bucket(${at}, h.starts)`;
  return `coalesce(h.before[${place}] + least(${at} - h.starts[${place}], h.lengths[${place}]), 0)`;
};

async function hoursSql(reader: Reader, since: Date): Promise<Sql> {
  const calendar = await calendarOf(reader);
  const now = reader.now.toISOString();
  const open = calendar && openStretches(calendar, since.toISOString(), now, MOST_STRETCHES);
  if (!open || open.length === 0)
    return sql(
      `hours as (select '{0}'::float8[] as starts, '{0}'::float8[] as before, array[${open ? '0' : 'null'}]::float8[] as lengths)`,
    );
  const starts = open.map(({ from }) => Date.parse(from) / 1_000);
  const lengths = open.map(({ to }, index) => Date.parse(to) / 1_000 - (starts[index] ?? 0));
  let sum = 0;
  const before = lengths.map((length) => {
    sum += length;
    return sum - length;
  });
  const array = (values: readonly number[]): string => `{${values.join(',')}}`;
  return sql(
    'hours as (select ?::float8[] as starts, ?::float8[] as before, ?::float8[] as lengths)',
    array(starts),
    array(before),
    array(lengths),
  );
}

async function calendarOf(reader: Reader): Promise<Calendar | null> {
  const [calendar] = await readRows<{ hours: Calendar }>(
    reader,
    `select hours from calendar where tenant_id = ? order by ${USUAL_FIRST} limit 1`,
    [reader.tenantId],
  );
  return calendar?.hours ?? null;
}
