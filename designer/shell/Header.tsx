/** Where one is, and what is always at hand: search, live state, appearance, oneself. */
import { ActionIcon, UnstyledButton } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { Link, useMatches } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useMe } from '#designer/client/me.ts';
import { useCurrentCrumb } from '#designer/ui/crumb.tsx';
import { Keys } from '#designer/ui/Keys.tsx';
import { useText } from '#designer/ui/locale.ts';
import classes from './Header.module.css';
import { homeOf } from './home.ts';
import { Inbox } from './Inbox.tsx';
import { LiveIndicator } from './LiveIndicator.tsx';
import { MeMenu } from './MeMenu.tsx';
import { palette } from './palette.ts';
import { ThemeMenu } from './ThemeMenu.tsx';

export function Header() {
  const t = useText();
  return (
    <header className={classes.header}>
      <Breadcrumb />
      <UnstyledButton className={classes.search} onClick={() => palette.open()}>
        <IconSearch size={15} stroke={1.8} aria-hidden="true" />
        <span className={classes.searchText}>{t('shell.search')}</span>
        <Keys keys="Mod+k" />
      </UnstyledButton>
      <ActionIcon
        className={classes.searchIcon}
        aria-label={t('shell.search')}
        onClick={() => palette.open()}
        size="lg"
      >
        <IconSearch size={18} stroke={1.8} />
      </ActionIcon>
      <LiveIndicator />
      <Inbox />
      <ThemeMenu />
      <MeMenu />
    </header>
  );
}

function Breadcrumb() {
  const t = useText();
  const crumb = useCurrentCrumb();
  const match = useMatches({
    select: (matches) => ({
      title: matches.at(-1)?.staticData.title,
      path: matches.at(-1)?.fullPath ?? '/',
    }),
  });
  const title = match.title === undefined ? t('shell.product') : t(match.title);
  useEffect(() => {
    document.title = [crumb, title, t('shell.product')]
      .filter((part, index, all) => part !== null && all.indexOf(part) === index)
      .join(' · ');
  }, [crumb, title, t]);
  return (
    <div className={classes.crumbs}>
      {crumb === null ? (
        <span className={classes.here}>{title}</span>
      ) : (
        <Parent path={match.path} title={title} />
      )}
      {crumb !== null && (
        <>
          <span className={classes.slash} aria-hidden="true">
            /
          </span>
          <span className={classes.here} dir="auto">
            {crumb}
          </span>
        </>
      )}
    </div>
  );
}

const PARENTS = ['/desk', '/approvals', '/portal', '/processes', '/settings/{-$section}'] as const;

const HOMES = {
  '/desk': 'shell.desk',
  '/portal': 'shell.portal',
  '/approvals': 'shell.approvals',
} as const;

function Parent({ path, title }: { path: string; title: string }) {
  const t = useText();
  const me = useMe();
  const parent = path.startsWith('/tickets')
    ? homeOf(me)
    : /^\/(runs|moves)/.test(path)
      ? '/processes'
      : PARENTS.find((one) => path.startsWith(one.replace('/{-$section}', '')));
  const section = /^\/settings\/([a-z-]+)\//.exec(path)?.[1];
  if (section !== undefined)
    return (
      <Link to="/settings/{-$section}" params={{ section }} className={classes.there}>
        {title}
      </Link>
    );
  if (parent === undefined) return <span className={classes.there}>{title}</span>;
  return (
    <Link to={parent} className={classes.there}>
      {path.startsWith('/tickets') ? t(HOMES[homeOf(me)]) : title}
    </Link>
  );
}
