/** What taking the found days would add, change and leave, and which entries are no days; each list opens. */

import type { LeftOut } from '#designer/client/types/calendars.ts';
import { useText } from '#designer/ui/locale.ts';
import type { AddedHolidays, NamedDay } from '#engine/calendar/holidays.ts';
import classes from './CalendarPage.module.css';
import { useDateName } from './use-day-name.ts';

type Left = LeftOut | { name: string; from: string; why: 'half'; time: string };
export type Found = { readonly days: readonly NamedDay[]; readonly leftOut: readonly Left[] };

export function FoundDays({
  outcome: { added, changed, left },
  leftOut,
}: {
  outcome: AddedHolidays;
  leftOut: readonly Left[];
}) {
  const t = useText();
  const dateName = useDateName();
  const lists = [
    { id: 'added', open: true, items: added.map((day) => ({ ...day, why: '' })) },
    { id: 'changed', open: true, items: changed.map((day) => ({ ...day, why: '' })) },
    {
      id: 'left',
      open: false,
      items: left.map((day) => ({ ...day, why: t(`calendars.import.why.${day.why}`) })),
    },
    {
      id: 'leftOut',
      open: false,
      items: leftOut.map((one) => ({
        date: one.from ?? '',
        name: one.name,
        why: t(`calendars.import.why.${one.why}`, 'time' in one ? { time: one.time } : {}),
      })),
    },
  ] as const;
  return (
    <div className={classes.found} role="status">
      {lists
        .filter(({ items }) => items.length > 0)
        .map(({ id, open, items }) => (
          <details key={id} open={open}>
            <summary>{t(`calendars.import.${id}`, { count: items.length })}</summary>
            <ul>
              {items.map(({ date, name, why }) => (
                <li key={`${date} ${name}`}>
                  {/^\d{4}-\d\d-\d\d$/.test(date) && <span>{dateName(date)}</span>}
                  <strong dir="auto">{name}</strong>
                  {why !== '' && <em>{why}</em>}
                </li>
              ))}
            </ul>
          </details>
        ))}
      {added.length + changed.length === 0 && <p>{t('calendars.import.take', { count: 0 })}</p>}
    </div>
  );
}
