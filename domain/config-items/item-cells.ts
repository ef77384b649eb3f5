/**
 * The cells of one row of a file of items. What a file does not say is left as it is: a column that is not there, and an empty
 * cell where an item must have something. Pure.
 */
import { type Criticality, ITEM_KINDS, type ItemKind } from './config-item.ts';
import type { FileItem, RefusalCode } from './item-file.ts';
import { DEPENDS_ON_MAX } from './relations.ts';

/** By column, trimmed. */
type Cells = ReadonlyMap<string, string>;
export type Wrong = readonly [code: RefusalCode, value: string, detail: string];

const KEY = /^[a-z0-9][a-z0-9-]{0,63}$/;
const LONGEST = { name: 200, description: 2_000 } as const;

/** The first that is wrong with a row, as far as it can be told without the record. */
export function problemIn(key: string, row: Cells): Wrong | null {
  if (!KEY.test(key)) {
    const said = `“${key}” is no key: lower-case letters, digits and hyphens, at most 64.`;
    return ['bad_key', key, said];
  }
  for (const column of ['name', 'description'] as const)
    if ((row.get(column) ?? '').length > LONGEST[column])
      return ['too_long', column, `“${column}” holds at most ${LONGEST[column]} characters.`];
  const kind = lower(row, 'kind');
  if (kind && !isKind(kind))
    return ['bad_kind', kind, `“${kind}” is none of ${ITEM_KINDS.join(', ')}.`];
  const criticality = row.get('criticality') ?? '';
  if (!/^[1-4]?$/.test(criticality))
    return ['bad_criticality', criticality, `“${criticality}” is no number from 1 to 4.`];
  const active = lower(row, 'active');
  if (!['', 'yes', 'no'].includes(active))
    return ['bad_active', active, `“${active}” is neither yes nor no.`];
  const keys = keysIn(row) ?? [];
  if (keys.includes(key)) return ['depends_on_itself', key, `“${key}” cannot depend on itself.`];
  if (keys.length > DEPENDS_ON_MAX) {
    const said = `It may depend on ${DEPENDS_ON_MAX} at most.`;
    return ['too_many_dependencies', String(keys.length), said];
  }
  return null;
}

/** What a row says, once nothing is wrong with it. */
export function cellsIn(row: Cells): Omit<FileItem, 'line' | 'key'> {
  const name = row.get('name');
  const kind = lower(row, 'kind');
  const description = row.get('description');
  const [owner, group] = [row.get('owner'), row.get('group')];
  const criticality = row.get('criticality');
  const dependsOn = keysIn(row);
  const active = lower(row, 'active');
  return {
    ...(name ? { name } : {}),
    ...(isKind(kind) ? { kind } : {}),
    ...(description === undefined ? {} : { description }),
    ...(owner === undefined ? {} : { owner: owner.toLowerCase() || null }),
    ...(group === undefined ? {} : { group: group.toLowerCase() || null }),
    ...(criticality ? { criticality: Number(criticality) as Criticality } : {}),
    ...(dependsOn === undefined ? {} : { dependsOn }),
    ...(active === '' ? {} : { active: active === 'yes' }),
  };
}

const lower = (row: Cells, column: string): string => (row.get(column) ?? '').toLowerCase();

const isKind = (text: string): text is ItemKind => ITEM_KINDS.some((kind) => kind === text);

/** Each once; undefined where the file does not say. */
function keysIn(row: Cells): readonly string[] | undefined {
  const cell = row.get('depends_on');
  if (cell === undefined) return undefined;
  const keys = cell.split(';').map((key) => key.trim().toLowerCase());
  return [...new Set(keys.filter(Boolean))];
}

/** A cell that a spreadsheet would take for a formula goes out behind an apostrophe, and comes back without it. */
export const guarded = (cell: string): string => (/^'*[=+\-@]/.test(cell) ? `'${cell}` : cell);
export const unguarded = (cell: string): string => (/^'+[=+\-@]/.test(cell) ? cell.slice(1) : cell);
