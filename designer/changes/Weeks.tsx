/** Weeks of days, with bands for what lasts and a line for each change; on a crowded day of a month the rest is behind a link. */
import { UnstyledButton } from '@mantine/core';
import { useIntl } from 'react-intl';
import type { CalendarEntry } from '#designer/client/types/changes.ts';
import { useLocale, useText } from '#designer/ui/locale.ts';
import { ChangeLine } from './ChangeLine.tsx';
import classes from './changes.module.css';
import { weeksOf } from './weeks.ts';

type Props = {
  days: readonly string[];
  entries: readonly CalendarEntry[];
  today: string;
  /** The month whose days are meant; null where all are. */
  month: string | null;
  onDay: (date: string) => void;
};

const MOST_IN_A_MONTH = 4;

export function Weeks({ days, entries, today, month, onDay }: Props) {
  const t = useText();
  const intl = useIntl();
  const { timeZone } = useLocale();
  const dayName = (date: string) =>
    intl.formatDate(`${date}T12:00:00Z`, {
      weekday: 'short',
      day: 'numeric',
      timeZone: 'UTC',
      ...(date.endsWith('-01') ? { month: 'short' } : {}),
    });
  return (
    <div className={classes.scroll}>
      {weeksOf(timeZone, days, entries).map((week) => (
        <div key={week.days[0]?.date} className={classes.week}>
          {week.days.map(({ date }, index) => (
            <h2
              key={date}
              className={classes.day}
              data-today={date === today}
              data-other={month !== null && !date.startsWith(month)}
              style={{ gridColumn: index + 1, gridRow: 1 }}
            >
              {dayName(date)}
            </h2>
          ))}
          {week.bands.map(({ entry, first, last, row }) => (
            <div
              key={`${entry.type} ${entry.id} ${entry.from}`}
              className={classes.band}
              data-type={entry.type}
              style={{ gridColumn: `${first + 1} / ${last + 2}`, gridRow: row + 2 }}
              title={entry.title}
            >
              <span className="p-hidden">{t(`changes.type.${entry.type}`)}: </span>
              <span dir="auto">{entry.title}</span>
            </div>
          ))}
          {week.days.map(({ date, changes }, index) => {
            const most = month === null ? changes.length : MOST_IN_A_MONTH;
            const row = Math.max(0, ...week.bands.map((band) => band.row + 1)) + 2;
            return (
              <div
                key={date}
                className={classes.cell}
                data-tall={month === null}
                style={{ gridColumn: index + 1, gridRow: row }}
              >
                {changes.slice(0, most).map((change) => (
                  <ChangeLine key={change.id} change={change} date={date} />
                ))}
                {changes.length > most && (
                  <UnstyledButton className={classes.more} onClick={() => onDay(date)}>
                    {t('changes.more', { count: changes.length - most })}
                  </UnstyledButton>
                )}
              </div>
            );
          })}
        </div>
      ))}
    </div>
  );
}
