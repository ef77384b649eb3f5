/** A file of items as rows that mean something: columns by name, each key once. Pure. */
import type { Criticality, ItemKind } from './config-item.ts';
import { CsvProblem, type CsvRow, parseCsv } from './csv.ts';
import { cellsIn, problemIn, unguarded, type Wrong } from './item-cells.ts';

export const MOST_ROWS = 50_000;

export const COLUMNS = [
  'key',
  'name',
  'kind',
  'description',
  'owner',
  'group',
  'criticality',
  'depends_on',
  'active',
] as const;
export type Column = (typeof COLUMNS)[number];

export type RefusalCode =
  | 'unreadable'
  | 'no_rows'
  | 'too_many_rows'
  | 'unknown_column'
  | 'column_twice'
  | 'no_key_column'
  | 'too_many_cells'
  | 'bad_key'
  | 'key_twice'
  | 'no_name'
  | 'too_long'
  | 'bad_kind'
  | 'bad_criticality'
  | 'bad_active'
  | 'unknown_owner'
  | 'unknown_group'
  | 'unknown_item'
  | 'depends_on_itself'
  | 'too_many_dependencies'
  | 'cycle';

/** Why a line is not taken; `detail` is the sentence, `value` what it is about. */
export type Refusal = {
  readonly line: number;
  readonly key: string;
  readonly code: RefusalCode;
  readonly value: string;
  readonly detail: string;
};

export type FileItem = {
  readonly line: number;
  readonly key: string;
  readonly name?: string;
  readonly kind?: ItemKind;
  readonly description?: string;
  /** An address; null for nobody. */
  readonly owner?: string | null;
  readonly group?: string | null;
  readonly criticality?: Criticality;
  readonly dependsOn?: readonly string[];
  readonly active?: boolean;
};

export type ItemFile = {
  readonly items: readonly FileItem[];
  readonly refused: readonly Refusal[];
};

export function readItemFile(csv: string): ItemFile {
  try {
    const [header, ...rows] = parseCsv(csv);
    const refused = headerProblem(header, rows.length);
    if (refused || !header) return { items: [], refused: refused ? [refused] : [] };
    return readRows(header.cells.map(nameOf), rows);
  } catch (error) {
    if (!(error instanceof CsvProblem)) throw error;
    return { items: [], refused: [refuse(error.line, '', 'unreadable', error.message, '')] };
  }
}

const refuse = (
  line: number,
  key: string,
  code: RefusalCode,
  detail: string,
  value: string,
): Refusal => ({ line, key, code, value, detail });

const nameOf = (cell: string): string => cell.trim().toLowerCase();

function headerProblem(header: CsvRow | undefined, rows: number): Refusal | null {
  if (!header || rows === 0) return refuse(1, '', 'no_rows', 'The file holds nothing to take.', '');
  const { line } = header;
  const names = header.cells.map(nameOf);
  const unknown = names.find((name) => !COLUMNS.some((column) => column === name));
  if (unknown !== undefined) {
    const detail = `“${unknown}” is no column; known are ${COLUMNS.join(', ')}.`;
    return refuse(line, '', 'unknown_column', detail, unknown);
  }
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined)
    return refuse(line, '', 'column_twice', `The column “${twice}” stands twice.`, twice);
  if (!names.includes('key'))
    return refuse(line, '', 'no_key_column', 'There is no column “key”.', 'key');
  if (rows <= MOST_ROWS) return null;
  return refuse(line, '', 'too_many_rows', `At most ${MOST_ROWS} rows at a time.`, String(rows));
}

function readRows(names: readonly string[], rows: readonly CsvRow[]): ItemFile {
  const items: FileItem[] = [];
  const refused: Refusal[] = [];
  const lines = new Map<string, number>();
  for (const { line, cells } of rows) {
    if (cells.every((cell) => cell.trim() === '')) continue;
    const row = new Map(names.map((name, index) => [name, unguarded(cells[index] ?? '').trim()]));
    const key = (row.get('key') ?? '').toLowerCase();
    const before = lines.get(key);
    const wrong: Wrong | null =
      cells.length > names.length
        ? ['too_many_cells', String(cells.length), 'It has more cells than there are columns.']
        : before !== undefined
          ? ['key_twice', String(before), `“${key}” stands in line ${before} already.`]
          : problemIn(key, row);
    if (wrong) {
      const [code, value, detail] = wrong;
      refused.push(refuse(line, key, code, detail, value));
    } else {
      lines.set(key, line);
      items.push({ line, key, ...cellsIn(row) });
    }
  }
  return { items, refused };
}
