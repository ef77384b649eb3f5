/** /tickets/:id/comments, events, clocks, escalations: what hangs on a ticket and is read with it. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { accountOf } from '#domain/clocks/account.ts';
import { commentOnTicket } from '#domain/desk/comment-on-ticket.ts';
import { DomainError } from '#domain/errors.ts';
import { acknowledgeEscalation, snoozeEscalation } from '#domain/escalations/close.ts';
import { Escalation as EscalationEntity } from '#domain/escalations/escalation.ts';
import type { Principal } from '#domain/people/access.ts';
import { readComments } from '#domain/tickets/comments.ts';
import { demandOn, mayOn, seesInternal } from '#domain/tickets/policy.ts';
import { findTicket } from '#domain/tickets/read.ts';
import type { TicketRecord } from '#domain/tickets/record.ts';
import { sql } from '#domain/tickets/sql.ts';
import { readTimeline } from '#domain/tickets/timeline.ts';
import { pageOf, toPage } from '../pages.ts';
import { inWork } from '../plugins/unit-of-work.ts';
import { presentTimelineEvent, TimelineEvents, toTimelinePlace } from '../timeline.ts';
import {
  ClockQuery,
  Clocks,
  Comment,
  Comments,
  Escalation,
  EscalationParams,
  Escalations,
  NewComment,
  PartQuery,
  Snooze,
} from './part-schemas.ts';
import { presentComment, presentEscalation } from './present.ts';
import { presentClocks } from './present-clock.ts';
import { TicketParams } from './schemas.ts';

const tags = ['tickets'];
const READ = { permission: 'ticket.read' } as const;

export const partRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/tickets/:id/comments',
    {
      config: READ,
      schema: {
        tags,
        summary: 'The conversation, oldest first',
        params: TicketParams,
        querystring: PartQuery,
        response: { 200: Comments },
      },
    },
    async (request) => {
      const { limit, take, after } = pageOf(request.query, 2);
      return inWork(request, async (work, principal) => {
        const ticket = demandOn(
          principal,
          'ticket.read',
          await findTicket(work, request.params.id),
        );
        const rows = await readComments(work, ticket.id, {
          take,
          after: toTimelinePlace(after),
          internal: seesInternal(principal, ticket),
        });
        return toPage(rows, limit, presentComment, (row) => [row.createdAt.toISOString(), row.id]);
      });
    },
  );

  app.post(
    '/tickets/:id/comments',
    {
      config: { permission: 'ticket.comment' },
      schema: {
        tags,
        summary: 'Say something',
        params: TicketParams,
        body: NewComment,
        response: { 201: Comment },
      },
    },
    async (request, reply) => {
      const said = await inWork(request, async (work, principal) => {
        const ticket = demandOn(
          principal,
          'ticket.comment',
          await findTicket(work, request.params.id),
        );
        if (request.body.internal && !seesInternal(principal, ticket)) {
          throw new DomainError(
            'not_permitted',
            'Internal comments are for those who work on the ticket.',
            { errors: [{ pointer: '/internal', detail: 'Leave it out.' }] },
          );
        }
        const comment = await commentOnTicket(work, ticket.id, {
          ...request.body,
          worksOnIt: mayOn(principal, 'ticket.update', ticket),
        });
        return presentComment({
          ...comment,
          author: { id: principal.personId, name: principal.name, email: principal.email },
        });
      });
      return reply.code(201).send(said);
    },
  );

  app.get(
    '/tickets/:id/events',
    {
      config: READ,
      schema: {
        tags,
        summary: 'What happened and why, oldest first',
        params: TicketParams,
        querystring: PartQuery,
        response: { 200: TimelineEvents },
      },
    },
    async (request) => {
      const { limit, take, after } = pageOf(request.query, 2);
      return inWork(request, async (work, principal) => {
        const ticket = demandOn(
          principal,
          'ticket.read',
          await findTicket(work, request.params.id),
        );
        const rows = await readTimeline(work, sql('e.ticket_id = ?', ticket.id), {
          take,
          after: toTimelinePlace(after),
          inside: insideOf(principal, ticket),
        });
        return toPage(rows, limit, presentTimelineEvent, (row) => [row.at.toISOString(), row.id]);
      });
    },
  );

  app.get(
    '/tickets/:id/clocks',
    {
      config: READ,
      schema: {
        tags,
        summary: 'Its clocks, with the account of each second, now or as they stood',
        params: TicketParams,
        querystring: ClockQuery,
        response: { 200: Clocks },
      },
    },
    async (request) =>
      inWork(request, async (work, principal) => {
        const ticket = demandOn(
          principal,
          'ticket.read',
          await findTicket(work, request.params.id),
        );
        const { at } = request.query;
        const accounts = await accountOf(
          work,
          ticket.id,
          at === undefined ? work.now : new Date(at),
        );
        return {
          items: presentClocks(accounts, seesInternal(principal, ticket)),
          nextCursor: null,
        };
      }),
  );

  app.get(
    '/tickets/:id/escalations',
    {
      config: READ,
      schema: {
        tags,
        summary: 'Who was asked to look after it',
        params: TicketParams,
        querystring: PartQuery,
        response: { 200: Escalations },
      },
    },
    async (request) =>
      inWork(request, async (work, principal) => {
        const ticket = demandOn(
          principal,
          'ticket.read',
          await findTicket(work, request.params.id),
        );
        const rows = mayOn(principal, 'ticket.update', ticket)
          ? await work.em.find(
              EscalationEntity,
              { ticketId: ticket.id },
              { orderBy: { openedAt: 'asc', id: 'asc' } },
            )
          : [];
        return {
          items: rows.map((row) => presentEscalation(row, ticket, principal)),
          nextCursor: null,
        };
      }),
  );

  app.post(
    '/tickets/:id/escalations/:eid/acknowledge',
    {
      config: { permission: 'ticket.update' },
      schema: {
        tags,
        summary: 'Take an escalation on: nobody else is asked',
        params: EscalationParams,
        response: { 200: Escalation },
      },
    },
    async (request) =>
      inWork(request, async (work, principal) => {
        const ticket = demandOn(
          principal,
          'ticket.update',
          await findTicket(work, request.params.id),
        );
        return presentEscalation(
          await acknowledgeEscalation(work, ticket.id, request.params.eid),
          ticket,
          principal,
        );
      }),
  );

  app.post(
    '/tickets/:id/escalations/:eid/snooze',
    {
      config: { permission: 'ticket.update' },
      schema: {
        tags,
        summary: 'Let an escalation rest until then, for a reason',
        params: EscalationParams,
        body: Snooze,
        response: { 200: Escalation },
      },
    },
    async (request) =>
      inWork(request, async (work, principal) => {
        const ticket = demandOn(
          principal,
          'ticket.update',
          await findTicket(work, request.params.id),
        );
        const { until, reason } = request.body;
        const rests = { until: new Date(until), reason };
        return presentEscalation(
          await snoozeEscalation(work, ticket.id, request.params.eid, rests),
          ticket,
          principal,
        );
      }),
  );
};

/** Those who work on a ticket see what goes on behind it; those who operate its runs, what became of these. */
function insideOf(principal: Principal, ticket: TicketRecord): 'all' | 'runs' | 'none' {
  if (seesInternal(principal, ticket)) return 'all';
  return mayOn(principal, 'run.operate', ticket) ? 'runs' : 'none';
}
