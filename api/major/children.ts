/** /tickets/:id/children and what a ticket is part of. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { DomainError } from '#domain/errors.ts';
import { linkChild, linkedTo, parentOf, unlinkChild } from '#domain/links/links.ts';
import { majorOf } from '#domain/major/major-incident.ts';
import { may, type Permission, type Principal } from '#domain/people/access.ts';
import { demandOn, reachSql } from '#domain/tickets/policy.ts';
import { findTicket, ticketIds } from '#domain/tickets/read.ts';
import type { TicketRecord } from '#domain/tickets/record.ts';
import { lockTickets } from '#domain/tickets/update.ts';
import { inSavepoint, type Work } from '#domain/work.ts';
import { pageOf, toPage } from '../pages.ts';
import { inWork } from '../plugins/unit-of-work.ts';
import { problemBody } from '../problems.ts';
import { Nothing } from '../schemas.ts';
import { readableTicket, TicketPartParams, TicketPartQuery } from '../ticket-part.ts';
import { presentMajor } from './present.ts';
import { Children, ChildrenAnswer, NewChildren, TicketMajor } from './schemas.ts';

const tags = ['tickets'];
const READ = { permission: 'ticket.read' } as const;
const CHANGE = { permission: 'ticket.update' } as const;
const DESK: readonly Permission[] = ['majorIncident.declare', 'ticket.update'];
const ChildParams = Type.Object({
  ...TicketPartParams.properties,
  child: TicketPartParams.properties.id,
});

export const childRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/tickets/:id/major-incident',
    {
      config: READ,
      schema: {
        tags,
        summary: 'The major incident it is, and the ticket it is part of',
        params: TicketPartParams,
        response: { 200: TicketMajor },
      },
    },
    async (request) =>
      inWork(request, async (work, principal) => {
        const ticket = await readableTicket(work, principal, request.params.id);
        const desk = DESK.some((permission) => may(principal, permission));
        const major = desk ? await majorOf(work, ticket.id) : null;
        const parent = await parentOf(work, ticket.id);
        const above = parent && (await majorOf(work, parent.id));
        const open = !['resolved', 'closed', 'cancelled'].includes(ticket.status);
        const declarable =
          ticket.type === 'incident' &&
          open &&
          !major &&
          !parent &&
          may(principal, DESK[0] ?? 'ticket.update');
        return {
          majorIncident: major && presentMajor(major, principal),
          parent: parent && {
            id: parent.id,
            number: parent.number,
            status: parent.status,
            kind: parent.kind,
            follows: parent.follows,
            headline: above?.headline ?? null,
            isMajor: above !== null,
          },
          allowed: declarable ? ['read', 'declare'] : ['read'],
        };
      }),
  );

  app.get(
    '/tickets/:id/children',
    {
      config: READ,
      schema: {
        tags,
        summary: 'The tickets that are part of it, and the actions that came of it',
        params: TicketPartParams,
        querystring: TicketPartQuery,
        response: { 200: Children },
      },
    },
    async (request) => {
      const { limit, take, after } = pageOf(request.query, 1);
      return inWork(request, async (work, principal) => {
        const { id } = await readableTicket(work, principal, request.params.id);
        const seen = reachSql(principal, 'ticket.read');
        const page = { take, after: after ? String(after[0]) : null };
        return toPage(
          await linkedTo(work, id, seen, page),
          limit,
          (row) => row,
          (row) => [row.id],
        );
      });
    },
  );

  app.post(
    '/tickets/:id/children',
    {
      config: CHANGE,
      schema: {
        tags,
        summary: 'Put incidents under it; each stands or falls alone',
        params: TicketPartParams,
        body: NewChildren,
        response: { 200: ChildrenAnswer },
      },
    },
    async (request) => {
      const { tickets, follows = true } = request.body;
      return inWork(request, async (work, principal) => {
        const parent = await changeable(work, principal, request.params.id);
        const ids = await ticketIds(work, tickets);
        await lockTickets(work, [parent.id, ...ids.values()]);
        const items: Awaited<ReturnType<typeof linkOne>>[] = [];
        for (const ref of tickets)
          items.push(await linkOne(work, principal, parent.id, ref, follows, request.id));
        return { items };
      });
    },
  );

  app.delete(
    '/tickets/:id/children/:child',
    {
      config: CHANGE,
      schema: {
        tags,
        summary: 'Take an incident out of it',
        params: ChildParams,
        response: { 204: Nothing },
      },
    },
    async (request, reply) => {
      await inWork(request, async (work, principal) => {
        const parent = await readableTicket(work, principal, request.params.id);
        const child = await changeable(work, principal, request.params.child);
        await unlinkChild(work, parent.id, child.id);
      });
      return reply.code(204).send();
    },
  );
};

const changeable = async (work: Work, principal: Principal, ref: string): Promise<TicketRecord> =>
  demandOn(principal, 'ticket.update', await findTicket(work, ref));

/** In a savepoint of its own: what is refused is undone, the others stay. */
async function linkOne(
  work: Work,
  principal: Principal,
  parentId: string,
  ref: string,
  follows: boolean,
  requestId: string,
) {
  try {
    await inSavepoint(work, async (inner) => {
      const child = await changeable(inner, principal, ref);
      await linkChild(inner, parentId, child.id, { follows });
    });
    return { id: ref, status: 200 };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const problem = problemBody(error.code, requestId, {
      detail: error.errors[0]?.detail ?? error.message,
      values: error.values,
    });
    return { id: ref, status: problem.status, problem: { ...problem } };
  }
}
