/** How far the process is that belongs to a ticket or an approval, for whoever may see that. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { isAsked } from '#domain/approvals/allowed.ts';
import { getApproval } from '#domain/approvals/read.ts';
import { DomainError } from '#domain/errors.ts';
import { may, type Principal } from '#domain/people/access.ts';
import { getRun, runsOfTicket } from '#domain/processes/read-runs.ts';
import { mayOn } from '#domain/tickets/policy.ts';
import type { TicketRecord } from '#domain/tickets/record.ts';
import { inWork } from '../plugins/unit-of-work.ts';
import { IdParams, Nothing } from '../schemas.ts';
import { readableTicket, TicketPartParams, TicketPartQuery } from '../ticket-part.ts';
import { presentProgress, presentRun } from './present.ts';
import { Progress, ProgressQuery, Runs } from './schemas.ts';

const tags = ['runs'];

export const progressRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/approvals/:id/progress',
    {
      schema: {
        tags,
        summary: 'Where the process stands that an approval belongs to',
        params: IdParams,
        response: { 200: Progress },
      },
    },
    async (request) =>
      inWork(request, async (work, principal) => {
        // Who is asked to decide may see what they decide in, whatever else they may see.
        const approval = await getApproval(work, principal, request.params.id);
        const run = await getRun(work, approval.run, null);
        const asked = isAsked(principal, approval);
        const inside = asked || may(principal, 'run.read');
        const shows = { drawing: inside || may(principal, 'process.read'), inside };
        return presentProgress(work, run, shows);
      }),
  );

  app.get(
    '/tickets/:id/runs',
    {
      config: { permission: 'ticket.read' },
      schema: {
        tags,
        summary: 'A ticket’s runs, the latest first',
        params: TicketPartParams,
        querystring: TicketPartQuery,
        response: { 200: Runs },
      },
    },
    async (request) =>
      inWork(request, async (work, principal) => {
        const ticket = await readableTicket(work, principal, request.params.id);
        const inside = seesInside(principal, ticket);
        return {
          items: (await runsOfTicket(work, principal, ticket.id)).map((run) =>
            presentRun(run, inside),
          ),
          nextCursor: null,
        };
      }),
  );

  app.get(
    '/tickets/:id/progress',
    {
      config: { permission: 'ticket.read' },
      schema: {
        tags,
        summary:
          'How far a ticket’s process is: of the run asked for, else of the first open one, else of the latest; 204 where none has been started',
        params: TicketPartParams,
        querystring: ProgressQuery,
        response: { 200: Progress, 204: Nothing },
      },
    },
    async (request, reply) => {
      const shown = await inWork(request, async (work, principal) => {
        const ticket = await readableTicket(work, principal, request.params.id);
        const runs = await runsOfTicket(work, principal, ticket.id);
        const wanted = request.query.run;
        const run =
          wanted === undefined
            ? (runs.findLast(({ endedAt }) => endedAt === null) ?? runs[0])
            : runs.find(({ id }) => id === wanted);
        if (!run && wanted !== undefined)
          throw new DomainError('not_found', 'The ticket has no such run.');
        // Many tickets have no process; that is nothing to refuse.
        if (!run) return null;
        const inside = seesInside(principal, ticket);
        const drawing = inside || may(principal, 'process.read') || may(principal, 'run.read');
        const shows = { drawing, inside };
        return presentProgress(work, run, shows);
      });
      return shown ?? reply.code(204).send();
    },
  );
};

const seesInside = (principal: Principal, ticket: TicketRecord): boolean =>
  mayOn(principal, 'run.read', ticket) || mayOn(principal, 'ticket.update', ticket);
