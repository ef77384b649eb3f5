/** The tickets that are named on the wall: what breaks next with its countdown, and what has waited longest for somebody. */
import { IconAlertTriangle, IconClock, IconMoon } from '@tabler/icons-react';
import { useCallback, useMemo } from 'react';
import type { WallTicket } from '#designer/client/wallboard.ts';
import { useClockSaid } from '#designer/ui/clock-said.ts';
import { useText } from '#designer/ui/locale.ts';
import { PriorityMark } from '#designer/ui/PriorityMark.tsx';
import { clockOrDue, runsBySeconds } from '#designer/ui/read-clock.ts';
import { useTicking } from '#designer/ui/ticker.ts';
import { useDuration } from '#designer/ui/time.ts';
import classes from './wallboard.module.css';

const SECOND_MS = 1_000;
const COARSE_MS = 20_000;

export function NextTable({ tickets, asOf }: { tickets: readonly WallTicket[]; asOf: string }) {
  const t = useText();
  return (
    <section className={classes.part}>
      <h2 className={classes.heading}>{t('wall.next')}</h2>
      {tickets.length === 0 ? (
        <p className={classes.none}>{t('wall.next.none')}</p>
      ) : (
        <table className={classes.table}>
          <thead className="p-hidden">
            <tr>
              <th scope="col">{t('wall.left')}</th>
              <th scope="col">{t('field.priority')}</th>
              <th scope="col">{t('wall.ticket')}</th>
              <th scope="col">{t('wall.who')}</th>
            </tr>
          </thead>
          <tbody>
            {tickets.map((ticket) => (
              <tr key={ticket.id}>
                <td className={classes.countdown}>
                  <Countdown ticket={ticket} asOf={asOf} />
                </td>
                <td>
                  <PriorityMark priority={ticket.priority} />
                </td>
                <Named ticket={ticket} />
                <td className={classes.who} dir="auto">
                  {ticket.assignee ?? t('desk.unassigned')}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

export function WaitingTable({ tickets }: { tickets: readonly WallTicket[] }) {
  const t = useText();
  const duration = useDuration();
  const now = useTicking(useCallback(() => COARSE_MS, []));
  return (
    <section className={classes.part}>
      <h2 className={classes.heading}>{t('wall.waiting')}</h2>
      {tickets.length === 0 ? (
        <p className={classes.none}>{t('wall.waiting.none')}</p>
      ) : (
        <table className={classes.table}>
          <thead className="p-hidden">
            <tr>
              <th scope="col">{t('wall.waits')}</th>
              <th scope="col">{t('field.priority')}</th>
              <th scope="col">{t('wall.ticket')}</th>
            </tr>
          </thead>
          <tbody>
            {tickets.map((ticket) => (
              <tr key={ticket.id}>
                <td className={classes.countdown}>
                  {duration((now - Date.parse(ticket.createdAt)) / 1_000)}
                </td>
                <td>
                  <PriorityMark priority={ticket.priority} />
                </td>
                <Named ticket={ticket} />
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function Named({ ticket }: { ticket: WallTicket }) {
  return (
    <td className={classes.ticket}>
      <span className={classes.named}>
        <span className={classes.number}>{ticket.number}</span>
        <span className={classes.ticketTitle} dir="auto">
          {ticket.title}
        </span>
      </span>
    </td>
  );
}

function Countdown({ ticket, asOf }: { ticket: WallTicket; asOf: string }) {
  const clock = useMemo(
    () => clockOrDue({ ...ticket, status: 'new', updatedAt: asOf }, ticket.number),
    [ticket, asOf],
  );
  const say = useClockSaid();
  const now = useTicking(
    useCallback(
      (at: number) => (clock && runsBySeconds(clock, at) ? SECOND_MS : COARSE_MS),
      [clock],
    ),
  );
  if (clock === null) return null;
  const said = say(clock, now);
  const Icon = said.tone === 'over' ? IconAlertTriangle : said.isClosed ? IconMoon : IconClock;
  return (
    <span className={classes.left} data-tone={said.tone}>
      <Icon size="1em" stroke={2} aria-hidden="true" />
      {said.short}
    </span>
  );
}
