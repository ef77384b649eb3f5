/** The week, or the weeks of periods with their dates. A period that is added begins with the hours of the one before. */
import { ActionIcon, Button, TextInput, Tooltip } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useText } from '#designer/ui/locale.ts';
import { WEEKDAYS, type Weekday } from '#engine/calendar/week.ts';
import type { EditorPart } from './CalendarEditor.tsx';
import classes from './CalendarPage.module.css';
import { DayHours } from './DayHours.tsx';
import { ALL_DAY, CLOSED, type PeriodDraft, type WeekTexts } from './draft.ts';

const WORKDAYS: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri'];

export function Weeks({ draft, onEdit, wrong }: EditorPart) {
  const t = useText();
  const { periods } = draft;
  const change = (index: number, period: PeriodDraft) =>
    onEdit({ ...draft, periods: periods.map((one, at) => (at === index ? period : one)) });
  const add = () => {
    const last = periods.at(-1);
    const next = { from: '', until: '', week: last?.week ?? CLOSED };
    onEdit({ ...draft, periods: [...periods, next] });
  };
  const remove = (index: number) =>
    onEdit({ ...draft, periods: periods.filter((_, at) => at !== index) });
  const isDated =
    periods.length > 1 || periods.some(({ from, until }) => from !== '' || until !== '');
  return (
    <section aria-labelledby="calendar-week">
      <h2 id="calendar-week" className={classes.heading}>
        {t('calendars.week')}
      </h2>
      <p className={classes.help}>{t('calendars.week.help')}</p>
      {periods.map((period, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a period has nothing else that it is known by.
        <div key={index} className={classes.period}>
          {isDated && (
            <PeriodDates
              {...{ period, index, wrong }}
              onChange={(next) => change(index, next)}
              onRemove={() => remove(index)}
              isOnly={periods.length === 1}
            />
          )}
          <WeekDays
            week={period.week}
            onChange={(week) => change(index, { ...period, week })}
            wrong={(day) => wrong(`periods/${index}/week/${day}`)}
          />
        </div>
      ))}
      {isDated && <p className={classes.help}>{t('calendars.period.help')}</p>}
      <Button variant="default" size="xs" leftSection={<IconPlus size={14} />} onClick={add}>
        {t('calendars.period.add')}
      </Button>
    </section>
  );
}

function PeriodDates({
  period,
  index,
  wrong,
  onChange,
  onRemove,
  isOnly,
}: {
  period: PeriodDraft;
  index: number;
  wrong: EditorPart['wrong'];
  onChange: (period: PeriodDraft) => void;
  onRemove: () => void;
  isOnly: boolean;
}) {
  const t = useText();
  const number = index + 1;
  const label = t('calendars.period.remove', { number });
  return (
    <fieldset className={classes.dates}>
      <legend>{t('calendars.period', { number })}</legend>
      {(['from', 'until'] as const).map((end) => (
        <TextInput
          key={end}
          type="date"
          label={t(`calendars.period.${end}`)}
          value={period[end]}
          onChange={(event) => onChange({ ...period, [end]: event.currentTarget.value })}
          error={wrong(`periods/${index}/${end}`)}
        />
      ))}
      {!isOnly && (
        <Tooltip label={label}>
          <ActionIcon aria-label={label} onClick={onRemove}>
            <IconTrash size={16} />
          </ActionIcon>
        </Tooltip>
      )}
    </fieldset>
  );
}

function WeekDays({
  week,
  onChange,
  wrong,
}: {
  week: WeekTexts;
  onChange: (week: WeekTexts) => void;
  wrong: (day: Weekday) => string | undefined;
}) {
  const t = useText();
  const same = (days: readonly Weekday[], text: string) =>
    onChange({ ...week, ...Object.fromEntries(days.map((day) => [day, text])) });
  return (
    <>
      <div className={classes.axis} aria-hidden="true">
        {[0, 6, 12, 18, 24].map((hour) => (
          <span key={hour}>{hour}</span>
        ))}
      </div>
      {WEEKDAYS.map((day) => (
        <DayHours
          key={day}
          day={day}
          text={week[day]}
          error={wrong(day)}
          onChange={(text) => same([day], text)}
          onCopy={(to) => same(to === 'all' ? WEEKDAYS : WORKDAYS, week[day])}
        />
      ))}
      <div className={classes.acts}>
        <Button variant="subtle" size="xs" onClick={() => same(WEEKDAYS, ALL_DAY)}>
          {t('calendars.allWeek')}
        </Button>
      </div>
    </>
  );
}
