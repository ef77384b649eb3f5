/** Days of the week and dates, in the reader's language. */
import { useCallback } from 'react';
import { useIntl } from 'react-intl';
import { WEEKDAYS, type Weekday } from '#engine/calendar/week.ts';

/** Any Monday. */
const MONDAY = Date.UTC(2024, 0, 1);
const DAY = 86_400_000;

export function useDayName(): (day: Weekday, style?: 'long' | 'short') => string {
  const intl = useIntl();
  return useCallback(
    (day, style = 'long') =>
      intl.formatDate(MONDAY + WEEKDAYS.indexOf(day) * DAY, { weekday: style, timeZone: 'UTC' }),
    [intl],
  );
}

export function useDateName(): (date: string) => string {
  const intl = useIntl();
  return useCallback(
    (date) =>
      intl.formatDate(`${date}T00:00:00Z`, {
        weekday: 'short',
        day: 'numeric',
        month: 'long',
        year: 'numeric',
        timeZone: 'UTC',
      }),
    [intl],
  );
}
