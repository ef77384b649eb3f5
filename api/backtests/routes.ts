/** /processes/{key}/draft/backtest and /processes/{key}/backtests: a draft against the tickets the process has had. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { getBacktest, listBacktests, testedTicket, testedTickets } from '#domain/backtests/read.ts';
import { cancelBacktest, startBacktest } from '#domain/backtests/start.ts';
import { getProcess } from '#domain/processes/read-processes.ts';
import { numberPlaceOf } from '../filters.ts';
import { pageOf, toPage } from '../pages.ts';
import { inWork } from '../plugins/unit-of-work.ts';
import { KeyParams } from '../schemas.ts';
import { presentBacktest, presentTested } from './present.ts';
import {
  Backtest,
  BacktestParams,
  Backtests,
  NewBacktest,
  TestedQuery,
  TestedTicket,
  TestedTicketParams,
  TestedTickets,
} from './schemas.ts';

const tags = ['back-tests'];
const AUTHOR = { permission: 'process.author' } as const;

export const backtestRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.post(
    '/processes/:key/draft/backtest',
    {
      config: AUTHOR,
      schema: {
        tags,
        summary:
          'Play the caller’s draft, else the present or latest version, on the last closed tickets of the process; they are not changed',
        params: KeyParams,
        body: NewBacktest,
        response: { 202: Backtest },
      },
    },
    async (request, reply) => {
      const { key } = request.params;
      const shown = await inWork(request, async (work, principal) => {
        const id = await startBacktest(work, principal, key, request.body);
        return presentBacktest(await getBacktest(work, key, id));
      });
      return reply
        .code(202)
        .header('location', `/api/v1/processes/${key}/backtests/${shown.id}`)
        .send(shown);
    },
  );

  app.get(
    '/processes/:key/backtests',
    {
      config: AUTHOR,
      schema: {
        tags,
        summary: 'The back-tests of a process, the newest first',
        params: KeyParams,
        response: { 200: Backtests },
      },
    },
    async (request) =>
      inWork(request, async (work, principal) => {
        await getProcess(work, principal, request.params.key);
        const rows = await listBacktests(work, request.params.key);
        return { items: rows.map(presentBacktest), nextCursor: null };
      }),
  );

  app.get(
    '/processes/:key/backtests/:id',
    {
      config: AUTHOR,
      schema: {
        tags,
        summary: 'How far a back-test is, and its numbers',
        params: BacktestParams,
        response: { 200: Backtest },
      },
    },
    async (request) => {
      const { key, id } = request.params;
      return inWork(request, async (work) => presentBacktest(await getBacktest(work, key, id)));
    },
  );

  app.post(
    '/processes/:key/backtests/:id/cancel',
    {
      config: AUTHOR,
      schema: {
        tags,
        summary: 'Stop a back-test; what has been played by now stays',
        params: BacktestParams,
        response: { 200: Backtest },
      },
    },
    async (request) => {
      const { key, id } = request.params;
      return inWork(request, async (work) => {
        await cancelBacktest(work, key, id);
        return presentBacktest(await getBacktest(work, key, id));
      });
    },
  );

  app.get(
    '/processes/:key/backtests/:id/tickets',
    {
      config: AUTHOR,
      schema: {
        tags,
        summary: 'What would have differed, ticket by ticket, of those the caller may see',
        params: BacktestParams,
        querystring: TestedQuery,
        response: { 200: TestedTickets },
      },
    },
    async (request) => {
      const { limit, take, after } = pageOf(request.query, 1);
      const { key, id } = request.params;
      return inWork(request, async (work, principal) => {
        await getBacktest(work, key, id);
        const place = { take, after: numberPlaceOf(after) ?? -1 };
        const rows = await testedTickets(work, principal, id, request.query, place);
        return toPage(rows, limit, presentTested, ({ ord }) => [ord]);
      });
    },
  );

  app.get(
    '/processes/:key/backtests/:id/tickets/:ticket',
    {
      config: AUTHOR,
      schema: {
        tags,
        summary: 'One ticket, with the drawings that its two paths are on',
        params: TestedTicketParams,
        response: { 200: TestedTicket },
      },
    },
    async (request) => {
      const { key, id, ticket } = request.params;
      return inWork(request, async (work, principal) => {
        await getBacktest(work, key, id);
        const row = await testedTicket(work, principal, id, ticket);
        return {
          ...presentTested(row),
          drawings: { before: { ...row.before }, after: { ...row.after } },
        };
      });
    },
  );
};
