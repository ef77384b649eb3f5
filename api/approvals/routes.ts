/** /approvals and /tickets/:id/approvals. Being asked is enough to see and decide: no role is needed. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { wantAgain } from '#domain/approvals/ask-again.ts';
import { answerBack, askBack } from '#domain/approvals/questions.ts';
import { approvalsOfTicket, getApproval, listApprovals } from '#domain/approvals/read.ts';
import { recordOf } from '#domain/approvals/vote-record.ts';
import { choicesOf, placeOf } from '../filters.ts';
import { pageOf, toPage } from '../pages.ts';
import { etag, ifMatch } from '../plugins/etag.ts';
import { inWork } from '../plugins/unit-of-work.ts';
import { IdParams } from '../schemas.ts';
import { TicketPartParams, TicketPartQuery } from '../ticket-part.ts';
import { bulkRoutes } from './bulk.ts';
import { byLinkRoutes } from './by-link.ts';
import { decide } from './decide.ts';
import {
  Answering,
  Asking,
  Ballot,
  QuestionParams,
  VoteRecord,
  Wanting,
} from './decision-schemas.ts';
import { named, presentApproval } from './present.ts';
import { APPROVAL_STATES, Approval, ApprovalQuery, Approvals } from './schemas.ts';

const tags = ['approvals'];

export const approvalRoutes: FastifyPluginAsyncTypebox = async (app) => {
  await app.register(bulkRoutes);
  await app.register(byLinkRoutes);

  app.get(
    '/approvals',
    {
      schema: {
        tags,
        summary:
          'Approvals the caller may see, in any state unless `state` says which, the oldest first',
        querystring: ApprovalQuery,
        response: { 200: Approvals },
      },
    },
    async (request) => {
      const { limit, take, after } = pageOf(request.query, 2);
      const { state, approver, undecided, ticket } = request.query;
      const filter = {
        states: choicesOf('state', APPROVAL_STATES, state),
        approver,
        undecided,
        ticketId: ticket,
      };
      const place = placeOf(after);
      return inWork(request, async (work, principal) => {
        const rows = await listApprovals(work, principal, {
          filter,
          take,
          after: place && { openedAt: place.at, id: place.id },
        });
        return toPage(
          rows,
          limit,
          (row) => presentApproval(row, principal),
          (row) => [row.openedAt, row.id],
        );
      });
    },
  );

  app.get(
    '/approvals/:id',
    {
      schema: {
        tags,
        summary: 'An approval with what is decided on',
        params: IdParams,
        response: { 200: Approval },
      },
    },
    async (request, reply) => {
      const shown = await inWork(request, async (work, principal) =>
        presentApproval(await getApproval(work, principal, request.params.id), principal),
      );
      etag(reply, shown.version);
      return shown;
    },
  );

  app.post(
    '/approvals/:id/decision',
    {
      schema: {
        tags,
        summary: 'Decide; a decision is final',
        params: IdParams,
        body: Ballot,
        response: { 200: Approval },
      },
    },
    async (request, reply) => {
      const expected = ifMatch(request);
      const decided = await decide(request, request.params.id, request.body, { expected });
      etag(reply, decided.version);
      return decided;
    },
  );

  app.post(
    '/approvals/:id/questions',
    {
      schema: {
        tags,
        summary: 'Ask the requester something before deciding',
        params: IdParams,
        body: Asking,
        response: { 201: Approval },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const asked = await inWork(request, async (work, principal) => {
        await askBack(work, principal, id, request.body.text);
        return presentApproval(await getApproval(work, principal, id), principal);
      });
      etag(reply, asked.version);
      return reply.code(201).send(asked);
    },
  );

  app.post(
    '/approvals/:id/questions/:question/answer',
    {
      schema: {
        tags,
        summary: 'Answer what an approver has asked',
        params: QuestionParams,
        body: Answering,
        response: { 200: Approval },
      },
    },
    async (request, reply) => {
      const { id, question } = request.params;
      const answered = await inWork(request, async (work, principal) => {
        await answerBack(work, principal, id, question, request.body.text);
        return presentApproval(await getApproval(work, principal, id), principal);
      });
      etag(reply, answered.version);
      return answered;
    },
  );

  app.post(
    '/approvals/:id/rounds',
    {
      schema: {
        tags,
        summary: 'Have everybody asked again: what was decided so far counts no more, and stays',
        params: IdParams,
        body: Wanting,
        response: { 201: Approval },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const again = await inWork(request, async (work, principal) => {
        await wantAgain(work, principal, id, request.body.reason);
        return presentApproval(await getApproval(work, principal, id), principal);
      });
      etag(reply, again.version);
      return reply.code(201).send(again);
    },
  );

  app.get(
    '/approvals/:id/record',
    {
      schema: {
        tags,
        summary: 'Every vote as it was written, and whether the record is whole',
        params: IdParams,
        response: { 200: VoteRecord },
      },
    },
    async (request) =>
      inWork(request, async (work, principal) => {
        const { votes, brokenAt } = await recordOf(work, principal, request.params.id);
        return {
          votes: votes.map(({ round, stage, seat, decision, comment, channel, at, ...vote }) => ({
            round,
            stage,
            seat,
            decision,
            comment,
            channel,
            at,
            seal: vote.seal,
            voter: named(vote.voter),
            actedBy: named(vote.actor),
            subjectHash: vote.subject_hash,
            signed: vote.meaning,
          })),
          intact: brokenAt === null,
          brokenAt,
        };
      }),
  );

  app.get(
    '/tickets/:id/approvals',
    {
      schema: {
        tags,
        summary:
          'A ticket’s approvals, in the order they were opened; who may not see the ticket gets those they are asked in',
        params: TicketPartParams,
        querystring: TicketPartQuery,
        response: { 200: Approvals },
      },
    },
    async (request) =>
      inWork(request, async (work, principal) => {
        const rows = await approvalsOfTicket(work, principal, request.params.id);
        return { items: rows.map((row) => presentApproval(row, principal)), nextCursor: null };
      }),
  );
};
