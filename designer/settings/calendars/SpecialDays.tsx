/** Holidays and other days that are not like their week, by date; what is long past is folded away. */
import { ActionIcon, Button, TextInput, Tooltip } from '@mantine/core';
import { IconDownload, IconPlus, IconTrash } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useText } from '#designer/ui/locale.ts';
import { useNow } from '#designer/ui/time.ts';
import { dateOf } from '#engine/calendar/dates.ts';
import type { EditorPart } from './CalendarEditor.tsx';
import classes from './CalendarPage.module.css';
import { type DayDraft, withDays } from './draft.ts';
import { ImportHolidays } from './ImportHolidays.tsx';
import { useDateName } from './use-day-name.ts';

const A_MONTH = 31 * 86_400_000;

/** `opened`: the date that somebody chose elsewhere, which is shown and has the focus. */
export function SpecialDays({
  draft,
  onEdit,
  wrong,
  calendarKey,
  opened,
}: EditorPart & { calendarKey: string; opened: string | null }) {
  const t = useText();
  const [importing, setImporting] = useState(false);
  /** The place of the row that was just added: its date is what is typed next. */
  const [fresh, setFresh] = useState<number | null>(null);
  /** The place of the row that is being typed in: half a year is long past, and must not be folded away. */
  const [held, setHeld] = useState<number | null>(null);
  const border = dateOf(useNow() - A_MONTH);
  const { days } = draft;
  const edit = (next: readonly DayDraft[]) => onEdit({ ...draft, days: next });
  const rows = days.map((day, index) => ({ day, index }));
  const isEarlier = ({ day, index }: (typeof rows)[number]) =>
    day.date !== '' &&
    day.date < border &&
    day.date !== opened &&
    index !== held &&
    !wrong(`days/${index}/date`) &&
    !wrong(`days/${index}/hours`);
  const earlier = rows.filter(isEarlier);
  const row = ({ day, index }: (typeof rows)[number], isFolded: boolean) => (
    <Day
      key={index}
      {...{ day, index, wrong }}
      isOpened={day.date !== '' && day.date === opened}
      isFresh={index === fresh}
      onChange={(next) => edit(days.map((one, at) => (at === index ? next : one)))}
      // One that is folded stays where it is, as long as it is long past.
      onHold={() => !isFolded && setHeld(index)}
      onRemove={() => {
        setHeld(null);
        edit(days.filter((_, at) => at !== index));
      }}
    />
  );
  return (
    <section aria-labelledby="calendar-days">
      <h2 id="calendar-days" className={classes.heading}>
        {t('calendars.days')}
      </h2>
      <p className={classes.help}>{t('calendars.days.help')}</p>
      {days.length === 0 && <p className={classes.none}>{t('calendars.days.none')}</p>}
      {earlier.length > 0 && (
        <details className={classes.earlier}>
          <summary>{t('calendars.days.earlier', { count: earlier.length })}</summary>
          {earlier.map((one) => row(one, true))}
        </details>
      )}
      {rows.filter((one) => !isEarlier(one)).map((one) => row(one, false))}
      <div className={classes.acts}>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPlus size={14} />}
          onClick={() => {
            setFresh(days.length);
            edit([...days, { date: '', name: '', hours: '' }]);
          }}
        >
          {t('calendars.days.add')}
        </Button>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconDownload size={14} />}
          onClick={() => setImporting(true)}
        >
          {t('calendars.days.import')}
        </Button>
      </div>
      {importing && (
        <ImportHolidays
          calendarKey={calendarKey}
          draft={draft}
          onTake={(taken) => onEdit(withDays(draft, taken))}
          onClose={() => setImporting(false)}
        />
      )}
    </section>
  );
}

function Day({
  day,
  index,
  wrong,
  isOpened,
  isFresh,
  onChange,
  onHold,
  onRemove,
}: {
  day: DayDraft;
  index: number;
  wrong: EditorPart['wrong'];
  isOpened: boolean;
  isFresh: boolean;
  onChange: (day: DayDraft) => void;
  onHold: () => void;
  onRemove: () => void;
}) {
  const t = useText();
  const dateName = useDateName();
  const date = useRef<HTMLInputElement>(null);
  const name = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (isOpened) name.current?.focus();
  }, [isOpened]);
  useEffect(() => {
    if (isFresh) date.current?.focus();
  }, [isFresh]);
  const told = wrong(`days/${index}/date`) || day.date === '' ? day.date : dateName(day.date);
  const label = t('calendars.days.remove', { day: day.name || told });
  return (
    <fieldset className={classes.day} aria-label={told || t('calendars.days.add')} onFocus={onHold}>
      <TextInput
        ref={date}
        type="date"
        aria-label={t('calendars.days.date')}
        value={day.date}
        onChange={(event) => onChange({ ...day, date: event.currentTarget.value })}
        error={wrong(`days/${index}/date`)}
      />
      <TextInput
        ref={name}
        aria-label={t('calendars.days.name')}
        placeholder={t('calendars.days.name')}
        value={day.name}
        maxLength={200}
        onChange={(event) => onChange({ ...day, name: event.currentTarget.value })}
        dir="auto"
      />
      <TextInput
        aria-label={t('calendars.days.hours')}
        placeholder={t('calendars.closed')}
        value={day.hours}
        onChange={(event) => onChange({ ...day, hours: event.currentTarget.value })}
        error={wrong(`days/${index}/hours`)}
        dir={day.hours === '' ? undefined : 'ltr'}
      />
      <Tooltip label={label}>
        <ActionIcon aria-label={label} onClick={onRemove}>
          <IconTrash size={16} />
        </ActionIcon>
      </Tooltip>
    </fieldset>
  );
}
