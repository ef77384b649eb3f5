/** Every time clocks were counted again by choice: what for, how far it is, and what came of it. */
import { Button } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { recountsQuery } from '#designer/client/recounts.ts';
import type { Recount } from '#designer/client/types/calendars.ts';
import { EmptyState } from '#designer/ui/EmptyState.tsx';
import { useText } from '#designer/ui/locale.ts';
import { PageSkeleton } from '#designer/ui/PageSkeleton.tsx';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { Time } from '#designer/ui/Time.tsx';
import { type Column, Lead, Table } from '../parts.tsx';
import { NewRecount } from './NewRecount.tsx';
import { StateChip, useScopeWords } from './words.tsx';

export function Recounts() {
  const t = useText();
  const recounts = useInfiniteQuery(recountsQuery());
  const scopeWords = useScopeWords();
  const [adding, setAdding] = useState(false);
  const items = recounts.data?.pages.flatMap((page) => page.items) ?? [];
  const columns: Column<Recount>[] = [
    {
      key: 'when',
      head: t('recounts.when'),
      cell: ({ id, createdAt }) => (
        <Link to="/settings/recounts/$recount" params={{ recount: id }}>
          <Time at={createdAt} />
        </Link>
      ),
    },
    { key: 'who', head: t('recounts.who'), cell: ({ createdBy }) => createdBy?.name ?? '' },
    { key: 'what', head: t('recounts.what'), cell: (one) => scopeWords(one), wide: true },
    { key: 'state', head: t('recounts.state'), cell: (one) => <StateChip recount={one} /> },
    {
      key: 'result',
      head: t('recounts.result'),
      cell: ({ clocks, flips }) => t('recounts.figures', { clocks, flips }),
    },
  ];
  return (
    <>
      <Lead
        action={
          <Button leftSection={<IconRefresh size={15} />} onClick={() => setAdding(true)}>
            {t('recounts.offer')}
          </Button>
        }
      >
        {t('recounts.text')}
      </Lead>
      {recounts.isPending && <PageSkeleton />}
      {recounts.isError && (
        <ProblemNotice error={recounts.error} onRetry={() => void recounts.refetch()} />
      )}
      {recounts.isSuccess && items.length === 0 && (
        <EmptyState icon={IconRefresh} title={t('recounts.none.title')}>
          {t('recounts.none.text')}
        </EmptyState>
      )}
      {items.length > 0 && (
        <Table
          caption={t('settings.recounts')}
          columns={columns}
          rows={items}
          keyOf={({ id }) => id}
        />
      )}
      {recounts.hasNextPage && (
        <Button mt={12} variant="default" onClick={() => void recounts.fetchNextPage()}>
          {t('common.loadMore')}
        </Button>
      )}
      {adding && <NewRecount onClose={() => setAdding(false)} />}
    </>
  );
}
