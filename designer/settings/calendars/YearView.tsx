/**
 * Twelve months at a glance. Each kind of day has a shape besides its colour, and says itself to a screen reader; one day at a
 * time can be reached with Tab, the others from there with the arrow keys.
 */
import { ActionIcon, Group, Tooltip } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import { useIntl } from 'react-intl';
import { useText } from '#designer/ui/locale.ts';
import { dateOf, firstReadingOf } from '#engine/calendar/dates.ts';
import { DAY, WEEKDAYS } from '#engine/calendar/week.ts';
import type { Calendar } from '#engine/calendar.ts';
import page from './CalendarPage.module.css';
import { useDateName, useDayName } from './use-day-name.ts';
import classes from './YearView.module.css';
import { type YearDay, yearOf } from './year.ts';

const KINDS = ['open', 'closed', 'exception', 'holiday'] as const;

export function YearView({ hours, onOpen }: { hours: Calendar; onOpen: (date: string) => void }) {
  const t = useText();
  const intl = useIntl();
  const today = useMemo(() => dateOf(Date.now()), []);
  const [reached, setReached] = useState(today);
  const table = useRef<HTMLDivElement>(null);
  const year = Number(reached.slice(0, 4));
  const asText = JSON.stringify(hours);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same hours, whichever object says them.
  const months = useMemo(() => yearOf(hours, year), [asText, year]);

  const goTo = (date: string) => {
    setReached(date);
    requestAnimationFrame(() =>
      table.current?.querySelector<HTMLElement>(`[data-date="${date}"]`)?.focus(),
    );
  };
  const press = (event: KeyboardEvent) => {
    const isRtl = table.current !== null && getComputedStyle(table.current).direction === 'rtl';
    const days = stepOf(event.key, isRtl);
    if (days === 0) return;
    event.preventDefault();
    goTo(dateOf(firstReadingOf(reached) + days * DAY));
  };
  const turn = (by: number) => setReached(`${year + by}-01-01`);
  return (
    <section aria-labelledby="calendar-year">
      <Group justify="space-between">
        <h2 id="calendar-year" className={page.heading} aria-live="polite">
          {t('calendars.year', { year: String(year) })}
        </h2>
        <Group gap={4}>
          <Turn label={t('calendars.year.previous')} onClick={() => turn(-1)}>
            <IconChevronLeft size={16} className={classes.arrow} />
          </Turn>
          <Turn label={t('calendars.year.next')} onClick={() => turn(1)}>
            <IconChevronRight size={16} className={classes.arrow} />
          </Turn>
        </Group>
      </Group>
      <p className={page.help}>{t('calendars.year.help')}</p>
      <ul className={classes.legend}>
        {KINDS.map((kind) => (
          <li key={kind}>
            <span className={classes.sample} data-kind={kind} aria-hidden="true" />
            {t(`calendars.year.${kind}`)}
          </li>
        ))}
        <li>
          <span className={classes.sample} data-shift aria-hidden="true" />
          {t('calendars.year.shift')}
        </li>
      </ul>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to the days in it. */}
      <div className={classes.months} ref={table} onKeyDown={press}>
        {months.map((days, index) => (
          <Month
            key={days[0]?.date}
            name={intl.formatDate(Date.UTC(year, index, 1), { month: 'long', timeZone: 'UTC' })}
            {...{ days, reached, today, onOpen }}
          />
        ))}
      </div>
    </section>
  );
}

const STEPS: Readonly<Record<string, number>> = {
  ArrowRight: 1,
  ArrowLeft: -1,
  ArrowDown: 7,
  ArrowUp: -7,
  PageDown: 28,
  PageUp: -28,
};
const stepOf = (key: string, isRtl: boolean): number =>
  (STEPS[key] ?? 0) * (isRtl && /^Arrow(Left|Right)$/.test(key) ? -1 : 1);

function Turn({
  label,
  onClick,
  children,
}: {
  label: string;
  onClick: () => void;
  children: React.ReactNode;
}) {
  return (
    <Tooltip label={label}>
      <ActionIcon aria-label={label} onClick={onClick}>
        {children}
      </ActionIcon>
    </Tooltip>
  );
}

type MonthProps = {
  name: string;
  days: readonly YearDay[];
  reached: string;
  today: string;
  onOpen: (date: string) => void;
};

function Month({ name, days, reached, today, onOpen }: MonthProps) {
  const dayName = useDayName();
  return (
    <table className={classes.month}>
      <caption>{name}</caption>
      <thead>
        <tr>
          {WEEKDAYS.map((day) => (
            <th key={day} scope="col" abbr={dayName(day)}>
              {dayName(day, 'short').slice(0, 2)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeksOf(days).map((week) => (
          <tr key={week.find((day) => day)?.date}>
            {week.map((day, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a place in the week, which never moves.
              <td key={index}>
                {day && (
                  <DayButton
                    day={day}
                    isReached={day.date === reached}
                    isToday={day.date === today}
                    onOpen={onOpen}
                  />
                )}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function DayButton({
  day,
  isReached,
  isToday,
  onOpen,
}: {
  day: YearDay;
  isReached: boolean;
  isToday: boolean;
  onOpen: (date: string) => void;
}) {
  const t = useText();
  const intl = useIntl();
  const dateName = useDateName();
  const minutes = Math.abs(day.shift);
  const label = [
    dateName(day.date),
    t(`calendars.year.${day.kind}`),
    ...(day.name === null ? [] : [day.name]),
    ...day.hours.map(([from, to]) => `${from}–${to}`),
    ...(day.shift === 0
      ? []
      : [t(day.shift > 0 ? 'calendars.year.forward' : 'calendars.year.back', { minutes })]),
  ].join(', ');
  return (
    <button
      type="button"
      className={classes.day}
      data-date={day.date}
      data-kind={day.kind}
      data-shift={day.shift !== 0 || undefined}
      aria-current={isToday ? 'date' : undefined}
      aria-label={label}
      title={label}
      tabIndex={isReached ? 0 : -1}
      onClick={() => onOpen(day.date)}
    >
      {intl.formatNumber(Number(day.date.slice(8)))}
    </button>
  );
}

/** Weeks from Monday on; null where another month has the day. */
function weeksOf(days: readonly YearDay[]): readonly (readonly (YearDay | null)[])[] {
  const first = (new Date(firstReadingOf(days[0]?.date ?? '')).getUTCDay() + 6) % 7;
  const places = [...Array.from({ length: first }, () => null), ...days];
  return Array.from({ length: Math.ceil(places.length / 7) }, (_, week) =>
    Array.from({ length: 7 }, (_, day) => places[week * 7 + day] ?? null),
  );
}
