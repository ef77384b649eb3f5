/** Moments and shifts in words, as the clock on the rota’s wall shows them. */
import { useCallback } from 'react';
import { useIntl } from 'react-intl';
import type { Shift } from '#designer/client/types/rotas.ts';
import { useText } from '#designer/ui/locale.ts';

export function useMoment(timeZone: string): (at: string) => string {
  const intl = useIntl();
  return useCallback(
    (at: string) =>
      intl.formatDate(at, {
        weekday: 'short',
        day: 'numeric',
        month: 'short',
        timeZone,
        hour: '2-digit',
        minute: '2-digit',
      }),
    [intl, timeZone],
  );
}

export function useShiftWords(timeZone: string): (shift: Shift) => string {
  const t = useText();
  const moment = useMoment(timeZone);
  return ({ person, from, to, change }) => {
    const values = { name: person.name, from: moment(from), to: moment(to) };
    if (!person.active) return t('onCall.shift.inactive', values);
    return t(change ? `onCall.shift.${change.kind}` : 'onCall.shift', values);
  };
}
