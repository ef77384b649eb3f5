/** What other hours would do to open clocks. Only looked at. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { previewCalendar } from '#domain/calendars/preview.ts';
import { getCalendar } from '#domain/clocks/calendars.ts';
import { demandEverywhere } from '#domain/people/access.ts';
import { inWork } from '../plugins/unit-of-work.ts';
import { changedHours } from './present.ts';
import { CalendarParams } from './schemas.ts';
import { CalendarPreview, CalendarPreviewBody } from './version-schemas.ts';

export const previewRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.post(
    '/calendars/:id/preview',
    {
      config: { permission: 'settings.manage' },
      schema: {
        tags: ['calendars'],
        summary:
          'What other hours would do to the open clocks that count in it; nothing is written',
        params: CalendarParams,
        body: CalendarPreviewBody,
        response: { 200: CalendarPreview },
      },
    },
    async (request) => {
      const { from, ...change } = request.body;
      return inWork(request, async (work, principal) => {
        demandEverywhere(principal, 'settings.manage');
        const calendar = await getCalendar(work, request.params.id);
        const hours = changedHours(calendar, change);
        const { open, clocks } = await previewCalendar(work, principal, calendar, hours, from);
        const flips = clocks.filter(({ flips }) => flips);
        const missed = flips.filter(({ after }) => after.breachedAt !== null).length;
        return { open, missed, met: flips.length - missed, clocks: [...clocks] };
      });
    },
  );
};
