/** Comment, approve, reject; afterwards what was decided and what comes next. */
import { Button, Textarea } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { approvalsQuery, decide } from '#designer/client/approvals.ts';
import { useMe } from '#designer/client/me.ts';
import { isProblem } from '#designer/client/problem.ts';
import { keys } from '#designer/client/query.ts';
import type { Approval } from '#designer/client/types/tasks.ts';
import { useIntention } from '#designer/client/use-intention.ts';
import { useText } from '#designer/ui/locale.ts';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { useKept } from '#designer/ui/use-kept.ts';
import classes from './DecisionPanel.module.css';
import { byDue } from './subject.ts';

export function DecisionPanel({ approval }: { approval: Approval }) {
  const t = useText();
  const me = useMe();
  const mine = approval.approvers.find((one) => one.email === me.user.email);
  if (mine?.decision)
    return (
      <Outcome
        approval={approval}
        title={t(`approval.decided.${mine.decision}`)}
        tone={mine.decision === 'approve' ? 'good' : mine.decision === 'reject' ? 'bad' : 'none'}
      />
    );
  if (approval.state !== 'open')
    return (
      <Outcome
        approval={approval}
        title={t(`approval.over.${approval.state}`)}
        tone={
          approval.state === 'approved' ? 'good' : approval.state === 'rejected' ? 'bad' : 'none'
        }
      />
    );
  if (!approval.allowed.includes('decide'))
    return <p className={classes.note}>{t('approval.notYours')}</p>;
  return <Decide approval={approval} />;
}

function Decide({ approval }: { approval: Approval }) {
  const t = useText();
  const client = useQueryClient();
  const [comment, setComment, forget] = useKept(`approval.${approval.id}`, '');
  const [busy, setBusy] = useState<'approve' | 'reject' | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [missing, setMissing] = useState(false);
  const intention = useIntention();
  const field = useRef<HTMLTextAreaElement>(null);

  const send = async (decision: 'approve' | 'reject') => {
    if (decision === 'reject' && comment.trim() === '') {
      setMissing(true);
      field.current?.focus();
      return;
    }
    setBusy(decision);
    setError(null);
    try {
      const text = comment.trim();
      const body = {
        decision,
        subjectHash: approval.subjectHash,
        ...(text === '' ? {} : { comment: text }),
      };
      const decided = await intention.send(body, (key) => decide(approval.id, body, key));
      forget();
      client.setQueryData(keys.approval(approval.id), (before: Approval | undefined) => ({
        ...before,
        ...decided,
      }));
      void client.invalidateQueries({ queryKey: keys.approvals() });
      void client.invalidateQueries({ queryKey: keys.me });
    } catch (problem) {
      setError(problem);
      if (isProblem(problem) && (problem.status === 409 || problem.status === 412))
        void client.invalidateQueries({ queryKey: keys.approval(approval.id) });
    } finally {
      setBusy(null);
    }
  };

  return (
    <section className={classes.panel}>
      <Textarea
        ref={field}
        size="md"
        label={t('approval.comment')}
        description={t('approval.comment.help')}
        value={comment}
        onChange={(event) => {
          setComment(event.currentTarget.value);
          setMissing(false);
        }}
        error={missing ? t('approval.comment.needed') : undefined}
        minRows={3}
        maxRows={10}
        maxLength={10_000}
      />
      {error !== null && <ProblemNotice error={error} compact />}
      <div className={classes.buttons}>
        <Button
          size="lg"
          variant="default"
          className={classes.approve}
          leftSection={<IconCheck size={20} stroke={2.2} />}
          loading={busy === 'approve'}
          disabled={busy === 'reject'}
          onClick={() => void send('approve')}
        >
          {t('approval.approve')}
        </Button>
        <Button
          size="lg"
          variant="default"
          className={classes.reject}
          leftSection={<IconX size={20} stroke={2.2} />}
          loading={busy === 'reject'}
          disabled={busy === 'approve'}
          onClick={() => void send('reject')}
        >
          {t('approval.reject')}
        </Button>
      </div>
      <p className={classes.final}>{t('approval.final')}</p>
    </section>
  );
}

function Outcome({
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
