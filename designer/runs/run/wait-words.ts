/** What a token waits for, in words. */
import type { RunToken } from '#designer/client/types/runs.ts';
import type { MessageId } from '#designer/messages/en.ts';
import type { Wait } from '#engine/state.ts';

const WORDS: Record<Wait['kind'], MessageId> = {
  answer: 'runs.wait.answer',
  call: 'runs.wait.call',
  task: 'runs.wait.task',
  approval: 'runs.wait.approval',
  review: 'runs.wait.review',
  timer: 'runs.wait.timer',
  message: 'runs.wait.message',
  signal: 'runs.wait.signal',
  throw: 'runs.wait.throw',
  scope: 'runs.wait.scope',
  each: 'runs.wait.each',
  called: 'runs.wait.called',
  undoing: 'runs.wait.undoing',
  join: 'runs.wait.join',
  failed: 'runs.wait.failed',
};

export const waitWords = ({ waitingFor }: Pick<RunToken, 'waitingFor'>): MessageId =>
  (WORDS as Record<string, MessageId>)[waitingFor] ?? 'runs.wait.answer';
