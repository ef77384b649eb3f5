/**
 * /approvals/bulk: decisions on many approvals in one call. Each is a transaction of its own, stands or falls alone, and has
 * its own answer in the order asked.
 */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import { refusedItem } from '../refused-item.ts';
import { decide } from './decide.ts';
import { BulkAnswer, BulkBallots } from './decision-schemas.ts';

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
      const { decisions, password } = request.body;
      const signed = password === undefined ? {} : { password };
      for (const [index, { id, ...ballot }] of decisions.entries())
        items.push({ id, ...(await decideOne(request, index, id, { ...ballot, ...signed })) });
      return { items };
    },
  );
};

async function decideOne(
  request: FastifyRequest,
  index: number,
  id: string,
  ballot: Parameters<typeof decide>[2],
) {
  try {
    return { status: 200, approval: await decide(request, id, ballot, { index }) };
  } catch (error) {
    return refusedItem(error, request.id);
  }
}
