/** One comment and one decision for all that are chosen. */
import { Button, Textarea } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import type { Vote } from '#designer/client/types/tasks.ts';
import { useText } from '#designer/ui/locale.ts';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import classes from './DecideMany.module.css';
import type { Choice } from './use-choice.ts';

export function DecideMany({ choice }: { choice: Choice }) {
  const t = useText();
  const [comment, setComment] = useState('');
  const [isMissing, setMissing] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const { chosen, busy, error } = choice;
  const count = chosen.length;
  const send = (decision: Vote) => {
    const text = comment.trim();
    if (decision === 'reject' && text === '') {
      setMissing(true);
      field.current?.focus();
      return;
    }
    void choice.decide(decision, text);
  };
  return (
    <section className={classes.bar} aria-label={t('approval.many.title')}>
      <p className={classes.chosen}>
        <span role="status">{t('approval.many.chosen', { count })}</span>
        <Button variant="subtle" size="compact-sm" onClick={choice.clear}>
          {t('approval.many.clear')}
        </Button>
      </p>
      <Textarea
        ref={field}
        aria-label={t('approval.many.comment')}
        placeholder={t('approval.many.comment')}
        value={comment}
        onChange={(event) => {
          setComment(event.currentTarget.value);
          setMissing(false);
        }}
        error={isMissing ? t('approval.comment.needed') : undefined}
        autosize
        minRows={1}
        maxRows={5}
        maxLength={10_000}
      />
      {error !== null && <ProblemNotice error={error} compact />}
      <div className={classes.buttons}>
        <Button
          size="md"
          variant="default"
          className={classes.approve}
          leftSection={<IconCheck size={18} stroke={2.2} />}
          loading={busy === 'approve'}
          disabled={busy !== null && busy !== 'approve'}
          onClick={() => send('approve')}
        >
          {t('approval.many.approve', { count })}
        </Button>
        <Button
          size="md"
          variant="default"
          className={classes.reject}
          leftSection={<IconX size={18} stroke={2.2} />}
          loading={busy === 'reject'}
          disabled={busy !== null && busy !== 'reject'}
          onClick={() => send('reject')}
        >
          {t('approval.many.reject', { count })}
        </Button>
      </div>
    </section>
  );
}
