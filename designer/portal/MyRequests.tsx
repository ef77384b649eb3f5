/** What I have asked for: the open ones with their steps, the finished ones folded away. */
import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { keys } from '#designer/client/query.ts';
import { progressQuery, ticketsPage } from '#designer/client/tickets.ts';
import type { Progress } from '#designer/client/types/runs.ts';
import type { TicketItem } from '#designer/client/types/tickets.ts';
import { OPEN_STATUSES } from '#designer/client/views.ts';
import { useSay } from '#designer/ui/diagram/say.ts';
import { stepName } from '#designer/ui/diagram/words.ts';
import { useText } from '#designer/ui/locale.ts';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { StatusChip } from '#designer/ui/StatusChip.tsx';
import { Time } from '#designer/ui/Time.tsx';
import classes from './MyRequests.module.css';
import page from './PortalPage.module.css';

/** More than these would push what one came for off the screen. */
const FIRST = 2;
const SHOWN = 30;

export function MyRequests({ query }: { query: string }) {
  const t = useText();
  const [finished, setFinished] = useState(false);
  const [unfolded, setUnfolded] = useState(false);
  const mine = useQuery({
    queryKey: keys.myTickets,
    queryFn: ({ signal }) =>
      ticketsPage({ requester: 'me', sort: '-updatedAt', limit: 100 }, signal),
  });
  const words = query.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const fits = (ticket: TicketItem) =>
    words.every((word) => `${ticket.title} ${ticket.number}`.toLocaleLowerCase().includes(word));
  const all = mine.data?.items.filter(fits) ?? [];
  const open = all.filter((ticket) => OPEN_STATUSES.includes(ticket.status));
  const over = all.filter((ticket) => !OPEN_STATUSES.includes(ticket.status));
  if (query !== '' && all.length === 0) return null;
  const whole = unfolded || query !== '' || open.length <= FIRST + 1;
  const showOver = finished || query !== '';
  return (
    <section className={page.section} aria-label={t('portal.mine')}>
      <h2 className={page.heading}>{t('portal.mine')}</h2>
      {mine.isPending && <Skeleton height={84} radius={10} />}
      {mine.isError && <ProblemNotice error={mine.error} onRetry={() => void mine.refetch()} />}
      {mine.isSuccess && open.length === 0 && query === '' && (
        <p className={page.none}>{t('portal.mine.none')}</p>
      )}
      <ul className={classes.list}>
        {open.slice(0, whole ? SHOWN : FIRST).map((ticket) => (
          <li key={ticket.id}>
            <RequestCard ticket={ticket} />
          </li>
        ))}
      </ul>
      {!whole && (
        <button type="button" className={classes.more} onClick={() => setUnfolded(true)}>
          {t('portal.mine.more', { count: open.length - FIRST })}
        </button>
      )}
      {over.length > 0 && !showOver && (
        <button
          type="button"
          className={classes.more}
          onClick={() => setFinished(true)}
          aria-expanded="false"
        >
          {t('portal.mine.all', { count: over.length })}
        </button>
      )}
      {showOver && over.length > 0 && (
        <ul className={classes.over} aria-label={t('portal.mine.finished')}>
          {over.slice(0, SHOWN).map((ticket) => (
            <li key={ticket.id}>
              <Link
                to="/portal/requests/$id"
                params={{ id: ticket.number }}
                className={classes.line}
              >
                <span className={classes.lineTitle} dir="auto">
                  {ticket.title}
                </span>
                <StatusChip status={ticket.status} />
                <Time at={ticket.updatedAt} className={classes.time} />
              </Link>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function RequestCard({ ticket }: { ticket: TicketItem }) {
  const t = useText();
  const say = useSay();
  const progress = useQuery({
    ...progressQuery(ticket.id),
    queryKey: keys.ticket(ticket.id, 'progress'),
  });
  const steps = progress.data?.steps ?? [];
  const current = steps.find((step) => step.state === 'current');
  return (
    <Link to="/portal/requests/$id" params={{ id: ticket.number }} className={classes.card}>
      <span className={classes.top}>
        <span className={classes.title} dir="auto">
          {ticket.title}
        </span>
        <span className={classes.number}>{ticket.number}</span>
      </span>
      <Bar steps={steps} />
      <span className={classes.meta}>
        {current === undefined ? (
          <StatusChip status={ticket.status} holdReason={ticket.holdReason} />
        ) : (
          <span className={classes.now} dir="auto">
            {stepName(say, current)}
          </span>
        )}
        <span className={classes.time}>
          {t('portal.opened')} <Time at={ticket.createdAt} />
        </span>
      </span>
    </Link>
  );
}

/** The steps as a thin bar; the words stand under it. */
function Bar({ steps }: { steps: Progress['steps'] }) {
  return (
    <span className={classes.bar} aria-hidden="true">
      {steps
        .filter(({ state }) => state !== 'calledOff')
        .map((step, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: steps are told apart by nothing but their place
          <span key={index} data-state={step.state} />
        ))}
    </span>
  );
}
