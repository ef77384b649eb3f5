/** `/cab/meetings`: plan a meeting, decide about its changes, close it with minutes. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { getMeeting, listMeetings } from '#domain/cab/find.ts';
import { MEETING_STATES, type MeetingState } from '#domain/cab/meeting.ts';
import { closeMeeting, decideChange, planMeeting } from '#domain/cab/operations.ts';
import { invalid } from '#domain/errors.ts';
import { demand } from '#domain/people/access.ts';
import { pageOf, toPage } from '../pages.ts';
import { etag, ifMatch } from '../plugins/etag.ts';
import { inWork } from '../plugins/unit-of-work.ts';
import { demandMeetings } from './policy.ts';
import { presentMeeting } from './present.ts';
import {
  Closing,
  ItemParams,
  Meeting,
  MeetingParams,
  MeetingQuery,
  Meetings,
  NewMeeting,
  Ruling,
} from './schemas.ts';

const tags = ['cab'];
const MANAGES = { permission: 'cab.manage' } as const;
const READS = { permission: ['cab.manage', 'ticket.read'] } as const;

export const cabRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.post(
    '/cab/meetings',
    {
      config: MANAGES,
      schema: { tags, summary: 'Plan a meeting', body: NewMeeting, response: { 201: Meeting } },
    },
    async (request, reply) => {
      const { name, scheduledAt, changes = [] } = request.body;
      const planned = await inWork(request, async (work, principal) => {
        demand(principal, 'cab.manage');
        const { id } = await planMeeting(work, {
          name,
          scheduledAt: new Date(scheduledAt),
          changes,
        });
        await work.em.flush();
        return presentMeeting(await getMeeting(work, id), principal);
      });
      etag(reply, planned.version);
      return reply.code(201).send(planned);
    },
  );

  app.get(
    '/cab/meetings',
    {
      config: READS,
      schema: {
        tags,
        summary: 'Meetings, the latest first',
        querystring: MeetingQuery,
        response: { 200: Meetings },
      },
    },
    async (request) => {
      const { limit, take, after } = pageOf(request.query, 2);
      const states = statesOf(request.query.state);
      const from = after ? { scheduledAt: String(after[0]), id: String(after[1]) } : null;
      return inWork(request, async (work, principal) => {
        demandMeetings(principal);
        const rows = await listMeetings(work, { states, take, after: from });
        return toPage(
          rows,
          limit,
          (row) => presentMeeting(row, principal),
          (row) => [row.scheduled_at.toISOString(), row.id],
        );
      });
    },
  );

  app.get(
    '/cab/meetings/:id',
    {
      config: READS,
      schema: {
        tags,
        summary: 'A meeting with its agenda',
        params: MeetingParams,
        response: { 200: Meeting },
      },
    },
    async (request, reply) => {
      const shown = await inWork(request, async (work, principal) => {
        demandMeetings(principal);
        return presentMeeting(await getMeeting(work, request.params.id), principal);
      });
      etag(reply, shown.version);
      return shown;
    },
  );

  app.patch(
    '/cab/meetings/:id/items/:ticket',
    {
      config: MANAGES,
      schema: {
        tags,
        summary: 'Decide about a change',
        params: ItemParams,
        body: Ruling,
        response: { 200: Meeting },
      },
    },
    async (request, reply) => {
      const { id, ticket } = request.params;
      const shown = await inWork(request, async (work, principal) => {
        demand(principal, 'cab.manage');
        await decideChange(work, id, ticket, request.body, ifMatch(request));
        return presentMeeting(await getMeeting(work, id), principal);
      });
      etag(reply, shown.version);
      return shown;
    },
  );

  app.post(
    '/cab/meetings/:id/close',
    {
      config: MANAGES,
      schema: {
        tags,
        summary: 'Close with minutes',
        params: MeetingParams,
        body: Closing,
        response: { 200: Meeting },
      },
    },
    async (request, reply) => {
      const shown = await inWork(request, async (work, principal) => {
        demand(principal, 'cab.manage');
        await closeMeeting(work, request.params.id, request.body.minutes ?? '', ifMatch(request));
        return presentMeeting(await getMeeting(work, request.params.id), principal);
      });
      etag(reply, shown.version);
      return shown;
    },
  );
};

function statesOf(text: string | undefined): MeetingState[] {
  return (text ?? '')
    .split(',')
    .filter(Boolean)
    .map(
      (state) =>
        MEETING_STATES.find((known) => known === state) ??
        invalid('/state', `"${state}" is no state of a meeting.`),
    );
}
