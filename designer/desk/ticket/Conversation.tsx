/** The story of the ticket, and the field that adds to it. New entries are announced; scrolling stays where it is. */
import { SegmentedControl, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { commentsQuery, eventsQuery } from '#designer/client/tickets.ts';
import type { Ticket, TicketEvent } from '#designer/client/types/tickets.ts';
import { useFormOf } from '#designer/client/use-form-of.ts';
import { Avatar } from '#designer/ui/Avatar.tsx';
import { Chip } from '#designer/ui/Chip.tsx';
import { EventLine } from '#designer/ui/EventLine.tsx';
import { useFieldWords } from '#designer/ui/field-words.ts';
import { describeValues } from '#designer/ui/forms/answers.ts';
import { useText } from '#designer/ui/locale.ts';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { Time } from '#designer/ui/Time.tsx';
import { Composer } from './Composer.tsx';
import classes from './Conversation.module.css';
import { type Entry, submittedOf, toTimeline } from './timeline.ts';

export function Conversation({ ticket }: { ticket: Ticket }) {
  const t = useText();
  const [show, setShow] = useState<'all' | 'words'>('all');
  const comments = useQuery(commentsQuery(ticket.id));
  const events = useQuery(eventsQuery(ticket.id));
  const entries = useMemo(
    () => toTimeline(comments.data ?? [], events.data ?? [], show),
    [comments.data, events.data, show],
  );
  // What came from a form is shown as its answers, in the reader's numbers and dates.
  const form = useFormOf(ticket.source === 'catalog' ? ticket.catalogItem : null);
  const submitted = events.data && submittedOf(ticket.custom, events.data);
  const answers = form && submitted ? describeValues(submitted, form) : [];
  const words = useFieldWords();
  const failed = comments.error ?? events.error;
  return (
    <>
      <section className={classes.story} aria-label={t('conversation.title')}>
        <div className={classes.head}>
          <h2 className={classes.heading}>{t('conversation.title')}</h2>
          <SegmentedControl
            value={show}
            onChange={(value) => setShow(value === 'words' ? 'words' : 'all')}
            data={[
              { value: 'all', label: t('conversation.showAll') },
              { value: 'words', label: t('conversation.onlyWords') },
            ]}
          />
        </div>
        {(ticket.description !== '' || answers.length > 0) && (
          <article className={classes.comment}>
            <Avatar person={ticket.requester} size={28} />
            <div className={classes.bubble}>
              <p className={classes.who}>
                <span className={classes.name} dir="auto">
                  {ticket.requester?.name ?? t('common.unknownPerson')}
                </span>
                <Time at={ticket.createdAt} className={classes.time} />
              </p>
              {answers.length > 0 ? (
                <dl className={classes.answers}>
                  {answers.map((answer) => (
                    <div key={answer.name} className={classes.answer}>
                      <dt dir="auto">{answer.title}</dt>
                      <dd dir="auto">{words.plain(answer.value)}</dd>
                    </div>
                  ))}
                </dl>
              ) : (
                <p className={classes.text} dir="auto">
                  {ticket.description}
                </p>
              )}
            </div>
          </article>
        )}
        {failed !== null && (
          <ProblemNotice
            error={failed}
            compact
            onRetry={() => void Promise.all([comments.refetch(), events.refetch()])}
          />
        )}
        {comments.isPending && <Skeleton height={64} />}
        <ol className={classes.entries} aria-live="polite" aria-relevant="additions">
          {entries.map((entry) => (
            <li key={entry.key}>
              <EntryView entry={entry} />
            </li>
          ))}
        </ol>
        {entries.length === 0 && comments.isSuccess && !ticket.description && (
          <p className={classes.empty}>{t('conversation.empty')}</p>
        )}
      </section>
      {ticket.allowed.includes('comment') && <Composer ticket={ticket} />}
    </>
  );
}

function EntryView({ entry }: { entry: Entry }) {
  if (entry.kind === 'event') return <EventLine event={entry.event} />;
  if (entry.kind === 'fold') return <Fold events={entry.events} />;
  return <CommentView entry={entry} />;
}

function CommentView({ entry }: { entry: Extract<Entry, { kind: 'comment' }> }) {
  const t = useText();
  const { comment } = entry;
  return (
    <article className={classes.comment} data-internal={comment.internal}>
      <Avatar person={comment.author} size={28} />
      <div className={classes.bubble}>
        <p className={classes.who}>
          <span className={classes.name} dir="auto">
            {comment.author?.name ?? t('common.system')}
          </span>
          {comment.internal && <Chip tone="warn">{t('comment.internal.badge')}</Chip>}
          <Time at={comment.createdAt} className={classes.time} />
        </p>
        <p className={classes.text} dir="auto">
          {comment.body}
        </p>
      </div>
    </article>
  );
}

function Fold({ events }: { events: TicketEvent[] }) {
  const t = useText();
  const [open, setOpen] = useState(false);
  if (open) return events.map((event) => <EventLine key={event.id} event={event} />);
  return (
    <button
      type="button"
      className={classes.fold}
      onClick={() => setOpen(true)}
      aria-expanded="false"
    >
      {t('conversation.earlier', { count: events.length })}
    </button>
  );
}
