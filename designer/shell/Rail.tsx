/**
 * Where one can go. Thin and grey; the place one is at and what waits are the only things with colour. A phone has room for the
 * first few, and the others behind one more.
 */
import { Popover, Tooltip, UnstyledButton } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import {
  IconCalendarEvent,
  IconChartBar,
  IconChecks,
  IconDots,
  IconGavel,
  IconInbox,
  IconPhoneCall,
  IconSettings,
  IconShoppingBag,
  IconSitemap,
  IconUrgent,
  type TablerIcon,
} from '@tabler/icons-react';
import { Link, useRouterState } from '@tanstack/react-router';
import { useState } from 'react';
import { useMe } from '#designer/client/me.ts';
import type { MessageId } from '#designer/messages/en.ts';
import { useText } from '#designer/ui/locale.ts';
import { Mark } from '#designer/ui/Mark.tsx';
import { homeOf, type Place, placesOf } from './home.ts';
import classes from './Rail.module.css';

const PLACES: Record<
  Place,
  {
    to:
      | '/desk'
      | '/approvals'
      | '/portal'
      | '/processes'
      | '/on-call'
      | '/reports/service-levels'
      | '/major-incidents'
      | '/change-calendar'
      | '/cab'
      | '/settings/{-$section}';
    icon: TablerIcon;
    label: MessageId;
  }
> = {
  desk: { to: '/desk', icon: IconInbox, label: 'shell.desk' },
  approvals: { to: '/approvals', icon: IconChecks, label: 'shell.approvals' },
  portal: { to: '/portal', icon: IconShoppingBag, label: 'shell.portal' },
  processes: { to: '/processes', icon: IconSitemap, label: 'shell.processes' },
  onCall: { to: '/on-call', icon: IconPhoneCall, label: 'shell.onCall' },
  reports: { to: '/reports/service-levels', icon: IconChartBar, label: 'shell.reports' },
  majors: { to: '/major-incidents', icon: IconUrgent, label: 'shell.majors.short' },
  changes: { to: '/change-calendar', icon: IconCalendarEvent, label: 'shell.changes' },
  cab: { to: '/cab', icon: IconGavel, label: 'shell.cab' },
  settings: { to: '/settings/{-$section}', icon: IconSettings, label: 'shell.settings' },
};

/** What has an address of its own and still belongs to a place. */
const WITHIN: { [P in Place]?: RegExp } = {
  desk: /^\/tickets\//,
  processes: /^\/(runs|moves)(\/|$)/,
  changes: /^\/standard-changes(\/|$)/,
};

/** So many have their names whole, the button to the others among them. */
const MOST_ON_A_PHONE = 5;

export function Rail() {
  const t = useText();
  const me = useMe();
  const isNarrow = useMediaQuery('(max-width: 700px)', false, { getInitialValueInEffect: false });
  const places = placesOf(me);
  const shown =
    isNarrow && places.length > MOST_ON_A_PHONE ? places.slice(0, MOST_ON_A_PHONE - 1) : places;
  return (
    <nav className={classes.rail} aria-label={t('shell.navigation')}>
      <Link to={homeOf(me)} className={classes.mark} aria-label={t('shell.product')}>
        <Mark size={26} />
      </Link>
      {shown.map((place) => (
        <RailLink
          key={place}
          place={place}
          waiting={place === 'approvals' ? me.counts.approvals : 0}
        />
      ))}
      {places.length > shown.length && <More places={places.slice(shown.length)} />}
    </nav>
  );
}

/** The others, by name; whoever is at one of them sees so. */
function More({ places }: { places: readonly Place[] }) {
  const t = useText();
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover
      opened={isOpen}
      onChange={setOpen}
      position="top-end"
      width={240}
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <UnstyledButton
          className={classes.link}
          data-active={places.some((place) => isAt(place, path)) || undefined}
          aria-label={t('shell.more.places')}
          onClick={() => setOpen(!isOpen)}
        >
          <span className={classes.icon}>
            <IconDots size={20} stroke={1.6} aria-hidden="true" />
          </span>
          <span className={classes.label}>{t('shell.more')}</span>
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown p={4} aria-label={t('shell.more.places')}>
        <ul className={classes.others}>
          {places.map((place) => {
            const { to, icon: Icon, label } = PLACES[place];
            return (
              <li key={place}>
                <Link
                  to={to}
                  className={classes.other}
                  data-at={isAt(place, path) || undefined}
                  onClick={() => setOpen(false)}
                >
                  <Icon size={20} stroke={1.6} aria-hidden="true" />
                  {t(label)}
                </Link>
              </li>
            );
          })}
        </ul>
      </Popover.Dropdown>
    </Popover>
  );
}

const isAt = (place: Place, path: string): boolean => {
  const [, root] = PLACES[place].to.split('/');
  return path.split('/')[1] === root || WITHIN[place]?.test(path) === true;
};

function RailLink({ place, waiting }: { place: Place; waiting: number }) {
  const t = useText();
  const { to, icon: Icon, label } = PLACES[place];
  const within = WITHIN[place];
  const inside = useRouterState({
    select: ({ location }) => within?.test(location.pathname) === true,
  });
  return (
    <Tooltip label={t(label)} position="right" classNames={{ tooltip: classes.tooltip }}>
      <Link
        to={to}
        className={classes.link}
        data-place={place}
        data-active={inside || undefined}
        activeProps={{ 'data-active': true }}
        activeOptions={{ includeSearch: false }}
      >
        <span className={classes.icon}>
          <Icon size={20} stroke={1.6} aria-hidden="true" />
          {waiting > 0 && (
            <span className={classes.badge} aria-hidden="true">
              {waiting > 99 ? '99+' : waiting}
            </span>
          )}
        </span>
        <span className={classes.label}>{t(label)}</span>
        {waiting > 0 && <span className="p-hidden">{t('shell.waiting', { count: waiting })}</span>}
      </Link>
    </Tooltip>
  );
}
