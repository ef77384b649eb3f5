/** How a change went, in words and in one of the meanings. */
import type { ChangeResult } from '#designer/client/types/changes.ts';
import { Chip, type Tone } from '../Chip.tsx';
import { useText } from '../locale.ts';

const TONES: Record<ChangeResult, Tone> = {
  successful: 'good',
  partly: 'warn',
  backed_out: 'bad',
  failed: 'bad',
};

export function ResultChip({ result }: { result: ChangeResult }) {
  const t = useText();
  return <Chip tone={TONES[result]}>{t(`changes.result.${result}`)}</Chip>;
}
