/** Open clocks with when they are due, and would be; those that flip come first, and say so. */
import { useIntl } from 'react-intl';
import type { CalendarPreview } from '#designer/client/types/calendars.ts';
import { Chip } from '#designer/ui/Chip.tsx';
import { useText } from '#designer/ui/locale.ts';
import { exact } from '#designer/ui/time.ts';
import { type Column, Table } from '../parts.tsx';
import classes from './CalendarPage.module.css';

type Clock = CalendarPreview['clocks'][number];

export function PreviewedClocks({ preview }: { preview: CalendarPreview }) {
  const t = useText();
  const intl = useIntl();
  const { clocks, missed, met, open } = preview;
  const due = ({ dueAt, breachedAt }: Clock['before']): string => {
    const at = dueAt ?? breachedAt;
    return at === null ? t('calendars.save.noDue') : exact(intl, Date.parse(at));
  };
  const changed = clocks
    .filter(({ before, after, flips }) => flips || due(before) !== due(after))
    .toSorted((one, other) => Number(other.flips) - Number(one.flips));
  const columns: Column<Clock>[] = [
    {
      key: 'clock',
      head: t('calendars.save.clock'),
      cell: ({ name, ticket }) => (
        <span className={classes.clock}>
          <bdi>{ticket.number}</bdi> <span dir="auto">{name}</span>
          <small dir="auto">{ticket.title}</small>
        </span>
      ),
    },
    { key: 'before', head: t('calendars.save.before'), cell: ({ before }) => due(before) },
    {
      key: 'after',
      head: t('calendars.save.after'),
      cell: ({ after, flips }) => (
        <span className={classes.clock}>
          {due(after)}
          {flips && (
            <Chip tone={after.breachedAt === null ? 'good' : 'bad'}>
              {t(
                after.breachedAt === null ? 'calendars.save.flipMet' : 'calendars.save.flipMissed',
              )}
            </Chip>
          )}
        </span>
      ),
    },
  ];
  return (
    <div className={classes.preview}>
      <p role="status">
        {changed.length === 0 && t('calendars.save.same')}
        {missed > 0 && t('calendars.save.missed', { count: missed })}{' '}
        {met > 0 && t('calendars.save.met', { count: met })}
      </p>
      {changed.length > 0 && (
        <Table
          caption={t('calendars.save.what')}
          columns={columns}
          rows={changed}
          keyOf={({ clock }) => clock}
        />
      )}
      {open > clocks.length && (
        <p className={classes.help}>{t('calendars.save.first', { count: clocks.length })}</p>
      )}
    </div>
  );
}
