/** Comment, approve, reject; quietly, abstain. A decision is final and goes out once, however often it is pressed. */
import { Button, Textarea } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import { type ReactNode, useRef, useState } from 'react';
import type { Vote } from '#designer/client/types/tasks.ts';
import { useText } from '#designer/ui/locale.ts';
import classes from './DecisionPanel.module.css';

type Props = {
  readonly comment: string;
  readonly onComment: (comment: string) => void;
  /** Never rejects: what goes wrong is shown as `problem`. */
  readonly onDecide: (decision: Vote, comment: string) => Promise<void>;
  readonly problem: ReactNode;
  /** Above the comment. */
  readonly children?: ReactNode;
};

export function Ballot({ comment, onComment, onDecide, problem, children }: Props) {
  const t = useText();
  const [busy, setBusy] = useState<Vote | null>(null);
  const [missing, setMissing] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);

  const send = async (decision: Vote) => {
    const text = comment.trim();
    if (decision === 'reject' && text === '') {
      setMissing(true);
      field.current?.focus();
      return;
    }
    setBusy(decision);
    await onDecide(decision, text);
    setBusy(null);
  };
  const pressed = (decision: Vote) => ({
    loading: busy === decision,
    disabled: busy !== null && busy !== decision,
    onClick: () => void send(decision),
  });

  return (
    <section className={classes.panel}>
      {children}
      <Textarea
        ref={field}
        size="md"
        label={t('approval.comment')}
        description={t('approval.comment.help')}
        value={comment}
        onChange={(event) => {
          onComment(event.currentTarget.value);
          setMissing(false);
        }}
        error={missing ? t('approval.comment.needed') : undefined}
        minRows={3}
        maxRows={10}
        maxLength={10_000}
      />
      {problem}
      <div className={classes.buttons}>
        <Button
          size="lg"
          variant="default"
          className={classes.approve}
          leftSection={<IconCheck size={20} stroke={2.2} />}
          {...pressed('approve')}
        >
          {t('approval.approve')}
        </Button>
        <Button
          size="lg"
          variant="default"
          className={classes.reject}
          leftSection={<IconX size={20} stroke={2.2} />}
          {...pressed('reject')}
        >
          {t('approval.reject')}
        </Button>
      </div>
      <Button variant="subtle" className={classes.abstain} {...pressed('abstain')}>
        {t('approval.abstain')}
      </Button>
      <p className={classes.final}>{t('approval.final')}</p>
    </section>
  );
}
