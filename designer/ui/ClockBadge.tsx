/** How a ticket's promise stands, in a few letters: time left, time over, paused, met. */
import { Tooltip } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconClock, IconPlayerPause } from '@tabler/icons-react';
import { useIntl } from 'react-intl';
import type { TicketClock } from '#designer/client/types/tickets.ts';
import classes from './ClockBadge.module.css';
import { useText } from './locale.ts';
import { readClock } from './read-clock.ts';
import { exact, useDueText, useDuration, useNow } from './time.ts';

const ICONS = {
  calm: IconClock,
  soon: IconClock,
  over: IconAlertTriangle,
  paused: IconPlayerPause,
  met: IconCheck,
};

export function ClockBadge({ clock, long = false }: { clock: TicketClock | null; long?: boolean }) {
  const t = useText();
  const intl = useIntl();
  const duration = useDuration();
  const dueText = useDueText();
  const now = useNow();
  if (clock === null || clock.state === 'none') return null;
  const { tone, seconds } = readClock(clock, now);
  const Icon = ICONS[tone];
  const time =
    seconds === null || seconds === 0
      ? null
      : duration(seconds, { rough: tone === 'over' && !long });
  const working =
    long && clock.dueAt !== null && clock.remainingSeconds !== null && clock.remainingSeconds > 0
      ? t('clock.dueWorking', {
          at: dueText(clock.dueAt),
          time: duration(clock.remainingSeconds, { working: true }),
        })
      : time && t('clock.remaining', { time });
  const words = {
    calm: working,
    soon: working,
    over: time === null ? t('clock.breached') : t('clock.over', { time }),
    paused: t('clock.paused'),
    met: t('clock.met'),
  }[tone];
  const label =
    clock.dueAt === null
      ? (words ?? '')
      : `${words ?? ''}, ${t('clock.due', { at: exact(intl, Date.parse(clock.dueAt)) })}`;
  const badge = (
    <span className={classes.clock} data-tone={tone} title={long ? undefined : label}>
      <Icon size={13} stroke={2} aria-hidden="true" />
      <span aria-hidden={long ? undefined : true}>
        {long || tone === 'over' ? words : (time ?? words)}
      </span>
      {!long && <span className="p-hidden">{words}</span>}
    </span>
  );
  // In lists the browser does the hovering: a floating element for each row makes lists slow.
  return long ? <Tooltip label={label}>{badge}</Tooltip> : badge;
}
