/** Files as spreadsheets write them are read for what they hold, whatever stands in their cells. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CsvProblem, formatCsv, parseCsv } from '#domain/config-items/csv.ts';
import { guarded, unguarded } from '#domain/config-items/item-cells.ts';

const cell = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', ' ', '"', ',', ';', '\t', '\r', '\n', 'é', '\uFEFF') }),
  fc.string(),
);
const rows = fc.array(fc.array(cell, { minLength: 1, maxLength: 5 }), {
  minLength: 1,
  maxLength: 6,
});
const cellsOf = (text: string) => parseCsv(text).map(({ cells }) => cells);

describe('a file of comma-separated values', () => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(rows, (written) => {
        const [first = []] = written;
        // What parts the cells is told by the first line, so that has to have some.
        const whole = [['key', 'name', ...first.map(() => 'x')], ...written];
        expect(cellsOf(formatCsv(whole))).toEqual(whole);
      }),
    );
  });

  it('may have any line ends, a byte-order mark, and semicolons or tabs instead of commas', () => {
    const plain = fc.stringMatching(/^[a-z]{1,6}$/);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(plain, plain, plain), { minLength: 1, maxLength: 5 }),
        fc.constantFrom(',', ';', '\t'),
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.boolean(),
        fc.boolean(),
        (written, delimiter, end, isMarked, isEnded) => {
          const text = written.map((one) => one.join(delimiter)).join(end);
          expect(cellsOf(`${isMarked ? '\uFEFF' : ''}${text}${isEnded ? end : ''}`)).toEqual(
            written,
          );
        },
      ),
    );
  });

  it('tells the line each row begins at, and leaves blank ones out', () => {
    expect(parseCsv('key,name\r\n\r\n"a\r\nb",x\n\nc,"y ""z"""\n,')).toEqual([
      { line: 1, cells: ['key', 'name'] },
      { line: 3, cells: ['a\r\nb', 'x'] },
      { line: 6, cells: ['c', 'y "z"'] },
      { line: 7, cells: ['', ''] },
    ]);
  });

  it('is refused where its quotes do not fit, with the line', () => {
    for (const [text, line] of [
      ['a,b\n"c,d\n', 2],
      ['a,b\n"c"d,e', 2],
      ['a\n"x\ny" z', 3],
    ] as const)
      expect(() => parseCsv(text)).toThrow(
        expect.objectContaining({ name: CsvProblem.name, line }) as Error,
      );
  });

  it('holds no cell that a spreadsheet would work out, and every cell as it was once it is back', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("'", '=', '+', '-', '@', '1', 'a') }),
        (text) => {
          expect(guarded(text)).not.toMatch(/^[=+\-@]/);
          expect(unguarded(guarded(text))).toBe(text);
        },
      ),
    );
  });
});
