/** How a run is, in a word and a colour. */
import { IconAlertTriangle } from '@tabler/icons-react';
import type { RunState } from '#designer/client/types/runs.ts';
import { Chip, type Tone } from '#designer/ui/Chip.tsx';
import { useText } from '#designer/ui/locale.ts';

const TONES: Record<RunState, Tone> = {
  running: 'info',
  waiting: 'info',
  suspended: 'warn',
  completed: 'good',
  cancelled: 'neutral',
  faulted: 'bad',
  failed: 'bad',
};

export function RunStateChip({ state }: { state: RunState }) {
  const t = useText();
  return (
    <Chip
      tone={TONES[state]}
      icon={state === 'faulted' ? <IconAlertTriangle size={13} aria-hidden="true" /> : undefined}
    >
      {t(`process.runState.${state}`)}
    </Chip>
  );
}
