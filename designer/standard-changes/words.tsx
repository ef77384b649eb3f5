/** What is said of a standard change wherever one is shown: its state, and how often it went well. */
import type { ListedStandard, StandardState } from '#designer/client/types/standard-changes.ts';
import { Chip, type Tone } from '#designer/ui/Chip.tsx';
import { useText } from '#designer/ui/locale.ts';

const TONES: Record<StandardState, Tone> = {
  proposed: 'info',
  approved: 'good',
  under_review: 'warn',
  suspended: 'bad',
  retired: 'neutral',
  rejected: 'neutral',
};

export function StateChip({ state }: { state: StandardState }) {
  const t = useText();
  return <Chip tone={TONES[state]}>{t(`standards.state.${state}`)}</Chip>;
}

type Counted = Pick<ListedStandard, 'uses' | 'done' | 'wentWell'>;

export function Success({ uses, done, wentWell }: Counted) {
  const t = useText();
  if (uses === 0) return <span>{t('standards.unused')}</span>;
  if (done === 0) return <span>{t('standards.uses', { count: uses })}</span>;
  return <span>{t('standards.wentWell', { done, wentWell })}</span>;
}
