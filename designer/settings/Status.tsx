/** How the parts are and what they have to do, in words, asked again every few seconds. */
import { IconAlertTriangle, IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useIntl } from 'react-intl';
import {
  type Health,
  healthQuery,
  type OperationsStatus,
  statusQuery,
} from '#designer/client/operations.ts';
import type { MessageId } from '#designer/messages/en.ts';
import { useText } from '#designer/ui/locale.ts';
import { PageSkeleton } from '#designer/ui/PageSkeleton.tsx';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { Time } from '#designer/ui/Time.tsx';
import { useDuration } from '#designer/ui/time.ts';
import { humanize } from '#engine/humanize.ts';
import { Lead } from './parts.tsx';
import classes from './Status.module.css';

const ICONS = { ok: IconCircleCheck, degraded: IconAlertTriangle, down: IconCircleX };

export function Status() {
  const t = useText();
  const health = useQuery(healthQuery);
  const status = useQuery(statusQuery);
  const failed = health.error ?? status.error;
  return (
    <>
      <Lead>{t('status.text')}</Lead>
      {failed !== null && (
        <ProblemNotice
          error={failed}
          onRetry={() => void Promise.all([health.refetch(), status.refetch()])}
        />
      )}
      {health.isPending && <PageSkeleton />}
      {health.data !== undefined && <Parts health={health.data} />}
      {status.data !== undefined && <Figures status={status.data} />}
    </>
  );
}

function Parts({ health }: { health: Health }) {
  const t = useText();
  const intl = useIntl();
  const Icon = ICONS[health.status];
  const partName = (part: string) => {
    const id = `status.part.${part}`;
    return id in intl.messages ? t(id as MessageId) : humanize(part);
  };
  return (
    <>
      <p className={classes.overall} data-status={health.status} role="status">
        <Icon size={22} stroke={1.8} aria-hidden="true" />
        {t(`status.${health.status}`)}
      </p>
      <ul className={classes.parts}>
        {Object.entries(health.parts).map(([part, state]) => (
          <li key={part} className={classes.part} data-up={state === 'up'}>
            <span>{partName(part)}</span>
            <span className={classes.state}>
              {state === 'up' ? (
                <IconCircleCheck size={16} stroke={2} aria-hidden="true" />
              ) : (
                <IconCircleX size={16} stroke={2} aria-hidden="true" />
              )}
              {t(state === 'up' ? 'status.up' : 'status.notUp')}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

function Figures({ status }: { status: OperationsStatus }) {
  const t = useText();
  const intl = useIntl();
  const duration = useDuration();
  const { outbox, runs, mail, workers } = status;
  const known = (prefix: string, name: string) => {
    const id = `${prefix}.${name}`;
    return id in intl.messages ? t(id as MessageId) : humanize(name);
  };
  return (
    <>
      <h2 className={classes.heading}>{t('status.delivery')}</h2>
      <dl className={classes.figures}>
        <Figure name={t('status.outbox.pending')} value={intl.formatNumber(outbox.pending)} />
        <Figure name={t('status.outbox.dead')} value={intl.formatNumber(outbox.dead)} />
        <Figure name={t('status.outbox.oldest')} value={duration(outbox.oldestSeconds)} />
      </dl>
      <h2 className={classes.heading}>{t('status.runs')}</h2>
      <dl className={classes.figures}>
        {Object.entries(runs).map(([name, count]) => (
          <Figure
            key={name}
            name={known('process.runState', name)}
            value={intl.formatNumber(count)}
          />
        ))}
      </dl>
      <h2 className={classes.heading}>{t('settings.mail')}</h2>
      <dl className={classes.figures}>
        {Object.entries(mail).map(([name, count]) => (
          <Figure key={name} name={known('mail.state', name)} value={intl.formatNumber(count)} />
        ))}
      </dl>
      <h2 className={classes.heading}>{t('status.workers')}</h2>
      <ul className={classes.parts}>
        {workers.map((worker) => (
          <li key={worker.name} className={classes.part}>
            <code>{worker.name}</code>
            <span>
              {t('status.seen')} <Time at={worker.at} />
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

function Figure({ name, value }: { name: string; value: string }) {
  return (
    <div className={classes.figure}>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
