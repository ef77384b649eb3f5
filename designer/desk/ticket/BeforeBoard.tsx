/** In which meeting a change comes up, and on what a board has approved it: each condition is marked once it is met. */
import { Button } from '@mantine/core';
import { IconCheck, IconCircleDashed, IconGavel } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useIntl } from 'react-intl';
import { conditionsQuery, meetCondition, meetingsOfQuery } from '#designer/client/cab.ts';
import { keys } from '#designer/client/query.ts';
import type { BoardCondition } from '#designer/client/types/cab.ts';
import type { Ticket } from '#designer/client/types/tickets.ts';
import { useIntention } from '#designer/client/use-intention.ts';
import { PersonName } from '#designer/ui/Avatar.tsx';
import { useText } from '#designer/ui/locale.ts';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { Time } from '#designer/ui/Time.tsx';
import { useToast } from '#designer/ui/toast.ts';
import classes from './BeforeBoard.module.css';

export function BeforeBoard({ ticket }: { ticket: Ticket }) {
  const t = useText();
  const conditions = useQuery(conditionsQuery(ticket.id)).data?.items ?? [];
  const meetings = useQuery(meetingsOfQuery(ticket.id)).data?.items ?? [];
  if (conditions.length === 0 && meetings.length === 0) return null;
  return (
    <section className={classes.board} aria-labelledby="before-board">
      <h2 id="before-board" className={classes.heading}>
        {t(conditions.length === 0 ? 'cab.comesUp' : 'cab.conditions.of')}
      </h2>
      {meetings.map((meeting) => (
        <ComesUp key={meeting.id} ticket={ticket} meeting={meeting} />
      ))}
      {conditions.length > 0 && (
        <ul className={classes.list}>
          {conditions.map((condition) => (
            <Condition key={condition.id} ticket={ticket} condition={condition} />
          ))}
        </ul>
      )}
    </section>
  );
}

function ComesUp({
  ticket,
  meeting,
}: {
  ticket: Ticket;
  meeting: { id: string; name: string; scheduledAt: string };
}) {
  const intl = useIntl();
  return (
    <p className={classes.meeting}>
      <IconGavel size={16} stroke={1.7} aria-hidden="true" />
      <span>
        <Link
          to="/cab/$id"
          params={{ id: meeting.id }}
          search={{ change: ticket.number }}
          className={classes.link}
        >
          {meeting.name}
        </Link>{' '}
        <span className={classes.quiet}>
          {intl.formatDate(meeting.scheduledAt, { dateStyle: 'full', timeStyle: 'short' })}
        </span>
      </span>
    </p>
  );
}

function Condition({ ticket, condition }: { ticket: Ticket; condition: BoardCondition }) {
  const t = useText();
  const toast = useToast();
  const client = useQueryClient();
  const intention = useIntention();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const { id, text, met, person } = condition;
  const mark = async () => {
    setBusy(true);
    setProblem(null);
    try {
      await intention.send(id, (key) => meetCondition(ticket.id, id, key));
      toast.done(t('cab.met.done'));
    } catch (error) {
      setProblem(error);
    }
    await client.invalidateQueries({ queryKey: keys.ticket(ticket.id) });
    setBusy(false);
  };
  return (
    <li className={classes.condition} data-met={met !== null}>
      {met ? (
        <IconCheck size={16} stroke={2.2} aria-hidden="true" />
      ) : (
        <IconCircleDashed size={16} aria-hidden="true" />
      )}
      <div className={classes.body}>
        <p dir="auto">{text}</p>
        <p className={classes.facts}>
          <span>{t(`cab.before.${condition.before}`)}</span>
          {person && <PersonName person={person} />}
          {met ? (
            <span>
              {t('cab.met.by', { name: met.by.name })} <Time at={met.at} short />
            </span>
          ) : (
            <span>{t('cab.notMet')}</span>
          )}
        </p>
        {problem !== null && <ProblemNotice error={problem} compact />}
      </div>
      {met === null && ticket.allowed.includes('update') && (
        <Button
          variant="default"
          size="xs"
          loading={busy}
          aria-label={t('cab.met.mark.of', { text })}
          onClick={() => void mark()}
        >
          {t('cab.met.mark')}
        </Button>
      )}
    </li>
  );
}
