/** A length of time: a number and a unit. Working time and time on the wall are different units, so nobody guesses what a day is. */
import { NumberInput, Select } from '@mantine/core';
import { useSay } from '#designer/ui/diagram/say.ts';
import { useText } from '#designer/ui/locale.ts';
import type { Duration } from '#engine/action.ts';
import classes from './Service.module.css';

const BUSINESS = ['businessMinutes', 'businessHours', 'businessDays'] as const;
const WALL = ['minutes', 'hours', 'days'] as const;
const UNITS = [...BUSINESS, ...WALL] as const;
export type Unit = (typeof UNITS)[number];

/** Null where it is made of several parts, as programs may say it. */
export function readLength(length: Duration): { amount: number; unit: Unit } | null {
  const parts = Object.entries(length).filter(([name]) => name !== 'calendar');
  const [part] = parts;
  const unit = UNITS.find((one) => one === part?.[0]);
  return parts.length === 1 && unit && typeof part?.[1] === 'number'
    ? { amount: part[1], unit }
    : null;
}

export const writeLength = (amount: number, unit: Unit, known?: Duration): Duration =>
  ({
    [unit]: amount,
    ...(known && 'calendar' in known && known.calendar && unit.startsWith('business')
      ? { calendar: known.calendar }
      : {}),
  }) as Duration;

type Props = {
  /** What it is the length of. */
  name: string;
  value: Duration;
  onChange: (value: Duration) => void;
  error?: string | undefined;
};

export function LengthField({ name, value, onChange, error }: Props) {
  const t = useText();
  const say = useSay();
  const read = readLength(value);
  const { amount, unit } = read ?? { amount: 0, unit: 'hours' as const };
  const items = (units: readonly Unit[]) =>
    units.map((one) => ({ value: one, label: t(`targets.unit.${one}`) }));
  return (
    <span className={classes.length}>
      <NumberInput
        aria-label={t('targets.amount', { name })}
        value={amount}
        min={0}
        max={100_000}
        readOnly={read === null}
        error={error}
        onChange={(next) => onChange(writeLength(Number(next) || 0, unit, value))}
      />
      <Select
        aria-label={t('targets.unitOf', { name })}
        data={[
          { group: say('canvas.duration.business'), items: items(BUSINESS) },
          { group: say('canvas.duration.wall'), items: items(WALL) },
        ]}
        value={unit}
        readOnly={read === null}
        allowDeselect={false}
        onChange={(next) => {
          const found = UNITS.find((one) => one === next);
          if (found) onChange(writeLength(amount, found, value));
        }}
      />
    </span>
  );
}
