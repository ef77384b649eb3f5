/**
 * Comment, approve, reject; quietly, abstain; where it is signed, what it is signed as, and the password. A decision is final and
 * goes out once, however often it is pressed.
 */
import { Button, PasswordInput, Textarea } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import { type ReactNode, useRef, useState } from 'react';
import type { Vote } from '#designer/client/types/tasks.ts';
import { useText } from '#designer/ui/locale.ts';
import classes from './DecisionPanel.module.css';

export type Said = {
  readonly decision: Vote;
  readonly comment?: string;
  readonly password?: string;
};

type Props = {
  readonly comment: string;
  readonly onComment: (comment: string) => void;
  /** What it is signed as; null where it is not. */
  readonly signature?: string | null;
  /** Never rejects: what goes wrong is shown as `problem`. */
  readonly onDecide: (said: Said) => Promise<void>;
  readonly problem: ReactNode;
  /** What is wrong with the password. */
  readonly wrongPassword?: string | undefined;
  /** Nothing but their address is known of who decides. */
  readonly byAddress?: boolean;
  /** Beside abstaining. */
  readonly others?: ReactNode;
  /** Above the comment. */
  readonly children?: ReactNode;
};

type Missing = 'comment' | 'password';

export function Ballot(props: Props) {
  const { comment, onComment, onDecide, problem, others, children } = props;
  const { signature = null, wrongPassword, byAddress = false } = props;
  const t = useText();
  const [busy, setBusy] = useState<Vote | null>(null);
  const [missing, setMissing] = useState<Missing | null>(null);
  const [password, setPassword] = useState('');
  const fields = {
    comment: useRef<HTMLTextAreaElement>(null),
    password: useRef<HTMLInputElement>(null),
  };

  const send = async (decision: Vote) => {
    const text = comment.trim();
    const lacks =
      decision === 'reject' && text === ''
        ? 'comment'
        : signature !== null && password === ''
          ? 'password'
          : null;
    setMissing(lacks);
    if (lacks !== null) {
      fields[lacks].current?.focus();
      return;
    }
    setBusy(decision);
    await onDecide({
      decision,
      ...(text === '' ? {} : { comment: text }),
      ...(signature === null ? {} : { password }),
    });
    setPassword('');
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
        ref={fields.comment}
        size="md"
        label={t('approval.comment')}
        description={t('approval.comment.help')}
        value={comment}
        onChange={(event) => {
          onComment(event.currentTarget.value);
          setMissing(null);
        }}
        error={missing === 'comment' ? t('approval.comment.needed') : undefined}
        minRows={3}
        maxRows={10}
        maxLength={10_000}
      />
      {signature !== null && (
        <>
          <p className={classes.inPlaceOf} dir="auto">
            {t('approval.sign', { meaning: signature })}
          </p>
          <PasswordInput
            ref={fields.password}
            size="md"
            label={t('approval.sign.password')}
            autoComplete="current-password"
            value={password}
            onChange={(event) => {
              setPassword(event.currentTarget.value);
              setMissing(null);
            }}
            error={missing === 'password' ? t('approval.sign.needed') : wrongPassword}
          />
        </>
      )}
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
      <div className={classes.others}>
        <Button variant="subtle" className={classes.quiet} {...pressed('abstain')}>
          {t('approval.abstain')}
        </Button>
        {others}
      </div>
      <p className={classes.final}>{t(byAddress ? 'approval.final.address' : 'approval.final')}</p>
    </section>
  );
}
