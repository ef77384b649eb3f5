/** What is promised, in the order in which it is asked: of those that measure the same the first that fits holds. */
import { Button } from '@mantine/core';
import { IconPlus, IconTargetArrow } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { keys } from '#designer/client/query.ts';
import { orderTargets, type Target, targetsQuery } from '#designer/client/targets.ts';
import { Chip } from '#designer/ui/Chip.tsx';
import { EmptyState } from '#designer/ui/EmptyState.tsx';
import { useText } from '#designer/ui/locale.ts';
import { PageSkeleton } from '#designer/ui/PageSkeleton.tsx';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { type Column, Lead, Table } from '../parts.tsx';
import { OfferRecount } from '../recounts/OfferRecount.tsx';
import { MoveActs } from '../service/MoveActs.tsx';
import { moved } from './policy.ts';
import { Shadow, shadowing } from './Shadow.tsx';
import classes from './Targets.module.css';
import { WhichHolds } from './WhichHolds.tsx';
import { useTargetWords } from './words.ts';

const ORDER = ['order of targets'] as const;

export function Targets() {
  const t = useText();
  const client = useQueryClient();
  const targets = useQuery(targetsQuery());
  const words = useTargetWords();
  const [problem, setProblem] = useState<unknown>(null);
  const [isOrdered, setOrdered] = useState(false);
  const items = targets.data?.items ?? [];

  // One after the other: who moves one twice in a row means twice.
  const order = useMutation({
    mutationKey: ORDER,
    scope: { id: ORDER[0] },
    mutationFn: orderTargets,
    onSuccess: () => setOrdered(true),
    onError: setProblem,
    onSettled: () =>
      client.isMutating({ mutationKey: ORDER }) > 1
        ? undefined
        : client.invalidateQueries({ queryKey: keys.people('targets') }),
  });
  const move = (id: string, by: number) => {
    setProblem(null);
    const { queryKey } = targetsQuery();
    const known = client.getQueryData(queryKey)?.items ?? [];
    const index = known.findIndex((one) => one.id === id);
    const next = [...moved(known, index, by)];
    client.setQueryData(queryKey, (page) => page && { ...page, items: next });
    order.mutate(next.map(({ key }) => key));
  };
  const columns: Column<Target>[] = [
    {
      key: 'name',
      head: t('settings.name'),
      cell: (target) => {
        const by = shadowing(target.policy, items);
        const index = items.indexOf(target);
        return (
          <>
            <span className={classes.name}>
              <Link to="/settings/targets/$target" params={{ target: target.key }} dir="auto">
                {target.name}
              </Link>
              {!target.active && <Chip>{t('targets.inactive')}</Chip>}
            </span>
            <Shadow
              by={by}
              onEarlier={() => move(target.id, (by[0] ? items.indexOf(by[0]) : index) - index)}
            />
          </>
        );
      },
    },
    {
      key: 'measures',
      head: t('targets.measures'),
      cell: ({ policy }) => <span className={classes.what}>{words.what(policy)}</span>,
    },
    { key: 'types', head: t('targets.types'), cell: ({ policy }) => words.types(policy) },
    {
      key: 'promise',
      head: t('targets.promise'),
      cell: ({ policy }) => words.promise(policy),
      wide: true,
    },
    {
      key: 'acts',
      head: '',
      cell: (target) => {
        const index = items.indexOf(target);
        return (
          <MoveActs
            name={target.name}
            index={index}
            count={items.length}
            onMove={(by) => move(target.id, by)}
          />
        );
      },
    },
  ];
  return (
    <>
      <Lead
        action={
          <Button
            component={Link}
            to="/settings/targets/$target"
            params={{ target: '_new' } as never}
            leftSection={<IconPlus size={15} />}
          >
            {t('targets.add')}
          </Button>
        }
      >
        {t('targets.text')}
      </Lead>
      {problem !== null && <ProblemNotice error={problem} compact />}
      {isOrdered && (
        <OfferRecount text={t('targets.ordered')} scope={{}} reason={t('targets.ordered.reason')} />
      )}
      {targets.isPending && <PageSkeleton />}
      {targets.isError && (
        <ProblemNotice error={targets.error} onRetry={() => void targets.refetch()} />
      )}
      {targets.isSuccess && items.length === 0 && (
        <EmptyState icon={IconTargetArrow} title={t('targets.none.title')}>
          {t('targets.none.text')}
        </EmptyState>
      )}
      {items.length > 0 && (
        <Table
          caption={t('settings.targets')}
          columns={columns}
          rows={items}
          keyOf={({ id }) => id}
        />
      )}
      <div className={classes.try}>
        <WhichHolds />
      </div>
    </>
  );
}
