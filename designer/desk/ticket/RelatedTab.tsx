/** What belongs to the ticket: what caused it or what it caused, other tickets of the same person, the processes that ran for it. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { keys } from '#designer/client/query.ts';
import { runsOfQuery, ticketsPage } from '#designer/client/tickets.ts';
import type { RunState } from '#designer/client/types/runs.ts';
import type { Ticket } from '#designer/client/types/tickets.ts';
import { Chip, type Tone } from '#designer/ui/Chip.tsx';
import { useText } from '#designer/ui/locale.ts';
import { StatusIcon } from '#designer/ui/StatusIcon.tsx';
import { Time } from '#designer/ui/Time.tsx';
import { CauseSection } from './CauseSection.tsx';
import { ChangePast } from './ChangePast.tsx';
import classes from './RelatedTab.module.css';

const TONES: Record<RunState, Tone> = {
  running: 'info',
  waiting: 'info',
  suspended: 'warn',
  completed: 'good',
  cancelled: 'neutral',
  faulted: 'bad',
  failed: 'bad',
};
const SHOWN = 10;

export function RelatedTab({ ticket }: { ticket: Ticket }) {
  const t = useText();
  const requester = ticket.requester?.email;
  const others = useQuery({
    queryKey: keys.ticket(ticket.id, 'related'),
    queryFn: ({ signal }) =>
      ticketsPage({ requester, sort: '-updatedAt', limit: SHOWN + 1 }, signal),
    enabled: requester !== undefined,
  });
  const allRuns = useQuery(runsOfQuery(ticket.id));
  const runs = allRuns.data ?? [];
  const items = others.data?.items.filter((one) => one.id !== ticket.id).slice(0, SHOWN) ?? [];
  const hasCause = ticket.type === 'incident' || ticket.type === 'problem';
  return (
    <div className={classes.tab}>
      {hasCause && <CauseSection ticket={ticket} />}
      {ticket.type === 'change' && <ChangePast ticket={ticket} />}
      <section>
        <h2 className={classes.heading}>
          {t('related.tickets', { name: ticket.requester?.name ?? '' })}
        </h2>
        {others.isSuccess && items.length === 0 && (
          <p className={classes.none}>{t('related.none')}</p>
        )}
        <ul className={classes.list}>
          {items.map((one) => (
            <li key={one.id}>
              <Link to="/tickets/$id" params={{ id: one.number }} className={classes.row}>
                <StatusIcon status={one.status} />
                <span className="p-hidden">{t(`status.${one.status}`)}</span>
                <span className={classes.number}>{one.number}</span>
                <span className={classes.title} dir="auto">
                  {one.title}
                </span>
                <Time at={one.updatedAt} short className={classes.time} />
              </Link>
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h2 className={classes.heading}>{t('related.runs')}</h2>
        {allRuns.isSuccess && runs.length === 0 && (
          <p className={classes.none}>{t('related.runs.none')}</p>
        )}
        <ul className={classes.list}>
          {runs.map((run) => (
            <li key={run.id} className={classes.run}>
              <Chip tone={TONES[run.state]}>{t(`process.runState.${run.state}`)}</Chip>
              <span className={classes.title} dir="auto">
                {t('process.version', { name: run.processName, version: run.version })}
              </span>
              <code className={classes.code} title={t('related.technical')}>
                {run.workflowId}
              </code>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}
