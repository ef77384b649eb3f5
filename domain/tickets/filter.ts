/** What a list is narrowed by, as conditions on `ticket t` within what the caller may read. */
import { isId } from '../ids.ts';
import type { Principal } from '../people/access.ts';
import { reachSql } from './policy.ts';
import type { Reader } from './read.ts';
import { toTextQuery } from './search-terms.ts';
import { marks, type Sql, sql } from './sql.ts';
import { FINISHED, isFinished, type Status } from './values.ts';

/** Values of one field are alternatives; fields narrow each other. */
export type TicketFilter = {
  readonly types?: readonly string[];
  readonly statuses?: readonly Status[];
  readonly priorities?: readonly number[];
  readonly impacts?: readonly number[];
  readonly urgencies?: readonly number[];
  readonly categories?: readonly string[];
  /** Keys or ids, or `none`. */
  readonly queues?: readonly string[];
  /** Addresses or ids, `me`, or `none`. */
  readonly assignees?: readonly string[];
  readonly requesters?: readonly string[];
  readonly organizations?: readonly string[];
  /** Every one of them must be there. */
  readonly tags?: readonly string[];
  readonly sources?: readonly string[];
  readonly catalogItems?: readonly string[];
  /** Keys of what they are about. */
  readonly configItems?: readonly string[];
  readonly numbers?: readonly string[];
  readonly createdAfter?: string;
  readonly createdBefore?: string;
  readonly updatedAfter?: string;
  readonly updatedBefore?: string;
  readonly dueBefore?: string;
  readonly view?: TicketView;
  readonly q?: string;
};

export const TICKET_VIEWS = [
  'mine',
  'unassigned',
  'my-groups',
  'open',
  'overdue',
  'requested',
  'all',
] as const;
export type TicketView = (typeof TICKET_VIEWS)[number];

/** The text to look for stands apart from the conditions: it needs an index of its own. */
export type Narrowed = { readonly conditions: readonly Sql[]; readonly text: string | null };

export function narrow(reader: Reader, principal: Principal, filter: TicketFilter): Narrowed {
  const conditions = [
    sql('t.tenant_id = ?', reader.tenantId),
    sql('t.deleted_at is null'),
    reachSql(principal, 'ticket.read'),
  ];
  const among = (column: string, values: readonly unknown[] | undefined): void => {
    if (values && values.length > 0)
      conditions.push(sql(`${column} in (${marks(values)})`, ...values));
  };
  among('t.type', filter.types);
  among('t.status', filter.statuses);
  // Said as the partial indexes say it, so that the planner sees that they serve.
  if (filter.statuses && filter.statuses.length > 0 && !filter.statuses.some(isFinished))
    conditions.push(OPEN);
  among('t.priority', filter.priorities);
  among('t.impact', filter.impacts);
  among('t.urgency', filter.urgencies);
  among('t.category', filter.categories);
  among('t.source', filter.sources);
  among('t.catalog_item', filter.catalogItems);
  among('t.number', filter.numbers);
  conditions.push(...referenceSql(reader, principal, 't.queue_id', 'queue', 'key', filter.queues));
  conditions.push(
    ...referenceSql(reader, principal, 't.assignee_id', 'person', 'email', filter.assignees),
  );
  conditions.push(
    ...referenceSql(reader, principal, 't.requester_id', 'person', 'email', filter.requesters),
  );
  conditions.push(
    ...referenceSql(
      reader,
      principal,
      't.organization_id',
      'organization',
      'key',
      filter.organizations,
    ),
  );
  if (filter.configItems && filter.configItems.length > 0)
    conditions.push(
      sql(
        `exists (select from ticket_item x join config_item i on i.id = x.item_id where x.ticket_id = t.id and i.key in (${marks(filter.configItems)}))`,
        ...filter.configItems,
      ),
    );
  for (const tag of filter.tags ?? []) conditions.push(sql('? = any(t.tags)', tag));
  if (filter.createdAfter)
    conditions.push(sql('t.created_at > ?::timestamptz', filter.createdAfter));
  if (filter.createdBefore)
    conditions.push(sql('t.created_at < ?::timestamptz', filter.createdBefore));
  if (filter.updatedAfter)
    conditions.push(sql('t.updated_at > ?::timestamptz', filter.updatedAfter));
  if (filter.updatedBefore)
    conditions.push(sql('t.updated_at < ?::timestamptz', filter.updatedBefore));
  if (filter.dueBefore) conditions.push(sql('t.due_at < ?::timestamptz', filter.dueBefore));
  conditions.push(...viewSql(reader, principal, filter.view));
  const text = filter.q === undefined ? null : textOf(reader, filter.q);
  if (text?.condition) conditions.push(text.condition);
  return { conditions, text: text?.query ?? null };
}

export const OPEN = sql(`t.status not in (${FINISHED.map((status) => `'${status}'`).join(', ')})`);

function viewSql(reader: Reader, principal: Principal, view: TicketView | undefined): Sql[] {
  switch (view) {
    case 'mine':
      return [OPEN, sql('t.assignee_id = ?', principal.personId)];
    case 'unassigned':
      return [OPEN, sql('t.assignee_id is null')];
    case 'my-groups':
      return principal.groupIds.length === 0
        ? [sql('false')]
        : [
            OPEN,
            sql(
              `t.queue_id in (select id from queue where group_id in (${marks(principal.groupIds)}))`,
              ...principal.groupIds,
            ),
          ];
    case 'open':
      return [OPEN];
    case 'overdue':
      return [OPEN, sql('t.due_at < ?', reader.now)];
    case 'requested':
      return [sql('t.requester_id = ?', principal.personId)];
    case 'all':
    case undefined:
      return [];
  }
}

/** Alternatives by name or id, with `me` and `none`. A name nobody has matches nothing. */
function referenceSql(
  reader: Reader,
  principal: Principal,
  column: string,
  table: string,
  name: string,
  refs: readonly string[] | undefined,
): Sql[] {
  if (!refs || refs.length === 0) return [];
  const ids = refs.flatMap((ref) =>
    ref === 'me' && table === 'person' ? [principal.personId] : isId(ref) ? [ref] : [],
  );
  const names = refs
    .filter((ref) => !isId(ref) && ref !== 'none' && !(ref === 'me' && table === 'person'))
    .map((ref) => ref.toLowerCase());
  const parts: Sql[] = [];
  if (ids.length > 0) parts.push(sql(`${column} in (${marks(ids)})`, ...ids));
  for (const one of names)
    parts.push(
      sql(
        `${column} = (select id from ${table} where tenant_id = ? and ${name} = ?)`,
        reader.tenantId,
        one,
      ),
    );
  if (refs.includes('none')) parts.push(sql(`${column} is null`));
  return [
    sql(
      `(${parts.map((part) => part.text).join(' or ')})`,
      ...parts.flatMap((part) => part.params),
    ),
  ];
}

const NUMBER = /^\s*((?:INC|REQ|PRB|CHG|TSK)-\d{1,12})\s*$/i;

/** What is typed, as a condition where it is a number, else as a text query for `readTickets` to look for. */
function textOf(reader: Reader, typed: string): { condition: Sql | null; query: string | null } {
  const number = NUMBER.exec(typed)?.[1];
  if (!number) return { condition: null, query: toTextQuery(typed) };
  return {
    condition: sql('t.tenant_id = ? and t.number = ?', reader.tenantId, number.toUpperCase()),
    query: null,
  };
}
