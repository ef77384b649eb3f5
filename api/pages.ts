/**
 * Cursor pages. A cursor holds the sort values of the last row and its id, as opaque text: a page that is asked for twice
 * is the same page, whatever was added before it.
 */
import { invalid } from '#domain/errors.ts';

export const PAGE_LIMIT = 50;

export type CursorValue = string | number | boolean | null;

export type Page<T> = { items: T[]; nextCursor: string | null };

export function encodeCursor(values: readonly CursorValue[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

/** @throws DomainError invalid_input for text that is no cursor of ours. */
export function decodeCursor(cursor: string | undefined, length: number): CursorValue[] | null {
  if (cursor === undefined) return null;
  const values = parse(cursor);
  if (!Array.isArray(values) || values.length !== length || !values.every(isCursorValue)) {
    return invalid('/cursor', 'is not a cursor of this list; leave it out for the first page.');
  }
  return values;
}

/** What an operation needs of a page: fetch `take` rows (one more than fits), after `after`. */
export function pageOf(query: { limit?: number; cursor?: string }, cursorLength: number) {
  const limit = query.limit ?? PAGE_LIMIT;
  return { limit, take: limit + 1, after: decodeCursor(query.cursor, cursorLength) };
}

/** Cuts the one row too many, and makes the cursor from the last row that stays. */
export function toPage<Row, Item>(
  rows: readonly Row[],
  limit: number,
  present: (row: Row) => Item,
  cursorOf: (row: Row) => readonly CursorValue[],
): Page<Item> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(present),
    nextCursor: rows.length > limit && last !== undefined ? encodeCursor(cursorOf(last)) : null,
  };
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}

const isCursorValue = (value: unknown): value is CursorValue =>
  value === null ||
  ['number', 'boolean'].includes(typeof value) ||
  (typeof value === 'string' && !value.includes('\u0000') && value.isWellFormed());
