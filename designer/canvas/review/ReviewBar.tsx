/** A colleague's draft, decided on: approve or reject exactly what is shown, with a word to its author. */
import { Button, Textarea } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { isProblem } from '#designer/client/problem.ts';
import { keys } from '#designer/client/query.ts';
import { useSay } from '#designer/ui/diagram/say.ts';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import type { Review, ReviewedDraft } from '../queries.ts';
import { reviewDraft } from '../queries.ts';
import { ReviewedGuards } from './ReviewedGuards.tsx';
import styles from './review.module.css';

type Props = {
  readonly process: string;
  readonly author: string;
  readonly draft: ReviewedDraft;
};

export const ReviewBar = ({ process, author, draft }: Props) => {
  const say = useSay();
  const client = useQueryClient();
  const [comment, setComment] = useState('');
  const [deciding, setDeciding] = useState<Review['decision']>();
  const [error, setError] = useState<unknown>();
  const again = () =>
    client.invalidateQueries({ queryKey: keys.process(process, `draft-of-${author}`) });
  const decide = async (decision: Review['decision']) => {
    setDeciding(decision);
    setError(undefined);
    try {
      await reviewDraft(process, author, {
        decision,
        comment: comment.trim(),
        sha256: draft.sha256,
      });
      setComment((now) => (now === comment ? '' : now));
      await again();
    } catch (problem) {
      // What they have written stays; what the draft says now is shown.
      if (isProblem(problem, 'draft_changed')) await again();
      setError(problem);
    }
    setDeciding(undefined);
  };
  const { review } = draft;
  return (
    <section className={styles.bar} aria-label={say('canvas.review.title')}>
      <div className={styles.barWords}>
        <h2>{say('canvas.review.title')}</h2>
        <p role="status">
          {review
            ? say(`canvas.review.state.${review.decision}`, { name: review.reviewer.name })
            : say('canvas.review.hint')}
        </p>
      </div>
      <Textarea
        className={styles.comment}
        aria-label={say('canvas.review.comment')}
        placeholder={say('canvas.review.comment')}
        autosize
        minRows={1}
        maxRows={4}
        maxLength={2000}
        dir="auto"
        value={comment}
        onChange={(event) => setComment(event.currentTarget.value)}
      />
      <div className={styles.decisions}>
        <Button
          variant="default"
          disabled={deciding !== undefined}
          loading={deciding === 'reject'}
          onClick={() => void decide('reject')}
        >
          {say('canvas.review.reject')}
        </Button>
        <Button
          disabled={deciding !== undefined}
          loading={deciding === 'approve'}
          onClick={() => void decide('approve')}
        >
          {say('canvas.review.approve')}
        </Button>
      </div>
      <ReviewedGuards draft={draft} />
      {error !== undefined && (
        <div className={styles.refused}>
          <ProblemNotice error={error} compact />
        </div>
      )}
    </section>
  );
};
