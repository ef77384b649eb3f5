/** /calendars, and the business time they count. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Calendar as CalendarEntity } from '#domain/clocks/calendar.ts';
import {
  changeCalendar,
  createCalendar,
  getCalendar,
  removeCalendar,
} from '#domain/clocks/calendars.ts';
import { usualCalendar } from '#domain/clocks/usual-calendar.ts';
import { demandEverywhere } from '#domain/people/access.ts';
import { pageOf, toPage } from '../pages.ts';
import { etag, ifMatch } from '../plugins/etag.ts';
import { inWork } from '../plugins/unit-of-work.ts';
import { Nothing } from '../schemas.ts';
import { computed } from './compute.ts';
import { holidayRoutes } from './holidays.ts';
import { changedHours, present } from './present.ts';
import { previewRoutes } from './preview.ts';
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
import { versionRoutes } from './versions.ts';

const tags = ['calendars'];
const MANAGE = { permission: 'settings.manage' } as const;

export const calendarRoutes: FastifyPluginAsyncTypebox = async (app) => {
  await app.register(holidayRoutes);
  await app.register(versionRoutes);
  await app.register(previewRoutes);

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
        const usual = await usualCalendar(work);
        const rows = await work.em.find(CalendarEntity, where, {
          orderBy: { key: 'asc' },
          limit: take,
        });
        return toPage(
          rows,
          limit,
          (row) => present(row, principal, usual),
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
        const calendar = await createCalendar(work, { key, name, hours });
        return present(calendar, principal, await usualCalendar(work));
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
        present(await getCalendar(work, request.params.id), principal, await usualCalendar(work)),
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
        const fields = { name, hours: changedHours(calendar, hours) };
        const usual = await usualCalendar(work);
        return present(await changeCalendar(work, calendar, fields), principal, usual);
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
        summary: 'Remove a calendar that no policy, organization or rota names',
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
        summary: 'Business time: until when, since when, or how much',
        params: CalendarParams,
        body: Compute,
        response: { 200: Computed },
      },
    },
    async (request) => {
      const { hours } = await inWork(request, (work) =>
        getCalendar(work, request.params.id).then(({ hours }) => ({ hours })),
      );
      return computed(hours, request.body);
    },
  );
};
