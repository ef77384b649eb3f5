/** What the list is narrowed to, and the way out of each. */
import { Button, Select } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { RunState } from '#designer/client/types.ts';
import { useText } from '#designer/ui/locale.ts';
import classes from './RunsPage.module.css';
import type { RunsSearch } from './search.ts';

const STATES: readonly RunState[] = [
  'faulted',
  'waiting',
  'running',
  'completed',
  'cancelled',
  'failed',
];

type Props = { search: RunsSearch; onChange: (search: RunsSearch) => void };

export function Filters({ search, onChange }: Props) {
  const t = useText();
  const { process, version, element, code } = search;
  const narrowed = [
    ['process', process],
    ['version', version],
    ['element', element],
    ['code', code],
  ] as const;
  return (
    <div className={classes.filters}>
      <Select
        label={t('runs.list.state')}
        value={search.state ?? 'faulted'}
        allowDeselect={false}
        onChange={(state) => onChange({ ...search, state: state ?? undefined, code: undefined })}
        data={STATES.map((state) => ({ value: state, label: t(`process.runState.${state}`) }))}
      />
      {narrowed.map(
        ([name, value]) =>
          value !== undefined && (
            <Button
              key={name}
              size="xs"
              variant="default"
              rightSection={<IconX size={13} aria-hidden="true" />}
              aria-label={t('runs.list.without', { what: t(`runs.filter.${name}`, { value }) })}
              onClick={() => onChange({ ...search, [name]: undefined })}
            >
              {t(`runs.filter.${name}`, { value })}
            </Button>
          ),
      )}
    </div>
  );
}
