/** The parts of a calendar side by side, over one draft; what is wrong with it is told at its field. */
import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { CalendarRecord } from '#designer/client/types/calendars.ts';
import { useText } from '#designer/ui/locale.ts';
import { ZoneSelect } from '../ZoneSelect.tsx';
import classes from './CalendarPage.module.css';
import { type CalendarDraft, mistakesIn, toDraft, toHours } from './draft.ts';
import { SaveCalendar } from './SaveCalendar.tsx';
import { SpecialDays } from './SpecialDays.tsx';
import { TryIt } from './TryIt.tsx';
import { useWrong, type Wrong } from './use-wrong.ts';
import { Versions } from './Versions.tsx';
import { Weeks } from './Weeks.tsx';
import { YearView } from './YearView.tsx';

export type EditorPart = {
  readonly draft: CalendarDraft;
  readonly onEdit: (draft: CalendarDraft) => void;
  readonly wrong: Wrong;
};

type Props = {
  calendar: CalendarRecord;
  draft: CalendarDraft;
  /** Of the record, when the draft was begun. */
  version: number;
  isChanged: boolean;
  onEdit: (draft: CalendarDraft) => void;
  onRebase: () => void;
  onForget: () => void;
};

export function CalendarEditor(props: Props) {
  const { calendar, draft, version, isChanged, onEdit, onRebase, onForget } = props;
  const t = useText();
  const [saving, setSaving] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const [day, setDay] = useState<string | null>(null);
  const wrong = useWrong(draft, problem);
  const edit = (next: CalendarDraft) => {
    setProblem(null);
    onEdit(next);
  };
  const part = { draft, wrong, onEdit: edit };
  const mistakes = mistakesIn(draft).length;
  const isStale = isChanged && version !== calendar.version;
  const openDay = (date: string) => {
    if (!draft.days.some((one) => one.date === date))
      edit({ ...draft, days: [...draft.days, { date, name: '', hours: '' }] });
    setDay(date);
  };
  return (
    <>
      <div className={classes.head}>
        <TextInput
          label={t('settings.name')}
          value={draft.name}
          onChange={(event) => edit({ ...draft, name: event.currentTarget.value })}
          error={wrong('name')}
        />
        <ZoneSelect
          value={draft.timeZone}
          onChange={(timeZone) => edit({ ...draft, timeZone })}
          error={wrong('timeZone')}
        />
      </div>
      {isStale && (
        <div className={classes.stale} role="alert">
          <strong>{t('calendars.stale.title')}</strong>
          <p>{t('calendars.stale.text', { version: calendar.version })}</p>
          <Button size="xs" variant="default" onClick={onRebase}>
            {t('calendars.stale.keep', { version: calendar.version })}
          </Button>
        </div>
      )}
      <div className={classes.columns}>
        <div className={classes.column}>
          <Weeks {...part} />
          <SpecialDays {...part} calendarKey={calendar.key} opened={day} />
        </div>
        <div className={classes.column}>
          <YearView hours={toHours(draft)} onOpen={openDay} />
          <TryIt calendar={calendar} isChanged={isChanged} />
          <Versions
            calendar={calendar}
            onRestore={(hours) => edit(toDraft({ ...hours, name: draft.name }))}
          />
        </div>
      </div>
      {isChanged && (
        <div className={classes.bar} role="status">
          <span className={classes.told}>
            {mistakes > 0 ? t('calendars.mistakes', { count: mistakes }) : t('calendars.unsaved')}
          </span>
          <Button variant="default" onClick={onForget}>
            {t('calendars.discard')}
          </Button>
          <Button disabled={mistakes > 0 || isStale} onClick={() => setSaving(true)}>
            {t('calendars.review')}
          </Button>
        </div>
      )}
      {saving && (
        <SaveCalendar
          calendar={calendar}
          draft={draft}
          version={version}
          onSaved={onForget}
          onRefused={setProblem}
          onClose={() => setSaving(false)}
        />
      )}
    </>
  );
}
