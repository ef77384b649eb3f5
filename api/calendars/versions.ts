/** The states a calendar has had, and what two of them differ in. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Value } from 'typebox/value';
import {
  calendarVersion,
  calendarVersions,
  type CalendarVersion as Version,
} from '#domain/calendars/versions.ts';
import { getCalendar } from '#domain/clocks/calendars.ts';
import { invalid } from '#domain/errors.ts';
import { type Principal, scopeOf } from '#domain/people/access.ts';
import { differenceWords } from '#engine/calendar/difference-words.ts';
import { calendarDifferences } from '#engine/calendar/differences.ts';
import { toIso } from '../instants.ts';
import { type CursorValue, pageOf, toPage } from '../pages.ts';
import { inWork } from '../plugins/unit-of-work.ts';
import { presentHours } from './present.ts';
import { CalendarParams } from './schemas.ts';
import {
  CalendarVersion,
  CalendarVersions,
  Compared,
  CompareQuery,
  VersionNumber,
  VersionParams,
  VersionQuery,
} from './version-schemas.ts';

const tags = ['calendars'];

/** Who saved it is told to those who may save it. */
const presentAbout = ({ number, savedAt, savedBy, openClocks }: Version, principal: Principal) => ({
  number,
  savedAt: toIso(savedAt),
  openClocks,
  savedBy: scopeOf(principal, 'settings.manage') === 'all' ? savedBy : null,
});

export const versionRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/calendars/:id/versions',
    {
      schema: {
        tags,
        summary: 'The versions of a calendar, the newest first',
        params: CalendarParams,
        querystring: VersionQuery,
        response: { 200: CalendarVersions },
      },
    },
    async (request) => {
      const { limit, take, after } = pageOf(request.query, 1);
      return inWork(request, async (work, principal) => {
        const calendar = await getCalendar(work, request.params.id);
        const below = after ? numberIn(after[0]) : null;
        const rows = await calendarVersions(work, calendar, { take, below });
        return toPage(
          [...rows],
          limit,
          (row) => presentAbout(row, principal),
          ({ number }) => [number],
        );
      });
    },
  );

  app.get(
    '/calendars/:id/versions/:number',
    {
      schema: {
        tags,
        summary: 'A version of a calendar with its hours',
        params: VersionParams,
        response: { 200: CalendarVersion },
      },
    },
    async (request) =>
      inWork(request, async (work, principal) => {
        const { id, number } = request.params;
        const version = await calendarVersion(work, await getCalendar(work, id), number);
        return { ...presentAbout(version, principal), ...presentHours(version.hours) };
      }),
  );

  app.get(
    '/calendars/:id/compare',
    {
      schema: {
        tags,
        summary:
          'What two versions of a calendar differ in; the present one and the one before unless said',
        params: CalendarParams,
        querystring: CompareQuery,
        response: { 200: Compared },
      },
    },
    async (request) =>
      inWork(request, async (work) => {
        const calendar = await getCalendar(work, request.params.id);
        const { to = calendar.version } = request.query;
        const { from = Math.max(1, to - 1) } = request.query;
        const before = await calendarVersion(work, calendar, from);
        const after = await calendarVersion(work, calendar, to);
        const differences = calendarDifferences(before.hours, after.hours);
        return {
          from,
          to,
          differences: differences.map((one) => ({ kind: one.kind, text: differenceWords(one) })),
        };
      }),
  );
};

/** @throws DomainError invalid_input for a cursor of another list */
function numberIn(value: CursorValue | undefined): number {
  return Value.Check(VersionNumber, value)
    ? value
    : invalid('/cursor', 'is not a cursor of this list; leave it out for the first page.');
}
