/** A ticket's promise in words: a few letters for a row, a sentence for its page, and everything for who points at it. */
import { useMemo } from 'react';
import { type IntlShape, useIntl } from 'react-intl';
import type { TicketClock } from '#designer/client/types/tickets.ts';
import { useText } from './locale.ts';
import { type ClockReading, readClock, runsBySeconds } from './read-clock.ts';
import { useDuration } from './time.ts';

export type ClockSaid = {
  readonly tone: ClockReading['tone'];
  readonly isClosed: boolean;
  /** `2h 10m`, by the second in the last hour: `42:10`. */
  readonly short: string;
  /** How much of which time, due when, counting again when. */
  readonly words: string;
  /** The same, and of which promise. */
  readonly whole: string;
};

export function useClockSaid(): (clock: TicketClock, now: number) => ClockSaid {
  const t = useText();
  const intl = useIntl();
  const duration = useDuration();
  return useMemo(() => {
    const wordsOf = (clock: TicketClock, { tone, seconds }: ClockReading): string => {
      const time = seconds === null ? null : duration(seconds, { working: clock.hours !== null });
      switch (tone) {
        case 'met':
          return t('clock.met');
        case 'paused':
          return time === null ? t('clock.paused') : t('clock.pausedWith', { time });
        case 'over':
          if (!time || !seconds) return t('clock.breached');
          return t(clock.hours === null ? 'clock.over' : 'clock.serviceOver', { time });
        case 'soon':
        case 'calm':
          if (time === null) return t('clock.running');
          return t(clock.hours === null ? 'clock.remaining' : 'clock.serviceLeft', { time });
      }
    };
    const shortOf = (clock: TicketClock, { tone, seconds }: ClockReading, now: number): string => {
      if (tone === 'met' || tone === 'paused') return t(`clock.${tone}`);
      if (seconds === null || (tone === 'over' && seconds === 0)) return t('clock.breached');
      const time = runsBySeconds(clock, now)
        ? digits(intl, seconds)
        : duration(seconds, { working: clock.hours !== null });
      return tone === 'over' ? t('clock.over', { time }) : time;
    };
    return (clock, now) => {
      const reading = readClock(clock, now);
      const { tone, closed } = reading;
      const words = wordsOf(clock, reading);
      const due =
        clock.dueAt === null
          ? null
          : t(tone === 'over' ? 'clock.wasDue' : 'clock.due', {
              at: dayText(intl, clock.dueAt, now),
            });
      const open =
        closed &&
        (closed.until === null
          ? t('clock.closed')
          : t('clock.closedUntil', { at: dayText(intl, closed.until, now) }));
      const said = intl.formatList(
        [words, due, open].filter((one) => one !== null),
        {
          type: 'unit',
        },
      );
      return {
        tone,
        isClosed: closed !== null,
        short: shortOf(clock, reading, now),
        words: said,
        whole: t('clock.title', { name: clock.name, said }),
      };
    };
  }, [t, intl, duration]);
}

/** `42:10` */
const digits = (intl: IntlShape, seconds: number): string =>
  [Math.floor(seconds / 60), seconds % 60]
    .map((part) => intl.formatNumber(part, { minimumIntegerDigits: 2 }))
    .join(':');

const DAY_MS = 86_400_000;

/** `tomorrow 10:40`, else with its weekday and date. */
function dayText(intl: IntlShape, at: string, now: number): string {
  const instant = Date.parse(at);
  const dayOf = (one: number) => intl.formatDate(one, { dateStyle: 'short' });
  const time = intl.formatTime(instant, { hour: '2-digit', minute: '2-digit' });
  for (const days of [0, 1, -1])
    if (dayOf(now + days * DAY_MS) === dayOf(instant))
      return `${intl.formatRelativeTime(days, 'day', { numeric: 'auto' })} ${time}`;
  return intl.formatDate(instant, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  });
}
