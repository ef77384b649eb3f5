/** A change and the board it comes before: what the board has to know of it, and on what it was approved. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { conditionsOf, meetCondition } from '#domain/cab/conditions.ts';
import { changeOn } from '#domain/cab/item.ts';
import { seenMeeting } from '#domain/cab/see.ts';
import { findChange } from '#domain/changes/change.ts';
import { riskOf } from '#domain/changes/risk.ts';
import { DomainError } from '#domain/errors.ts';
import type { Principal } from '#domain/people/access.ts';
import { findTicket } from '#domain/tickets/read.ts';
import type { Work } from '#domain/work.ts';
import { boardCondition } from '../board-condition.ts';
import { inWork } from '../plugins/unit-of-work.ts';
import { Id, Nullable } from '../schemas.ts';
import { TicketPartParams } from '../ticket-part.ts';
import { inTheWayOf } from './in-the-way.ts';
import { allowedOnChange, demandChange } from './policy.ts';
import { presentRisk } from './risk-present.ts';
import { ChangeRisk } from './risk-schemas.ts';
import { Change, Conflicts } from './schemas.ts';
import { answerFor } from './steps.ts';

const tags = ['cab'];
const READ = { permission: 'ticket.read' } as const;
const UPDATE = { permission: 'ticket.update' } as const;

const ItemParams = Type.Object({ id: Id, ticket: TicketPartParams.properties.id });
const ConditionParams = Type.Object({ ...TicketPartParams.properties, condition: Id });
const ConditionList = Type.Object({
  items: Type.Array(Type.Object({ id: Id, ...boardCondition })),
});
/** Whoever decides about a change sees it, whatever tickets they may see otherwise. */
const ItemAbout = Type.Object({
  description: Type.String(),
  change: Change,
  conflicts: Nullable(Conflicts),
  risk: ChangeRisk,
});

export const changeBoardRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/cab/meetings/:id/items/:ticket',
    {
      schema: {
        tags,
        summary: 'What the board has to know of a change on its agenda',
        params: ItemParams,
        response: { 200: ItemAbout },
      },
    },
    async (request) =>
      inWork(request, (work, principal) =>
        aboutItem(work, principal, request.params.id, request.params.ticket),
      ),
  );

  app.get(
    '/changes/:id/conditions',
    {
      config: READ,
      schema: {
        tags,
        summary: 'On what conditions boards have approved a change',
        params: TicketPartParams,
        response: { 200: ConditionList },
      },
    },
    async (request) =>
      inWork(request, async (work, principal) => {
        const { id } = await demandChange(work, principal, request.params.id);
        return { items: await conditionsOf(work, id) };
      }),
  );

  app.post(
    '/changes/:id/conditions/:condition/met',
    {
      config: UPDATE,
      schema: {
        tags,
        summary: 'Say that a condition is met',
        params: ConditionParams,
        response: { 200: ConditionList },
      },
    },
    async (request) =>
      inWork(request, async (work, principal) => {
        const { id } = await demandChange(work, principal, request.params.id, 'ticket.update');
        await meetCondition(work, id, request.params.condition);
        return { items: await conditionsOf(work, id) };
      }),
  );
};

async function aboutItem(work: Work, principal: Principal, id: string, ref: string) {
  const meeting = await seenMeeting(work, principal, id);
  const ticket = await findTicket(work, await changeOn(work, meeting.id, ref));
  const change = ticket === null ? undefined : await findChange(work, ticket.id);
  if (!ticket || !change) throw new DomainError('not_found', 'This change is not on the agenda.');
  return {
    description: ticket.description ?? '',
    change: await answerFor(work, principal, ticket, change),
    risk: presentRisk(
      await riskOf(work, change),
      change.version,
      allowedOnChange(principal, ticket),
    ),
    conflicts: await inTheWayOf(work, principal, change),
  };
}
