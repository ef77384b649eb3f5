/** The hours of a week, a line for each day, with the usual ones at a press. */
import { Button, TextInput } from '@mantine/core';
import { useIntl } from 'react-intl';
import { useText } from '#designer/ui/locale.ts';
import { WEEKDAYS } from '#engine/calendar/week.ts';
import classes from './on-call.module.css';
import { type HoursDraft, PRESETS, parseHours } from './plan-draft.ts';

const PRESET_NAMES = ['nights', 'weekends', 'office'] as const;
/** A Monday. */
const MONDAY = Date.UTC(2024, 0, 1);

export function useWeekdayName(): (index: number) => string {
  const intl = useIntl();
  return (index) =>
    intl.formatDate(MONDAY + index * 86_400_000, { weekday: 'long', timeZone: 'UTC' });
}

export function HoursFields({
  value,
  onChange,
}: {
  value: HoursDraft;
  onChange: (value: HoursDraft) => void;
}) {
  const t = useText();
  const nameOf = useWeekdayName();
  return (
    <div className={classes.section}>
      <div className={classes.acts}>
        {PRESET_NAMES.map((preset) => (
          <Button
            key={preset}
            variant="default"
            size="compact-xs"
            onClick={() => onChange(PRESETS[preset])}
          >
            {t(`onCall.hours.${preset}`)}
          </Button>
        ))}
        <span className={classes.quiet}>{t('onCall.hours.help')}</span>
      </div>
      <div className={classes.hours}>
        {WEEKDAYS.map((day, index) => (
          <TextInput
            key={day}
            size="xs"
            label={nameOf(index)}
            value={value[day]}
            dir="ltr"
            onChange={(event) => onChange({ ...value, [day]: event.currentTarget.value })}
            error={parseHours(value[day]) === null ? t('onCall.hours.wrong') : undefined}
          />
        ))}
      </div>
    </div>
  );
}
