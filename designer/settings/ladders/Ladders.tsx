/** All ladders: how many levels, how many escalations climb each now, and a way to add one. */
import { Button } from '@mantine/core';
import { IconPlus, IconStairsUp } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type LadderRecord, laddersQuery } from '#designer/client/ladders.ts';
import { Chip } from '#designer/ui/Chip.tsx';
import { EmptyState } from '#designer/ui/EmptyState.tsx';
import { useText } from '#designer/ui/locale.ts';
import { PageSkeleton } from '#designer/ui/PageSkeleton.tsx';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { type Column, Lead, Table } from '../parts.tsx';
import { useOptions } from '../service/options.ts';
import { usePartyWords } from '../service/parties.ts';
import classes from './Ladders.module.css';

export function Ladders() {
  const t = useText();
  const ladders = useQuery(laddersQuery());
  const partyWords = usePartyWords(useOptions());
  const columns: Column<LadderRecord>[] = [
    {
      key: 'name',
      head: t('settings.name'),
      cell: ({ key, name }) => (
        <span className={classes.name}>
          <Link to="/settings/ladders/$ladder" params={{ ladder: key }} dir="auto">
            {name}
          </Link>
          {key === 'usual' && <Chip tone="accent">{t('ladders.usual')}</Chip>}
        </span>
      ),
    },
    {
      key: 'levels',
      head: t('ladders.levels'),
      wide: true,
      cell: ({ ladder }) => ladder.levels.map(({ to }) => partyWords(to)).join(' → '),
    },
    {
      key: 'running',
      head: t('ladders.running'),
      cell: ({ running }) => t('ladders.running.count', { count: running }),
    },
  ];
  const items = ladders.data?.items ?? [];
  return (
    <>
      <Lead
        action={
          <Button
            component={Link}
            to="/settings/ladders/$ladder"
            params={{ ladder: '_new' } as never}
            leftSection={<IconPlus size={15} />}
          >
            {t('ladders.add')}
          </Button>
        }
      >
        {t('ladders.text')}
      </Lead>
      {ladders.isPending && <PageSkeleton />}
      {ladders.isError && (
        <ProblemNotice error={ladders.error} onRetry={() => void ladders.refetch()} />
      )}
      {ladders.isSuccess && items.length === 0 && (
        <EmptyState icon={IconStairsUp} title={t('ladders.none.title')}>
          {t('ladders.none.text')}
        </EmptyState>
      )}
      {items.length > 0 && (
        <Table
          caption={t('settings.ladders')}
          columns={columns}
          rows={[...items]}
          keyOf={({ id }) => id}
        />
      )}
    </>
  );
}
