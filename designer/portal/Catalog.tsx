/** What one may ask for, by category; narrowed by what is typed. Saying that something is broken is always one of the ways. */
import { Skeleton } from '@mantine/core';
import { IconChevronRight, IconShoppingBag } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { catalogQuery } from '#designer/client/catalog.ts';
import { useMay } from '#designer/client/me.ts';
import type { CatalogItem } from '#designer/client/types/tickets.ts';
import { EmptyState } from '#designer/ui/EmptyState.tsx';
import { useText } from '#designer/ui/locale.ts';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import classes from './Catalog.module.css';
import { CatalogIcon } from './CatalogIcon.tsx';
import page from './PortalPage.module.css';

export function Catalog({ query }: { query: string }) {
  const t = useText();
  const catalog = useQuery(catalogQuery());
  const mayTell = useMay('ticket.create');
  const words = query.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const items = (catalog.data?.items ?? []).filter((item) =>
    words.every((word) =>
      `${item.name} ${item.description ?? ''} ${item.category ?? ''}`
        .toLocaleLowerCase()
        .includes(word),
    ),
  );
  const groups = byCategory(items);
  return (
    <section className={page.section} aria-label={t('portal.catalog')}>
      <h2 className={page.heading}>{t('portal.catalog')}</h2>
      {catalog.isPending && <Skeleton height={72} radius={10} />}
      {catalog.isError && (
        <ProblemNotice error={catalog.error} onRetry={() => void catalog.refetch()} />
      )}
      {catalog.isSuccess && query !== '' && items.length === 0 && (
        <p className={page.none}>
          {t('portal.found.none', { query })} {mayTell && t('portal.found.broken')}
        </p>
      )}
      {catalog.isSuccess && query === '' && items.length === 0 && !mayTell && (
        <EmptyState icon={IconShoppingBag} title={t('portal.catalog.none.title')}>
          {t('portal.catalog.none.text')}
        </EmptyState>
      )}
      <div className={classes.grid}>
        {mayTell && (
          <Tile
            to="/portal/broken"
            icon="bolt"
            name={t('portal.broken')}
            text={t('portal.broken.text')}
          />
        )}
        {groups.flatMap(([, inGroup]) =>
          inGroup.map((item) => (
            <Tile
              key={item.key}
              to={`/portal/catalog/${item.key}`}
              icon={item.icon}
              name={item.name}
              text={item.description}
              category={item.category}
            />
          )),
        )}
      </div>
    </section>
  );
}

function Tile({
  to,
  icon,
  name,
  text,
  category,
}: {
  to: string;
  icon: string | null;
  name: string;
  text: string | null;
  category?: string | null;
}) {
  return (
    <Link to={to} className={classes.tile}>
      <span className={classes.icon}>
        <CatalogIcon name={icon} />
      </span>
      <span className={classes.body}>
        {category && (
          <span className={classes.category} dir="auto">
            {category}
          </span>
        )}
        <span className={classes.name} dir="auto">
          {name}
        </span>
        {text !== null && text !== '' && (
          <span className={classes.text} dir="auto">
            {text}
          </span>
        )}
      </span>
      <IconChevronRight size={18} stroke={1.6} aria-hidden="true" className={classes.chevron} />
    </Link>
  );
}

function byCategory(items: CatalogItem[]): [string, CatalogItem[]][] {
  const groups = new Map<string, CatalogItem[]>();
  for (const item of items)
    groups.set(item.category ?? '', [...(groups.get(item.category ?? '') ?? []), item]);
  return [...groups].sort(([a], [b]) => a.localeCompare(b));
}
