/**
 * Where a comment is typed. What was typed stays until it is sent, also over a reload, a refusal or a lost connection; sent
 * again after that, it is said once.
 */
import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { useKept } from '#designer/ui/use-kept.ts';
import { useEditor } from '../editor/editor.tsx';
import styles from './comments.module.css';
import { MentionField } from './MentionField.tsx';
import { BODY_MAX, NOTHING_TYPED, type Typed, toBody } from './text.ts';

type Props = {
  /** Names what is kept in this browser. */
  readonly kept: string;
  readonly start?: Typed;
  readonly label: string;
  readonly send: string;
  /** Takes the focus, and says so. */
  readonly wanted?: boolean;
  readonly onThere?: () => void;
  readonly onSend: (body: string, idempotencyKey: string) => Promise<void>;
  readonly onCancel?: () => void;
  readonly newKey: () => string;
};

export const Composer = ({
  kept,
  start = NOTHING_TYPED,
  label,
  send,
  wanted = false,
  onThere,
  onSend,
  onCancel,
  newKey,
}: Props) => {
  const { say, announce } = useEditor();
  const [typed, keep, forget] = useKept<Typed>(`comment.${kept}`, start);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const [mistake, setMistake] = useState<string>();
  const field = useRef<HTMLTextAreaElement>(null);
  /** The same words are sent under the same key. */
  const attempt = useRef({ body: '', key: '' });
  const isFirst = useRef(wanted);
  const there = useRef(onThere);
  there.current = onThere;
  useEffect(() => {
    if (!wanted) return;
    field.current?.focus();
    there.current?.();
  }, [wanted]);

  const submit = async () => {
    if (busy) return;
    const body = toBody(typed);
    const wrong = body === '' ? 'empty' : body.length > BODY_MAX ? 'tooLong' : undefined;
    setMistake(wrong && say(`canvas.comments.${wrong}`, { max: BODY_MAX, count: body.length }));
    setError(undefined);
    if (wrong) return field.current?.focus();
    if (attempt.current.body !== body) attempt.current = { body, key: newKey() };
    setBusy(true);
    try {
      await onSend(body, attempt.current.key);
      attempt.current = { body: '', key: '' };
      forget();
      announce(say('canvas.comments.sent'));
    } catch (problem) {
      setError(problem);
    }
    setBusy(false);
  };

  return (
    <form
      className={styles.composer}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <MentionField
        ref={field}
        isFirst={isFirst.current}
        label={label}
        error={mistake}
        value={typed}
        isSending={busy}
        onChange={(next) => {
          setMistake(undefined);
          keep(next);
        }}
        onSubmit={() => void submit()}
        onCancel={onCancel}
      />
      {error !== undefined && <ProblemNotice error={error} compact />}
      <div className={styles.composerActs}>
        <span className={styles.hint}>{say('canvas.comments.hint')}</span>
        {onCancel && (
          <Button
            variant="subtle"
            size="compact-sm"
            onClick={() => {
              forget();
              onCancel();
            }}
          >
            {say('canvas.comments.cancel')}
          </Button>
        )}
        <Button type="submit" size="compact-sm" loading={busy}>
          {send}
        </Button>
      </div>
    </form>
  );
};
