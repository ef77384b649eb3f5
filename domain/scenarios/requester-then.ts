/** Who had asked for a ticket at an instant, with the organization and the manager they had then: told from events. */
import type { JsonObject } from '#engine/json.ts';
import type { Work } from '../work.ts';

type Row = {
  readonly email: string;
  readonly name: string;
  readonly organization: string | null;
  readonly manager: string | null;
};

/** The first value that a change since then has replaced, in SQL; null where nothing has changed. */
const REPLACED = (field: string) =>
  `(select e.changes #> '{${field}}' from event e
    where e.subject_id = p.id and e.type = 'person.updated' and e.at >= w.since and e.changes ->> '${field}' is not null
    order by e.at, e.id limit 1)`;
const THEN = (field: string, column: string) =>
  `(case when r.${field} is null then p.${column} else (r.${field} ->> 'before')::uuid end)`;

export async function requesterThen(
  work: Work,
  ticketId: string,
  instant: string,
): Promise<JsonObject> {
  const rows = await work.em.execute<Row[]>(
    `with wanted as (select ?::uuid as ticket, ?::timestamptz as since),
     asking as (
       select w.since, coalesce(
         (select (e.changes #>> '{requester,before}')::uuid from event e
          where e.subject_id = w.ticket and e.type = 'ticket.updated' and e.at >= w.since and e.changes #>> '{requester,before}' is not null
          order by e.at, e.id limit 1), t.requester_id) as id
       from wanted w join ticket t on t.id = w.ticket),
     replaced as (
       select p.id, ${REPLACED('organizationId')} as organization, ${REPLACED('managerId')} as manager
       from asking w join person p on p.id = w.id)
     select p.email, p.name, o.key as organization, m.email as manager
     from replaced r join person p on p.id = r.id
     left join organization o on o.id = ${THEN('organization', 'organization_id')}
     left join person m on m.id = ${THEN('manager', 'manager_id')}`,
    [ticketId, instant],
  );
  const [row] = rows;
  if (!row) throw new Error('invariant: a ticket has somebody who asked for it');
  return { ...row };
}
