/** Where one can go. Thin and grey; the place one is at and what waits are the only things with colour. */
import { Tooltip } from '@mantine/core';
import {
  IconCalendarEvent,
  IconChartBar,
  IconChecks,
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

export function Rail() {
  const t = useText();
  const me = useMe();
  return (
    <nav className={classes.rail} aria-label={t('shell.navigation')}>
      <Link to={homeOf(me)} className={classes.mark} aria-label={t('shell.product')}>
        <Mark size={26} />
      </Link>
      {placesOf(me).map((place) => (
        <RailLink
          key={place}
          place={place}
          waiting={place === 'approvals' ? me.counts.approvals : 0}
        />
      ))}
    </nav>
  );
}

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
