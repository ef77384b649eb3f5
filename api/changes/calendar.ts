/**
 * /change-calendar: changes, windows, freezes and holidays in one list, and the same to subscribe to. The address of a feed is
 * secret and public, since a calendar program cannot sign in: whoever holds one reads what its owner may read.
 */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { type FeedEvent, stamp, toICalendar } from '#domain/calendars/to-icalendar.ts';
import { type CalendarEntry, changeCalendar } from '#domain/changes/change-calendar.ts';
import {
  changeFeedMadeAt,
  endChangeFeed,
  findChangeFeed,
  makeChangeFeed,
} from '#domain/changes/feeds.ts';
import { DomainError } from '#domain/errors.ts';
import { demandSpan } from '#domain/rotas/spans.ts';
import { inTenant, SYSTEM } from '#domain/work.ts';
import { addSeconds } from '#engine/instant.ts';
import { toIsoOrNull } from '../instants.ts';
import { inWork } from '../plugins/unit-of-work.ts';
import { ICalendar, Nothing } from '../schemas.ts';
import * as schemas from './schedule-schemas.ts';

const tags = ['changes'];
const READ = { permission: 'ticket.read' } as const;
const PUBLIC = { public: true } as const;
const DAY = 86_400;
const FOUR_WEEKS = 28 * DAY;
const PAST_DAYS = 31;
const AHEAD_DAYS = 335;

export const changeCalendarRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/change-calendar',
    {
      config: READ,
      schema: {
        tags,
        summary: 'Changes, maintenance windows, freezes and holidays of a while, in order of time',
        querystring: schemas.CalendarQuery,
        response: { 200: schemas.ChangeCalendar },
      },
    },
    async (request) =>
      inWork(request, async (work, principal) => {
        const { from = work.now.toISOString(), item, group } = request.query;
        const span = demandSpan('', { from, to: request.query.to ?? addSeconds(from, FOUR_WEEKS) });
        const items = await changeCalendar(work, principal, { ...span, item, group });
        return { ...span, items: [...items] };
      }),
  );

  app.get(
    '/change-calendar/feed',
    {
      config: READ,
      schema: {
        tags,
        summary: 'Since when the caller has an address for the change calendar',
        response: { 200: schemas.Feed },
      },
    },
    async (request) =>
      inWork(request, async (work, { personId }) => ({
        madeAt: toIsoOrNull(await changeFeedMadeAt(work, personId)),
      })),
  );

  app.post(
    '/change-calendar/feed',
    {
      config: READ,
      schema: {
        tags,
        summary: 'Make an address for the change calendar; the one before ends',
        response: { 201: schemas.MadeFeed },
      },
    },
    async (request, reply) => {
      const made = await inWork(request, async (work, { personId }) => {
        const token = await makeChangeFeed(work, personId);
        const base = (work.webUrl ?? `${request.protocol}://${request.host}`).replace(/\/$/, '');
        return {
          address: `${base}/api/v1/change-calendar/${personId}/feed.ics?token=${token}`,
          madeAt: work.now.toISOString(),
        };
      });
      return reply.code(201).send(made);
    },
  );

  app.delete(
    '/change-calendar/feed',
    {
      config: READ,
      schema: {
        tags,
        summary: 'End the caller’s address for the change calendar',
        response: { 204: Nothing },
      },
    },
    async (request, reply) => {
      await inWork(request, (work, { personId }) => endChangeFeed(work, personId));
      return reply.code(204).send();
    },
  );

  app.get(
    '/change-calendar/:person/feed.ics',
    {
      config: PUBLIC,
      schema: {
        tags,
        summary: 'The change calendar, for whoever has the address',
        produces: ['text/calendar'],
        params: schemas.FeedParams,
        querystring: schemas.FeedQuery,
        response: { 200: ICalendar },
      },
    },
    async (request, reply) => {
      const { token = '', item, group } = request.query;
      const { store } = request.server;
      const owner = await findChangeFeed(store, token);
      if (owner?.personId !== request.params.person)
        throw new DomainError(
          'not_found',
          'There is no such calendar, or its address has been made anew.',
        );
      const cause = { kind: 'request', id: request.id, label: 'GET feed.ics' } as const;
      const who = { tenantId: owner.tenantId, actor: SYSTEM, cause };
      const text = await inTenant(store, who, async (work) => {
        const now = work.now.toISOString();
        const [from, to] = [addSeconds(now, -PAST_DAYS * DAY), addSeconds(now, AHEAD_DAYS * DAY)];
        const entries = await changeCalendar(work, owner, { from, to, item, group });
        const feed = { product: 'Changes', name: `Changes · ${owner.tenantName}` };
        return toICalendar({ ...feed, events: entries.map(toEvent) }, work.now);
      });
      return reply
        .type('text/calendar; charset=utf-8')
        .header('cache-control', 'private, no-store')
        .header('content-disposition', 'inline; filename="changes.ics"')
        .serializer(String)
        .send(text);
    },
  );
};

/** A change and a freeze stay the same when they are moved; an opening is one for as long as it begins when it does. */
function toEvent(entry: CalendarEntry): FeedEvent {
  const { id, from, to } = entry;
  switch (entry.type) {
    case 'change':
      return {
        uid: id,
        from,
        to,
        summary: `${entry.number} ${entry.title}`,
        description: [entry.status, entry.kind, entry.assignee].filter(Boolean).join(' · '),
      };
    case 'freeze':
      return { uid: id, from, to, summary: entry.title, description: entry.reason };
    case 'window':
    case 'holiday':
      return {
        uid: `${stamp(from)}-${id}`,
        from,
        to,
        summary: entry.title,
        description: '',
      };
  }
}
