/** What two states of a calendar differ in, in the reader's language. */
import { useCallback } from 'react';
import { useText } from '#designer/ui/locale.ts';
import {
  type CalendarDifference,
  calendarDifferences,
  type Hours,
  type SpecialDay,
} from '#engine/calendar/differences.ts';
import type { Calendar } from '#engine/calendar.ts';
import { writeHours } from './hours-text.ts';
import { useDateName, useDayName } from './use-day-name.ts';

export function useDifferences(): (before: Calendar, after: Calendar) => readonly string[] {
  const t = useText();
  const dayName = useDayName();
  const dateName = useDateName();
  return useCallback(
    (before, after) => {
      const hoursIn = (hours: Hours): string =>
        hours.length === 0 ? t('calendars.closed') : writeHours(hours);
      const dayIn = ({ name, open }: SpecialDay): string =>
        [...(name === null ? [] : [name]), hoursIn(open)].join(', ');
      const period = ({ from, until }: { from?: string; until?: string }): string => {
        if (from && until)
          return t('calendars.diff.span', { from: dateName(from), until: dateName(until) });
        if (from) return t('calendars.diff.from', { from: dateName(from) });
        return until
          ? t('calendars.diff.until', { until: dateName(until) })
          : t('calendars.diff.always');
      };
      const say = (one: CalendarDifference): string => {
        switch (one.kind) {
          case 'zone':
            return t('calendars.diff.zone', { before: one.before, after: one.after });
          case 'hours': {
            const values = { before: hoursIn(one.before), after: hoursIn(one.after) };
            const day = dayName(one.day);
            return one.from || one.until
              ? t('calendars.diff.hoursIn', { day, period: period(one), ...values })
              : t('calendars.diff.hours', { day, ...values });
          }
          case 'periodAdded':
          case 'periodRemoved':
            return t(`calendars.diff.${one.kind}`, { period: period(one) });
          case 'dayAdded':
            return t('calendars.diff.dayAdded', {
              date: dateName(one.date),
              after: dayIn(one.day),
            });
          case 'dayRemoved':
            return t('calendars.diff.dayRemoved', {
              date: dateName(one.date),
              before: dayIn(one.day),
            });
          case 'dayChanged':
            return t('calendars.diff.dayChanged', {
              date: dateName(one.date),
              before: dayIn(one.before),
              after: dayIn(one.after),
            });
        }
      };
      return calendarDifferences(before, after).map(say);
    },
    [t, dayName, dateName],
  );
}
