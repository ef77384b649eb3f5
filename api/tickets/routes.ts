/** /tickets: the list, one ticket, opening, changing and removing it. Its parts have a file each beside this one. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { changeTicketAsSaid, deleteTicket } from '#domain/desk/change-ticket.ts';
import { countByView, listTickets } from '#domain/tickets/list.ts';
import { cursorAfter, parseSort } from '#domain/tickets/order.ts';
import { demandOn } from '#domain/tickets/policy.ts';
import { findTicket } from '#domain/tickets/read.ts';
import { pageOf, toPage } from '../pages.ts';
import { etag, ifMatch } from '../plugins/etag.ts';
import { principalOf } from '../plugins/principal.ts';
import { inWork } from '../plugins/unit-of-work.ts';
import { readerOf } from '../reader.ts';
import { Nothing } from '../schemas.ts';
import { bulkRoutes } from './bulk.ts';
import { foretellRoutes } from './foretell.ts';
import { openFor } from './open.ts';
import { partRoutes } from './parts.ts';
import { presentItem, presentTicket } from './present.ts';
import { toFilter } from './query.ts';
import {
  Counts,
  CountsQuery,
  NewTicket,
  Ticket,
  TicketParams,
  TicketPatch,
  TicketQuery,
  Tickets,
} from './schemas.ts';

const tags = ['tickets'];

export const ticketRoutes: FastifyPluginAsyncTypebox = async (app) => {
  await app.register(bulkRoutes);
  await app.register(foretellRoutes);
  await app.register(partRoutes);

  app.get(
    '/tickets',
    {
      config: { permission: 'ticket.read' },
      schema: {
        tags,
        summary: 'Tickets the caller may see',
        querystring: TicketQuery,
        response: { 200: Tickets },
      },
    },
    async (request) => {
      const principal = principalOf(request);
      const sort = parseSort(request.query.sort);
      const { limit, take, after } = pageOf(request.query, sort.length + 1);
      const rows = await listTickets(readerOf(request), {
        principal,
        filter: toFilter(request.query),
        sort,
        after,
        take,
      });
      return toPage(
        rows,
        limit,
        (ticket) => presentItem(ticket, principal),
        (ticket) => cursorAfter(sort, ticket),
      );
    },
  );

  app.get(
    '/tickets/counts',
    {
      config: { permission: 'ticket.read' },
      schema: {
        tags,
        summary: 'How many open tickets each view holds',
        querystring: CountsQuery,
        response: { 200: Counts },
      },
    },
    async (request) => countByView(readerOf(request), principalOf(request)),
  );

  app.post(
    '/tickets',
    {
      config: { permission: 'ticket.create' },
      schema: { tags, summary: 'Open a ticket', body: NewTicket, response: { 201: Ticket } },
    },
    async (request, reply) => {
      const opened = await openFor(request, request.body);
      etag(reply, opened.version);
      return reply.code(201).header('location', `/api/v1/tickets/${opened.id}`).send(opened);
    },
  );

  app.get(
    '/tickets/:id',
    {
      config: { permission: 'ticket.read' },
      schema: {
        tags,
        summary: 'A ticket, by id or number',
        params: TicketParams,
        response: { 200: Ticket },
      },
    },
    async (request, reply) => {
      const principal = principalOf(request);
      const ticket = demandOn(
        principal,
        'ticket.read',
        await findTicket(readerOf(request), request.params.id),
      );
      etag(reply, ticket.version);
      return presentTicket(ticket, principal);
    },
  );

  app.patch(
    '/tickets/:id',
    {
      config: { permission: 'ticket.update' },
      schema: {
        tags,
        summary: 'Change a ticket',
        params: TicketParams,
        body: TicketPatch,
        response: { 200: Ticket },
      },
    },
    async (request, reply) => {
      const expected = ifMatch(request);
      const changed = await inWork(request, async (work, principal) => {
        const { id } = demandOn(
          principal,
          'ticket.update',
          await findTicket(work, request.params.id),
        );
        await changeTicketAsSaid(work, id, request.body, expected);
        const ticket = await findTicket(work, id);
        return presentTicket(demandOn(principal, 'ticket.read', ticket), principal);
      });
      etag(reply, changed.version);
      return changed;
    },
  );

  app.delete(
    '/tickets/:id',
    {
      config: { permission: 'ticket.delete' },
      schema: {
        tags,
        summary: 'Take a ticket out of every list and end its runs',
        params: TicketParams,
        response: { 204: Nothing },
      },
    },
    async (request, reply) => {
      const expected = ifMatch(request);
      await inWork(request, async (work, principal) => {
        const { id } = demandOn(
          principal,
          'ticket.delete',
          await findTicket(work, request.params.id),
        );
        await deleteTicket(work, id, expected);
      });
      return reply.code(204).send();
    },
  );
};
