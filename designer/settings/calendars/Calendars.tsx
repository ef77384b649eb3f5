/** All calendars, each of which opens in its editor, and a way to add one. */
import { Button } from '@mantine/core';
import { IconCalendarTime, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { type CalendarRecord, calendarsQuery } from '#designer/client/calendars.ts';
import { Chip } from '#designer/ui/Chip.tsx';
import { EmptyState } from '#designer/ui/EmptyState.tsx';
import { type Say, useText } from '#designer/ui/locale.ts';
import { PageSkeleton } from '#designer/ui/PageSkeleton.tsx';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { openWeek } from '#engine/calendar/week.ts';
import { type Column, Lead, Table } from '../parts.tsx';
import classes from './Calendars.module.css';
import { NewCalendar } from './NewCalendar.tsx';

const HOUR = 3_600_000;

export function Calendars() {
  const t = useText();
  const calendars = useQuery(calendarsQuery);
  const [adding, setAdding] = useState(false);
  const columns: Column<CalendarRecord>[] = [
    {
      key: 'name',
      head: t('settings.name'),
      cell: ({ key, name, usual }) => (
        <span className={classes.name}>
          <Link to="/settings/calendars/$calendar" params={{ calendar: key }} dir="auto">
            {name}
          </Link>
          {usual && <Chip tone="accent">{t('calendars.usual')}</Chip>}
        </span>
      ),
    },
    { key: 'zone', head: t('calendars.zone'), cell: ({ timeZone }) => <bdi>{timeZone}</bdi> },
    { key: 'hours', head: t('calendars.hours'), cell: (calendar) => hoursOf(calendar, t) },
  ];
  return (
    <>
      <Lead
        action={
          <Button leftSection={<IconPlus size={15} />} onClick={() => setAdding(true)}>
            {t('calendars.add')}
          </Button>
        }
      >
        {t('calendars.text')}
      </Lead>
      {calendars.isPending && <PageSkeleton />}
      {calendars.isError && (
        <ProblemNotice error={calendars.error} onRetry={() => void calendars.refetch()} />
      )}
      {calendars.data?.length === 0 && (
        <EmptyState icon={IconCalendarTime} title={t('calendars.none.title')}>
          {t('calendars.none.text')}
        </EmptyState>
      )}
      {calendars.data !== undefined && calendars.data.length > 0 && (
        <Table
          caption={t('settings.calendars')}
          columns={columns}
          rows={calendars.data}
          keyOf={({ id }) => id}
        />
      )}
      {adding && <NewCalendar onClose={() => setAdding(false)} />}
    </>
  );
}

function hoursOf({ week }: CalendarRecord, t: Say): string {
  if (!week) return t('calendars.hours.vary');
  const count = Math.round((openWeek(week).perWeek / HOUR) * 100) / 100;
  return t('calendars.hours.count', { count });
}
