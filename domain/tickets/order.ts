/**
 * The order of a list and a place in it. A page begins after the sort values of the row before it (keyset), so that tickets
 * that come in meanwhile neither repeat nor hide a row, and page a thousand costs what page one does.
 */
import { invalid } from '../errors.ts';
import { isId } from '../ids.ts';
import type { TicketRecord } from './record.ts';
import { and, type Sql, sql } from './sql.ts';

const COLUMN = {
  createdAt: 't.created_at',
  updatedAt: 't.updated_at',
  dueAt: "coalesce(t.due_at, 'infinity'::timestamptz)",
  priority: 't.priority',
  status: 't.status',
  number: 't.number',
  type: 't.type',
  title: 't.title',
} as const;
export type SortField = keyof typeof COLUMN;
export const SORT_FIELDS = Object.keys(COLUMN) as SortField[];
export type SortKey = { readonly field: SortField; readonly descending: boolean };

export type CursorValue = string | number | boolean | null;

const SORTS_MAX = 3;
const NEWEST: readonly SortKey[] = [{ field: 'updatedAt', descending: true }];

/** Reads `-updatedAt` or `priority,-updatedAt`. @throws DomainError invalid_input */
export function parseSort(text: string | undefined): readonly SortKey[] {
  if (text === undefined || text === '') return NEWEST;
  const keys = text
    .split(',')
    .map((part) => ({ field: part.replace(/^-/, ''), descending: part.startsWith('-') }));
  const fields = new Set(keys.map((key) => key.field));
  if (
    keys.length > SORTS_MAX ||
    fields.size < keys.length ||
    keys.some((key) => !Object.hasOwn(COLUMN, key.field))
  ) {
    return invalid(
      '/sort',
      `At most ${SORTS_MAX} of ${SORT_FIELDS.join(', ')}, each with a "-" before it for the other direction.`,
    );
  }
  return keys as SortKey[];
}

/** The cursor after this row, in the order of the sort. */
export function cursorAfter(sort: readonly SortKey[], ticket: TicketRecord): CursorValue[] {
  return [...sort.map(({ field }) => cursorValue(ticket, field)), ticket.id];
}

function cursorValue(ticket: TicketRecord, field: SortField): CursorValue {
  const value = ticket[field];
  if (field === 'dueAt' && value === null) return 'infinity';
  return value instanceof Date ? value.toISOString() : (value as CursorValue);
}

export function orderSql(sort: readonly SortKey[]): string {
  const last = sort.at(-1)?.descending ? ' desc' : '';
  return [
    ...sort.map(({ field, descending }) => `${COLUMN[field]}${descending ? ' desc' : ''}`),
    `t.id${last}`,
  ].join(', ');
}

/** Rows after the given one. With one direction throughout it is a row comparison, which an index answers at once. */
export function placeSql(sort: readonly SortKey[], after: readonly CursorValue[]): Sql {
  const keys = [
    ...sort.map(({ field, descending }) => ({
      column: COLUMN[field] as string,
      descending,
      type: typeOf(field),
    })),
    { column: 't.id', descending: sort.at(-1)?.descending ?? false, type: 'uuid' },
  ];
  demandCursor(keys, after);
  const mark = (index: number): string => `?::${keys[index]?.type}`;
  if (keys.every((key) => key.descending === keys[0]?.descending)) {
    return sql(
      `(${keys.map((key) => key.column).join(', ')}) ${keys[0]?.descending ? '<' : '>'} (${keys.map((_, index) => mark(index)).join(', ')})`,
      ...after,
    );
  }
  // The first column's bound says nothing new; it is what lets an index begin at the right place.
  const first = sql(`${keys[0]?.column} ${keys[0]?.descending ? '<=' : '>='} ${mark(0)}`, after[0]);
  const steps = keys.map((key, index) => {
    const equal = keys.slice(0, index).map((before, place) => `${before.column} = ${mark(place)}`);
    return sql(
      `(${[...equal, `${key.column} ${key.descending ? '<' : '>'} ${mark(index)}`].join(' and ')})`,
      ...after.slice(0, index + 1),
    );
  });
  return and([
    first,
    sql(
      `(${steps.map((step) => step.text).join(' or ')})`,
      ...steps.flatMap((step) => step.params),
    ),
  ]);
}

const typeOf = (field: SortField): string =>
  field.endsWith('At') ? 'timestamptz' : field === 'priority' ? 'int' : 'text';

function demandCursor(keys: readonly { type: string }[], after: readonly CursorValue[]): void {
  const fits = (value: CursorValue | undefined, type: string): boolean =>
    type === 'int'
      ? Number.isInteger(value)
      : typeof value === 'string' &&
        (type === 'text' ||
          (type === 'uuid'
            ? isId(value)
            : value === 'infinity' || !Number.isNaN(Date.parse(value))));
  if (after.length !== keys.length || !keys.every((key, index) => fits(after[index], key.type))) {
    invalid('/cursor', 'It belongs to a list with another order; leave it out for the first page.');
  }
}
