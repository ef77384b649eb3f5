/** What is on the agenda of a meeting: added, voted on, decided; and the conditions that were given with it. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { addChange, removeChange } from '#domain/cab/agenda.ts';
import { conditionsOf, meetCondition } from '#domain/cab/conditions.ts';
import { ruleOn } from '#domain/cab/decide.ts';
import { getMeeting } from '#domain/cab/find.ts';
import {
  demandRunning,
  demandState,
  type LockedMeeting,
  lockMeeting,
} from '#domain/cab/meeting.ts';
import { voteOn } from '#domain/cab/vote-on.ts';
import { findChange } from '#domain/changes/change.ts';
import { explain } from '#domain/changes/explain.ts';
import { conflictsAt } from '#domain/changes/schedule.ts';
import { DomainError } from '#domain/errors.ts';
import type { Principal } from '#domain/people/access.ts';
import { findTicket } from '#domain/tickets/read.ts';
import type { Work } from '#domain/work.ts';
import { demandChange } from '../changes/policy.ts';
import { presentChange, presentConflicts } from '../changes/present.ts';
import { etag, ifMatch } from '../plugins/etag.ts';
import { inWork } from '../plugins/unit-of-work.ts';
import { TicketPartParams } from '../ticket-part.ts';
import { demandMeeting } from './policy.ts';
import {
  ConditionList,
  ConditionParams,
  ItemAbout,
  ItemParams,
  Meeting,
  MeetingParams,
  NewItem,
  Ruling,
  Voting,
} from './schemas.ts';
import { shown } from './shown.ts';

const tags = ['cab'];
const READ = { permission: 'ticket.read' } as const;
const UPDATE = { permission: 'ticket.update' } as const;
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
        const meeting = await held(work, principal, request.params.id, expected);
        await addChange(work, meeting, request.body.change, '/change');
        return shown(work, principal, meeting.id);
      });
      etag(reply, changed.version);
      return changed;
    },
  );

  app.get(
    '/cab/meetings/:id/items/:ticket',
    {
      schema: {
        tags,
        summary: 'What the board has to know of a change on its agenda',
        params: ItemParams,
        response: { 200: ItemAbout },
      },
    },
    async (request) =>
      inWork(request, (work, principal) =>
        aboutItem(work, principal, request.params.id, request.params.ticket),
      ),
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
        await removeChange(work, meeting, request.params.ticket);
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
      const { id, ticket } = request.params;
      const expected = ifMatch(request);
      const changed = await inWork(request, async (work, principal) => {
        demandMeeting(principal, await getMeeting(work, id));
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
      const { id, ticket } = request.params;
      const voted = await inWork(request, async (work, principal) => {
        demandMeeting(principal, await getMeeting(work, id));
        await voteOn(work, principal, id, ticket, request.body);
        return shown(work, principal, id);
      });
      etag(reply, voted.version);
      return voted;
    },
  );

  app.get(
    '/changes/:id/conditions',
    {
      config: READ,
      schema: {
        tags,
        summary: 'On what conditions boards have approved a change',
        params: TicketPartParams,
        response: { 200: ConditionList },
      },
    },
    async (request) =>
      inWork(request, async (work, principal) => {
        const { id } = await demandChange(work, principal, request.params.id);
        return { items: await conditionsOf(work, id) };
      }),
  );

  app.post(
    '/changes/:id/conditions/:condition/met',
    {
      config: UPDATE,
      schema: {
        tags,
        summary: 'Say that a condition is met',
        params: ConditionParams,
        response: { 200: ConditionList },
      },
    },
    async (request) =>
      inWork(request, async (work, principal) => {
        const { id } = await demandChange(work, principal, request.params.id, 'ticket.update');
        await meetCondition(work, id, request.params.condition);
        return { items: await conditionsOf(work, id) };
      }),
  );
};

async function aboutItem(work: Work, principal: Principal, id: string, ticketId: string) {
  const meeting = await getMeeting(work, id);
  demandMeeting(principal, meeting);
  const ticket = meeting.items.some((item) => item.ticket.id === ticketId)
    ? await findTicket(work, ticketId)
    : null;
  const change = ticket === null ? undefined : await findChange(work, ticket.id);
  if (!ticket || !change) throw new DomainError('not_found', 'This change is not on the agenda.');
  const { plannedFrom: from, plannedTo: to } = change;
  const shownAs = presentChange(ticket, change, principal);
  if (from === null || to === null)
    return { description: ticket.description ?? '', change: shownAs, conflicts: null };
  const conflicts = await conflictsAt(work, change, { from, to }, undefined);
  const explained = await explain(work, principal, change, conflicts);
  return {
    description: ticket.description ?? '',
    change: shownAs,
    conflicts: presentConflicts(change, { from, to }, explained),
  };
}

/** Held by whoever runs it, before it is over. @throws DomainError not_found, not_permitted, stale_version, transition_not_allowed */
async function held(
  work: Work,
  principal: Principal,
  id: string,
  expected: number | undefined,
): Promise<LockedMeeting> {
  demandMeeting(principal, await getMeeting(work, id));
  const meeting = await lockMeeting(work, id, expected);
  await demandRunning(work, principal, meeting);
  demandState(meeting, 'planned', 'open');
  return meeting;
}
