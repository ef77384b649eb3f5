/** What a change is said to have caused, and how changes of the same items went before it. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { causedQuery, historyQuery } from '#designer/client/changes.ts';
import type { Ticket } from '#designer/client/types/tickets.ts';
import { ResultChip } from '#designer/ui/change/ResultChip.tsx';
import { useText } from '#designer/ui/locale.ts';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { StatusIcon } from '#designer/ui/StatusIcon.tsx';
import { Time } from '#designer/ui/Time.tsx';
import classes from './RelatedTab.module.css';

export const ChangePast = ({ ticket }: { ticket: Ticket }) => (
  <>
    <Caused id={ticket.id} />
    <Similar id={ticket.id} />
  </>
);

function Caused({ id }: { id: string }) {
  const t = useText();
  const caused = useQuery(causedQuery(id));
  if (caused.isError) return <ProblemNotice error={caused.error} compact />;
  if (caused.data === undefined) return null;
  const { items } = caused.data;
  return (
    <section>
      <h2 className={classes.heading}>{t('cause.caused')}</h2>
      {items.length === 0 && <p className={classes.none}>{t('cause.caused.none')}</p>}
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
              <Time at={one.namedAt} short className={classes.time} />
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Similar({ id }: { id: string }) {
  const t = useText();
  const history = useQuery(historyQuery(id));
  if (history.isError) return <ProblemNotice error={history.error} compact />;
  if (history.data === undefined) return null;
  const { similar, similarFailed: failed, items } = history.data;
  return (
    <section>
      <h2 className={classes.heading}>{t('cause.past')}</h2>
      <p className={classes.none}>
        {similar === 0 ? t('cause.past.none') : t('cause.past.counts', { similar, failed })}
      </p>
      <ul className={classes.list}>
        {items.map((one) => (
          <li key={one.id}>
            <Link to="/tickets/$id" params={{ id: one.number }} className={classes.row}>
              <ResultChip result={one.result} />
              <span className={classes.number}>{one.number}</span>
              <span className={classes.title} dir="auto">
                {one.title}
              </span>
              {one.incidents > 0 && (
                <span className={classes.why}>
                  {t('cause.incidents', { count: one.incidents })}
                </span>
              )}
              <Time at={one.endedAt ?? one.createdAt} short className={classes.time} />
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
