/**
 * Time as people say it. Pages that show relative times share one tick, so that a list of three thousand rows has one
 * timer; the exact instant, in the reader's own zone, is always a hover away.
 */
import { createContext, useCallback, useContext, useSyncExternalStore } from 'react';
import { type IntlShape, useIntl } from 'react-intl';
import { durationParts } from './duration-parts.ts';
import { useText } from './locale.ts';

const TICK_MS = 20_000;
const listeners = new Set<() => void>();
let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;

/** Set where it is not now: in a rehearsal it is whenever it has been played to. */
export const NowContext = createContext<number | null>(null);

/** The time to count from; goes on by itself while somebody looks. */
export function useNow(): number {
  const real = useSyncExternalStore(subscribe, () => now);
  return useContext(NowContext) ?? real;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === undefined) {
    now = Date.now();
    timer = setInterval(() => {
      now = Date.now();
      for (const one of listeners) one();
    }, TICK_MS);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** `in 4 hours`, `2 days ago`; beyond a fortnight the date says more. */
export function relative(
  intl: IntlShape,
  at: number,
  from: number,
  style: 'long' | 'short' = 'long',
): string {
  const seconds = Math.round((at - from) / 1000);
  const size = Math.abs(seconds);
  if (size < 45) return intl.formatMessage({ id: 'common.justNow' });
  if (size < 50 * MINUTE)
    return intl.formatRelativeTime(Math.round(seconds / MINUTE), 'minute', { style });
  if (size < 22 * HOUR)
    return intl.formatRelativeTime(Math.round(seconds / HOUR), 'hour', { style });
  if (size < 14 * DAY)
    return intl.formatRelativeTime(Math.round(seconds / DAY), 'day', { style, numeric: 'auto' });
  const year = (instant: number) => intl.formatDate(instant, { year: 'numeric' });
  const sameYear = year(at) === year(from);
  return intl.formatDate(at, {
    day: 'numeric',
    month: 'short',
    year: sameYear ? undefined : 'numeric',
  });
}

/** What the clock says there, 0 to 23. */
export const hourIn = (timeZone: string, at: number): number =>
  Number(new Intl.DateTimeFormat('en', { hour: 'numeric', hourCycle: 'h23', timeZone }).format(at));

export function exact(intl: IntlShape, at: number): string {
  return intl.formatDate(at, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  });
}

/** `Mon 17:00` within the week, else `12 Jan, 17:00`. */
export function useDueText(): (at: string) => string {
  const intl = useIntl();
  const rehearsed = useContext(NowContext);
  return useCallback(
    (at: string) => {
      const near = Math.abs(Date.parse(at) - (rehearsed ?? Date.now())) < 6 * DAY * 1000;
      return intl.formatDate(
        at,
        near
          ? { weekday: 'long', hour: '2-digit', minute: '2-digit' }
          : { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' },
      );
    },
    [intl, rehearsed],
  );
}

type DurationStyle = { rough?: boolean; working?: boolean };

/** `rough` says only the largest part; `working` counts in hours of working time. */
export function useDuration(): (seconds: number, style?: DurationStyle) => string {
  const t = useText();
  return useCallback(
    (seconds: number, { rough = false, working = false }: DurationStyle = {}) =>
      durationParts(seconds, working)
        .slice(0, rough ? 1 : 2)
        .map((part) => t(`duration.${part.unit}`, { n: part.n }))
        .join(' '),
    [t],
  );
}
