/**
 * A failure shown where it happened: what went wrong in plain words, what can be done, and the request id for whoever
 * has to look into it. The server's own sentence is shown when it says more than ours.
 */
import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { isProblem, type ProblemError } from '#designer/client/problem.ts';
import type { MessageId } from '#designer/messages/en.ts';
import { useText } from './locale.ts';
import classes from './ProblemNotice.module.css';

export function ProblemNotice({
  error,
  onRetry,
  compact,
}: {
  error: unknown;
  onRetry?: () => void;
  compact?: boolean;
}) {
  const t = useText();
  const words = describeProblem(error);
  const requestId = isProblem(error) ? error.requestId : undefined;
  return (
    <div className={classes.notice} role="alert" data-compact={compact}>
      <IconAlertTriangle size={18} className={classes.icon} aria-hidden="true" />
      <div className={classes.body}>
        <p className={classes.title}>{t(words.title)}</p>
        {words.text !== undefined && <p>{words.text}</p>}
        {words.text === undefined && words.detail !== undefined && <p>{t(words.detail)}</p>}
        {requestId !== undefined && (
          <p className={classes.request}>{t('problem.request', { id: requestId })}</p>
        )}
      </div>
      {onRetry !== undefined && (
        <Button variant="default" size="xs" onClick={onRetry}>
          {t('common.retry')}
        </Button>
      )}
    </div>
  );
}

export type ProblemWords = { title: MessageId; detail?: MessageId; text?: string };

/** Our words for a failure, by what kind it is; `text` is the server's own sentence where that is meant for people. */
export function describeProblem(error: unknown): ProblemWords {
  if (!isProblem(error)) return { title: 'problem.title', detail: 'problem.server.detail' };
  if (error.status === 0)
    return { title: 'problem.unreachable', detail: 'problem.unreachable.detail' };
  if (error.status === 403)
    return { title: 'problem.forbidden', detail: 'problem.forbidden.detail' };
  if (error.status === 404) return { title: 'problem.notFound', detail: 'problem.notFound.detail' };
  if (error.status === 409 || error.status === 412)
    return { title: 'problem.conflict', text: sentence(error) };
  if (error.status === 429) return { title: 'problem.tooMany', detail: 'problem.tooMany.detail' };
  if (error.status >= 500) return { title: 'problem.server', detail: 'problem.server.detail' };
  return { title: 'problem.title', text: sentence(error) };
}

function sentence(error: ProblemError): string {
  return error.detail ?? error.errors[0]?.detail ?? error.title;
}
