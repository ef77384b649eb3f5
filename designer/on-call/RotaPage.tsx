/** One rota: who is on call, the weeks around now, what is wrong in them, and everything people do about it. */
import { ActionIcon, Button, SegmentedControl, Tooltip } from '@mantine/core';
import {
  IconArrowsExchange,
  IconChevronLeft,
  IconChevronRight,
  IconPencil,
  IconUserPlus,
} from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { rotaQuery, scheduleQuery } from '#designer/client/rotas.ts';
import type { Rota } from '#designer/client/types/rotas.ts';
import { useCrumb } from '#designer/ui/crumb.tsx';
import { Feed } from '#designer/ui/Feed.tsx';
import { directionOf, useLocale, useText } from '#designer/ui/locale.ts';
import { PageSkeleton } from '#designer/ui/PageSkeleton.tsx';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { useNow } from '#designer/ui/time.ts';
import { nextHour } from '#designer/ui/wall-time.ts';
import { Overrides, Swaps } from './Changes.tsx';
import { OnCallNow } from './OnCallNow.tsx';
import { OverrideDialog } from './OverrideDialog.tsx';
import classes from './on-call.module.css';
import { RotaEditor } from './RotaEditor.tsx';
import { SwapDialog } from './SwapDialog.tsx';
import { type Span, Timeline } from './Timeline.tsx';
import { weeksFrom } from './timeline.ts';
import { Wrong } from './Wrong.tsx';

const DAY = 86_400_000;

export function RotaPage() {
  const { key } = useParams({ from: '/app/on-call/$key' });
  const { edit } = useSearch({ from: '/app/on-call/$key' });
  const navigate = useNavigate();
  const found = useQuery({ ...rotaQuery(key), refetchInterval: 60_000 });
  useCrumb(found.data?.name);
  if (found.isPending) return <PageSkeleton />;
  // What is asked again in vain while somebody types must not take away what they have typed.
  if (found.data === undefined)
    return <ProblemNotice error={found.error} onRetry={() => void found.refetch()} />;
  if (edit && found.data.allowed.includes('update'))
    return (
      <RotaEditor
        rota={found.data}
        onDone={(to) =>
          void navigate(
            to === null ? { to: '/on-call' } : { to: '/on-call/$key', params: { key: to } },
          )
        }
      />
    );
  return <TheRota rota={found.data} />;
}

function TheRota({ rota }: { rota: Rota }) {
  const t = useText();
  const navigate = useNavigate();
  const [picked, setPicked] = useState<Span | null>(null);
  const [isSwapping, setSwapping] = useState(false);
  const mayOverride = rota.allowed.includes('override');
  const ask = () => {
    const from = nextHour(rota.timeZone, Date.now());
    setPicked({ from, to: new Date(Date.parse(from) + DAY).toISOString() });
  };
  return (
    <div className={classes.page}>
      <div className={classes.head}>
        <div className={classes.section}>
          <h1 className={classes.title} dir="auto">
            {rota.name}
          </h1>
          <OnCallNow rota={rota} />
        </div>
        <div className={classes.acts}>
          {mayOverride && (
            <Button leftSection={<IconUserPlus size={15} />} onClick={ask}>
              {t('onCall.override')}
            </Button>
          )}
          {rota.allowed.includes('swap') && (
            <Button
              variant="default"
              leftSection={<IconArrowsExchange size={15} />}
              onClick={() => setSwapping(true)}
            >
              {t('onCall.swap')}
            </Button>
          )}
          {rota.allowed.includes('update') && (
            <Button
              variant="default"
              leftSection={<IconPencil size={15} />}
              onClick={() =>
                void navigate({
                  to: '/on-call/$key',
                  params: { key: rota.key },
                  search: { edit: true },
                })
              }
            >
              {t('onCall.edit')}
            </Button>
          )}
        </div>
      </div>
      <Weeks rota={rota} onPick={mayOverride ? setPicked : undefined} />
      <div className={classes.columns}>
        <Overrides rota={rota} />
        <Swaps rota={rota} />
      </div>
      <Feed place={`/rotas/${rota.id}`} text={t('onCall.feed.text')} />
      {picked && <OverrideDialog rota={rota} span={picked} onClose={() => setPicked(null)} />}
      {isSwapping && <SwapDialog rota={rota} onClose={() => setSwapping(false)} />}
    </div>
  );
}

const SHOWN = [1, 2, 4] as const;

function Weeks({ rota, onPick }: { rota: Rota; onPick: ((span: Span) => void) | undefined }) {
  const t = useText();
  const { locale } = useLocale();
  const now = useNow();
  const [weeks, setWeeks] = useState(2);
  const [offset, setOffset] = useState(0);
  const window = weeksFrom(rota.timeZone, now, weeks, offset);
  const [from, to] = [new Date(window.from).toISOString(), new Date(window.to).toISOString()];
  const found = useQuery({
    ...scheduleQuery(rota.key, from, to),
    placeholderData: keepPreviousData,
  });
  const [Back, On] =
    directionOf(locale) === 'rtl'
      ? [IconChevronRight, IconChevronLeft]
      : [IconChevronLeft, IconChevronRight];
  return (
    <section className={classes.section}>
      <div className={classes.head}>
        <div className={classes.acts}>
          <Tooltip label={t('onCall.earlier')}>
            <ActionIcon
              variant="default"
              aria-label={t('onCall.earlier')}
              onClick={() => setOffset(offset - weeks)}
            >
              <Back size={16} />
            </ActionIcon>
          </Tooltip>
          <Button variant="default" size="xs" disabled={offset === 0} onClick={() => setOffset(0)}>
            {t('onCall.today')}
          </Button>
          <Tooltip label={t('onCall.later')}>
            <ActionIcon
              variant="default"
              aria-label={t('onCall.later')}
              onClick={() => setOffset(offset + weeks)}
            >
              <On size={16} />
            </ActionIcon>
          </Tooltip>
          <SegmentedControl
            size="xs"
            aria-label={t('onCall.shown')}
            value={String(weeks)}
            onChange={(next) => setWeeks(Number(next))}
            data={SHOWN.map((count) => ({
              value: String(count),
              label: t('onCall.weeks', { count }),
            }))}
          />
        </div>
        <span className={classes.quiet}>
          {t('onCall.zone', { zone: rota.timeZone })}
          {onPick && `. ${t('onCall.drag')}`}
        </span>
      </div>
      {found.isError && <ProblemNotice error={found.error} onRetry={() => void found.refetch()} />}
      {found.data && (
        <>
          <Timeline timeZone={rota.timeZone} window={window} onPick={onPick} {...found.data} />
          <Wrong
            timeZone={rota.timeZone}
            rota={rota.id}
            gaps={found.data.gaps}
            doubles={found.data.doubleBookings}
          />
        </>
      )}
    </section>
  );
}
