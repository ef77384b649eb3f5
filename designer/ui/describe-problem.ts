/** Our words for a failure, by what kind it is; the server's own sentence where that is meant for people. Pure. */
import { isProblem, type ProblemError } from '#designer/client/problem.ts';
import type { MessageId } from '#designer/messages/en.ts';

export type ProblemWords = { title: MessageId; detail?: MessageId; text?: string };

/** What somebody else has done meanwhile; all else that is in the way was so before. */
const OVERTAKEN = new Set([
  'stale_version',
  'draft_changed',
  'task_not_open',
  'approval_not_open',
  'run_not_open',
  'version_on_its_way',
]);

export function describeProblem(error: unknown): ProblemWords {
  if (!isProblem(error)) return { title: 'problem.title', detail: 'problem.server.detail' };
  if (error.status === 0)
    return { title: 'problem.unreachable', detail: 'problem.unreachable.detail' };
  if (error.status === 403)
    return { title: 'problem.forbidden', detail: 'problem.forbidden.detail' };
  if (error.status === 404) return { title: 'problem.notFound', detail: 'problem.notFound.detail' };
  if (error.code === 'already_exists') return { title: 'problem.taken', text: sentence(error) };
  if (error.status === 409 || error.status === 412)
    return {
      title: OVERTAKEN.has(error.code) ? 'problem.conflict' : 'problem.asItStands',
      text: sentence(error),
    };
  if (error.status === 429) return { title: 'problem.tooMany', detail: 'problem.tooMany.detail' };
  if (error.status >= 500) return { title: 'problem.server', detail: 'problem.server.detail' };
  return { title: 'problem.title', text: sentence(error) };
}

function sentence(error: ProblemError): string {
  return error.detail ?? error.errors[0]?.detail ?? error.title;
}
