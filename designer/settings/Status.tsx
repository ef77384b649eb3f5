/** How the parts are, in words, asked again every few seconds. */
import { IconAlertTriangle, IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useIntl } from 'react-intl';
import { statusQuery } from '#designer/client/operations.ts';
import type { MessageId } from '#designer/messages/en.ts';
import { useText } from '#designer/ui/locale.ts';
import { PageSkeleton } from '#designer/ui/PageSkeleton.tsx';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { Lead } from './parts.tsx';
import classes from './Status.module.css';

const ICONS = { ok: IconCircleCheck, degraded: IconAlertTriangle, down: IconCircleX };

export function Status() {
  const t = useText();
  const intl = useIntl();
  const status = useQuery(statusQuery);
  if (status.isError && status.data === undefined)
    return <ProblemNotice error={status.error} onRetry={() => void status.refetch()} />;
  if (status.data === undefined) return <PageSkeleton />;
  const Icon = ICONS[status.data.status];
  const partName = (part: string) =>
    `status.part.${part}` in intl.messages ? t(`status.part.${part}` as MessageId) : part;
  return (
    <>
      <Lead>{t('status.text')}</Lead>
      <p className={classes.overall} data-status={status.data.status} role="status">
        <Icon size={22} stroke={1.8} aria-hidden="true" />
        {t(`status.${status.data.status}`)}
      </p>
      <ul className={classes.parts}>
        {Object.entries(status.data.parts).map(([part, state]) => (
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
      {status.data.counts !== undefined && (
        <dl className={classes.figures} aria-label={t('status.figures')}>
          {Object.entries(status.data.counts).map(([name, count]) => (
            <div key={name} className={classes.figure}>
              <dd>{intl.formatNumber(count)}</dd>
              <dt>{name}</dt>
            </div>
          ))}
        </dl>
      )}
    </>
  );
}
