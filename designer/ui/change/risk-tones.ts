/** What each risk of a change means in colour, beside its word. */
import type { Risk } from '#engine/changes/plan.ts';
import type { Tone } from '../Chip.tsx';

export const RISK_TONES: Readonly<Record<Risk, Tone>> = {
  low: 'good',
  medium: 'warn',
  high: 'bad',
};
