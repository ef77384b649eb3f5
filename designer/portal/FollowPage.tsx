/** Following one request: where it stands as steps, what was asked, messages. Right after sending it says what happens next. */
import { Button } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useMe } from '#designer/client/me.ts';
import { progressQuery, runsOfQuery, tasksOfQuery, ticketQuery } from '#designer/client/tickets.ts';
import type { Ticket } from '#designer/client/types/tickets.ts';
import { useFormOf } from '#designer/client/use-form-of.ts';
import { OPEN_STATUSES } from '#designer/client/views.ts';
import { useCrumb } from '#designer/ui/crumb.tsx';
import { useText } from '#designer/ui/locale.ts';
import { PageSkeleton } from '#designer/ui/PageSkeleton.tsx';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { RunTabs } from '#designer/ui/RunTabs.tsx';
import { StatusChip } from '#designer/ui/StatusChip.tsx';
import { Steps } from '#designer/ui/Steps.tsx';
import { Time } from '#designer/ui/Time.tsx';
import { AskedBack } from './AskedBack.tsx';
import classes from './FollowPage.module.css';
import { Messages } from './Messages.tsx';
import { Review } from './Review.tsx';
import { YourTurn } from './YourTurn.tsx';

/** A process starts within a moment of the request; until then its steps are asked for again. */
const WAIT_FOR_STEPS_MS = 1_500;

export function FollowPage() {
  const { id } = useParams({ from: '/app/portal/requests/$id' });
  const { sent } = useSearch({ from: '/app/portal/requests/$id' });
  const ticket = useQuery(ticketQuery(id));
  useCrumb(ticket.data?.number);
  if (ticket.isError && ticket.data === undefined) {
    return (
      <div className={classes.page}>
        <ProblemNotice error={ticket.error} onRetry={() => void ticket.refetch()} />
      </div>
    );
  }
  if (ticket.data === undefined) return <PageSkeleton />;
  return (
    <Shown
      key={ticket.data.id}
      ticket={ticket.data}
      sent={sent === true && OPEN_STATUSES.includes(ticket.data.status)}
    />
  );
}

function Shown({ ticket, sent }: { ticket: Ticket; sent: boolean }) {
  const t = useText();
  const me = useMe();
  const tasks = useQuery(tasksOfQuery(ticket.id)).data ?? [];
  const mine = tasks.filter(
    (task) =>
      task.state === 'open' &&
      task.assignee?.id === me.user.id &&
      task.allowed.includes('complete'),
  );
  return (
    <div className={classes.page}>
      {sent ? <Confirmation ticket={ticket} /> : <Heading ticket={ticket} />}
      {mine.map((task) => (
        <YourTurn key={task.id} task={task} ticket={ticket} />
      ))}
      <AskedBack ticket={ticket} open />
      <section className={classes.section}>
        <h2 className={classes.heading}>{t(sent ? 'portal.sent.next' : 'portal.follow.steps')}</h2>
        <Progress ticket={ticket} />
      </section>
      {!sent && <Asked ticket={ticket} />}
      <AskedBack ticket={ticket} open={false} />
      <Messages ticket={ticket} />
      {sent && (
        <Button
          component={Link}
          to="/portal"
          variant="default"
          size="md"
          className={classes.another}
        >
          {t('portal.sent.another')}
        </Button>
      )}
    </div>
  );
}

function Heading({ ticket }: { ticket: Ticket }) {
  const t = useText();
  return (
    <header className={classes.head}>
      <p className={classes.number}>{ticket.number}</p>
      <h1 className={classes.title} dir="auto">
        {ticket.title}
      </h1>
      <p className={classes.meta}>
        <StatusChip status={ticket.status} holdReason={ticket.holdReason} />
        {ticket.assignee !== null && (
          <span>{t('portal.follow.assignee', { name: ticket.assignee.name })}</span>
        )}
        <span>
          {t('portal.opened')} <Time at={ticket.createdAt} />
        </span>
      </p>
    </header>
  );
}

function Confirmation({ ticket }: { ticket: Ticket }) {
  const t = useText();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <header className={classes.confirmation}>
      <span className={classes.tick} aria-hidden="true">
        <IconCheck size={26} stroke={2.6} />
      </span>
      <h1 ref={heading} tabIndex={-1} className={classes.title}>
        {t('portal.sent.title')}
      </h1>
      <p>{t('portal.sent.text', { number: ticket.number })}</p>
    </header>
  );
}

function Progress({ ticket }: { ticket: Ticket }) {
  const t = useText();
  const [chosen, setChosen] = useState<string>();
  const runs = useQuery(runsOfQuery(ticket.id)).data ?? [];
  const progress = useQuery({
    ...progressQuery(ticket.id, chosen),
    placeholderData: keepPreviousData,
    refetchInterval: (query) =>
      (query.state.data?.steps.length ?? 0) === 0 && query.state.dataUpdateCount < 20
        ? WAIT_FOR_STEPS_MS
        : false,
  });
  const steps = progress.data?.steps ?? [];
  if (steps.length === 0) return <p className={classes.muted}>{t('portal.follow.waiting')}</p>;
  return (
    <div className={classes.card}>
      <RunTabs runs={runs} shown={progress.data?.run.id ?? ''} onShow={setChosen}>
        <Steps steps={steps} roomy />
      </RunTabs>
    </div>
  );
}

function Asked({ ticket }: { ticket: Ticket }) {
  const t = useText();
  const form = useFormOf(ticket.catalogItem);
  if (form === null && ticket.description === '') return null;
  return (
    <section className={classes.section}>
      <h2 className={classes.heading}>{t('portal.follow.what')}</h2>
      {form === null ? (
        <p className={classes.description} dir="auto">
          {ticket.description}
        </p>
      ) : (
        <Review schema={form.schema} uiSchema={form.uiSchema} values={ticket.custom} hideEmpty />
      )}
    </section>
  );
}
