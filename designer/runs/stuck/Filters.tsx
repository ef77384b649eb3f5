/** What the list is narrowed to, and the way out of each. */
import { Button, Select } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useIntl } from 'react-intl';
import { ANY_STATE, OPEN_STATES } from '#designer/client/runs.ts';
import type { RunState } from '#designer/client/types/runs.ts';
import { useText } from '#designer/ui/locale.ts';
import { exact } from '#designer/ui/time.ts';
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
  const intl = useIntl();
  const { process, version, element, code, startedSince, late } = search;
  const narrowed = [
    ['process', process],
    ['version', version],
    ['element', element],
    ['code', code],
    ['startedSince', startedSince && exact(intl, Date.parse(startedSince))],
    ['late', late && ''],
  ] as const;
  return (
    <div className={classes.filters}>
      <Select
        label={t('runs.list.state')}
        value={search.state ?? 'faulted'}
        allowDeselect={false}
        onChange={(state) => onChange({ ...search, state: state ?? undefined, code: undefined })}
        data={[
          { value: ANY_STATE, label: t('runs.list.anyState') },
          { value: OPEN_STATES, label: t('runs.list.open') },
          ...STATES.map((state) => ({ value: state, label: t(`process.runState.${state}`) })),
        ]}
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
