/** Clocks as they stood and as they would stand, each with its ticket; those that flip say so. */
import { Link } from '@tanstack/react-router';
import { useIntl } from 'react-intl';
import type { RecountedClock } from '#designer/client/types/calendars.ts';
import { Chip } from '#designer/ui/Chip.tsx';
import { useText } from '#designer/ui/locale.ts';
import { exact } from '#designer/ui/time.ts';
import { type Column, Table } from '../parts.tsx';
import classes from './Recounts.module.css';

export function RecountedClocks({ items }: { items: readonly RecountedClock[] }) {
  const t = useText();
  const intl = useIntl();
  const stand = (one: RecountedClock['after']): string => {
    if (one === null) return t('recounts.nothing');
    const at = one.breachedAt ?? one.dueAt;
    return at === null ? t('calendars.save.noDue') : exact(intl, Date.parse(at));
  };
  const columns: Column<RecountedClock>[] = [
    {
      key: 'clock',
      head: t('calendars.save.clock'),
      cell: ({ name, ticket }) => (
        <span className={classes.clock}>
          <Link to="/tickets/$id" params={{ id: ticket.number }}>
            <bdi>{ticket.number}</bdi>
          </Link>
          <span dir="auto">{name}</span>
          <small dir="auto">{ticket.title}</small>
        </span>
      ),
    },
    { key: 'before', head: t('calendars.save.before'), cell: ({ before }) => stand(before) },
    {
      key: 'after',
      head: t('calendars.save.after'),
      cell: ({ before, after, flips, applied }) => (
        <span className={classes.clock}>
          {flips || stand(after) !== stand(before) ? (
            stand(after)
          ) : (
            <span className={classes.same}>{t('recounts.same')}</span>
          )}
          {flips && (
            <Chip tone={after?.breachedAt ? 'bad' : 'good'}>
              {t(after?.breachedAt ? 'calendars.save.flipMissed' : 'calendars.save.flipMet')}
            </Chip>
          )}
          {applied && <Chip>{t('recounts.done')}</Chip>}
        </span>
      ),
    },
  ];
  return (
    <Table
      caption={t('recounts.changes')}
      columns={columns}
      rows={[...items]}
      keyOf={({ clock }) => clock}
    />
  );
}
