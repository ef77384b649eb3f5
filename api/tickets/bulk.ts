/** /tickets/bulk: many changes in one call. Each stands or falls alone, and has its own answer in the order asked. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { changeTicketAsSaid } from '#domain/desk/change-ticket.ts';
import { invalid } from '#domain/errors.ts';
import { lockWithFollowers } from '#domain/links/links.ts';
import type { Principal } from '#domain/people/access.ts';
import { demandOn } from '#domain/tickets/policy.ts';
import { findTicket, ticketIds } from '#domain/tickets/read.ts';
import { inSavepoint, type Work } from '#domain/work.ts';
import { inWork } from '../plugins/unit-of-work.ts';
import { refusedItem } from '../refused-item.ts';
import { presentTicket } from './present.ts';
import { Bulk, BulkAnswer, TICKET_REFERENCE } from './schemas.ts';

type Item = {
  readonly id: string;
  readonly change: Record<string, unknown>;
  readonly version?: number;
};

export const bulkRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.post(
    '/tickets/bulk',
    {
      config: { permission: 'ticket.update' },
      schema: {
        tags: ['tickets'],
        summary: 'Change many tickets',
        body: Bulk,
        response: { 200: BulkAnswer },
      },
    },
    async (request) => {
      const { ids, change, items } = request.body;
      if ((items === undefined) === (ids === undefined || change === undefined)) {
        return invalid(
          items ? '/items' : '/ids',
          'Give either `ids` with one `change` for all, or `items` with a change each.',
        );
      }
      const asked: Item[] = items ?? (ids ?? []).map((id) => ({ id, change: { ...change } }));
      return inWork(request, async (work, principal) => {
        const answers = new Map<number, Awaited<ReturnType<typeof changeOne>>>();
        const ids = await ticketIds(
          work,
          asked.map(({ id }) => id).filter((id) => REFERENCE.test(id)),
        );
        // What is begun holds the schedule, and whoever holds that locks no more tickets.
        await lockWithFollowers(work, [...ids.values()]);
        const placeOf = (index: number): string => ids.get(asked[index]?.id ?? '') ?? '';
        // Always in the order of ids, so that two bulk calls never wait for each other in a circle.
        const inOrder = [...asked.keys()].sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1));
        for (const index of inOrder) {
          const item = asked[index];
          if (item)
            answers.set(index, await changeOne(work, principal, item, placeOf(index), request.id));
        }
        return {
          items: asked.map((item, index) => ({
            id: item.id,
            ...(answers.get(index) ?? { status: 500 }),
          })),
        };
      });
    },
  );
};

const REFERENCE = new RegExp(TICKET_REFERENCE);

/** In a savepoint of its own: what is refused is undone, the others stay. */
async function changeOne(
  work: Work,
  principal: Principal,
  item: Item,
  ticketId: string,
  requestId: string,
) {
  try {
    const ticket = await inSavepoint(work, async (inner) => {
      const found = ticketId === '' ? null : await findTicket(inner, ticketId);
      const { id } = demandOn(principal, 'ticket.update', found);
      await changeTicketAsSaid(inner, id, item.change, item.version);
      return presentTicket(
        demandOn(principal, 'ticket.read', await findTicket(inner, id)),
        principal,
      );
    });
    return { status: 200, ticket };
  } catch (error) {
    return refusedItem(error, requestId);
  }
}
