/** The numbers of a layer in words: short on the drawing, whole for who cannot see it. */
import { useMemo } from 'react';
import { useIntl } from 'react-intl';
import { useText } from '#designer/ui/locale.ts';
import { useDuration } from '#designer/ui/time.ts';
import { type Mark, shareOf } from './layers.ts';

export function useMarkWords(): {
  short: (mark: Mark) => string;
  long: (mark: Mark | undefined) => string;
} {
  const t = useText();
  const intl = useIntl();
  const duration = useDuration();
  return useMemo(() => {
    const percent = (part: number, whole: number) =>
      intl.formatNumber(shareOf(part, whole), { style: 'percent' });
    return {
      short(mark) {
        switch (mark.kind) {
          case 'now':
            return intl.formatNumber(mark.runs);
          case 'waits':
            return `${duration(mark.median, { rough: true })} · ${duration(mark.p95, { rough: true })}`;
          case 'again':
            return `${intl.formatNumber(mark.times)}×`;
          case 'late':
            return mark.timed === 0
              ? intl.formatNumber(mark.overdue)
              : percent(mark.late, mark.timed);
          case 'breaches':
            return percent(mark.breached, mark.promised);
        }
      },
      long(mark) {
        switch (mark?.kind) {
          case undefined:
            return t('runs.mark.nothing');
          case 'now':
            return t('runs.mark.now', { runs: mark.runs, failed: mark.failed });
          case 'waits':
            return t('runs.mark.waits', {
              median: duration(mark.median),
              p95: duration(mark.p95),
            });
          case 'again':
            return t('runs.mark.again', { times: mark.times });
          case 'late':
            return t('runs.mark.late', {
              late: mark.late,
              timed: mark.timed,
              overdue: mark.overdue,
            });
          case 'breaches':
            return t('runs.mark.breaches', {
              share: percent(mark.breached, mark.promised),
              breached: mark.breached,
              promised: mark.promised,
            });
        }
      },
    };
  }, [t, intl, duration]);
}
