/** /calendars, and the business time they count. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Calendar as CalendarEntity } from '#domain/clocks/calendar.ts';
import {
  changeCalendar,
  createCalendar,
  getCalendar,
  removeCalendar,
} from '#domain/clocks/calendars.ts';
import { invalid } from '#domain/errors.ts';
import { demandEverywhere, type Principal, scopeOf } from '#domain/people/access.ts';
import { addBusinessSeconds, businessSecondsBetween } from '#engine/calendar.ts';
import { pageOf, toPage } from '../pages.ts';
import { etag, ifMatch } from '../plugins/etag.ts';
import { inWork } from '../plugins/unit-of-work.ts';
import { Nothing } from '../schemas.ts';
import {
  Calendar,
  CalendarParams,
  CalendarPatch,
  CalendarQuery,
  Calendars,
  Compute,
  Computed,
  NewCalendar,
} from './schemas.ts';

const tags = ['calendars'];
const MANAGE = { permission: 'settings.manage' } as const;

function present(calendar: CalendarEntity, principal: Principal) {
  const { timeZone, week, holidays } = calendar.hours;
  const days = Object.fromEntries(
    Object.entries(week).map(([day, hours]) => [day, hours?.map((pair) => [...pair])]),
  );
  return {
    id: calendar.id,
    key: calendar.key,
    name: calendar.name,
    timeZone,
    week: days,
    holidays: [...(holidays ?? [])],
    version: calendar.version,
    allowed:
      scopeOf(principal, 'settings.manage') === 'all' ? ['read', 'update', 'delete'] : ['read'],
  };
}

export const calendarRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/calendars',
    {
      schema: {
        tags,
        summary: 'Calendars, by key',
        querystring: CalendarQuery,
        response: { 200: Calendars },
      },
    },
    async (request) => {
      const { limit, take, after } = pageOf(request.query, 1);
      return inWork(request, async (work, principal) => {
        const where = {
          tenantId: work.tenantId,
          ...(after ? { key: { $gt: String(after[0]) } } : {}),
        };
        const rows = await work.em.find(CalendarEntity, where, {
          orderBy: { key: 'asc' },
          limit: take,
        });
        return toPage(
          rows,
          limit,
          (row) => present(row, principal),
          (row) => [row.key],
        );
      });
    },
  );

  app.post(
    '/calendars',
    {
      config: MANAGE,
      schema: { tags, summary: 'Add a calendar', body: NewCalendar, response: { 201: Calendar } },
    },
    async (request, reply) => {
      const { key, name, ...hours } = request.body;
      const made = await inWork(request, async (work, principal) => {
        demandEverywhere(principal, 'settings.manage');
        return present(await createCalendar(work, { key, name, hours }), principal);
      });
      etag(reply, made.version);
      return reply.code(201).header('location', `/api/v1/calendars/${made.id}`).send(made);
    },
  );

  app.get(
    '/calendars/:id',
    {
      schema: { tags, summary: 'A calendar', params: CalendarParams, response: { 200: Calendar } },
    },
    async (request, reply) => {
      const found = await inWork(request, async (work, principal) =>
        present(await getCalendar(work, request.params.id), principal),
      );
      etag(reply, found.version);
      return found;
    },
  );

  app.patch(
    '/calendars/:id',
    {
      config: MANAGE,
      schema: {
        tags,
        summary:
          'Change a calendar; running clocks go on counting with the version they began with',
        params: CalendarParams,
        body: CalendarPatch,
        response: { 200: Calendar },
      },
    },
    async (request, reply) => {
      const expected = ifMatch(request);
      const { name, ...hours } = request.body;
      const changed = await inWork(request, async (work, principal) => {
        demandEverywhere(principal, 'settings.manage');
        const calendar = await getCalendar(work, request.params.id, expected);
        return present(
          await changeCalendar(work, calendar, { name, hours: { ...calendar.hours, ...hours } }),
          principal,
        );
      });
      etag(reply, changed.version);
      return changed;
    },
  );

  app.delete(
    '/calendars/:id',
    {
      config: MANAGE,
      schema: {
        tags,
        summary: 'Remove a calendar that no policy names',
        params: CalendarParams,
        response: { 204: Nothing },
      },
    },
    async (request, reply) => {
      const expected = ifMatch(request);
      await inWork(request, async (work, principal) => {
        demandEverywhere(principal, 'settings.manage');
        await removeCalendar(work, await getCalendar(work, request.params.id, expected));
      });
      return reply.code(204).send();
    },
  );

  app.post(
    '/calendars/:id/compute',
    {
      schema: {
        tags,
        summary: 'Business time: until when, or how much',
        params: CalendarParams,
        body: Compute,
        response: { 200: Computed },
      },
    },
    async (request) => {
      const { from, to, businessSeconds } = request.body;
      if ((to === undefined) === (businessSeconds === undefined))
        return invalid('', 'Give either `businessSeconds` or `to`.');
      const { hours } = await inWork(request, (work) =>
        getCalendar(work, request.params.id).then(({ hours }) => ({ hours })),
      );
      if (to !== undefined) return { businessSeconds: businessSecondsBetween(hours, from, to) };
      const at = addBusinessSeconds(hours, from, businessSeconds ?? 0);
      return at === null
        ? invalid('/businessSeconds', 'This calendar is never open for that long.')
        : { at };
    },
  );
};
