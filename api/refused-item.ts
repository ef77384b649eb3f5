/** Of many things that one call asks for, one that is refused: its status and problem, as a call of its own would have had them. */
import { DomainError } from '#domain/errors.ts';
import { problemBody } from './problems.ts';

/** @throws what is no refusal */
export function refusedItem(error: unknown, requestId: string) {
  if (!(error instanceof DomainError)) throw error;
  const { code, message: detail, values, errors } = error;
  const problem = problemBody(code, requestId, { detail, values });
  return {
    status: problem.status,
    problem: { ...problem, errors: errors.length > 0 ? [...errors] : undefined },
  };
}
