/** A policy in a line of words. */
import { useMemo } from 'react';
import { useIntl } from 'react-intl';
import { useFieldWords } from '#designer/ui/field-words.ts';
import { useText } from '#designer/ui/locale.ts';
import type { Duration } from '#engine/action.ts';
import type { ClockPolicy } from '#engine/clocks/policy.ts';
import { useLengthWords } from '../service/use-length-words.ts';
import type { Target, Threshold } from './policy.ts';

export function useTargetWords() {
  const intl = useIntl();
  const t = useText();
  const length = useLengthWords();
  const fields = useFieldWords();
  return useMemo(() => {
    const what = ({ measures, kind }: Pick<ClockPolicy, 'measures' | 'kind'>): string =>
      kind === 'sla'
        ? t(`targets.measure.${measures}`)
        : `${t(`targets.measure.${measures}`)} · ${t(`clock.kind.${kind}`)}`;
    const types = ({ ticketTypes }: ClockPolicy): string =>
      intl.formatList(ticketTypes.map((type) => fields.value('type', type)));
    const whom = ({ name, priorities, when }: Omit<Target, 'id' | 'within'>): string =>
      name ??
      (priorities
        ? priorities.map((one) => `P${one}`).join(', ')
        : t(when ? 'targets.whom.some' : 'targets.whom.all'));
    const promise = ({ targets }: ClockPolicy): string =>
      targets
        .map((target) =>
          target.name === undefined && !target.priorities && !target.when
            ? length(target.within)
            : `${whom(target)}: ${length(target.within)}`,
        )
        .join(' · ');
    const at = (place: Threshold['at']): string => {
      if ('percent' in place) return t('targets.at', { percent: place.percent });
      if ('before' in place) return t('targets.at.before', { length: length(place.before) });
      return t('targets.at.after', { length: length(place.after) });
    };
    return { length: (within: Duration) => length(within), what, types, whom, promise, at };
  }, [intl, t, fields, length]);
}
