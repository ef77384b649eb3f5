/**
 * Comma-separated values (RFC 4180) as spreadsheets write and read them: with a byte-order mark, with semicolons or tabs where
 * a country's comma is for decimals, with any sort of line end, with quoted cells that hold all of these. Pure.
 */
export type CsvRow = { readonly line: number; readonly cells: readonly string[] };

export class CsvProblem extends Error {
  override readonly name = 'CsvProblem';
  readonly line: number;

  constructor(line: number, message: string) {
    super(message);
    this.line = line;
  }
}

const DELIMITERS = [',', ';', '\t'] as const;

/** Every row that is not blank, with the line it begins at. @throws CsvProblem where a quote is not closed, or not where a cell ends */
export function parseCsv(text: string): readonly CsvRow[] {
  const source = text.replace(/^\uFEFF/, '');
  const delimiter = delimiterOf(source);
  const bare = new RegExp(`[^\\r\\n${delimiter}]*`, 'y');
  const rows: CsvRow[] = [];
  let [at, line] = [0, 1];
  while (at < source.length) {
    const [begun, cells] = [line, [] as string[]];
    const first = at;
    for (;;) {
      if (source[at] === '"') {
        const end = closingQuote(source, at, line);
        const inside = source.slice(at + 1, end);
        line += inside.match(/\r\n|\r|\n/g)?.length ?? 0;
        cells.push(inside.replaceAll('""', '"'));
        at = end + 1;
      } else {
        bare.lastIndex = at;
        const cell = bare.exec(source)?.[0] ?? '';
        cells.push(cell);
        at += cell.length;
      }
      if (source[at] !== delimiter) break;
      at += 1;
    }
    const isBlank = at === first;
    if (source.startsWith('\r\n', at)) at += 2;
    else if (source[at] === '\n' || source[at] === '\r') at += 1;
    else if (at < source.length)
      throw new CsvProblem(line, 'Something stands behind a quoted cell.');
    line += 1;
    if (!isBlank) rows.push({ line: begun, cells });
  }
  return rows;
}

export const formatCsv = (rows: readonly (readonly string[])[]): string =>
  rows.map((cells) => `${cells.map(quoted).join(',')}\r\n`).join('');

const quoted = (cell: string): string =>
  cell === '' || /[",;\t\r\n\uFEFF]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;

function closingQuote(source: string, opening: number, line: number): number {
  for (let from = opening + 1; ; from += 2) {
    from = source.indexOf('"', from);
    if (from < 0) throw new CsvProblem(line, 'A quote that opens here is never closed.');
    if (source[from + 1] !== '"') return from;
  }
}

/** The one that the first line has most of, outside of quotes. */
function delimiterOf(source: string): string {
  const first = source.replace(/"[^"]*"/g, '').split(/[\r\n]/, 1)[0] ?? '';
  const counted = DELIMITERS.map((delimiter) => ({
    delimiter,
    count: first.split(delimiter).length,
  }));
  return counted.reduce((most, one) => (one.count > most.count ? one : most)).delimiter;
}
