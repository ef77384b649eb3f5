/**
 * /approvals/bulk: decisions on many approvals in one call. Each is a transaction of its own, stands or falls alone, and has
 * its own answer in the order asked.
 */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import { getApproval } from '#domain/approvals/read.ts';
import { type Ballot, vote } from '#domain/approvals/vote.ts';
import { inWork } from '../plugins/unit-of-work.ts';
import { refusedItem } from '../refused-item.ts';
import { presentApproval } from './present.ts';
import { BulkAnswer, BulkBallots } from './schemas.ts';

export const bulkRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.post(
    '/approvals/bulk',
    {
      schema: {
        tags: ['approvals'],
        summary: 'Decide many; each decision is final',
        body: BulkBallots,
        response: { 200: BulkAnswer },
      },
    },
    async (request) => {
      const items = [];
      for (const [index, { id, ...ballot }] of request.body.decisions.entries())
        items.push({ id, ...(await decideOne(request, index, id, ballot)) });
      return { items };
    },
  );
};

async function decideOne(request: FastifyRequest, index: number, id: string, ballot: Ballot) {
  try {
    const approval = await inWork(
      request,
      async (work, principal) => {
        await vote(work, principal, id, ballot);
        return presentApproval(await getApproval(work, principal, id), principal);
      },
      index,
    );
    return { status: 200, approval };
  } catch (error) {
    return refusedItem(error, request.id);
  }
}
