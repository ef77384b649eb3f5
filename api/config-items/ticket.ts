/** /tickets/:id/config-items and impact: what a ticket is about, and what else that reaches. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { affectedBy } from '#domain/config-items/affected.ts';
import { impactOfTicket } from '#domain/config-items/impact.ts';
import { touchItems } from '#domain/desk/touch-items.ts';
import type { Principal } from '#domain/people/access.ts';
import { demandOn, mayOn } from '#domain/tickets/policy.ts';
import { findTicket } from '#domain/tickets/read.ts';
import type { TicketRecord } from '#domain/tickets/record.ts';
import type { Work } from '#domain/work.ts';
import { etag, ifMatch } from '../plugins/etag.ts';
import { inWork } from '../plugins/unit-of-work.ts';
import { readableTicket, TicketPartParams } from '../ticket-part.ts';
import { presentReached } from './present.ts';
import { Reached, ReachQuery, TicketItems, TicketItemsChange } from './schemas.ts';

const tags = ['tickets'];
const READ = { permission: 'ticket.read' } as const;

export const ticketItemRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/tickets/:id/config-items',
    {
      config: READ,
      schema: {
        tags,
        summary: 'The services and systems it is about, the most critical first',
        params: TicketPartParams,
        response: { 200: TicketItems },
      },
    },
    async (request, reply) => {
      const { version, ...answer } = await inWork(request, async (work, principal) =>
        answerFor(work, principal, await readableTicket(work, principal, request.params.id)),
      );
      etag(reply, version);
      return answer;
    },
  );

  app.put(
    '/tickets/:id/config-items',
    {
      config: { permission: 'ticket.update' },
      schema: {
        tags,
        summary: 'Say which services and systems it is about; they are given whole',
        params: TicketPartParams,
        body: TicketItemsChange,
        response: { 200: TicketItems },
      },
    },
    async (request, reply) => {
      const expected = ifMatch(request);
      const { version, ...answer } = await inWork(request, async (work, principal) => {
        const asked = await findTicket(work, request.params.id);
        const { id } = demandOn(principal, 'ticket.update', asked);
        await touchItems(work, id, [...new Set(request.body.items)], expected);
        return answerFor(work, principal, await readableTicket(work, principal, id));
      });
      etag(reply, version);
      return answer;
    },
  );

  app.get(
    '/tickets/:id/impact',
    {
      config: READ,
      schema: {
        tags,
        summary: 'Everything in use that depends on what it is about, however far',
        params: TicketPartParams,
        querystring: ReachQuery,
        response: { 200: Reached },
      },
    },
    async (request) =>
      inWork(request, async (work, principal) => {
        const { id } = await readableTicket(work, principal, request.params.id);
        return presentReached(await impactOfTicket(work, id, request.query.limit));
      }),
  );
};

async function answerFor(work: Work, principal: Principal, ticket: TicketRecord) {
  return {
    items: await affectedBy(work, ticket.id),
    nextCursor: null,
    allowed: mayOn(principal, 'ticket.update', ticket) ? ['read', 'update'] : ['read'],
    version: ticket.version,
  };
}
