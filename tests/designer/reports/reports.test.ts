/** Reports on the screen: what their address means, and the file that is taken along. */
import { describe, expect, it } from 'vitest';
import { toCsv } from '#designer/reports/csv.ts';
import { toAsked, toLevelsSearch, toPromisesAsked } from '#designer/reports/search.ts';

describe('the address of a report', () => {
  it('keeps what makes sense and drops the rest', () => {
    expect(
      toLevelsSearch({ by: 'colour', months: 5, kind: 'ola', month: 'June', outcome: 'met' }),
    ).toEqual({
      by: undefined,
      months: undefined,
      kind: 'ola',
      judged: undefined,
      row: undefined,
      month: undefined,
      outcome: 'met',
    });
    expect(toLevelsSearch({ row: 3, months: '12', judged: true })).toMatchObject({
      row: '3',
      months: 12,
      judged: true,
    });
  });

  it('asks for half a year of what is promised to others, unless it says otherwise', () => {
    expect(toAsked({})).toEqual({ by: 'policy', months: 6, kind: 'sla', asJudged: undefined });
  });

  it('asks for the month before this one where that was chosen, also of the list', () => {
    const search = toLevelsSearch({ months: 0 });
    expect(toAsked(search)).toMatchObject({ months: 1, to: 'last' });
    expect(toPromisesAsked(search, toAsked(search))).toMatchObject({ months: 1, to: 'last' });
    const month = { ...search, month: '2026-09' };
    expect(toPromisesAsked(month, toAsked(month))).toMatchObject({
      from: '2026-09',
      to: '2026-09',
    });
  });

  it('narrows the list to the number that was chosen: of a row, or of a month', () => {
    const search = { by: 'group', row: 'none', outcome: 'breached' } as const;
    expect(toPromisesAsked(search, toAsked(search))).toMatchObject({
      group: 'none',
      months: 6,
      kind: 'sla',
      outcome: 'breached',
    });
    const month = { month: '2026-09', outcome: 'met' } as const;
    const asked = toPromisesAsked(month, toAsked(month));
    expect(asked).toMatchObject({ from: '2026-09', to: '2026-09', outcome: 'met' });
    expect(asked).not.toHaveProperty('months');
    expect(asked).not.toHaveProperty('by');
  });
});

describe('a table as a file', () => {
  it('quotes what would break it, and lets no cell be taken for a formula', () => {
    expect(
      toCsv([
        ['Team', 'Kept'],
        ['Desk, "first" floor', 0.5],
        ['=HYPERLINK(1)', null],
      ]),
    ).toBe('\uFEFFTeam,Kept\r\n"Desk, ""first"" floor",0.5\r\n\'=HYPERLINK(1),\r\n');
  });
});
