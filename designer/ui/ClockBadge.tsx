/** How a ticket's promise stands, in a few letters that count by themselves: time left, time over, paused, closed, met. */
import { Tooltip } from '@mantine/core';
import {
  IconAlertTriangle,
  IconCheck,
  IconClock,
  IconMoon,
  IconPlayerPause,
} from '@tabler/icons-react';
import { useCallback } from 'react';
import type { TicketClock } from '#designer/client/types/tickets.ts';
import classes from './ClockBadge.module.css';
import { type ClockSaid, useClockSaid } from './clock-said.ts';
import { runsBySeconds } from './read-clock.ts';
import { useTicking } from './ticker.ts';

const ICONS = {
  calm: IconClock,
  soon: IconClock,
  over: IconAlertTriangle,
  paused: IconPlayerPause,
  met: IconCheck,
};

const SECOND_MS = 1_000;
const COARSE_MS = 20_000;

export function ClockBadge({ clock, long = false }: { clock: TicketClock | null; long?: boolean }) {
  if (clock === null || clock.state === 'none') return null;
  return <Badge clock={clock} long={long} />;
}

function Badge({ clock, long }: { clock: TicketClock; long: boolean }) {
  const say = useClockSaid();
  const now = useTicking(
    useCallback((at: number) => (runsBySeconds(clock, at) ? SECOND_MS : COARSE_MS), [clock]),
  );
  const said = say(clock, now);
  const Icon = iconOf(said);
  const badge = (
    <span
      className={classes.clock}
      data-tone={said.tone}
      data-long={long || undefined}
      title={long ? undefined : said.whole}
    >
      <Icon size={13} stroke={2} aria-hidden="true" />
      {long && <bdi className={classes.of}>{clock.name}</bdi>}
      <span aria-hidden={long ? undefined : true}>{long ? said.words : said.short}</span>
      {!long && <span className="p-hidden">{said.whole}</span>}
    </span>
  );
  // In lists the browser does the hovering: a floating element for each row makes lists slow.
  return long ? <Tooltip label={said.whole}>{badge}</Tooltip> : badge;
}

const iconOf = ({ tone, isClosed }: ClockSaid) =>
  isClosed && tone !== 'over' ? IconMoon : ICONS[tone];
