/** Mail that went out, or would have: subjects at the start, the opened one below its line. */
import { IconKey, IconMail } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { mailQuery, type OutgoingMail } from '#designer/client/operations.ts';
import { Chip, type Tone } from '#designer/ui/Chip.tsx';
import { EmptyState } from '#designer/ui/EmptyState.tsx';
import { useText } from '#designer/ui/locale.ts';
import { PageSkeleton } from '#designer/ui/PageSkeleton.tsx';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { Time } from '#designer/ui/Time.tsx';
import classes from './Mail.module.css';
import { Lead } from './parts.tsx';

const TONES: Record<OutgoingMail['state'], Tone> = {
  queued: 'info',
  sending: 'info',
  sent: 'good',
  captured: 'neutral',
  failed: 'bad',
};

export function Mail() {
  const t = useText();
  const mail = useQuery(mailQuery);
  // Where a server has been set up since, the latest was sent; those kept before stay as they are.
  const latest = mail.data?.items.find(({ state }) => state !== 'queued' && state !== 'sending');
  const captured = latest?.state === 'captured';
  return (
    <>
      <Lead>{t(captured ? 'mail.captured' : 'mail.text')}</Lead>
      {mail.isPending && <PageSkeleton />}
      {mail.isError && <ProblemNotice error={mail.error} onRetry={() => void mail.refetch()} />}
      {mail.data?.items.length === 0 && (
        <EmptyState icon={IconMail} title={t('mail.none.title')}>
          {t('mail.none.text')}
        </EmptyState>
      )}
      <div className={classes.list}>
        {mail.data?.items.map((one) => (
          <MailLine key={one.id} mail={one} />
        ))}
      </div>
    </>
  );
}

function MailLine({ mail }: { mail: OutgoingMail }) {
  const t = useText();
  return (
    <details className={classes.mail}>
      <summary className={classes.head}>
        <span className={classes.subject} dir="auto">
          {mail.subject}
        </span>
        <span className={classes.to}>
          {t('mail.to')} <bdi>{mail.to}</bdi>
        </span>
        <Chip tone={TONES[mail.state]}>{t(`mail.state.${mail.state}`)}</Chip>
        <Time at={mail.createdAt} className={classes.time} short />
      </summary>
      {mail.lastError !== null && <p className={classes.error}>{mail.lastError}</p>}
      <pre className={classes.body} dir="auto">
        {mail.body}
      </pre>
      {mail.decidesByLink && (
        <p className={classes.key}>
          <IconKey size={16} stroke={1.8} aria-hidden="true" />
          {t(mail.state === 'captured' ? 'mail.key.captured' : 'mail.key')}
        </p>
      )}
    </details>
  );
}
