/** How something comes again, in words: `Every Tuesday`; a rule of its own as it is written. */
import { useCallback } from 'react';
import { useIntl } from 'react-intl';
import { useText } from '#designer/ui/locale.ts';
import { isDate, nthOf, type Repeats, repeatsOf } from './repeats.ts';

export function useRepeatsWord(): (repeats: Repeats, first: string) => string {
  const t = useText();
  const intl = useIntl();
  return useCallback(
    (repeats, first) => {
      if (repeats === 'never') return t('repeats.never');
      const day = intl.formatDate(`${first}T12:00:00Z`, { weekday: 'long', timeZone: 'UTC' });
      const nth = nthOf(first);
      if (repeats !== 'month') return t(`repeats.${repeats}`, { day });
      return nth < 0 ? t('repeats.month.last', { day }) : t('repeats.month', { day, nth });
    },
    [t, intl],
  );
}

export function useRepeats(): (first: string, rrule: string | null) => string {
  const word = useRepeatsWord();
  return useCallback(
    (first, rrule) => {
      const known = isDate(first) ? repeatsOf(rrule, first) : null;
      return known === null ? (rrule ?? '') : word(known, first);
    },
    [word],
  );
}
