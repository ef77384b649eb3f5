/** The states the calendar has had; each opens to what it changed, and can be taken into the editor again. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { versionQuery, versionsQuery } from '#designer/client/calendars.ts';
import type { CalendarRecord } from '#designer/client/types/calendars.ts';
import { useText } from '#designer/ui/locale.ts';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { Time } from '#designer/ui/Time.tsx';
import { useToast } from '#designer/ui/toast.ts';
import type { Calendar } from '#engine/calendar.ts';
import classes from './CalendarPage.module.css';
import { useDifferences } from './use-differences.ts';

type Props = { calendar: CalendarRecord; onRestore: (hours: Calendar) => void };

export function Versions({ calendar, onRestore }: Props) {
  const t = useText();
  const versions = useQuery(versionsQuery(calendar.key));
  const items = versions.data?.items ?? [];
  return (
    <section aria-labelledby="calendar-versions">
      <h2 id="calendar-versions" className={classes.heading}>
        {t('calendars.versions')}
      </h2>
      {versions.isError && <ProblemNotice error={versions.error} compact />}
      {items.map(({ number, savedAt, savedBy, openClocks }, index) => (
        <Version
          key={number}
          calendarKey={calendar.key}
          number={number}
          former={items[index + 1]?.number ?? null}
          isPresent={number === calendar.version}
          onRestore={onRestore}
        >
          <Time at={savedAt} short />
          <bdi>{savedBy?.name ?? t('common.system')}</bdi>
          <span>{t('calendars.versions.clocks', { count: openClocks })}</span>
        </Version>
      ))}
    </section>
  );
}

type VersionProps = {
  calendarKey: string;
  number: number;
  former: number | null;
  isPresent: boolean;
  onRestore: (hours: Calendar) => void;
  children: React.ReactNode;
};

function Version({ calendarKey, number, former, isPresent, onRestore, children }: VersionProps) {
  const t = useText();
  const [isOpen, setOpen] = useState(false);
  return (
    <details className={classes.version} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <strong>{t('calendars.versions.one', { number })}</strong>
        {children}
      </summary>
      {isOpen && <Changes {...{ calendarKey, number, former, isPresent, onRestore }} />}
    </details>
  );
}

function Changes({
  calendarKey,
  number,
  former,
  isPresent,
  onRestore,
}: Omit<VersionProps, 'children'>) {
  const t = useText();
  const toast = useToast();
  const differences = useDifferences();
  const after = useQuery(versionQuery(calendarKey, number));
  const before = useQuery({ ...versionQuery(calendarKey, former ?? 1), enabled: former !== null });
  if (after.isError) return <ProblemNotice error={after.error} compact />;
  if (before.isError) return <ProblemNotice error={before.error} compact />;
  if (!after.data || (former !== null && !before.data)) return null;
  const { week, periods, holidays, exceptions, timeZone } = after.data;
  const hours = {
    timeZone,
    holidays,
    exceptions,
    ...(week ? { week } : {}),
    ...(periods ? { periods } : {}),
  };
  const told = before.data ? differences(before.data, after.data) : [];
  return (
    <>
      {former === null && <p>{t('calendars.versions.first')}</p>}
      {former !== null && told.length === 0 && <p>{t('calendars.versions.same')}</p>}
      <ul>
        {told.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
      {!isPresent && (
        <Button
          size="xs"
          variant="default"
          onClick={() => {
            onRestore(hours);
            toast.done(t('calendars.versions.restored', { number }));
          }}
        >
          {t('calendars.versions.restore', { number })}
        </Button>
      )}
    </>
  );
}
