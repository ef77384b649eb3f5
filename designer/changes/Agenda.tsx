/** Everything in order of time, by the day on which it begins: what a phone shows, and who reads rather than looks. */
import { useIntl } from 'react-intl';
import type { CalendarEntry } from '#designer/client/types/changes.ts';
import { useText } from '#designer/ui/locale.ts';
import { ChangeLine } from './ChangeLine.tsx';
import classes from './changes.module.css';
import { datesOf } from './weeks.ts';

type Props = {
  entries: readonly CalendarEntry[];
  timeZone: string;
  from: string;
};

export function Agenda({ entries, timeZone, from }: Props) {
  const t = useText();
  const intl = useIntl();
  const days = new Map<string, CalendarEntry[]>();
  for (const entry of entries) {
    const [first] = datesOf(timeZone, entry);
    // What has begun before stands on the first day.
    const date = first < from ? from : first;
    days.set(date, [...(days.get(date) ?? []), entry]);
  }
  const shown = (at: string) => intl.formatDate(at, { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <div className={classes.agenda}>
      {[...days].map(([date, all]) => (
        <section key={date} aria-label={date}>
          <h2 className={classes.heading}>
            {intl.formatDate(`${date}T12:00:00Z`, {
              weekday: 'long',
              day: 'numeric',
              month: 'long',
              timeZone: 'UTC',
            })}
          </h2>
          <ul className={classes.list}>
            {all.map((entry) => (
              <li key={`${entry.type} ${entry.id} ${entry.from}`}>
                {entry.type === 'change' ? (
                  <ChangeLine change={entry} date={date} />
                ) : (
                  <div className={classes.band} data-type={entry.type}>
                    <strong>{t(`changes.type.${entry.type}`)}</strong>{' '}
                    <span dir="auto">{entry.title}</span>
                  </div>
                )}
                <span className={classes.quiet}>
                  {t('changes.span', { from: shown(entry.from), to: shown(entry.to) })}
                  {entry.type === 'freeze' && ` · ${entry.reason}`}
                </span>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
