/** What a file would do: in numbers, and line by line with what was and what would be, those that are refused first. */
import { useIntl } from 'react-intl';
import type { ImportAnswer, ImportRow } from '#designer/client/types/config-items.ts';
import type { MessageId } from '#designer/messages/en.ts';
import { Chip, type Tone } from '#designer/ui/Chip.tsx';
import { useFieldWords } from '#designer/ui/field-words.ts';
import { useText } from '#designer/ui/locale.ts';
import { type Column, Table } from '../parts.tsx';
import classes from './items.module.css';

const TONES: Record<ImportRow['act'], Tone> = { add: 'good', change: 'info', refuse: 'bad' };

export function ImportPreview({ foretold }: { foretold: ImportAnswer }) {
  const t = useText();
  const { added, changed, unchanged, refused, rows } = foretold;
  const told = added + changed + refused;
  const columns: Column<ImportRow>[] = [
    { key: 'line', head: t('items.import.line'), cell: ({ line }) => line },
    {
      key: 'act',
      head: t('items.import.act'),
      cell: ({ act }) => <Chip tone={TONES[act]}>{t(`items.import.${act}`)}</Chip>,
    },
    {
      key: 'item',
      head: t('settings.name'),
      cell: ({ key, name }) => (
        <span className={classes.name}>
          <bdi>{name}</bdi> <code className={classes.key}>{key}</code>
        </span>
      ),
    },
    { key: 'why', head: t('items.import.why'), cell: (row) => <Why row={row} />, wide: true },
  ];
  return (
    <>
      <p role="status">{t('items.import.told', { added, changed, unchanged, refused })}</p>
      {refused > 0 && <p className={classes.quiet}>{t('items.import.whole')}</p>}
      {rows.length > 0 && (
        <div className={classes.preview}>
          <Table
            caption={t('items.import.preview')}
            columns={columns}
            rows={rows}
            keyOf={({ line, key }) => `${line} ${key}`}
          />
        </div>
      )}
      {rows.length < told && (
        <p className={classes.quiet}>{t('items.cut', { shown: rows.length, total: told })}</p>
      )}
    </>
  );
}

function Why({ row: { problem, changes } }: { row: ImportRow }) {
  const t = useText();
  const intl = useIntl();
  const words = useFieldWords();
  if (problem) {
    const id = `items.refused.${problem.code}`;
    return (
      <span dir="auto">
        {id in intl.messages ? t(id as MessageId, { value: problem.value }) : problem.detail}
      </span>
    );
  }
  return (
    <span className={classes.changes}>
      {Object.entries(changes).map(([field, { before, after }]) => (
        <span key={field} dir="auto">
          {t('event.change', {
            field: words.field(`items.${field}`),
            before: words.plain(before ?? t('field.empty')),
            after: words.plain(after ?? t('field.empty')),
          })}
        </span>
      ))}
    </span>
  );
}
