/** A quiet line for all who work on tickets while a major incident is open; put away, it stays away for this session. */
import { ActionIcon, Tooltip } from '@mantine/core';
import { IconUrgent, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useRouterState } from '@tanstack/react-router';
import { useState } from 'react';
import { currentMajorsQuery } from '#designer/client/major.ts';
import { may, useMe } from '#designer/client/me.ts';
import { Countdown } from '#designer/ui/Countdown.tsx';
import { useText } from '#designer/ui/locale.ts';
import classes from './MajorBanner.module.css';

const KEPT = 'perdura.major.away';

export function MajorBanner() {
  const t = useText();
  const me = useMe();
  const [away, setAway] = useState(putAway);
  const enabled = may(me, 'ticket.update') || may(me, 'majorIncident.declare');
  const majors = useQuery({ ...currentMajorsQuery, enabled, refetchInterval: 120_000 });
  const open = (majors.data?.items ?? []).filter(
    ({ id, state }) => state === 'open' && !away.includes(id),
  );
  const [first] = open;
  // The pages of major incidents say it themselves.
  const told = useRouterState({
    select: ({ location }) => location.pathname.startsWith('/major-incidents'),
  });
  if (!first || told) return null;
  const dismiss = () => {
    const next = [...away, ...open.map(({ id }) => id)];
    sessionStorage.setItem(KEPT, JSON.stringify(next));
    setAway(next);
  };
  return (
    <aside className={classes.banner} aria-label={t('shell.majors')}>
      <IconUrgent size={17} stroke={1.8} aria-hidden="true" className={classes.icon} />
      <Link
        to={open.length > 1 ? '/major-incidents' : '/major-incidents/$id'}
        params={{ id: first.id }}
        className={classes.link}
      >
        <span className={classes.text} dir="auto">
          {open.length > 1
            ? t('major.banner.several', { count: open.length })
            : `${first.ticket.number} · ${first.headline}`}
        </span>
      </Link>
      {open.length === 1 && first.nextUpdateAt !== null && (
        <span className={classes.due}>
          {t('major.nextUpdate')} <Countdown at={first.nextUpdateAt} />
        </span>
      )}
      <Tooltip label={t('major.banner.away')}>
        <ActionIcon aria-label={t('major.banner.away')} onClick={dismiss} size="sm">
          <IconX size={15} />
        </ActionIcon>
      </Tooltip>
    </aside>
  );
}

function putAway(): string[] {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(KEPT) ?? '[]');
    return Array.isArray(kept) ? kept.filter((id) => typeof id === 'string') : [];
  } catch {
    return [];
  }
}
