/** The register as a file, with every column; taken in again it changes nothing. */
import type { Work } from '../work.ts';
import { formatCsv } from './csv.ts';
import { toldItems } from './import-items.ts';
import { guarded } from './item-cells.ts';
import { COLUMNS, type Column } from './item-file.ts';
import type { ToldItem } from './plan-import.ts';

export async function exportItems(work: Work): Promise<string> {
  const items = await toldItems(work);
  return formatCsv([[...COLUMNS], ...items.map(cellsOf)]);
}

const cellsOf = (item: ToldItem): string[] => COLUMNS.map((column) => guarded(CELLS[column](item)));

const CELLS: { readonly [column in Column]: (item: ToldItem) => string } = {
  key: ({ key }) => key,
  name: ({ name }) => name,
  kind: ({ kind }) => kind,
  description: ({ description }) => description,
  owner: ({ owner }) => owner ?? '',
  group: ({ group }) => group ?? '',
  criticality: ({ criticality }) => String(criticality),
  depends_on: ({ dependsOn }) => dependsOn.join(';'),
  active: ({ active }) => (active ? 'yes' : 'no'),
};
