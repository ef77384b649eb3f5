/** Changes to people, roles and what they belong to: only for who may manage all of them, and in force at once. */
import type { FastifyRequest } from 'fastify';
import { demandEverywhere, type Principal } from '#domain/people/access.ts';
import type { Work } from '#domain/work.ts';
import { inWork } from '../plugins/unit-of-work.ts';

/** One change in a transaction of its own. Nothing that is remembered about anyone’s access outlives it. */
export async function manage<T>(
  request: FastifyRequest,
  change: (work: Work, principal: Principal) => Promise<T>,
): Promise<T> {
  const answer = await inWork(request, async (work, principal) => {
    demandEverywhere(principal, 'people.manage');
    return change(work, principal);
  });
  request.server.accessChanged(request);
  return answer;
}
