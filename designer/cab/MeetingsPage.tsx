/** All meetings: those that are held now, those that are coming, those that were; and what waits for a board without one. */
import { Button, Select } from '@mantine/core';
import { IconGavel, IconHourglass, IconPlus } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useIntl } from 'react-intl';
import { boardsQuery, currentMeetingsQuery, pastMeetingsQuery } from '#designer/client/cab.ts';
import { isProblem } from '#designer/client/problem.ts';
import type { Board, MeetingLine } from '#designer/client/types/cab.ts';
import { EmptyState } from '#designer/ui/EmptyState.tsx';
import { useText } from '#designer/ui/locale.ts';
import { PageSkeleton } from '#designer/ui/PageSkeleton.tsx';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { Time } from '#designer/ui/Time.tsx';
import classes from './cab.module.css';
import { PlanMeetingDialog } from './PlanMeeting.tsx';
import { MeetingStateChip } from './words.tsx';

export function MeetingsPage() {
  const t = useText();
  const navigate = useNavigate();
  const { board: chosen } = useSearch({ from: '/app/cab' });
  const boards = useQuery(boardsQuery);
  const current = useQuery(currentMeetingsQuery(chosen));
  const past = useInfiniteQuery(pastMeetingsQuery(chosen));
  const [planning, setPlanning] = useState<string | null>(null);
  const known = boards.data?.items ?? [];
  const plannable = known.filter(({ allowed }) => allowed.includes('plan'));
  const byTime = [...(current.data?.items ?? [])].sort((a, b) =>
    a.scheduledAt.localeCompare(b.scheduledAt),
  );
  const now = byTime.filter(({ state }) => state !== 'planned');
  const coming = byTime.filter(({ state }) => state === 'planned');
  const over = past.data?.pages.flatMap(({ items }) => items) ?? [];
  const waiting = known.filter(
    ({ key, waiting: count }) => count > 0 && (chosen === undefined || key === chosen),
  );
  const isEmpty = current.isSuccess && past.isSuccess && byTime.length + over.length === 0;
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <div>
          <h1 className={classes.title}>{t('cab.meetings')}</h1>
          <p className={classes.quiet}>{t('cab.meetings.text')}</p>
        </div>
        <div className={classes.acts}>
          {known.length > 1 && (
            <Select
              aria-label={t('cab.board')}
              placeholder={t('cab.board.all')}
              data={known.map(({ key, name }) => ({ value: key, label: name }))}
              value={chosen ?? null}
              onChange={(board) =>
                void navigate({ to: '/cab', search: { board: board ?? undefined } })
              }
              clearable
            />
          )}
          {plannable.length > 0 && (
            <Button leftSection={<IconPlus size={15} />} onClick={() => setPlanning(chosen ?? '')}>
              {t('cab.plan')}
            </Button>
          )}
        </div>
      </header>
      {boards.isError && !isProblem(boards.error, 'not_permitted') && (
        <ProblemNotice error={boards.error} onRetry={() => void boards.refetch()} />
      )}
      {waiting.map((board) => (
        <Waiting key={board.id} board={board} onPlan={setPlanning} />
      ))}
      {current.isPending && <PageSkeleton />}
      {current.isError && (
        <ProblemNotice error={current.error} onRetry={() => void current.refetch()} />
      )}
      {isEmpty && (
        <EmptyState icon={IconGavel} title={t('cab.meetings.none.title')}>
          {t('cab.meetings.none.text')}
        </EmptyState>
      )}
      <Meetings title={t('cab.meetings.now')} meetings={now} />
      <Meetings title={t('cab.meetings.coming')} meetings={coming} />
      <Meetings title={t('cab.meetings.past')} meetings={over} />
      {past.isError && <ProblemNotice error={past.error} onRetry={() => void past.refetch()} />}
      {past.hasNextPage && (
        <div>
          <Button
            variant="default"
            size="xs"
            loading={past.isFetchingNextPage}
            onClick={() => void past.fetchNextPage()}
          >
            {t('cab.meetings.earlier')}
          </Button>
        </div>
      )}
      {planning !== null && (
        <PlanMeetingDialog
          boards={plannable}
          first={planning === '' ? undefined : planning}
          onClose={() => setPlanning(null)}
        />
      )}
    </div>
  );
}

function Waiting({ board, onPlan }: { board: Board; onPlan: (key: string) => void }) {
  const t = useText();
  return (
    <div className={classes.waiting}>
      <IconHourglass size={17} aria-hidden="true" />
      <span dir="auto">{t('cab.waiting', { count: board.waiting, board: board.name })}</span>
      {board.allowed.includes('plan') && (
        <Button
          size="xs"
          variant="default"
          aria-label={t('cab.waiting.plan', { board: board.name })}
          onClick={() => onPlan(board.key)}
        >
          {t('cab.plan')}
        </Button>
      )}
    </div>
  );
}

function Meetings({ title, meetings }: { title: string; meetings: readonly MeetingLine[] }) {
  if (meetings.length === 0) return null;
  return (
    <section className={classes.section} aria-label={title}>
      <h2 className={classes.heading}>{title}</h2>
      <ul className={classes.list}>
        {meetings.map((meeting) => (
          <Line key={meeting.id} meeting={meeting} />
        ))}
      </ul>
    </section>
  );
}

function Line({ meeting }: { meeting: MeetingLine }) {
  const t = useText();
  const intl = useIntl();
  const shown = intl.formatDate(meeting.scheduledAt, { dateStyle: 'full', timeStyle: 'short' });
  return (
    <li>
      <Link to="/cab/$id" params={{ id: meeting.id }} className={classes.line}>
        <span className={classes.body}>
          <span className={classes.name} dir="auto">
            {meeting.name}
          </span>
          <span className={classes.meta}>
            <span dir="auto">{meeting.board.name}</span>
            <span>{shown}</span>
            {meeting.virtual && <span>{t('cab.virtual')}</span>}
          </span>
        </span>
        <span className={classes.numbers}>
          {t('cab.agenda.count', { count: meeting.items, undecided: meeting.undecided })}
        </span>
        <span className={classes.state}>
          <MeetingStateChip state={meeting.state} />
        </span>
        <Time at={meeting.scheduledAt} short className={classes.when} />
      </Link>
    </li>
  );
}
