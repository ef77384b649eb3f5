/** `/cab/meetings`: planned, run, ended, and closed with their minutes. Who sits on a board needs no role for it. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { addChange, holdChanges } from '#domain/cab/agenda-by-hand.ts';
import { noteAttendance } from '#domain/cab/attendance.ts';
import { getBoard, lockBoard } from '#domain/cab/board.ts';
import { listMeetings } from '#domain/cab/find.ts';
import { lockMeeting, MEETING_STATES, type MeetingState } from '#domain/cab/meeting.ts';
import { addMeeting } from '#domain/cab/plan-ahead.ts';
import {
  cancelMeeting,
  changeMeeting,
  closeMeeting,
  endByHand,
  openByHand,
} from '#domain/cab/run-meeting.ts';
import { seenMeeting, seesEveryMeeting } from '#domain/cab/see.ts';
import { invalid } from '#domain/errors.ts';
import { demand } from '#domain/people/access.ts';
import { demandOn } from '#domain/tickets/policy.ts';
import { findTicket } from '#domain/tickets/read.ts';
import { pageOf, toPage } from '../pages.ts';
import { etag, ifMatch } from '../plugins/etag.ts';
import { inWork } from '../plugins/unit-of-work.ts';
import { boardRoutes } from './boards.ts';
import { meetingCalendarRoutes } from './calendar.ts';
import { itemRoutes } from './items.ts';
import { presentListed } from './present.ts';
import {
  Attendance,
  Cancelling,
  Meeting,
  MeetingParams,
  MeetingPatch,
  MeetingQuery,
  Meetings,
  NewMeeting,
} from './schemas.ts';
import { shown } from './shown.ts';

const tags = ['cab'];
const MANAGES = { permission: 'cab.manage' } as const;

export const cabRoutes: FastifyPluginAsyncTypebox = async (app) => {
  await app.register(boardRoutes);
  await app.register(itemRoutes);
  await app.register(meetingCalendarRoutes);

  app.post(
    '/cab/meetings',
    {
      config: MANAGES,
      schema: { tags, summary: 'Plan a meeting', body: NewMeeting, response: { 201: Meeting } },
    },
    async (request, reply) => {
      const { board: ref, scheduledAt, changes = [], ...more } = request.body;
      const planned = await inWork(request, async (work, principal) => {
        demand(principal, 'cab.manage');
        const at = new Date(scheduledAt);
        if (at <= work.now) invalid('/scheduledAt', 'is over.');
        const board = await getBoard(work, ref);
        await holdChanges(work, changes);
        await lockBoard(work, board.id);
        const id = (await addMeeting(work, board, { at, ...more })) ?? '';
        const meeting = await lockMeeting(work, id);
        for (const [index, number] of [...new Set(changes)].entries())
          await addChange(work, meeting, number, `/changes/${index}`);
        return shown(work, principal, id);
      });
      etag(reply, planned.version);
      return reply.code(201).header('location', `/api/v1/cab/meetings/${planned.id}`).send(planned);
    },
  );

  app.get(
    '/cab/meetings',
    {
      schema: {
        tags,
        summary: 'Meetings, the latest first: all, or those of the boards one sits on',
        querystring: MeetingQuery,
        response: { 200: Meetings },
      },
    },
    async (request) => {
      const { limit, take, after } = pageOf(request.query, 2);
      const states = statesOf(request.query.state);
      const board = request.query.board ?? null;
      const from = after ? { scheduledAt: String(after[0]), id: String(after[1]) } : null;
      return inWork(request, async (work, principal) => {
        const { change: ref } = request.query;
        const change =
          ref === undefined
            ? null
            : demandOn(principal, 'ticket.read', await findTicket(work, ref)).id;
        const seesAll = seesEveryMeeting(principal) || change !== null;
        const memberId = seesAll ? null : principal.personId;
        const rows = await listMeetings(work, {
          board,
          states,
          memberId,
          change,
          take,
          after: from,
        });
        return toPage(rows, limit, presentListed, (row) => [row.scheduledAt, row.id]);
      });
    },
  );

  app.get(
    '/cab/meetings/:id',
    {
      schema: {
        tags,
        summary: 'A meeting with its agenda',
        params: MeetingParams,
        response: { 200: Meeting },
      },
    },
    async (request, reply) => {
      const found = await inWork(request, (work, principal) =>
        shown(work, principal, request.params.id),
      );
      etag(reply, found.version);
      return found;
    },
  );

  app.patch(
    '/cab/meetings/:id',
    {
      schema: {
        tags,
        summary: 'Change its name, its time, what is talked about, or its minutes',
        params: MeetingParams,
        body: MeetingPatch,
        response: { 200: Meeting },
      },
    },
    async (request, reply) => {
      const { scheduledAt, ...change } = request.body;
      const at = scheduledAt === undefined ? {} : { scheduledAt: new Date(scheduledAt) };
      const expected = ifMatch(request);
      const changed = await inWork(request, async (work, principal) => {
        const { id } = request.params;
        await seenMeeting(work, principal, id);
        await changeMeeting(work, principal, id, { ...change, ...at }, expected);
        return shown(work, principal, id);
      });
      etag(reply, changed.version);
      return changed;
    },
  );

  const acts = {
    open: { summary: 'Begin it before its hour', act: openByHand },
    end: {
      summary: 'End it: what was decided is final, what was not comes up in the next',
      act: endByHand,
    },
    close: { summary: 'Close its minutes and send them', act: closeMeeting },
  } as const;
  for (const [name, { summary, act }] of Object.entries(acts))
    app.post(
      `/cab/meetings/:id/${name}`,
      {
        schema: { tags, summary, params: MeetingParams, response: { 200: Meeting } },
      },
      async (request, reply) => {
        const expected = ifMatch(request);
        const done = await inWork(request, async (work, principal) => {
          const { id } = request.params;
          await seenMeeting(work, principal, id);
          await act(work, principal, id, expected);
          return shown(work, principal, id);
        });
        etag(reply, done.version);
        return done;
      },
    );

  app.post(
    '/cab/meetings/:id/cancel',
    {
      schema: {
        tags,
        summary: 'Call it off; its agenda comes up in the next',
        params: MeetingParams,
        body: Cancelling,
        response: { 200: Meeting },
      },
    },
    async (request, reply) => {
      const expected = ifMatch(request);
      const cancelled = await inWork(request, async (work, principal) => {
        const { id } = request.params;
        await seenMeeting(work, principal, id);
        await cancelMeeting(work, principal, id, request.body.reason, expected);
        return shown(work, principal, id);
      });
      etag(reply, cancelled.version);
      return cancelled;
    },
  );

  app.put(
    '/cab/meetings/:id/attendance',
    {
      schema: {
        tags,
        summary: 'Who is there, or has excused themselves',
        params: MeetingParams,
        body: Attendance,
        response: { 200: Meeting },
      },
    },
    async (request, reply) => {
      const { person, attendance, through } = request.body;
      const noted = await inWork(request, async (work, principal) => {
        const { id } = request.params;
        await seenMeeting(work, principal, id);
        await noteAttendance(work, principal, id, person, attendance, through);
        return shown(work, principal, id);
      });
      etag(reply, noted.version);
      return noted;
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
