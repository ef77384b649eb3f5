/** A question or an answer: written, kept in this browser until it has been sent, and sent once however often it is pressed. */
import { Button, Textarea } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type SyntheticEvent, useEffect, useRef, useState } from 'react';
import { fieldError, isProblem } from '#designer/client/problem.ts';
import { keys } from '#designer/client/query.ts';
import type { Approval } from '#designer/client/types/tasks.ts';
import { useApprovalChanged } from '#designer/client/use-approval-changed.ts';
import { useIntention } from '#designer/client/use-intention.ts';
import { useText } from '../locale.ts';
import { ProblemNotice } from '../ProblemNotice.tsx';
import { useTyped } from '../use-typed.ts';
import classes from './Questions.module.css';

type Props = {
  /** Under which it is kept. */
  name: string;
  label: string;
  help?: string;
  /** Said where nothing is written. */
  missing: string;
  submit: string;
  maxLength: number;
  send: (text: string, sendKey: string) => Promise<Approval>;
  onSent: () => void;
  /** There is no place for more once it has gone out: what is typed meanwhile would be out of sight. */
  isOnce?: boolean;
  /** Whoever has just opened it writes at once, and may leave it; what is written stays. */
  onLeave?: () => void;
};

export function SayForm({ name, send, onSent, onLeave, isOnce = false, ...words }: Props) {
  const t = useText();
  const client = useQueryClient();
  const changed = useApprovalChanged();
  const intention = useIntention();
  const { text, setText, settle } = useTyped(name);
  const [busy, setBusy] = useState(false);
  const [isMissing, setMissing] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const isOpened = onLeave !== undefined;
  useEffect(() => {
    if (isOpened) field.current?.focus();
  }, [isOpened]);

  const submit = async (event: SyntheticEvent) => {
    event.preventDefault();
    const said = text.trim();
    if (said === '') {
      setMissing(true);
      field.current?.focus();
      return;
    }
    if (busy) return;
    setBusy(true);
    setProblem(null);
    try {
      const approval = await intention.send([name, said], (key) => send(said, key));
      // What was typed on is still to be sent, and stays in sight.
      if (settle(said)) onSent();
      changed(approval);
    } catch (error) {
      setProblem(error);
      // Somebody was faster: what has become of it is shown.
      if (isProblem(error) && error.status === 409)
        void client.invalidateQueries({ queryKey: keys.approvals() });
    } finally {
      setBusy(false);
    }
  };

  const wrong = fieldError(problem, '/text');
  return (
    <form className={classes.form} noValidate onSubmit={(event) => void submit(event)}>
      <Textarea
        ref={field}
        size="md"
        label={words.label}
        description={words.help}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setMissing(false);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) void submit(event);
        }}
        error={isMissing ? words.missing : wrong}
        readOnly={busy && isOnce}
        maxRows={12}
        maxLength={words.maxLength}
      />
      {problem !== null && wrong === undefined && <ProblemNotice error={problem} compact />}
      <div className={classes.acts}>
        <Button type="submit" size="md" variant="default" loading={busy}>
          {words.submit}
        </Button>
        {onLeave && (
          <Button size="md" variant="subtle" onClick={onLeave}>
            {t('common.cancel')}
          </Button>
        )}
      </div>
    </form>
  );
}
