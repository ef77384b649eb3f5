/** Comment, approve, reject; quietly, abstain. A decision is final and goes out once, however often it is pressed. */
import { Button, Textarea } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { decide } from '#designer/client/approvals.ts';
import { useMe } from '#designer/client/me.ts';
import { isProblem } from '#designer/client/problem.ts';
import { keys } from '#designer/client/query.ts';
import type { Approval, Vote } from '#designer/client/types/tasks.ts';
import { useApprovalChanged } from '#designer/client/use-approval-changed.ts';
import { useIntention } from '#designer/client/use-intention.ts';
import { useText } from '#designer/ui/locale.ts';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { useKept } from '#designer/ui/use-kept.ts';
import { AskFirst, Waiting } from './AskFirst.tsx';
import classes from './DecisionPanel.module.css';
import { InPlaceOf } from './InPlaceOf.tsx';
import { mayBeFor, type Voices } from './standing.ts';

export function Decide({ approval, voices }: { approval: Approval; voices: Voices }) {
  const t = useText();
  const client = useQueryClient();
  const changed = useApprovalChanged();
  const me = useMe();
  const [comment, setComment, forget] = useKept(`approval.${approval.id}`, '');
  const [busy, setBusy] = useState<Vote | null>(null);
  const [wanted, setForOnly] = useState<string | null>(null);
  // Whoever was chosen may have decided meanwhile.
  const forOnly = mayBeFor(voices, me.user.email).find((one) => one === wanted) ?? null;
  const [error, setError] = useState<unknown>(null);
  const [missing, setMissing] = useState(false);
  const intention = useIntention();
  const field = useRef<HTMLTextAreaElement>(null);

  const send = async (decision: Vote) => {
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
        ...(forOnly === null ? {} : { for: forOnly }),
      };
      const decided = await intention.send(body, (key) => decide(approval.id, body, key));
      forget();
      setForOnly(null);
      changed(decided);
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
      <Waiting approval={approval} />
      <InPlaceOf voices={voices} forOnly={forOnly} onChange={setForOnly} />
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
      {isProblem(error, 'not_your_turn') ? (
        <p className={classes.note} role="alert">
          {t('approval.notYourTurn')}
        </p>
      ) : (
        error !== null && <ProblemNotice error={error} compact />
      )}
      <div className={classes.buttons}>
        <Button
          size="lg"
          variant="default"
          className={classes.approve}
          leftSection={<IconCheck size={20} stroke={2.2} />}
          loading={busy === 'approve'}
          disabled={busy !== null && busy !== 'approve'}
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
          disabled={busy !== null && busy !== 'reject'}
          onClick={() => void send('reject')}
        >
          {t('approval.reject')}
        </Button>
      </div>
      <div className={classes.others}>
        <Button
          variant="subtle"
          className={classes.quiet}
          loading={busy === 'abstain'}
          disabled={busy !== null && busy !== 'abstain'}
          onClick={() => void send('abstain')}
        >
          {t('approval.abstain')}
        </Button>
        {approval.allowed.includes('ask') && <AskFirst approval={approval} />}
      </div>
      <p className={classes.final}>{t('approval.final')}</p>
    </section>
  );
}
