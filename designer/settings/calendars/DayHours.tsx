/** One day of a week: a bar to drag on, the same as text to type in, and what is done with it often. */
import { ActionIcon, Menu, TextInput } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useText } from '#designer/ui/locale.ts';
import type { Weekday } from '#engine/calendar/week.ts';
import { DayBar } from './DayBar.tsx';
import classes from './DayHours.module.css';
import { ALL_DAY } from './draft.ts';
import { readHours, writeHours } from './hours-text.ts';
import { useDayName } from './use-day-name.ts';

type Props = {
  day: Weekday;
  text: string;
  error: string | undefined;
  onChange: (text: string) => void;
  onCopy: (to: 'all' | 'workdays') => void;
};

export function DayHours({ day, text, error, onChange, onCopy }: Props) {
  const t = useText();
  const dayName = useDayName();
  const name = dayName(day);
  const hours = readHours(text);
  const tidy = () => {
    if (hours !== null && writeHours(hours) !== text) onChange(writeHours(hours));
  };
  return (
    <div className={classes.row}>
      <span className={classes.name}>{name}</span>
      <DayBar
        name={name}
        hours={hours ?? []}
        onChange={(next) => onChange(writeHours(next))}
        isUnread={hours === null}
      />
      <TextInput
        className={classes.text}
        aria-label={t('calendars.day.hours', { day: name })}
        value={text}
        placeholder={t('calendars.closed')}
        onChange={(event) => onChange(event.currentTarget.value)}
        onBlur={tidy}
        error={error}
        dir={text === '' ? undefined : 'ltr'}
      />
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon aria-label={t('calendars.day.acts', { day: name })}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => onCopy('workdays')}>
            {t('calendars.day.copyWeekdays')}
          </Menu.Item>
          <Menu.Item onClick={() => onCopy('all')}>{t('calendars.day.copyAll')}</Menu.Item>
          <Menu.Item onClick={() => onChange(ALL_DAY)}>{t('calendars.day.always')}</Menu.Item>
          <Menu.Item onClick={() => onChange('')}>{t('calendars.day.close')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
