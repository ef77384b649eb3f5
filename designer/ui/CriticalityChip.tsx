/** How critical something is that the desk looks after: its number with its word, and a colour for the two that matter most. */
import type { Priority } from '#designer/client/types/tickets.ts';
import { Chip, type Tone } from './Chip.tsx';
import { useText } from './locale.ts';

const TONES: Record<Priority, Tone> = { 1: 'bad', 2: 'warn', 3: 'neutral', 4: 'neutral' };

export function CriticalityChip({ criticality }: { criticality: Priority }) {
  const t = useText();
  return (
    <Chip tone={TONES[criticality]}>
      {t('items.criticality.said', { criticality, name: t(`priority.${criticality}`) })}
    </Chip>
  );
}
