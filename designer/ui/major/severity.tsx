/** How bad a major incident is and where it stands, as chips: in words, with the colour as a second sign. */
import type { MajorState, Severity } from '#designer/client/types/major.ts';
import { Chip, type Tone } from '#designer/ui/Chip.tsx';
import { useText } from '#designer/ui/locale.ts';

const SEVERITY_TONES: Record<Severity, Tone> = { 1: 'bad', 2: 'warn', 3: 'info' };
const STATE_TONES: Record<MajorState, Tone> = {
  open: 'bad',
  resolved: 'good',
  closed: 'neutral',
  withdrawn: 'neutral',
};

export function SeverityChip({ severity }: { severity: Severity }) {
  const t = useText();
  return <Chip tone={SEVERITY_TONES[severity]}>{t(`major.severity.${severity}`)}</Chip>;
}

export function MajorStateChip({ state }: { state: MajorState }) {
  const t = useText();
  return <Chip tone={STATE_TONES[state]}>{t(`major.state.${state}`)}</Chip>;
}
