/** All rotas: who is on call now, until when, who comes next, and what is wrong with that. */
import { Button } from '@mantine/core';
import { IconPhoneCall, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useMay } from '#designer/client/me.ts';
import { everybodyOnCallQuery, rotasQuery } from '#designer/client/rotas.ts';
import type { Rota } from '#designer/client/types/rotas.ts';
import { EmptyState } from '#designer/ui/EmptyState.tsx';
import { Feed } from '#designer/ui/Feed.tsx';
import { useText } from '#designer/ui/locale.ts';
import { PageSkeleton } from '#designer/ui/PageSkeleton.tsx';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { useDueText } from '#designer/ui/time.ts';
import { OnCallNow } from './OnCallNow.tsx';
import classes from './on-call.module.css';
import { RotaEditor } from './RotaEditor.tsx';

export function OnCallPage() {
  const t = useText();
  const navigate = useNavigate();
  const { edit } = useSearch({ from: '/app/on-call' });
  const rotas = useQuery({ ...rotasQuery, refetchInterval: 60_000 });
  const double = useQuery(everybodyOnCallQuery).data?.doubleBookings ?? [];
  const mayAdd = useMay('settings.manage');
  const items = rotas.data?.items ?? [];
  if (edit && mayAdd)
    return (
      <RotaEditor
        rota={null}
        onDone={(key) =>
          void navigate(
            key === null ? { to: '/on-call' } : { to: '/on-call/$key', params: { key } },
          )
        }
      />
    );
  return (
    <div className={classes.page}>
      <div className={classes.head}>
        <div>
          <h1 className={classes.title}>{t('shell.onCall')}</h1>
          <p className={classes.quiet}>{t('onCall.text')}</p>
        </div>
        {mayAdd && (
          <Button
            leftSection={<IconPlus size={15} />}
            onClick={() => void navigate({ to: '/on-call', search: { edit: true } })}
          >
            {t('onCall.add')}
          </Button>
        )}
      </div>
      {double.length > 0 && (
        <ul className={classes.wrong}>
          {double.map(({ person, rotas: both }) => (
            <li key={person.id}>
              {t('onCall.double', {
                name: person.name,
                rotas: both.map(({ name }) => name).join(', '),
              })}
            </li>
          ))}
        </ul>
      )}
      {rotas.isPending && <PageSkeleton />}
      {rotas.isError && <ProblemNotice error={rotas.error} onRetry={() => void rotas.refetch()} />}
      {rotas.isSuccess && items.length === 0 && (
        <EmptyState icon={IconPhoneCall} title={t('onCall.none.title')}>
          {t('onCall.none.text')}
        </EmptyState>
      )}
      {items.length > 0 && (
        <ul className={classes.list}>
          {items.map((rota) => (
            <RotaLine key={rota.id} rota={rota} />
          ))}
        </ul>
      )}
      {items.some(({ isMember }) => isMember) && (
        <Feed place="/on-call" text={t('onCall.feed.mine')} />
      )}
    </div>
  );
}

function RotaLine({ rota }: { rota: Rota }) {
  const t = useText();
  const due = useDueText();
  const { next } = rota.onCall;
  return (
    <li>
      <div className={classes.rota}>
        <Link to="/on-call/$key" params={{ key: rota.key }} className={classes.link} dir="auto">
          {rota.name}
        </Link>
        <OnCallNow rota={rota} />
        <span className={classes.quiet}>
          {next &&
            `${t('onCall.next')}: ${t('onCall.nextFrom', { name: next.person.name, from: due(next.from) })}`}
        </span>
      </div>
    </li>
  );
}
