/** /sla/holders and /tickets/:id/holders: who had tickets for how long. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { holdersOf } from '#domain/attainment/holders.ts';
import { holdersOfTicket } from '#domain/attainment/ticket-holders.ts';
import { demandOn } from '#domain/tickets/policy.ts';
import { findTicket } from '#domain/tickets/read.ts';
import { toIso } from '../instants.ts';
import { principalOf } from '../plugins/principal.ts';
import { readerOf } from '../reader.ts';
import { monthsAsked } from './months.ts';
import { Holders, HoldersQuery, TicketHolders, TicketParams } from './schemas.ts';

const tags = ['service levels'];

export const holderRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/sla/holders',
    {
      config: { permission: 'report.read' },
      schema: {
        tags,
        summary: 'How long each team had the tickets that were finished in some months',
        querystring: HoldersQuery,
        response: { 200: Holders },
      },
    },
    async (request) => {
      const reader = readerOf(request);
      const { months, zone } = await monthsAsked(reader, request.query);
      const { tickets, rows } = await holdersOf(reader, principalOf(request), { months, zone });
      return {
        ...months,
        timeZone: zone,
        asOf: reader.now.toISOString(),
        tickets,
        rows: rows.map((row) => ({ ...row })),
      };
    },
  );

  app.get(
    '/tickets/:id/holders',
    {
      config: { permission: 'ticket.read' },
      schema: {
        tags,
        summary: 'Who had a ticket, one after the other',
        params: TicketParams,
        response: { 200: TicketHolders },
      },
    },
    async (request) => {
      const reader = readerOf(request);
      const found = await findTicket(reader, request.params.id);
      const ticket = demandOn(principalOf(request), 'ticket.read', found);
      const holders = await holdersOfTicket(reader, ticket);
      return {
        asOf: reader.now.toISOString(),
        holders: holders.map(({ from, to, wallSeconds, businessSeconds, ...holder }) => ({
          ...holder,
          from: toIso(from),
          to: toIso(to),
          wallSeconds: Math.round(wallSeconds),
          businessSeconds: businessSeconds === null ? null : Math.round(businessSeconds),
        })),
      };
    },
  );
};
