/** The years holidays are wanted of. */
import { Group, NumberInput } from '@mantine/core';
import { useText } from '#designer/ui/locale.ts';

/** First and last, both included. */
export type Years = { readonly first: number; readonly last: number };

const FIRST = 1970;
const LAST = 2099;
const MOST = 20;

export function YearFields({
  years,
  onChange,
}: {
  years: Years;
  onChange: (years: Years) => void;
}) {
  const t = useText();
  const { first, last } = years;
  const from = (year: number) =>
    onChange({ first: year, last: Math.min(Math.max(year, last), year + MOST - 1) });
  return (
    <Group grow>
      <NumberInput
        label={t('calendars.import.from')}
        value={first}
        min={FIRST}
        max={LAST}
        clampBehavior="strict"
        onChange={(value) => {
          if (typeof value === 'number' && value >= FIRST) from(value);
        }}
      />
      <NumberInput
        label={t('calendars.import.until')}
        value={last}
        min={first}
        max={Math.min(LAST, first + MOST - 1)}
        onChange={(value) => {
          if (typeof value === 'number' && value >= first) onChange({ first, last: value });
        }}
      />
    </Group>
  );
}
