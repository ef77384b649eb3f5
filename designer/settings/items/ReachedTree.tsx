/** Up or down from one item: everything that is reached, each below what it was reached by, with how far away it is. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useId } from 'react';
import { reachedQuery } from '#designer/client/config-items.ts';
import { Chip } from '#designer/ui/Chip.tsx';
import { CriticalityChip } from '#designer/ui/CriticalityChip.tsx';
import { useText } from '#designer/ui/locale.ts';
import { PageSkeleton } from '#designer/ui/PageSkeleton.tsx';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import classes from './items.module.css';
import { inTree } from './reached-tree.ts';

export function ReachedTree({ item, way }: { item: string; way: 'impact' | 'dependencies' }) {
  const t = useText();
  const heading = useId();
  const reached = useQuery(reachedQuery(item, way));
  const { items = [], total = 0 } = reached.data ?? {};
  return (
    <section aria-labelledby={heading} className={classes.part}>
      <h2 id={heading} className={classes.heading}>
        {t(`items.${way}`)} {reached.isSuccess && <Chip>{t('items.count', { total })}</Chip>}
      </h2>
      {reached.isPending && <PageSkeleton />}
      {reached.isError && (
        <ProblemNotice error={reached.error} onRetry={() => void reached.refetch()} compact />
      )}
      {reached.isSuccess && total === 0 && (
        <p className={classes.quiet}>{t(`items.${way}.none`)}</p>
      )}
      <ul className={classes.tree}>
        {inTree(items).map((one) => (
          <li
            key={one.id}
            className={classes.branch}
            style={{ marginInlineStart: `${(one.depth - 1) * 20}px` }}
          >
            <Link
              to="/settings/items/$item"
              params={{ item: one.key }}
              dir="auto"
              title={one.path.map(({ name }) => name).join(way === 'impact' ? ' ← ' : ' → ')}
            >
              {one.name}
            </Link>
            <CriticalityChip criticality={one.criticality} />
            {!one.active && <Chip>{t('items.retired')}</Chip>}
            <span className={classes.quiet}>
              {t('items.steps', { depth: one.depth })}
              {one.owner && (
                <>
                  {' · '}
                  <bdi>{one.owner.name}</bdi>
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
      {items.length < total && (
        <p className={classes.quiet}>{t('items.cut', { shown: items.length, total })}</p>
      )}
    </section>
  );
}
