/**
 * A failure shown where it happened: what went wrong in plain words, what can be done, and the request id for whoever
 * has to look into it. The server's own sentence is shown when it says more than ours.
 */
import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { isProblem } from '#designer/client/problem.ts';
import { describeProblem } from './describe-problem.ts';
import { useText } from './locale.ts';
import classes from './ProblemNotice.module.css';

export function ProblemNotice({
  error,
  onRetry,
  compact,
  sentences = [],
}: {
  error: unknown;
  /** What of it is told nowhere else, where that is less than all. */
  sentences?: readonly string[];
  onRetry?: () => void;
  compact?: boolean;
}) {
  const t = useText();
  const words = describeProblem(error);
  // What is not there, or not for this person, will not come by asking again.
  const isMissing = isProblem(error) && (error.status === 404 || error.status === 403);
  const requestId = isProblem(error) ? error.requestId : undefined;
  return (
    <div className={classes.notice} role="alert" data-compact={compact}>
      <IconAlertTriangle size={18} className={classes.icon} aria-hidden="true" />
      <div className={classes.body}>
        <p className={classes.title}>{t(words.title)}</p>
        {sentences.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
        {sentences.length === 0 && words.text !== undefined && <p>{words.text}</p>}
        {words.text === undefined && words.detail !== undefined && <p>{t(words.detail)}</p>}
        {requestId !== undefined && (
          <p className={classes.request}>{t('problem.request', { id: requestId })}</p>
        )}
      </div>
      {isMissing && compact !== true && (
        <Button component={Link} to="/" variant="default" size="xs">
          {t('error.home')}
        </Button>
      )}
      {onRetry !== undefined && !isMissing && (
        <Button variant="default" size="xs" onClick={onRetry}>
          {t('common.retry')}
        </Button>
      )}
    </div>
  );
}
