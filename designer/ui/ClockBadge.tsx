/** How a ticket's promise stands, in a few letters: time left, time over, paused, met. */
import { Tooltip } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconClock, IconPlayerPause } from '@tabler/icons-react';
import { useIntl } from 'react-intl';
import type { TicketClock } from '#designer/client/types.ts';
import classes from './ClockBadge.module.css';
import { useText } from './locale.ts';
import { exact, useDueText, useDuration, useNow } from './time.ts';

const SOON_SECONDS = 3_600;

export type ClockTone = 'calm' | 'soon' | 'over' | 'paused' | 'met';

/** The due instant decides while the clock runs, because what the server counted grows old on the screen. */
export function readClock(
  clock: TicketClock,
  now: number,
): { tone: ClockTone; seconds: number | null } {
  const seconds =
    clock.dueAt === null
      ? clock.remainingSeconds
      : Math.round((Date.parse(clock.dueAt) - now) / 1000);
  if (clock.state === 'met') return { tone: 'met', seconds: null };
  if (clock.state === 'paused') return { tone: 'paused', seconds: null };
  if (clock.state === 'breached' || (seconds !== null && seconds <= 0))
    return { tone: 'over', seconds: seconds === null ? null : Math.abs(Math.min(seconds, 0)) };
  return { tone: seconds !== null && seconds < SOON_SECONDS ? 'soon' : 'calm', seconds };
}

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
    seconds === null || seconds === 0 ? null : duration(seconds, tone === 'over' && !long);
  const working =
    long && clock.dueAt !== null && clock.remainingSeconds !== null && clock.remainingSeconds > 0
      ? t('clock.dueWorking', { at: dueText(clock.dueAt), time: duration(clock.remainingSeconds) })
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
  return (
    <Tooltip label={label}>
      <span className={classes.clock} data-tone={tone}>
        <Icon size={13} stroke={2} aria-hidden="true" />
        <span aria-hidden={long ? undefined : true}>
          {long || tone === 'over' ? words : (time ?? words)}
        </span>
        {!long && <span className="p-hidden">{words}</span>}
      </span>
    </Tooltip>
  );
}
