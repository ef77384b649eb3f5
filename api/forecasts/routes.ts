/** /forecasts: what the days ahead may bring to a desk, and how well that would have been said of the days before. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { beginForecast, getForecast, listForecasts } from '#domain/forecasts/forecasts.ts';
import { seenTickets } from '#domain/forecasts/seen.ts';
import { demandEverywhere } from '#domain/people/access.ts';
import { pageOf, toPage } from '../pages.ts';
import { inWork } from '../plugins/unit-of-work.ts';
import { presentForecast, presentSummary } from './present.ts';
import { Forecast, ForecastParams, ForecastQuery, Forecasts, NewForecast } from './schemas.ts';

const tags = ['forecasts'];
const READ = { permission: 'report.read' } as const;
const USUAL = { days: 7, arrivals: 1, staff: {}, targets: 1 };

export const forecastRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/forecasts',
    {
      config: READ,
      schema: {
        tags,
        summary: 'Forecasts, the latest first',
        querystring: ForecastQuery,
        response: { 200: Forecasts },
      },
    },
    async (request) => {
      const { limit, take, after } = pageOf(request.query, 2);
      return inWork(request, async (work, principal) => {
        demandEverywhere(principal, 'report.read');
        const place = after && { at: String(after[0]), id: String(after[1]) };
        const rows = await listForecasts(work, { take, after: place });
        return toPage(rows, limit, presentSummary, (row) => [row.at, row.id]);
      });
    },
  );

  app.post(
    '/forecasts',
    {
      config: READ,
      schema: {
        tags,
        summary: 'Ask for a forecast; it is worked out by a worker and kept',
        body: NewForecast,
        response: { 202: Forecast },
      },
    },
    async (request, reply) => {
      const made = await inWork(request, async (work, principal) => {
        demandEverywhere(principal, 'report.read');
        const id = await beginForecast(work, { ...USUAL, ...request.body });
        return presentForecast(await getForecast(work, id), new Map());
      });
      return reply.code(202).header('location', `/api/v1/forecasts/${made.id}`).send(made);
    },
  );

  app.get(
    '/forecasts/:id',
    {
      config: READ,
      schema: {
        tags,
        summary: 'A forecast, and the backcast beside it',
        params: ForecastParams,
        response: { 200: Forecast },
      },
    },
    async (request) =>
      inWork(request, async (work, principal) => {
        demandEverywhere(principal, 'report.read');
        const found = await getForecast(work, request.params.id);
        const open = found.result?.forecast.open.map(({ id }) => id) ?? [];
        return presentForecast(found, await seenTickets(work, principal, open));
      }),
  );
};
