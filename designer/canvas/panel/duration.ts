/** A length of time as the panel edits it: one number, one unit, and for working time whose hours count. Pure. */
import type { Duration } from '#engine/definition.ts';

export const WALL_UNITS = ['minutes', 'hours', 'days'] as const;
export const BUSINESS_UNITS = ['businessMinutes', 'businessHours', 'businessDays'] as const;
const UNITS = [...BUSINESS_UNITS, ...WALL_UNITS, 'seconds'] as const;
export type Unit = (typeof UNITS)[number];

export type Edited = {
  readonly unit: Unit;
  readonly amount: number;
  /** Whose working time; where none is named, the usual one's. */
  readonly calendar?: string | undefined;
};

export const unitIn = (text: string | null): Unit | undefined => UNITS.find((one) => one === text);

export const isWorkingTime = (unit: Unit): boolean => BUSINESS_UNITS.some((one) => one === unit);

/** Most have one part; those with more (made by a program) are shown in their smallest unit and not edited. */
export const readDuration = (duration: Duration): Edited & { readonly mixed: boolean } => {
  const amounts: Readonly<Record<string, unknown>> = duration;
  const parts = UNITS.filter((unit) => typeof amounts[unit] === 'number');
  const [unit = 'hours'] = parts;
  return {
    unit,
    amount: Number(amounts[unit] ?? 0),
    calendar: 'calendar' in duration ? duration.calendar : undefined,
    mixed: parts.length > 1,
  };
};

/** Time on the clock has no calendar. */
export const writeDuration = ({ unit, amount, calendar }: Edited): Duration =>
  ({
    [unit]: amount,
    ...(calendar !== undefined && isWorkingTime(unit) ? { calendar } : {}),
  }) as Duration;
