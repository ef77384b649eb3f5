/** How far a step is, in a word and a sign. */
import {
  IconArrowBackUp,
  IconCheck,
  IconCircleDashed,
  IconMinus,
  IconPlayerPause,
  IconPlayerPlay,
  IconX,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { StepState } from '#designer/client/types/changes.ts';
import { Chip, type Tone } from '../Chip.tsx';
import { useText } from '../locale.ts';

const SHOWN: Readonly<Record<StepState, { readonly tone: Tone; readonly icon: ReactNode }>> = {
  waiting: { tone: 'neutral', icon: <IconCircleDashed size={13} aria-hidden="true" /> },
  doing: { tone: 'info', icon: <IconPlayerPlay size={13} aria-hidden="true" /> },
  called_off: { tone: 'warn', icon: <IconPlayerPause size={13} aria-hidden="true" /> },
  done: { tone: 'good', icon: <IconCheck size={13} aria-hidden="true" /> },
  failed: { tone: 'bad', icon: <IconX size={13} aria-hidden="true" /> },
  undoing: { tone: 'warn', icon: <IconArrowBackUp size={13} aria-hidden="true" /> },
  undone: { tone: 'neutral', icon: <IconArrowBackUp size={13} aria-hidden="true" /> },
  nothing_to_undo: { tone: 'neutral', icon: <IconMinus size={13} aria-hidden="true" /> },
  not_done: { tone: 'neutral', icon: <IconMinus size={13} aria-hidden="true" /> },
};

export function StepChip({ state }: { state: StepState }) {
  const t = useText();
  const { tone, icon } = SHOWN[state];
  return (
    <Chip tone={tone} icon={icon}>
      {t(`changes.step.${state}`)}
    </Chip>
  );
}
