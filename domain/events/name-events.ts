/** Ids in events, as facts name what they stand for: people by address, queues and organizations by key. */
import type { JsonObject } from '#engine/json.ts';
import type { TicketFacts } from '../tickets/facts.ts';
import { marks } from '../tickets/sql.ts';
import type { Work } from '../work.ts';
import type { Change } from './event.ts';

type Told = { readonly changes: { readonly [field: string]: Change } };

const PEOPLE = new Set(['assignee', 'requester']);
const KEYED = new Set(['queue', 'organization']);

type PersonRow = {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly organization: string | null;
  readonly manager: string | null;
};

export async function nameEvents(
  work: Work,
  events: readonly Told[],
  facts: ReadonlyMap<string, TicketFacts>,
) {
  const people = new Map((await peopleIn(work, events)).map((person) => [person.id, person]));
  const keys = await keysOf(work);
  const addresses = new Map([...people.values()].map((person) => [person.email, person]));
  const known = new Map(
    [...facts.values()].map(({ requester }) => [requester.email, requester] as const),
  );
  const name = (field: string, value: unknown): unknown => {
    if (typeof value !== 'string') return value;
    if (PEOPLE.has(field)) return people.get(value)?.email ?? null;
    return KEYED.has(field) ? (keys.get(value) ?? null) : value;
  };

  return {
    of: <Row extends Told>(rows: readonly Row[]): readonly Row[] =>
      rows.map((row) => ({
        ...row,
        changes: Object.fromEntries(
          Object.entries(row.changes).map(([field, { before, after }]) => [
            field,
            { before: name(field, before), after: name(field, after) },
          ]),
        ),
      })),
    /** Whoever asked for it then. */
    requesterOf(ticket: JsonObject, now: JsonObject): JsonObject {
      if (ticket.requester === now.email || typeof ticket.requester !== 'string') return now;
      const { email, name: called, organization, manager } = addresses.get(ticket.requester) ?? {};
      return email === undefined
        ? (known.get(ticket.requester) ?? now)
        : {
            email,
            name: called ?? null,
            organization: organization ?? null,
            manager: manager ?? null,
          };
    },
  };
}

async function peopleIn(work: Work, events: readonly Told[]): Promise<PersonRow[]> {
  const ids = new Set<string>();
  for (const { changes } of events)
    for (const field of PEOPLE)
      for (const value of [changes[field]?.before, changes[field]?.after])
        if (typeof value === 'string') ids.add(value);
  if (ids.size === 0) return [];
  return work.em.execute<PersonRow[]>(
    `select p.id, p.email, p.name, o.key as organization, m.email as manager from person p
     left join organization o on o.id = p.organization_id left join person m on m.id = p.manager_id
     where p.id in (${marks([...ids])})`,
    [...ids],
  );
}

async function keysOf(work: Work): Promise<ReadonlyMap<string, string>> {
  const rows = await work.em.execute<{ id: string; key: string }[]>(
    `select id, key from queue where tenant_id = current_tenant()
     union all select id, key from organization where tenant_id = current_tenant()`,
  );
  return new Map(rows.map(({ id, key }) => [id, key]));
}
