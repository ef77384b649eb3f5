/**
 * Holidays of a country, or of an iCalendar file: first what they would add, change and leave, then into the draft. Nothing
 * that is there is taken away, and nothing is saved here.
 */
import { Button, FileInput, Group, Modal, SegmentedControl, Stack } from '@mantine/core';
import { useState } from 'react';
import { publicHolidays, readHolidayFile } from '#designer/client/calendars.ts';
import { useLocale, useText } from '#designer/ui/locale.ts';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { useToast } from '#designer/ui/toast.ts';
import { addHolidays, type NamedDay } from '#engine/calendar/holidays.ts';
import { CountryFields, type Place } from './CountryFields.tsx';
import { type CalendarDraft, toHours } from './draft.ts';
import { type Found, FoundDays } from './FoundDays.tsx';
import { YearFields, type Years } from './YearFields.tsx';

type Props = {
  calendarKey: string;
  draft: CalendarDraft;
  onTake: (days: readonly NamedDay[]) => void;
  onClose: () => void;
};

export function ImportHolidays({ calendarKey, draft, onTake, onClose }: Props) {
  const t = useText();
  const toast = useToast();
  const { locale } = useLocale();
  const [source, setSource] = useState<'country' | 'file'>('country');
  const [place, setPlace] = useState<Place | null>(null);
  const [file, setFile] = useState<File | null>(null);
  const [years, setYears] = useState<Years>(() => {
    const first = new Date().getFullYear();
    return { first, last: first + 2 };
  });
  const [found, setFound] = useState<Found | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  /** What is asked for is another thing now, and what was found belongs to the former. */
  const asking =
    <T,>(set: (value: T) => void) =>
    (value: T) => {
      setFound(null);
      setProblem(null);
      set(value);
    };

  const look = async () => {
    setBusy(true);
    setProblem(null);
    const span = `${years.first}-${years.last}`;
    try {
      if (source === 'country' && place)
        setFound(ofCountry(await publicHolidays(place, span, locale)));
      if (source === 'file' && file) {
        const read = await readHolidayFile(calendarKey, await file.text(), span);
        const days = [...read.added, ...read.changed, ...read.left];
        setFound({ days, leftOut: read.leftOut });
      }
    } catch (error) {
      setProblem(error);
    } finally {
      setBusy(false);
    }
  };
  const outcome = found && addHolidays(toHours(draft), found.days);
  const taken = outcome ? [...outcome.added, ...outcome.changed] : [];
  const take = () => {
    onTake(taken);
    toast.done(t('calendars.import.done', { count: taken.length }));
    onClose();
  };
  const isAsked = source === 'country' ? place !== null : file !== null;

  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('calendars.import.title')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Stack gap="md">
        <SegmentedControl
          aria-label={t('calendars.import.title')}
          value={source}
          onChange={asking((value: string) => setSource(value === 'file' ? 'file' : 'country'))}
          data={[
            { value: 'country', label: t('calendars.import.country') },
            { value: 'file', label: t('calendars.import.file') },
          ]}
        />
        {source === 'country' ? (
          <CountryFields place={place} onChange={asking(setPlace)} />
        ) : (
          <FileInput
            label={t('calendars.import.choose')}
            accept=".ics,text/calendar"
            value={file}
            onChange={asking(setFile)}
            clearable
          />
        )}
        <YearFields years={years} onChange={asking(setYears)} />
        {problem !== null && <ProblemNotice error={problem} compact />}
        {outcome && found && <FoundDays outcome={outcome} leftOut={found.leftOut} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          {outcome === null ? (
            <Button onClick={() => void look()} loading={busy} disabled={!isAsked}>
              {t('calendars.import.look')}
            </Button>
          ) : (
            <Button onClick={take} disabled={taken.length === 0}>
              {t('calendars.import.take', { count: taken.length })}
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}

/** What begins in the middle of a day has hours that somebody has to say. */
const ofCountry = (items: Awaited<ReturnType<typeof publicHolidays>>): Found => ({
  days: items.filter(({ from }) => from === null).map(({ date, name }) => ({ date, name })),
  leftOut: items.flatMap(({ date, name, from }) =>
    from === null ? [] : [{ name, from: date, why: 'half' as const, time: from }],
  ),
});
