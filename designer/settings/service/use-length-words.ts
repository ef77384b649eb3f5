/** “4 business hours”. */
import { useCallback } from 'react';
import { useText } from '#designer/ui/locale.ts';
import type { Duration } from '#engine/action.ts';

const UNITS = [
  'businessDays',
  'businessHours',
  'businessMinutes',
  'days',
  'hours',
  'minutes',
] as const;
type Unit = (typeof UNITS)[number];

export function useLengthWords(): (length: Duration) => string {
  const t = useText();
  return useCallback(
    (length) =>
      Object.entries(length)
        .filter((part): part is [Unit, number] => UNITS.includes(part[0] as Unit))
        .map(([unit, amount]) => t(`targets.length.${unit}`, { amount }))
        .join(' '),
    [t],
  );
}
