/** What stands in the way of a change, for whoever decides about it: whatever tickets they may see otherwise. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { Static } from 'typebox';
import { seesWhy } from '#domain/approvals/allowed.ts';
import { getApproval } from '#domain/approvals/read.ts';
import { type Change, findChange } from '#domain/changes/change.ts';
import { explain } from '#domain/changes/explain.ts';
import { conflictsAt } from '#domain/changes/schedule.ts';
import { DomainError } from '#domain/errors.ts';
import type { Principal } from '#domain/people/access.ts';
import type { Work } from '#domain/work.ts';
import { inWork } from '../plugins/unit-of-work.ts';
import { IdParams } from '../schemas.ts';
import { presentConflicts } from './present.ts';
import { Conflicts } from './schemas.ts';

export const inTheWayRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/approvals/:id/conflicts',
    {
      schema: {
        tags: ['approvals'],
        summary: 'What stands in the way of the change that is decided on, as it is planned now',
        params: IdParams,
        response: { 200: Conflicts },
      },
    },
    async (request) =>
      inWork(request, async (work, principal) => {
        const approval = await getApproval(work, principal, request.params.id);
        const change = approval.ticket && (await findChange(work, approval.ticket.id));
        if (!change) throw new DomainError('not_found', 'It decides about no change.');
        if (approval.state !== 'open' || !seesWhy(principal, approval))
          throw new DomainError(
            'not_permitted',
            'Those who are asked see what stands in the way, until it is decided.',
          );
        return (
          (await inTheWayOf(work, principal, change)) ??
          presentConflicts(change, { from: null, to: null }, [])
        );
      }),
  );
};

/** At its planned time; null where it has none. */
export async function inTheWayOf(
  work: Work,
  principal: Principal,
  change: Change,
): Promise<Static<typeof Conflicts> | null> {
  const { plannedFrom: from, plannedTo: to } = change;
  if (from === null || to === null) return null;
  const conflicts = await conflictsAt(work, change, { from, to }, undefined);
  const explained = await explain(work, principal, change, conflicts);
  return presentConflicts(change, { from, to }, explained);
}
