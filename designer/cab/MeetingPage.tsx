/**
 * A meeting on one screen: the agenda at one side, one change in the middle. The same page serves the wall everybody looks at
 * and the phone of a member who votes; it follows the meeting as it happens, and every act is a key away.
 */
import { Button } from '@mantine/core';
import { IconListNumbers, IconMicrophone } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useParams, useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { meetingQuery } from '#designer/client/cab.ts';
import { useMe } from '#designer/client/me.ts';
import type { Meeting } from '#designer/client/types/cab.ts';
import { useCrumb } from '#designer/ui/crumb.tsx';
import { EmptyState } from '#designer/ui/EmptyState.tsx';
import { useShortcuts } from '#designer/ui/keyboard.tsx';
import { directionOf, useLocale, useText } from '#designer/ui/locale.ts';
import { PageSkeleton } from '#designer/ui/PageSkeleton.tsx';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { Agenda } from './Agenda.tsx';
import { leadsIt } from './agenda.ts';
import { ItemView } from './ItemView.tsx';
import { type Asking, MeetingHead } from './MeetingHead.tsx';
import { MinutesView } from './MinutesView.tsx';
import classes from './meeting.module.css';
import { useWalk, type Walk } from './use-walk.ts';

export function MeetingPage() {
  const { id } = useParams({ from: '/app/cab/$id' });
  const meeting = useQuery(meetingQuery(id));
  useCrumb(meeting.data?.name);
  // What was read before stays, with whatever is being written over it.
  if (meeting.data === undefined)
    return meeting.isError ? (
      <div className={classes.alone}>
        <ProblemNotice error={meeting.error} onRetry={() => void meeting.refetch()} />
      </div>
    ) : (
      <PageSkeleton />
    );
  return <Shown key={id} meeting={meeting.data} />;
}

function Shown({ meeting }: { meeting: Meeting }) {
  const t = useText();
  const me = useMe().user;
  const { change = null } = useSearch({ from: '/app/cab/$id' });
  const [lead, setLead] = useState<boolean | null>(null);
  const [asking, setAsking] = useState<Asking>(null);
  const [isMinutes, setMinutes] = useState(['ended', 'closed'].includes(meeting.state) && !change);
  const [isAgenda, setAgenda] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const mayLead = meeting.allowed.includes('current') && !meeting.virtual;
  const leads = mayLead && (lead ?? leadsIt(meeting, me.id));
  const walk = useWalk(meeting, change, leads);
  const { item, moved } = walk;

  const [asked, setAsked] = useState(0);
  const showMinutes = (open: boolean) => {
    setMinutes(open);
    setAsked((count) => count + 1);
  };
  const go = (to: string) => {
    setMinutes(false);
    setAgenda(false);
    walk.go(to);
  };
  const step = (by: 1 | -1) => {
    setMinutes(false);
    walk.step(by);
  };
  useMeetingKeys(
    step,
    () => showMinutes(!isMinutes),
    meeting.virtual ? null : () => setAsking('attendance'),
  );
  // Whoever has gone somewhere reads on from its heading; whoever is taken along keeps the focus where it is.
  useEffect(() => {
    if (moved + asked > 0) heading.current?.focus();
  }, [moved, asked]);

  return (
    <div className={classes.page}>
      <MeetingHead
        meeting={meeting}
        isMinutes={isMinutes}
        onMinutes={showMinutes}
        asking={asking}
        onAsk={setAsking}
        leading={mayLead ? leads : null}
        onLead={setLead}
      />
      <div className={classes.body}>
        <Button
          className={classes.opener}
          variant="default"
          size="md"
          aria-expanded={isAgenda}
          leftSection={<IconListNumbers size={17} />}
          onClick={() => setAgenda(!isAgenda)}
        >
          {t('cab.agenda')}
        </Button>
        <nav className={classes.agenda} data-open={isAgenda} aria-label={t('cab.agenda')}>
          <Agenda meeting={meeting} shown={isMinutes ? undefined : item?.ticket.id} onShow={go} />
        </nav>
        <div className={classes.middle}>
          <Elsewhere walk={walk} onGo={go} />
          {isMinutes ? (
            <MinutesView meeting={meeting} heading={heading} />
          ) : item ? (
            <ItemView
              key={item.ticket.id}
              meeting={meeting}
              item={item}
              heading={heading}
              onStep={step}
            />
          ) : (
            <EmptyState icon={IconListNumbers} title={t('cab.none.title')}>
              {t('cab.none.text')}
            </EmptyState>
          )}
        </div>
      </div>
      <p className="p-hidden" role="status">
        {item && !isMinutes
          ? t('cab.shown', { number: item.ticket.number, title: item.ticket.title })
          : ''}
      </p>
    </div>
  );
}

/** The meeting has gone on while one looks at, or writes about, another change. */
function Elsewhere({ walk, onGo }: { walk: Walk; onGo: (id: string) => void }) {
  const t = useText();
  const { elsewhere } = walk;
  return (
    <div role="status">
      {elsewhere && (
        <div className={classes.elsewhere}>
          <IconMicrophone size={17} aria-hidden="true" />
          <span dir="auto">
            {t('cab.elsewhere', {
              number: elsewhere.ticket.number,
              title: elsewhere.ticket.title,
            })}
          </span>
          <Button size="xs" variant="default" onClick={() => onGo(elsewhere.ticket.id)}>
            {t('cab.elsewhere.go')}
          </Button>
        </div>
      )}
    </div>
  );
}

/** The agenda is read as the page is: what comes next lies to the left where one reads from the right. */
function useMeetingKeys(
  step: (by: 1 | -1) => void,
  minutes: () => void,
  people: (() => void) | null,
): void {
  const t = useText();
  const { locale } = useLocale();
  const [next, previous] =
    directionOf(locale) === 'rtl' ? ['ArrowLeft', 'ArrowRight'] : ['ArrowRight', 'ArrowLeft'];
  useShortcuts(
    [
      { keys: next, label: t('cab.next'), run: () => step(1) },
      { keys: previous, label: t('cab.previous'), run: () => step(-1) },
      { keys: 'm', label: t('cab.minutes'), run: minutes },
      ...(people === null ? [] : [{ keys: 'p', label: t('cab.attendance'), run: people }]),
    ],
    { ownsLetters: true },
  );
}
