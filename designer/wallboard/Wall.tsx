/** What hangs on the wall, largest first: the few numbers, what breaks next, then queue by queue. */
import { useIntl } from 'react-intl';
import type { Wallboard } from '#designer/client/wallboard.ts';
import { useText } from '#designer/ui/locale.ts';
import { QueueTable } from './QueueTable.tsx';
import { NextTable, WaitingTable } from './TicketTables.tsx';
import { totalsOf } from './totals.ts';
import classes from './wallboard.module.css';

export function Wall({ board }: { board: Wallboard }) {
  const t = useText();
  const intl = useIntl();
  const { breached, atRisk, critical, unassigned, open } = totalsOf(board.queues);
  const { met, breached: missed, share } = board.today;
  const figures = [
    { name: t('wall.breached'), value: breached, tone: breached > 0 ? 'bad' : undefined },
    { name: t('wall.atRisk'), value: atRisk, tone: atRisk > 0 ? 'warn' : undefined },
    { name: t('wall.critical'), value: critical, tone: critical > 0 ? 'bad' : undefined },
    { name: t('wall.unassigned'), value: unassigned },
    { name: t('wall.open'), value: open },
  ];
  return (
    <>
      <dl className={classes.figures}>
        {figures.map(({ name, value, tone }) => (
          <div key={name} className={classes.figure} data-tone={tone}>
            <dt>{name}</dt>
            <dd>{intl.formatNumber(value)}</dd>
          </div>
        ))}
        <div className={classes.figure}>
          <dt>{t('wall.today')}</dt>
          <dd>
            {share === null
              ? '–'
              : intl.formatNumber(share, { style: 'percent', maximumFractionDigits: 0 })}
          </dd>
          <dd className={classes.small}>{t('wall.todayOf', { met, all: met + missed })}</dd>
        </div>
      </dl>
      <div className={classes.sides}>
        <NextTable tickets={board.next} asOf={board.asOf} />
        <div className={classes.side}>
          <QueueTable queues={board.queues} />
          <WaitingTable tickets={board.waiting} />
        </div>
      </div>
    </>
  );
}
