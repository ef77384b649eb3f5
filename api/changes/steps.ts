/** How a change is carried out in steps: as it leaves with the change, and asking that it be backed out. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { type Static, Type } from 'typebox';
import { backOutChange, backOutOf } from '#domain/changes/back-out.ts';
import { backingOutOf } from '#domain/changes/backing-out.ts';
import type { Change } from '#domain/changes/change.ts';
import { type StepNow, stepsOf } from '#domain/changes/steps.ts';
import { approvalOf } from '#domain/changes/verdicts.ts';
import type { Principal } from '#domain/people/access.ts';
import { mayOn, seesInternal } from '#domain/tickets/policy.ts';
import type { TicketRecord } from '#domain/tickets/record.ts';
import { isFinished } from '#domain/tickets/values.ts';
import type { Work } from '#domain/work.ts';
import type { StepNow as StepNowSchema } from '../change-steps.ts';
import { etag } from '../plugins/etag.ts';
import { inWork } from '../plugins/unit-of-work.ts';
import { Input } from '../schemas.ts';
import { TicketPartParams } from '../ticket-part.ts';
import { demandChange } from './policy.ts';
import { presentChange } from './present.ts';
import * as schemas from './schemas.ts';

const BackOut = Input({
  reason: Type.String({ minLength: 1, maxLength: 2_000, pattern: '\\S' }),
});

/** A change with its steps, and whether the caller may have it backed out now. */
export async function answerFor(
  work: Work,
  principal: Principal,
  ticket: TicketRecord,
  change: Change,
): Promise<Static<typeof schemas.Change>> {
  const steps = await stepsOf(work, change);
  const mayBackOut =
    steps.length > 0 &&
    mayOn(principal, 'ticket.update', ticket) &&
    (await backOutOf(work, change, steps)) === 'possible';
  const presented = presentChange(ticket, change, principal);
  return {
    ...presented,
    approvedBy: isFinished(change.status) ? null : ((await approvalOf(work, change))?.name ?? null),
    backingOut: await presentBackingOut(work, principal, ticket, change, steps),
    steps: steps.map((step): Static<typeof StepNowSchema> => ({ ...step })),
    allowed: [...presented.allowed, ...(mayBackOut ? ['backOut'] : [])],
  };
}

/** Who asks for help is told that it is so, and not why. */
async function presentBackingOut(
  work: Work,
  principal: Principal,
  ticket: TicketRecord,
  change: Change,
  steps: readonly StepNow[],
): Promise<Static<typeof schemas.Change>['backingOut']> {
  const found = await backingOutOf(work, change, steps);
  if (found === null) return null;
  const { stage, because } = found;
  return { stage, because: seesInternal(principal, ticket) ? because && { ...because } : null };
}

export const stepRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.post(
    '/changes/:id/back-out',
    {
      config: { permission: 'ticket.update' },
      schema: {
        tags: ['changes'],
        summary: 'Ask that what is done of its steps be taken back',
        params: TicketPartParams,
        body: BackOut,
        response: { 202: schemas.Change },
      },
    },
    async (request, reply) => {
      const asked = await inWork(request, async (work, principal) => {
        const ticket = await demandChange(work, principal, request.params.id, 'ticket.update');
        const change = await backOutChange(work, ticket.id, request.body.reason);
        return answerFor(work, principal, ticket, change);
      });
      etag(reply, asked.version);
      return reply.code(202).send(asked);
    },
  );
};
