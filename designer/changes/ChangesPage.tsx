/**
 * When changes happen and when they may not: a week, a month or a list, for everything, an item or a team. What is shown
 * stands in the address. On a phone it is always the list.
 */
import { Button, SegmentedControl, Select } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconCalendarEvent, IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { KeyboardEvent } from 'react';
import { useIntl } from 'react-intl';
import { changeCalendarQuery } from '#designer/client/changes.ts';
import { groupsQuery } from '#designer/client/people.ts';
import { fieldError } from '#designer/client/problem.ts';
import { EmptyState } from '#designer/ui/EmptyState.tsx';
import { Feed } from '#designer/ui/Feed.tsx';
import { ItemsPick } from '#designer/ui/ItemsPick.tsx';
import { directionOf, useLocale, useText } from '#designer/ui/locale.ts';
import { PageSkeleton } from '#designer/ui/PageSkeleton.tsx';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { useNow } from '#designer/ui/time.ts';
import { toWall } from '#designer/ui/wall-time.ts';
import { Agenda } from './Agenda.tsx';
import classes from './changes.module.css';
import { type ChangesSearch, VIEWS, type View } from './search.ts';
import { Ways } from './Ways.tsx';
import { Weeks } from './Weeks.tsx';
import { daysOf, spanOf, stepFrom } from './weeks.ts';

export function ChangesPage() {
  const t = useText();
  const intl = useIntl();
  const { locale, timeZone } = useLocale();
  const navigate = useNavigate();
  const search = useSearch({ from: '/app/change-calendar' });
  const isNarrow = useMediaQuery('(max-width: 700px)', false, { getInitialValueInEffect: false });
  const today = toWall(timeZone, useNow()).slice(0, 10);
  const view: View = isNarrow ? 'list' : (search.view ?? 'week');
  const at = search.at ?? today;
  const days = daysOf(view, at);
  const { item, group } = search;
  const span = spanOf(timeZone, days);
  const calendar = useQuery(
    changeCalendarQuery({
      ...span,
      ...(item && { item }),
      ...(group && { group }),
    }),
  );
  const isUnknown = fieldError(calendar.error, '/item') !== undefined;
  const groups = useQuery(groupsQuery());
  const go = (change: ChangesSearch) =>
    void navigate({ to: '/change-calendar', search: { ...search, ...change } });
  const step = (way: 1 | -1) => go({ at: stepFrom(view, at, way) });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return;
    const forward = directionOf(locale) === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
    if (event.key === 'ArrowLeft' || event.key === 'ArrowRight')
      step(event.key === forward ? 1 : -1);
    else if (event.key === 't') go({ at: undefined });
  };
  const shown = intl.formatDateTimeRange(
    Date.parse(`${days[0] ?? at}T12:00:00Z`),
    Date.parse(`${days.at(-1) ?? at}T12:00:00Z`),
    { dateStyle: 'medium', timeZone: 'UTC' },
  );
  const entries = calendar.data?.items;
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <h1 className={classes.title}>{t('changes.calendar')}</h1>
        <Ways />
        <div className={classes.acts}>
          <Button variant="default" size="xs" onClick={() => go({ at: undefined })}>
            {t('changes.today')}
          </Button>
          <Button
            variant="default"
            size="xs"
            aria-label={t('changes.earlier')}
            onClick={() => step(-1)}
          >
            <IconChevronLeft size={15} className={classes.turns} />
          </Button>
          <span className={classes.range}>{shown}</span>
          <Button
            variant="default"
            size="xs"
            aria-label={t('changes.later')}
            onClick={() => step(1)}
          >
            <IconChevronRight size={15} className={classes.turns} />
          </Button>
        </div>
        {!isNarrow && (
          <SegmentedControl
            aria-label={t('changes.view')}
            size="xs"
            value={view}
            onChange={(value) => go({ view: VIEWS.find((one) => one === value) })}
            data={VIEWS.map((value) => ({ value, label: t(`changes.view.${value}`) }))}
          />
        )}
      </header>
      <div className={classes.filters}>
        <ItemsPick
          label={t('changes.item')}
          description={t('changes.item.help')}
          value={item === undefined ? [] : [item]}
          // Another one takes its place.
          max={2}
          onChange={(items) => go({ item: items.at(-1) })}
          known={[]}
          error={isUnknown ? t('changes.item.unknown', { item: item ?? '' }) : undefined}
          size="xs"
        />
        <Select
          label={t('changes.group')}
          placeholder={t('changes.everybody')}
          data={(groups.data?.items ?? []).map(({ key, name }) => ({ value: key, label: name }))}
          value={group ?? null}
          onChange={(value) => go({ group: value ?? undefined })}
          size="xs"
          clearable
          searchable
        />
        <p className={classes.zone}>{t('changes.plan.zone', { zone: timeZone })}</p>
      </div>
      {calendar.isPending && <PageSkeleton />}
      {calendar.isError && !isUnknown && (
        <ProblemNotice error={calendar.error} onRetry={() => void calendar.refetch()} />
      )}
      {entries !== undefined && view === 'list' && entries.length === 0 && (
        <EmptyState icon={IconCalendarEvent} title={t('changes.none.title')}>
          {t('changes.none.text')}
        </EmptyState>
      )}
      {entries !== undefined && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys turn its pages.
        <section aria-label={shown} tabIndex={0} onKeyDown={onKeyDown} className={classes.shown}>
          {view === 'list' ? (
            <Agenda entries={entries} timeZone={timeZone} from={days[0] ?? at} />
          ) : (
            <Weeks
              days={days}
              entries={entries}
              today={today}
              month={view === 'month' ? at.slice(0, 7) : null}
              onDay={(date) => go({ view: 'list', at: date })}
            />
          )}
        </section>
      )}
      <Feed place="/change-calendar" text={t('changes.feed')} />
    </div>
  );
}
