/** A recount in words: which clocks, and where it stands. */
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useIntl } from 'react-intl';
import { calendarsQuery } from '#designer/client/calendars.ts';
import { targetsQuery } from '#designer/client/targets.ts';
import type { Recount } from '#designer/client/types/calendars.ts';
import { Chip, type Tone } from '#designer/ui/Chip.tsx';
import { useText } from '#designer/ui/locale.ts';

const TONES: Readonly<Partial<Record<Recount['state'], Tone>>> = {
  looking: 'info',
  ready: 'warn',
  applying: 'info',
  completed: 'good',
};

export function StateChip({ recount }: { recount: Recount }) {
  const t = useText();
  return (
    <Chip tone={TONES[recount.state] ?? 'neutral'}>{t(`recounts.state.${recount.state}`)}</Chip>
  );
}

export function useScopeWords(): (recount: Recount) => string {
  const t = useText();
  const intl = useIntl();
  const targets = useQuery(targetsQuery()).data?.items;
  const calendars = useQuery(calendarsQuery).data;
  return useMemo(() => {
    const names = new Map(
      [...(targets ?? []), ...(calendars ?? [])].map(({ key, name }) => [key, name]),
    );
    const list = (keys: readonly string[]) =>
      intl.formatList(keys.map((key) => names.get(key) ?? key));
    return ({ scope }) =>
      [
        scope.policies ? list(scope.policies) : t('recounts.all'),
        ...(scope.calendars ? [t('recounts.in', { names: list(scope.calendars) })] : []),
        t(`recounts.from.${scope.from}.short`),
      ].join(' · ');
  }, [t, intl, targets, calendars]);
}
