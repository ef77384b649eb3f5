/** What is on the agenda of a meeting: added, voted on, decided. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { addChange, holdChanges, removeChange } from '#domain/cab/agenda-by-hand.ts';
import { ruleOn } from '#domain/cab/decide.ts';
import { changeOn } from '#domain/cab/item.ts';
import {
  demandRunning,
  demandState,
  type LockedMeeting,
  lockMeeting,
} from '#domain/cab/meeting.ts';
import { seenMeeting } from '#domain/cab/see.ts';
import { voteOn } from '#domain/cab/vote-on.ts';
import type { Principal } from '#domain/people/access.ts';
import type { Work } from '#domain/work.ts';
import { etag, ifMatch } from '../plugins/etag.ts';
import { inWork } from '../plugins/unit-of-work.ts';
import { ItemParams, NewItem, Ruling, Voting } from './item-schemas.ts';
import { Meeting, MeetingParams } from './schemas.ts';
import { shown } from './shown.ts';

const tags = ['cab'];
const response = { 200: Meeting };

export const itemRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.post(
    '/cab/meetings/:id/items',
    {
      schema: {
        tags,
        summary: 'Put a change on the agenda by hand; after it was closed it is late',
        params: MeetingParams,
        body: NewItem,
        response,
      },
    },
    async (request, reply) => {
      const expected = ifMatch(request);
      const changed = await inWork(request, async (work, principal) => {
        await holdChanges(work, [request.body.change]);
        const meeting = await held(work, principal, request.params.id, expected);
        await addChange(work, meeting, request.body.change, '/change');
        return shown(work, principal, meeting.id);
      });
      etag(reply, changed.version);
      return changed;
    },
  );

  app.delete(
    '/cab/meetings/:id/items/:ticket',
    {
      schema: {
        tags,
        summary: 'Take off the agenda what somebody has put there by hand',
        params: ItemParams,
        response,
      },
    },
    async (request, reply) => {
      const expected = ifMatch(request);
      const changed = await inWork(request, async (work, principal) => {
        const meeting = await held(work, principal, request.params.id, expected);
        const ticket = await changeOn(work, meeting.id, request.params.ticket);
        await removeChange(work, meeting, ticket);
        return shown(work, principal, meeting.id);
      });
      etag(reply, changed.version);
      return changed;
    },
  );

  app.patch(
    '/cab/meetings/:id/items/:ticket',
    {
      schema: {
        tags,
        summary:
          'Decide about a change, admit it, write down what was said, or move it on the agenda',
        params: ItemParams,
        body: Ruling,
        response,
      },
    },
    async (request, reply) => {
      const { id, ticket: ref } = request.params;
      const expected = ifMatch(request);
      const changed = await inWork(request, async (work, principal) => {
        const ticket = await changeOn(work, (await seenMeeting(work, principal, id)).id, ref);
        await ruleOn(work, principal, id, ticket, request.body, expected);
        return shown(work, principal, id);
      });
      etag(reply, changed.version);
      return changed;
    },
  );

  app.post(
    '/cab/meetings/:id/items/:ticket/votes',
    {
      schema: {
        tags,
        summary: 'Vote on a change; the last vote counts, until it is decided',
        params: ItemParams,
        body: Voting,
        response,
      },
    },
    async (request, reply) => {
      const { id, ticket: ref } = request.params;
      const voted = await inWork(request, async (work, principal) => {
        const ticket = await changeOn(work, (await seenMeeting(work, principal, id)).id, ref);
        await voteOn(work, principal, id, ticket, request.body);
        return shown(work, principal, id);
      });
      etag(reply, voted.version);
      return voted;
    },
  );
};

/** Held by whoever runs it, before it is over. @throws DomainError not_found, not_permitted, stale_version, transition_not_allowed */
async function held(
  work: Work,
  principal: Principal,
  id: string,
  expected: number | undefined,
): Promise<LockedMeeting> {
  await seenMeeting(work, principal, id);
  const meeting = await lockMeeting(work, id, expected);
  await demandRunning(work, principal, meeting);
  demandState(meeting, 'planned', 'open');
  return meeting;
}
