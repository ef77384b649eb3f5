/**
 * One change, large enough for a screen that everybody looks at: what it is, how it was voted, what one votes oneself, what is
 * decided, what was said.
 */
import { Button } from '@mantine/core';
import {
  IconArrowDown,
  IconChevronLeft,
  IconChevronRight,
  IconExternalLink,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { type Ref, type RefObject, useRef } from 'react';
import { ruleOn } from '#designer/client/cab.ts';
import { useMe } from '#designer/client/me.ts';
import type { AgendaItem, Meeting } from '#designer/client/types/cab.ts';
import { useText } from '#designer/ui/locale.ts';
import { PriorityMark } from '#designer/ui/PriorityMark.tsx';
import { StatusChip } from '#designer/ui/StatusChip.tsx';
import { AboutAtLength, AboutInShort } from './AboutChange.tsx';
import { standingOf } from './agenda.ts';
import { ItemMenu } from './ItemMenu.tsx';
import { ItemSide, saysWhat } from './ItemSide.tsx';
import { MadeAnother } from './MadeAnother.tsx';
import classes from './meeting.module.css';
import { Refused } from './Refused.tsx';
import { SharedTextField } from './SharedText.tsx';
import { useAct } from './use-act.ts';
import { useSharedText } from './use-shared-text.ts';
import { StandingChip } from './words.tsx';

type Props = {
  meeting: Meeting;
  item: AgendaItem;
  heading: Ref<HTMLHeadingElement>;
  onStep: (by: 1 | -1) => void;
};

export function ItemView({ meeting, item, heading, onStep }: Props) {
  const t = useText();
  const me = useMe().user;
  const { ticket } = item;
  const about = { meetingId: meeting.id, ticketId: ticket.id, plan: item.plan };
  const side = useRef<HTMLDivElement>(null);
  const at = meeting.items.findIndex((one) => one.ticket.id === ticket.id);
  return (
    <article className={classes.item} aria-labelledby="cab-item">
      <header className={classes.itemHead}>
        <div className={classes.row}>
          {/* The board is shown what it has to know; the change itself only whoever may read it. */}
          {ticket.readable ? (
            <Link to="/tickets/$id" params={{ id: ticket.number }} className={classes.link}>
              {ticket.number}
              <IconExternalLink size={13} aria-hidden="true" />
            </Link>
          ) : (
            <span>{ticket.number}</span>
          )}
          <StatusChip status={ticket.status} />
          <PriorityMark priority={ticket.priority} words />
          <StandingChip standing={standingOf(item)} />
          <span className={classes.steps}>
            <Button
              variant="default"
              size="xs"
              aria-label={t('cab.previous')}
              disabled={at <= 0}
              onClick={() => onStep(-1)}
            >
              <IconChevronLeft size={15} className={classes.turns} />
            </Button>
            <span className={classes.place}>
              {t('cab.place', { at: at + 1, of: meeting.items.length })}
            </span>
            <Button
              variant="default"
              size="xs"
              aria-label={t('cab.next')}
              disabled={at >= meeting.items.length - 1}
              onClick={() => onStep(1)}
            >
              <IconChevronRight size={15} className={classes.turns} />
            </Button>
            <ItemMenu meeting={meeting} item={item} at={at} />
          </span>
        </div>
        <h2 id="cab-item" ref={heading} tabIndex={-1} className={classes.itemTitle} dir="auto">
          {ticket.title}
        </h2>
        <Late meeting={meeting} item={item} />
        <MadeAnother item={item} />
        {item.message !== '' && (
          <p className={classes.message} dir="auto">
            {item.message}
          </p>
        )}
      </header>
      <div className={classes.itemShort}>
        <AboutInShort {...about} />
      </div>
      <ToSide meeting={meeting} item={item} side={side} />
      <div ref={side} tabIndex={-1} className={classes.itemSide}>
        <ItemSide meeting={meeting} item={item} me={me} />
      </div>
      <div className={classes.itemMain}>
        {/* Before the long texts, wherever they come from. */}
        <Discussion meeting={meeting} item={item} />
        <AboutAtLength {...about} />
      </div>
    </article>
  );
}

type ToSideProps = Pick<Props, 'meeting' | 'item'> & { side: RefObject<HTMLDivElement | null> };

/** Where all is one column: what one votes and decides comes below what it is about, and is a press away meanwhile. */
function ToSide({ meeting, item, side }: ToSideProps) {
  const t = useText();
  const { mayVote, decidesFirst } = saysWhat(meeting, item);
  if (!mayVote && !decidesFirst) return null;
  return (
    <Button
      className={classes.toSide}
      size="md"
      leftSection={<IconArrowDown size={17} aria-hidden="true" />}
      onClick={() => {
        side.current?.scrollIntoView({ block: 'start' });
        side.current?.focus({ preventScroll: true });
      }}
    >
      {t(decidesFirst ? 'cab.toDecision' : 'cab.toVote')}
    </Button>
  );
}

/** It came after the agenda was closed: the board takes it in, or it waits for the next meeting. */
function Late({ meeting, item }: { meeting: Meeting; item: AgendaItem }) {
  const t = useText();
  const { run, busy, problem } = useAct(meeting.id);
  if (!item.late) return null;
  const admit = (admitted: boolean) =>
    void run('admit', () => ruleOn({ id: meeting.id }, item.ticket.id, { admitted }));
  return (
    <div className={classes.notice}>
      <span>{t(item.admitted ? 'cab.late.admitted' : 'cab.late')}</span>
      {item.allowed.includes('admit') && !item.admitted && (
        <Button size="xs" variant="default" loading={busy === 'admit'} onClick={() => admit(true)}>
          {t('cab.late.admit')}
        </Button>
      )}
      <Refused problem={problem} />
    </div>
  );
}

/** Written by whoever may decide, read by everybody. */
function Discussion({ meeting, item }: { meeting: Meeting; item: AgendaItem }) {
  const t = useText();
  const { id } = item.ticket;
  const shared = useSharedText({
    name: `cab.${meeting.id}.${id}.discussion`,
    meeting,
    textOf: (one) => one.items.find(({ ticket }) => ticket.id === id)?.discussion ?? '',
    save: (one, discussion) => ruleOn(one, id, { discussion }),
  });
  if (item.allowed.includes('decide'))
    return (
      <SharedTextField
        label={t('cab.discussion')}
        help={t('cab.discussion.help')}
        shared={shared}
        maxLength={20_000}
        minRows={3}
      />
    );
  if (item.discussion === '') return null;
  return (
    <section className={classes.part}>
      <h3 className={classes.heading}>{t('cab.discussion')}</h3>
      <p className={classes.written} dir="auto">
        {item.discussion}
      </p>
    </section>
  );
}
