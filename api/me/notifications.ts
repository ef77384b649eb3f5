/** /me/notifications: what one was told inside the product, and that it has been read. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { invalid } from '#domain/errors.ts';
import { listTold, readTold, type Told } from '#domain/mail/inbox.ts';
import { placeOf } from '../filters.ts';
import { toIso, toIsoOrNull } from '../instants.ts';
import { pageOf, toPage } from '../pages.ts';
import { inWork } from '../plugins/unit-of-work.ts';
import { Nothing } from '../schemas.ts';
import { NotificationQuery, Notifications, ReadNotifications } from './notification-schemas.ts';
import { demandWhole } from './whole.ts';

const tags = ['access'];

const present = ({ id, text, at, readAt, ticketId, number, meetingId }: Told) => ({
  id,
  text,
  ticket: ticketId === null || number === null ? null : { id: ticketId, number },
  meeting: meetingId === null ? null : { id: meetingId },
  at: toIso(at),
  readAt: toIsoOrNull(readAt),
});

export const notificationRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/me/notifications',
    {
      schema: {
        tags,
        summary: 'What one was told, the latest first',
        querystring: NotificationQuery,
        response: { 200: Notifications },
      },
    },
    async (request) => {
      const { limit, take, after } = pageOf(request.query, 2);
      const { unread = false } = request.query;
      return inWork(request, async (work, principal) => {
        const personId = demandWhole(principal);
        const rows = await listTold(work, personId, { unread, take, after: placeOf(after) });
        return toPage(rows, limit, present, (row) => [row.at, row.id]);
      });
    },
  );

  app.post(
    '/me/notifications/read',
    {
      schema: {
        tags,
        summary: 'Some of it has been read, or all that came until an instant',
        body: ReadNotifications,
        response: { 204: Nothing },
      },
    },
    async (request, reply) => {
      const { ids, until } = request.body;
      await inWork(request, async (work, principal) => {
        const personId = demandWhole(principal);
        if (ids !== undefined) await readTold(work, personId, { ids });
        else if (until !== undefined) await readTold(work, personId, { until: new Date(until) });
        else invalid('/ids', 'Say which, or until when.');
      });
      return reply.code(204).send();
    },
  );
};
