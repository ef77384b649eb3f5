/** Times of a rehearsal as the reader says them, on the wall of its calendar: the day, the time, and the week where it is a later one. */
import { useCallback } from 'react';
import { useIntl } from 'react-intl';
import { useSay } from '#designer/ui/diagram/say.ts';
import type { Week } from '#engine/rehearsal/index.ts';

export const useClock = (week: Pick<Week, 'zone' | 'weekOf'>): ((at: string) => string) => {
  const intl = useIntl();
  const say = useSay();
  return useCallback(
    (at: string) => {
      const time = intl.formatDate(at, {
        weekday: 'short',
        hour: '2-digit',
        minute: '2-digit',
        hourCycle: 'h23',
        timeZone: week.zone,
      });
      const later = week.weekOf(at);
      return later === 0
        ? time
        : say('canvas.rehearse.momentWeek', { moment: time, week: later + 1 });
    },
    [intl, say, week],
  );
};
