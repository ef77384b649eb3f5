/** The latest changes that were opened from a standard change, and how each went. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { followingQuery } from '#designer/client/standard-changes.ts';
import { Chip } from '#designer/ui/Chip.tsx';
import { ResultChip } from '#designer/ui/change/ResultChip.tsx';
import { useText } from '#designer/ui/locale.ts';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { Time } from '#designer/ui/Time.tsx';
import classes from './standard-changes.module.css';

export function Following({ standard }: { standard: string }) {
  const t = useText();
  const found = useQuery(followingQuery(standard));
  const items = found.data?.items;
  return (
    <section className={classes.section} aria-labelledby="standard-following">
      <h2 id="standard-following" className={classes.heading}>
        {t('standards.changes')}
      </h2>
      {found.isError && <ProblemNotice error={found.error} compact />}
      {items?.length === 0 && <p className={classes.quiet}>{t('standards.changes.none')}</p>}
      {items !== undefined && items.length > 0 && (
        <ul className={classes.list}>
          {items.map(({ id, number, title, status, result, plannedFrom }) => (
            <li key={id} className={classes.event}>
              <Link to="/tickets/$id" params={{ id: number }} className={classes.name}>
                <bdi>{number}</bdi> <bdi>{title}</bdi>
              </Link>
              <span className={classes.meta}>
                {result === null ? (
                  <Chip>{t(`status.${status}`)}</Chip>
                ) : (
                  <ResultChip result={result} />
                )}
                {plannedFrom !== null && <Time at={plannedFrom} short />}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
