/** Holidays by country, and taking them, or those of a file, into a calendar. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { Static } from 'typebox';
import { daysOfFile, type FileDays, type Years } from '#domain/calendars/icalendar.ts';
import { importHolidays } from '#domain/calendars/import-holidays.ts';
import { countries, HOLIDAY_TYPES, publicHolidays } from '#domain/calendars/public-holidays.ts';
import { getCalendar } from '#domain/clocks/calendars.ts';
import { usualCalendar } from '#domain/clocks/usual-calendar.ts';
import { invalid } from '#domain/errors.ts';
import { demandEverywhere } from '#domain/people/access.ts';
import { isDate } from '#engine/calendar/dates.ts';
import { etag, ifMatch } from '../plugins/etag.ts';
import { inWork } from '../plugins/unit-of-work.ts';
import {
  Countries,
  CountryQuery,
  HolidayImport,
  HolidayQuery,
  Holidays,
  HolidaysImported,
} from './holiday-schemas.ts';
import { present } from './present.ts';
import { CalendarParams } from './schemas.ts';

const tags = ['calendars'];
const MANAGE = { permission: 'settings.manage' } as const;
const MOST_YEARS = 50;

export const holidayRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/holidays',
    {
      config: MANAGE,
      schema: {
        tags,
        summary: 'Holidays of a country or a region of it, by date',
        querystring: HolidayQuery,
        response: { 200: Holidays },
      },
    },
    async (request) => {
      const { country, region, part, years, types = 'public', language } = request.query;
      const wanted = await inWork(request, async (work, principal) => {
        demandEverywhere(principal, 'settings.manage');
        return yearsOf(years, work.now, 1);
      });
      const named = types.split(',');
      const kinds = HOLIDAY_TYPES.filter((type) => named.includes(type));
      const place = { country, region, part };
      return { items: [...(await publicHolidays(place, wanted, kinds, language))] };
    },
  );

  app.get(
    '/holidays/countries',
    {
      config: MANAGE,
      schema: {
        tags,
        summary: 'Countries and regions holidays are known of',
        querystring: CountryQuery,
        response: { 200: Countries },
      },
    },
    async (request) => {
      await inWork(request, async (_, principal) => demandEverywhere(principal, 'settings.manage'));
      const known = await countries(request.query.language);
      return {
        items: known.map((one) => ({
          ...one,
          regions: one.regions.map((region) => ({ ...region, parts: [...region.parts] })),
        })),
      };
    },
  );

  app.post(
    '/calendars/:id/holidays/import',
    {
      config: MANAGE,
      schema: {
        tags,
        summary: 'Take holidays into a calendar, or say what that would do; what is there stays',
        params: CalendarParams,
        body: HolidayImport,
        response: { 200: HolidaysImported },
      },
    },
    async (request, reply) => {
      const expected = ifMatch(request);
      const { preview = false } = request.body;
      const imported = await inWork(request, async (work, principal) => {
        demandEverywhere(principal, 'settings.manage');
        const { days, leftOut } = daysIn(request.body, work.now);
        const calendar = await getCalendar(work, request.params.id, expected);
        const { added, changed, left } = await importHolidays(work, calendar, days, { preview });
        return {
          preview,
          added: [...added],
          changed: [...changed],
          left: [...left],
          leftOut: [...leftOut],
          calendar: present(calendar, principal, await usualCalendar(work)),
        };
      });
      etag(reply, imported.calendar.version);
      return imported;
    },
  );
};

function daysIn({ ics, days, years }: Static<typeof HolidayImport>, now: Date): FileDays {
  if (ics !== undefined && days === undefined) return daysOfFile(ics, yearsOf(years, now, 3));
  if (ics === undefined && days !== undefined && years === undefined) {
    for (const [index, { date }] of days.entries())
      if (!isDate(date)) invalid(`/days/${index}/date`, `“${date}” is no date.`);
    return { days, leftOut: [] };
  }
  return invalid('', 'Give either `ics`, with `years` or without, or `days`.');
}

/** `count`: how many years from this one on, where none are said. */
function yearsOf(text: string | undefined, now: Date, count: number): Years {
  const [from, until = from] = text?.split('-').map(Number) ?? [];
  const first = from ?? now.getUTCFullYear();
  const last = until ?? first + count - 1;
  if (last < first) invalid('/years', 'The last year lies before the first.');
  if (last - first >= MOST_YEARS) invalid('/years', `At most ${MOST_YEARS} years at once.`);
  return { first, last };
}
