/** What has been decided, and what waits next. */
import { Button } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { approvalsQuery } from '#designer/client/approvals.ts';
import type { Approval } from '#designer/client/types/tasks.ts';
import { useText } from '#designer/ui/locale.ts';
import classes from './DecisionPanel.module.css';
import { byDue } from './subject.ts';

export function Outcome({
  approval,
  title,
  tone,
}: {
  approval: Approval;
  title: string;
  tone: 'good' | 'bad' | 'none';
}) {
  const t = useText();
  const heading = useRef<HTMLParagraphElement>(null);
  const waiting =
    useQuery(approvalsQuery('open')).data?.items.filter(
      (one) => one.id !== approval.id && one.state === 'open',
    ) ?? [];
  const next = [...waiting].sort(byDue)[0];
  // Whoever has just decided hears it, and Tab leads on to the next decision.
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <section className={classes.panel} data-tone={tone}>
      <p ref={heading} tabIndex={-1} className={classes.outcome} role="status">
        {tone === 'good' && <IconCheck size={20} stroke={2.4} aria-hidden="true" />}
        {tone === 'bad' && <IconX size={20} stroke={2.4} aria-hidden="true" />}
        {title}
      </p>
      {approval.state === 'open' && <p className={classes.final}>{t('approval.stillOpen')}</p>}
      {next === undefined ? (
        <>
          <p className={classes.final}>{t('approval.done')}</p>
          <Button component={Link} to="/approvals" size="md" variant="default">
            {t('approval.back')}
          </Button>
        </>
      ) : (
        <>
          <p className={classes.final}>{t('approval.next.count', { count: waiting.length })}</p>
          <Button component={Link} to={`/approvals/${next.id}`} size="md">
            {t('approval.next')}
          </Button>
        </>
      )}
    </section>
  );
}
