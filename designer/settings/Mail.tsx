/** Mail that was kept instead of sent: subjects at the start, the opened one below its line. */
import { IconMail } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type CapturedMail, mailQuery } from '#designer/client/operations.ts';
import { EmptyState } from '#designer/ui/EmptyState.tsx';
import { useText } from '#designer/ui/locale.ts';
import { PageSkeleton } from '#designer/ui/PageSkeleton.tsx';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { Time } from '#designer/ui/Time.tsx';
import classes from './Mail.module.css';
import { Lead } from './parts.tsx';

export function Mail() {
  const t = useText();
  const mail = useQuery(mailQuery);
  return (
    <>
      <Lead>{t('mail.text')}</Lead>
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

function MailLine({ mail }: { mail: CapturedMail }) {
  const t = useText();
  const to = Array.isArray(mail.to) ? mail.to.join(', ') : mail.to;
  return (
    <details className={classes.mail}>
      <summary className={classes.head}>
        <span className={classes.subject}>{mail.subject}</span>
        <span className={classes.to}>
          {t('mail.to')} {to}
        </span>
        <Time at={mail.createdAt} className={classes.time} short />
      </summary>
      <pre className={classes.body}>{mail.body}</pre>
    </details>
  );
}
