/** One major incident: at a glance, what stakeholders were told, its decisive moments, and the tickets under it. */
import { ActionIcon, Tooltip } from '@mantine/core';
import { IconLinkOff } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import {
  childrenQuery,
  majorEventsQuery,
  majorQuery,
  majorUpdatesQuery,
  unlinkChild,
} from '#designer/client/major.ts';
import { keys } from '#designer/client/query.ts';
import type { ChildTicket, MajorIncident } from '#designer/client/types/major.ts';
import type { TicketStatus } from '#designer/client/types/tickets.ts';
import { PersonName } from '#designer/ui/Avatar.tsx';
import { Chip } from '#designer/ui/Chip.tsx';
import { useCrumb } from '#designer/ui/crumb.tsx';
import { EventLine } from '#designer/ui/EventLine.tsx';
import { useText } from '#designer/ui/locale.ts';
import { PageSkeleton } from '#designer/ui/PageSkeleton.tsx';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { StatusIcon } from '#designer/ui/StatusIcon.tsx';
import { Time } from '#designer/ui/Time.tsx';
import { useToast } from '#designer/ui/toast.ts';
import { MajorCard } from './MajorCard.tsx';
import classes from './major.module.css';

export function MajorPage() {
  const { id } = useParams({ from: '/app/major-incidents/$id' });
  const found = useQuery(majorQuery(id));
  useCrumb(found.data?.ticket.number);
  if (found.isPending) return <PageSkeleton />;
  // What was read before stays, with whatever is being written over it.
  if (found.data === undefined)
    return <ProblemNotice error={found.error} onRetry={() => void found.refetch()} />;
  const major = found.data;
  return (
    <div className={classes.page}>
      <MajorCard major={major} whole />
      <div className={classes.columns}>
        <div className={classes.section}>
          <Updates major={major} />
          {major.review && <ReviewShown review={major.review} />}
          <Linked major={major} />
        </div>
        <Moments major={major} />
      </div>
    </div>
  );
}

function Updates({ major }: { major: MajorIncident }) {
  const t = useText();
  const updates = useQuery(majorUpdatesQuery(major.id));
  const items = updates.data?.items ?? [];
  return (
    <section className={classes.section}>
      <h2 className={classes.heading}>{t('major.updates')}</h2>
      {updates.isSuccess && items.length === 0 && (
        <p className={classes.quiet}>{t('major.updates.none')}</p>
      )}
      {items.length > 0 && (
        <ul className={classes.list}>
          {items.map((update) => (
            <li key={update.id}>
              <div className={classes.update}>
                <div className={classes.top}>
                  <Chip>{t(`major.stage.${update.stage}`)}</Chip>
                  <strong dir="auto">{update.subject}</strong>
                </div>
                <p className={classes.body} dir="auto">
                  {update.body}
                </p>
                <p className={classes.quiet}>
                  {t('major.update.by', {
                    name: update.author?.name ?? t('common.system'),
                    count: update.recipients,
                  })}{' '}
                  <Time at={update.at} />
                </p>
              </div>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function ReviewShown({ review }: { review: NonNullable<MajorIncident['review']> }) {
  const t = useText();
  return (
    <section className={classes.section}>
      <h2 className={classes.heading}>{t('major.review')}</h2>
      <div className={classes.preview}>
        <strong>{t('major.review.summary')}</strong>
        <p className={classes.body} dir="auto">
          {review.summary}
        </p>
        <strong>{t('major.review.cause')}</strong>
        <p className={classes.body} dir="auto">
          {review.cause}
        </p>
      </div>
    </section>
  );
}

function Linked({ major }: { major: MajorIncident }) {
  const t = useText();
  const items = useQuery(childrenQuery(major.ticket.id)).data?.items ?? [];
  const actions = items.filter(({ kind }) => kind === 'action');
  const children = items.filter(({ kind }) => kind === 'child');
  return (
    <>
      {actions.length > 0 && (
        <section className={classes.section}>
          <h2 className={classes.heading}>{t('major.review.actions')}</h2>
          <Tickets major={major} items={actions} />
        </section>
      )}
      <section className={classes.section}>
        <h2 className={classes.heading}>{t('major.children')}</h2>
        {children.length === 0 && <p className={classes.quiet}>{t('major.children.none')}</p>}
        {children.length > 0 && <Tickets major={major} items={children} />}
      </section>
    </>
  );
}

function Tickets({ major, items }: { major: MajorIncident; items: ChildTicket[] }) {
  const t = useText();
  const toast = useToast();
  const client = useQueryClient();
  const mayUnlink = major.allowed.includes('change');
  const take = async (child: ChildTicket) => {
    try {
      await unlinkChild(major.ticket.id, child.id);
      await client.invalidateQueries({ queryKey: keys.ticket(major.ticket.id) });
      await client.invalidateQueries({ queryKey: keys.major() });
      toast.done(t('major.unlinked', { number: child.number }));
    } catch (error) {
      toast.failed(error);
    }
  };
  return (
    <ul className={classes.list}>
      {items.map((one) => (
        <li key={one.id}>
          <StatusIcon status={one.status as TicketStatus} />
          <span className="p-hidden">{t(`status.${one.status as TicketStatus}`)}</span>
          <span className={classes.quiet}>{one.number}</span>
          <Link
            to="/tickets/$id"
            params={{ id: one.number }}
            className={`${classes.link} ${classes.grow}`}
            dir="auto"
          >
            {one.title}
          </Link>
          {one.kind === 'action' && <PersonName person={one.assignee} />}
          {one.dueAt !== null && <Time at={one.dueAt} short className={classes.quiet} />}
          {one.kind === 'child' && !one.follows && <Chip>{t('major.children.alone')}</Chip>}
          {one.kind === 'child' && mayUnlink && (
            <Tooltip label={t('major.unlink', { number: one.number })}>
              <ActionIcon
                aria-label={t('major.unlink', { number: one.number })}
                onClick={() => void take(one)}
              >
                <IconLinkOff size={16} />
              </ActionIcon>
            </Tooltip>
          )}
        </li>
      ))}
    </ul>
  );
}

function Moments({ major }: { major: MajorIncident }) {
  const t = useText();
  const events = useQuery(majorEventsQuery(major.id)).data?.items ?? [];
  return (
    <section className={classes.section}>
      <h2 className={classes.heading}>{t('major.moments')}</h2>
      <div className={classes.moments}>
        {events.map((event) => (
          <EventLine key={event.id} event={{ ...event, text: null }} />
        ))}
      </div>
    </section>
  );
}
