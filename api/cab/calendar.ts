/** A meeting as a file for the reader's own calendar; taken in again after it was moved, it is the same entry. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { seenMeeting } from '#domain/cab/see.ts';
import { toICalendar } from '#domain/calendars/to-icalendar.ts';
import { toIso } from '#domain/instants.ts';
import { inWork } from '../plugins/unit-of-work.ts';
import { ICalendar } from '../schemas.ts';
import { MeetingParams } from './schemas.ts';

export const meetingCalendarRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/cab/meetings/:id/calendar',
    {
      schema: {
        tags: ['cab'],
        summary: 'The meeting as a file for a calendar program',
        produces: ['text/calendar'],
        params: MeetingParams,
        response: { 200: ICalendar },
      },
    },
    async (request, reply) => {
      const text = await inWork(request, async (work, principal) => {
        const meeting = await seenMeeting(work, principal, request.params.id);
        const { id, name, scheduledAt, endsAt, sequence, state } = meeting;
        const description = work.webUrl === undefined ? '' : `${work.webUrl}/cab/${id}`;
        const event = {
          uid: `meeting-${id}`,
          from: toIso(scheduledAt),
          to: toIso(endsAt),
          sequence,
          cancelled: state === 'cancelled',
        };
        return toICalendar(
          { product: 'Boards', name, events: [{ ...event, summary: name, description }] },
          work.now,
        );
      });
      return reply
        .type('text/calendar; charset=utf-8')
        .header('content-disposition', 'attachment; filename="meeting.ics"')
        .serializer(String)
        .send(text);
    },
  );
};
