/** Sets variables of a run, each shown as it was and as it will be. */
import { ActionIcon, Autocomplete, Button, Textarea } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { fieldError } from '#designer/client/problem.ts';
import { repairRun } from '#designer/client/runs.ts';
import type { RunDetail } from '#designer/client/types/runs.ts';
import { useText } from '#designer/ui/locale.ts';
import classes from './ActDialog.module.css';
import { ActDialog } from './ActDialog.tsx';
import { kindOfValue, readValue, writeValue } from './value.ts';

type Row = { key: number; name: string; text: string };

export function CorrectDialog({ detail, onClose }: { detail: RunDetail; onClose: () => void }) {
  const t = useText();
  const { run } = detail;
  const known = run.variables;
  const [rows, setRows] = useState<readonly Row[]>([{ key: 0, name: '', text: '' }]);
  const [refused, setRefused] = useState<unknown>(null);
  const change = (key: number, next: Partial<Row>) =>
    setRows(rows.map((row) => (row.key === key ? { ...row, ...next } : row)));
  /** Who names a variable begins with what it is now. */
  const rename = (row: Row, name: string) => {
    const isUntouched = row.text === '' || row.text === writeValue(known[row.name]);
    change(row.key, {
      name,
      ...(isUntouched && Object.hasOwn(known, name) ? { text: writeValue(known[name]) } : {}),
    });
  };
  const named = rows.filter(({ name }) => name.trim() !== '');
  const variables = Object.fromEntries(
    named.map(({ name, text }) => [name.trim(), readValue(text)]),
  );
  return (
    <ActDialog
      run={run}
      title={t('runs.correct.title')}
      submit={t('runs.correct.submit')}
      done={t('runs.correct.done')}
      isReasonNeeded
      missing={named.length === 0 ? t('runs.correct.choose') : null}
      act={(reason, revision) =>
        repairRun(run.id, { kind: 'correct', variables }, reason, revision)
      }
      onRefused={setRefused}
      onClose={onClose}
    >
      <p>{t('runs.correct.text')}</p>
      <div className={classes.rows}>
        {rows.map((row) => (
          <div key={row.key} className={classes.row}>
            <Autocomplete
              label={t('runs.correct.name')}
              value={row.name}
              onChange={(name) => rename(row, name)}
              data={Object.keys(known).sort()}
              error={fieldError(refused, `/variables/${row.name.trim()}`)}
              dir="ltr"
            />
            <Textarea
              label={t('runs.correct.value')}
              description={t(`runs.correct.as.${kindOfValue(row.text)}`)}
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              value={row.text}
              onChange={(event) => change(row.key, { text: event.currentTarget.value })}
              autosize
              minRows={1}
              maxRows={8}
              dir="auto"
            />
            <ActionIcon
              className={classes.remove}
              aria-label={t('runs.correct.remove', { name: row.name })}
              disabled={rows.length === 1}
              onClick={() => setRows(rows.filter(({ key }) => key !== row.key))}
            >
              <IconX size={16} />
            </ActionIcon>
          </div>
        ))}
      </div>
      <div>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPlus size={14} aria-hidden="true" />}
          onClick={() =>
            setRows([...rows, { key: (rows.at(-1)?.key ?? 0) + 1, name: '', text: '' }])
          }
        >
          {t('runs.correct.add')}
        </Button>
      </div>
    </ActDialog>
  );
}
