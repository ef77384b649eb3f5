/** What the sections share: the line under the title with its act, and a quiet table that becomes cards on a phone. */
import type { ReactNode } from 'react';
import { useText } from '#designer/ui/locale.ts';
import classes from './parts.module.css';

export function Lead({ children, action }: { children: ReactNode; action?: ReactNode }) {
  return (
    <div className={classes.lead}>
      <p>{children}</p>
      {action}
    </div>
  );
}

export type Column<T> = { key: string; head: string; cell: (row: T) => ReactNode; wide?: boolean };

export function Table<T>({
  caption,
  columns,
  rows,
  keyOf,
}: {
  caption: string;
  columns: Column<T>[];
  rows: T[];
  keyOf: (row: T) => string;
}) {
  const t = useText();
  return (
    <div className={classes.scroll}>
      <table className={classes.table}>
        <caption className="p-hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.key} scope="col">
                {column.head === '' ? (
                  <span className="p-hidden">{t('common.edit')}</span>
                ) : (
                  column.head
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map((column) => (
                <td key={column.key} data-head={column.head} data-wide={column.wide}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
