/** What rows of a report are called. */
import { useMemo } from 'react';
import { useIntl } from 'react-intl';
import type { AttainmentRow, Dimension } from '#designer/client/service-levels.ts';
import type { Priority } from '#designer/client/types/tickets.ts';
import { useText } from '#designer/ui/locale.ts';

export function useNames() {
  const t = useText();
  const intl = useIntl();
  return useMemo(
    () => ({
      row(by: Dimension, { key, name }: AttainmentRow): string {
        if (key === null)
          return by === 'policy' || by === 'priority' ? '–' : t(`levels.without.${by}`);
        if (by !== 'priority') return name ?? key;
        const priority = Number(key) as Priority;
        return t('priority.long', { priority, name: t(`priority.${priority}`) });
      },
      /** Months are the tenant's; its name is the same wherever it is read. */
      month: (month: string): string =>
        intl.formatDate(`${month}-15T12:00:00Z`, {
          month: 'long',
          year: 'numeric',
          timeZone: 'UTC',
        }),
    }),
    [t, intl],
  );
}
